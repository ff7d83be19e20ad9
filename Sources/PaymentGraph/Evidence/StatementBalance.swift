/// What a statement says lay in its account before its first row.
package struct StatementBalance: Sendable, Hashable {
  /// The account.
  package var account: UInt32
  package let currency: Currency
  /// The balance before the first row, in minor units; a debt is negative.
  package let opening: Int64
  /// When the first row took place, in milliseconds.
  package let start: Int64

  package init(account: UInt32, currency: Currency, opening: Int64, start: Int64) {
    self.account = account
    self.currency = currency
    self.opening = opening
    self.start = start
  }
}
