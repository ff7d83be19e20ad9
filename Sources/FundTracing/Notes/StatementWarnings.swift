internal import PaymentGraph

/// Writes the notes on accounts of an answer that do not close to their statements.
enum StatementWarnings {
  /// The most accounts that are named one by one.
  private static let most = 5

  /// Returns the notes on some accounts, in the order of their keys; empty where all their statements close.
  static func notes(on accounts: Set<AccountID>, in ledger: Ledger) -> [AnswerNote] {
    guard ledger.hasStatements else { return [] }
    let closings = ledger.statementClosings.filter { accounts.contains($0.account) }
    let open = closings.filter { $0.difference != 0 }
    let gaps = closings.filter { ($0.gap ?? 0) != 0 }
    return list(open, code: .statementDiffers, more: "more statements that do not close") {
      words(open: $0, in: ledger)
    }
      + list(gaps, code: .statementGap, more: "more gaps between statements") {
        words(gap: $0, in: ledger)
      }
  }

  /// Returns the statements whose balances show payments that no row does, in words that name the first; nil where all
  /// close and follow each other.
  static func unseenPayments(in ledger: Ledger) -> String? {
    let open = ledger.hasStatements ? ledger.statementClosings.filter(\.showsUnseenPayments) : []
    guard let first = open.first else { return listedUnseenPayments(in: ledger) }
    let more = open.count > 1 ? " and \(open.count - 1) more" : ""
    return
      "the balances of \(ledger.account(first.account).key) (\(first.file.path))\(more) show payments that no row does"
  }

  /// Returns the accounts of which a list of accounts states that balances show payments that no row does.
  private static func listedUnseenPayments(in ledger: Ledger) -> String? {
    let keys = ledger.accounts.filter { $0.details.unseenPayments != nil }.map(\.key).sorted()
    guard let first = keys.first else { return nil }
    let more = keys.count > 1 ? " and \(keys.count - 1) more" : ""
    return
      "the accounts file says that the balances of \(first)\(more) show payments that no row does"
  }

  private static func list(
    _ closings: [StatementClosing], code: AnswerNote.Code, more: String,
    words: (StatementClosing) -> String
  ) -> [AnswerNote] {
    var notes = closings.prefix(most).map { AnswerNote(code: code, text: words($0)) }
    if closings.count > most {
      notes.append(AnswerNote(code: code, text: "\(closings.count - most) \(more)"))
    }
    return notes
  }

  private static func words(open closing: StatementClosing, in ledger: Ledger) -> String {
    let (key, days) = (ledger.account(closing.account).key, closing.days)
    let rest =
      closing.difference > 0
      ? "more: payments may be counted twice, or money went out that no row shows"
      : "less: rows that the statement shows are missing, or payments out may be counted twice"
    return "\(key) does not close: its statement of \(days.lowerBound.iso8601) to "
      + "\(days.upperBound.iso8601) (\(closing.file.path)) ends at \(money(closing.closing, closing)), the "
      + "transfers loaded give \(money(closing.ledgerClosing, closing)), "
      + "\(money(abs(closing.difference), closing)) \(rest)"
  }

  private static func words(gap closing: StatementClosing, in ledger: Ledger) -> String {
    let gap = closing.gap ?? 0
    return "\(ledger.account(closing.account).key): \(money(abs(gap), closing)) "
      + "\(gap > 0 ? "came in" : "went out") before \(closing.days.lowerBound.iso8601) that no statement shows: the statement "
      + "before \(closing.file.path) ends with a balance other than its opening balance"
  }

  private static func money(_ units: Int128, _ closing: StatementClosing) -> String {
    var total = MoneyTotals()
    total.add(units, in: closing.currency)
    return total.lines.first?.description ?? "\(closing.currency.code) 0"
  }
}
