/// The balance that a statement gives at its end, beside the balance that follows from the ledger.
///
/// The ledger's figure is the statement's opening balance plus every transfer of the account that
/// the ledger has within the statement's days. Where the two differ, rows are missing from one of
/// them or are surplus in the other: a payment that is counted twice, a row that could not be read,
/// a page that is lost.
public struct StatementClosing: Sendable, Hashable {
  /// The account.
  public let account: AccountID
  /// The currency of the balances.
  public let currency: Currency
  /// The statement.
  public let file: SourceFile
  /// The days of the statement's first and last rows.
  public let days: ClosedRange<CivilDate>
  /// The balance before the statement's first row, in minor units of ``currency``; a debt is
  /// negative.
  public let opening: Int128
  /// The balance after the statement's last row, as the statement gives it.
  public let closing: Int128
  /// The money that the statement took out of the balance to hold for the account and had not
  /// released at its end.
  public let held: Int128
  /// The sum that the account received within these days in the ledger.
  public let credits: Int128
  /// The sum that the account paid within these days in the ledger.
  public let debits: Int128
  /// The opening balance of this statement less the closing balance of the one before; nil where
  /// there is none before.
  ///
  /// That money moved between the two statements, and neither shows it.
  public let gap: Int128?

  /// The balance that follows from the ledger.
  public var ledgerClosing: Int128 { opening + credits - debits - held }

  /// The ledger's closing balance less the statement's.
  public var difference: Int128 { ledgerClosing - closing }

  /// True where the balances show that money moved which no row of the ledger does.
  public var showsUnseenPayments: Bool { difference != 0 || (gap ?? 0) != 0 }
}

extension Ledger {
  /// Compares the balances of all statements with the ledger.
  ///
  /// The rows of a payment that two statements show count on the day that each statement gives.
  ///
  /// - Returns: One closing for every account and currency of a statement that states a balance, in
  ///   the order of account keys, currencies and days.
  /// - Complexity: O(*r* + *s* log *s*) for *r* transfers of the accounts that have statements and *s* balances.
  public var statementClosings: [StatementClosing] {
    // Statements are few beside accounts: their keys are compared, and not all keys put in order.
    let keys = accountKeys
    let balances = statementBalances.sorted {
      if $0.account != $1.account { return keys.precedes(Int($0.account), Int($1.account)) }
      if $0.currency != $1.currency { return $0.currency < $1.currency }
      return ($0.start, $0.end, $0.file) < ($1.start, $1.end, $1.file)
    }
    var found: [StatementClosing] = []
    var before: (balance: StatementBalance, closing: Int128)?
    for balance in balances {
      guard let opening = units(balance.opening, balance.currency),
        let closing = units(balance.closing, balance.currency),
        let held = units(-balance.held, balance.currency)
      else { continue }
      let moved = movements(in: balance)
      var gap: Int128?
      if let last = before, last.balance.account == balance.account,
        last.balance.currency == balance.currency, last.balance.end <= balance.start
      {
        gap = opening - last.closing
      }
      before = (balance, closing)
      found.append(
        StatementClosing(
          account: AccountID(index: balance.account),
          currency: columns.currency(balance.currency.index), file: files[Int(balance.file)],
          days: CivilDate(
            milliseconds: balance.start)...CivilDate(milliseconds: balance.end - 1),
          opening: opening, closing: closing, held: held, credits: moved.credits,
          debits: moved.debits, gap: gap
        ))
    }
    return found
  }

  /// Converts an amount of a statement to the units of the ledger, which may be finer.
  private func units(_ amount: Int128, _ currency: Currency) -> Int128? {
    let finer = columns.currency(currency.index).exponent - currency.exponent
    guard finer >= 0 else { return nil }
    var units = amount
    for _ in 0..<finer {
      let (product, overflow) = units.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      units = product
    }
    return units
  }

  private func movements(in balance: StatementBalance) -> (credits: Int128, debits: Int128) {
    var (credits, debits): (Int128, Int128) = (0, 0)
    let account = Int(balance.account)
    let others = Set(
      statementBalances.filter {
        $0.account == balance.account && $0.currency == balance.currency && $0.file != balance.file
      }.map(\.file))
    func isWithin(_ moments: [RowMoment], _ transfer: Int) -> Bool {
      let files = moments.isEmpty ? Set(rows(of: transfer)) : Set(moments.map(\.file))
      if files.contains(balance.file) { return true }
      // A statement may begin or end within a day: a row that another statement of the account has
      // for that day is not part of this one.
      if !files.isDisjoint(with: others) { return false }
      let start =
        moments.first { $0.file == balance.file }?.start ?? moments.first?.start
        ?? columns.start[transfer]
      return start >= balance.start && start < balance.end
    }
    func rows(of transfer: Int) -> [UInt16] {
      [columns.file[transfer]]
        + (columns.moreEvidence[UInt32(transfer)] ?? []).map { UInt16($0.file) }
    }
    for transfer in outgoing[account].map(Int.init)
    where columns.sentCurrency[transfer] == balance.currency.index {
      let rows = columns.timedRows[UInt32(transfer)]
      if isWithin(rows?.departures ?? [], transfer) { debits += Int128(columns.sent[transfer]) }
    }
    for transfer in incoming[account].map(Int.init) {
      let receipt = columns.receipt(transfer)
      guard receipt.currency == balance.currency.index else { continue }
      let rows = columns.timedRows[UInt32(transfer)]
      if isWithin(rows?.arriving ?? [], transfer) { credits += Int128(receipt.amount) }
    }
    return (credits, debits)
  }
}

/// The balances that a statement gives for one account in one currency.
package struct StatementBalance: Sendable, Hashable {
  /// The account.
  package var account: UInt32
  /// The number of the file.
  package var file: UInt16
  package let currency: Currency
  /// The balance before the first row, in minor units; a debt is negative.
  package let opening: Int128
  /// The balance after the last row.
  package let closing: Int128
  /// The money that the statement has taken out of the balance and holds for the account; negative
  /// while it holds any.
  package let held: Int128
  /// The time of the first row, in milliseconds.
  package let start: Int64
  /// The first millisecond after the last row's time.
  package let end: Int64

  package init(
    account: UInt32, file: Int, currency: Currency, opening: Int128, closing: Int128, held: Int128,
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
