/// The way in which a column writes its amounts.
struct AmountStyle: Sendable, Hashable {
  /// The byte before the decimals: a point or a comma.
  var decimalMark: UInt8 = 0x2E
  /// True where the column shows which mark is the decimal one, so that the other one alone, before three digits,
  /// divides thousands.
  ///
  /// Otherwise such an amount has two readings and is refused.
  var isSure = false
  /// True where some cells of the column show a point and others a comma to be the decimal mark.
  ///
  /// `2.500` then has two readings even where the point is the mark of most cells.
  var isContested = false
  /// True where the user stated the decimal mark.
  var isStated = false

  /// A decimal point, as far as is known.
  static let point = AmountStyle()
}
