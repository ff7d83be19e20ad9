/// How a column writes its amounts.
struct AmountStyle: Sendable, Hashable {
  /// The byte before the decimals: a point or a comma.
  var decimalMark: UInt8 = 0x2E
  /// Whether the column shows which mark is the decimal one, so that the other one alone, before
  /// three digits, divides thousands.
  ///
  /// Else such an amount has two readings and is refused.
  var isSure = false
  /// True where some cells of the column show a point and others a comma to be the decimal mark.
  ///
  /// Then `2.500` has two readings even where the point is the mark of most cells.
  var isContested = false
  /// Whether the user said which mark is the decimal one.
  var isStated = false

  /// A point, as far as is known.
  static let point = AmountStyle()
}
