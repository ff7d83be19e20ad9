/// The balances that a statement gives for one account in one currency.
package struct StatementBalance: Sendable, Hashable {
  /// The account.
  package var account: UInt32
  /// The number of the file.
  package var file: UInt16
  package let currency: Currency
  /// The balance before the first row, in minor units; a debt is negative.
  package let opening: Int64
  /// The balance after the last row.
  package let closing: Int64
  /// The money that the statement has taken out of the balance and holds for the account; negative
  /// while it holds any.
  package let held: Int64
  /// The time of the first row, in milliseconds.
  package let start: Int64
  /// The first millisecond after the last row's time.
  package let end: Int64

  package init(
    account: UInt32, file: Int, currency: Currency, opening: Int64, closing: Int64, held: Int64,
    start: Int64, end: Int64
  ) {
    self.account = account
    self.file = UInt16(truncatingIfNeeded: file)
    self.currency = currency
    self.opening = opening
    self.closing = closing
    self.held = held
    self.start = start
    self.end = end
  }
}
