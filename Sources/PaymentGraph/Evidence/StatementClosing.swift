/// What a statement says lay in an account at its end, beside what the ledger says.
///
/// The ledger's figure is the statement's opening balance with every transfer of the account that the ledger has
/// within the statement's days. Where the two differ, rows are missing from the one or stand in the other besides: a
/// payment that is counted twice, a row that could not be read, a page that is lost.
public struct StatementClosing: Sendable, Hashable {
  /// The account.
  public let account: AccountID
  /// The currency of the balances.
  public let currency: Currency
  /// The statement.
  public let file: SourceFile
  /// The days of its first and last rows.
  public let days: ClosedRange<CivilDate>
  /// The balance before its first row, in minor units of ``currency``; a debt is negative.
  public let opening: Int128
  /// The balance after its last row, as it states it.
  public let closing: Int128
  /// What the statement took out of the balance to hold it for the account, and had not released at the end.
  public let held: Int128
  /// What came in and what went out within these days in the ledger.
  public let credits: Int128
  /// See ``credits``.
  public let debits: Int128
  /// By how much the closing balance of the statement before it differs from this one's opening balance.
  ///
  /// Nil where there is none before it. That money moved between the two, and no statement shows it.
  public let gap: Int128?

  /// The balance that follows from the ledger.
  public var ledgerClosing: Int128 { opening + credits - debits - held }

  /// By how much the ledger's balance is more than the statement's.
  public var difference: Int128 { ledgerClosing - closing }
}

extension Ledger {
  /// Compares the balances of all statements with the ledger.
  ///
  /// Rows of a payment that stands in two statements count on the day on which each statement has it.
  ///
  /// - Returns: one for every account and currency of a statement that states a balance, in the order of account keys,
  ///   currencies and days.
  /// - Complexity: O(*r*) for the transfers of the accounts that have statements.
  public var statementClosings: [StatementClosing] {
    let ranks = keyRanks
    let balances = statementBalances.sorted {
      let (one, other) = (ranks[Int($0.account)], ranks[Int($1.account)])
      if one != other { return one < other }
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

  /// An amount of a statement in the units of the ledger, which may be finer.
  private func units(_ amount: Int64, _ currency: Currency) -> Int128? {
    let finer = columns.currency(currency.index).exponent - currency.exponent
    guard finer >= 0 else { return nil }
    return (0..<finer).reduce(Int128(amount)) { units, _ in units * 10 }
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
      // A statement may begin or end within a day: a row of that day in another statement of the account is not in it.
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
      let places = columns.places[UInt32(transfer)]
      if isWithin(places?.departures ?? [], transfer) { debits += Int128(columns.sent[transfer]) }
    }
    for transfer in incoming[account].map(Int.init) {
      let receipt = columns.receipt(transfer)
      guard receipt.currency == balance.currency.index else { continue }
      let places = columns.places[UInt32(transfer)]
      if isWithin(places?.arriving ?? [], transfer) { credits += Int128(receipt.amount) }
    }
    return (credits, debits)
  }
}
