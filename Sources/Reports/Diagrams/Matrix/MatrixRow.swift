internal import PaymentGraph

/// A row of a matrix: a victim, or several.
struct MatrixRow: Sendable, Hashable {
  let accounts: [AccountID]
  let name: String
  /// The number beside the name.
  let detail: String
  /// The sum that the victim claims, by currency.
  let claimed: MoneyTotals
  /// One figure a column, in its unit; nil for none.
  var amounts: [Int128?]
  /// The text of each column's tooltip, without the figure.
  var words: [String]

  var isFolded: Bool { accounts.count > 1 }
}
