internal import PaymentGraph

/// Gives the accounts the facts that rows and accounts files state, and reports those that contradict each other.
struct DescribeAccounts {
  /// Describes the accounts, and returns those on which rows disagree.
  func apply(to draft: inout LedgerDraft) -> [(account: AccountID, words: String)] {
    draft.facts.describe(in: &draft.builder)
  }

  /// Reports accounts on which rows disagree; as no row is to blame, the first file has the reports.
  static func report(
    _ conflicts: [(account: AccountID, words: String)], in ledger: Ledger,
    to readings: inout [FileReading]
  ) {
    guard !readings.isEmpty else { return }
    let found = conflicts.map { conflict in
      "account \"\(ledger.account(conflict.account).key)\" has \(conflict.words)"
    }.sorted()
    readings[0] = readings[0].adding(
      found.map { summary in
        Diagnostic(
          code: DiagnosticCode.accountDetailConflict.rawValue, severity: .warning,
          summary: summary, note: "rows disagree; the alphabetically first spelling is shown",
          remedy: "state the right one in an accounts file")
      })
  }
}
