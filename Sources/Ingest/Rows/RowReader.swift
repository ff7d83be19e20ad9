internal import PaymentGraph

/// Reads the rows of one file into the ledger.
///
/// ``FastReader`` reads plain rows on all cores, ``CarefulReader`` every row that names both accounts, and
/// ``StatementReader`` the view of one account. ``RowChecks`` holds the checks that all rows undergo.
protocol RowReader {
  /// Reads all rows of a file; afterwards the ledger has their transfers under the number of the next file.
  ///
  /// - Parameter progress: is told the number of bytes that were read, from time to time.
  /// - Throws: the reason why the file cannot be read; then the ledger is as it was before.
  mutating func read(
    _ file: InputFile, into draft: inout LedgerDraft, progress: (Int) -> Void
  ) throws(IngestError) -> RowsRead
}

/// The result of reading the rows of one file, beside their transfers.
struct RowsRead {
  var balance: RowBalance
  var log: DiagnosticLog
  /// The first and the last moment of the transfers.
  var times: (first: PostingTime?, last: PostingTime?)
  var totals: MoneyTotals
  /// The number of payments for which rows that are totals stand.
  var statedPayments: Int?
  /// The number of rows that other files could not read, where this one was written from them.
  var unreadElsewhere = 0
  /// The number of transfers that were left out of a list when it was written.
  var leftOutElsewhere = 0
  /// The decisions on the file and their reasons, in words.
  var decisions: [String]
  /// The facts on the accounts of a statement.
  var statement: StatementFacts?
  /// The forms stated for the file that its cells contradict.
  var contradictions: [FileForms.Contradiction]
  /// The columns of amounts whose units the format does not state.
  var unstatedAmounts: [String] = []
  /// The payments of which the file does not say that they are final.
  var open: [OpenRecord] = []
  /// True where accounts of the file are cards.
  var hasCards = false
}
