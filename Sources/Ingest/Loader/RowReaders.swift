internal import PaymentGraph

/// Makes the readers of rows, with all that the command line, accounts files and tables of ids say of a file.
struct RowReaders {
  let reader: TransactionReader
  /// The meanings of ids, by the lookup that needs them.
  var lookups: [Lookup: [[UInt8]: LookupValue]] = [:]
  /// The accounts that accounts files give to statements that name none.
  var owners = StatementOwners()

  init(_ reader: TransactionReader) { self.reader = reader }

  /// Makes the fastest reader for the rows of a file; nil where they are no payments.
  ///
  /// - Parameter number: the file's number in the ledger.
  func rows(
    of input: InputFile, finding: HeaderFinder.Finding, number: Int
  ) -> (any RowReader)? {
    switch finding.kind {
    case .transfers(let plan):
      if let size = reader.bulkSize, let bulk = BulkPlan(of: input, finding: finding, plan: plan) {
        return FastRows(plan: bulk, finding: finding, number: number, chunkSize: size) {
          careful(input, finding: finding, plan: plan, number: number)
        }
      }
      return careful(input, finding: finding, plan: plan, number: number)
    case .statement(let plan, let preamble):
      return statement(input, finding: finding, plan: plan, preamble: preamble)
    case .accounts, .claims, .decisions, .lookup: return nil
    }
  }

  /// Makes a careful reader, which has read the lines before the header.
  ///
  /// It waits for the file's digest, which names accounts that the file does not name.
  func careful(
    _ input: InputFile, finding: HeaderFinder.Finding, plan: ColumnPlan, number: Int
  ) -> CarefulRows {
    var rows = CarefulRows(
      plan: plan, finding: finding, fileNumber: number, log: input.makeLog(),
      tolerance: reader.tolerance, lookups: plan.lookups.mapValues { lookups[$0] ?? [:] })
    rows.reversesNegatives = reader.reversesNegatives
    input.file.withBytes { rows.readBeforeHeader(in: $0) }
    return rows
  }

  /// Makes the reader of one statement, with the forms stated for its file.
  func statement(
    _ input: InputFile, finding: HeaderFinder.Finding, plan: StatementPlan, preamble: [String]
  ) -> StatementReader {
    let path = input.file.path
    let listed = owners.account(of: path)
    return StatementReader(
      plan: plan, finding: finding, preamble: preamble,
      forms: FileForms(
        path: path, file: reader.statedForms(of: path), all: reader.mapping?.forms ?? StatedForms()),
      tolerance: reader.tolerance, statedAccount: reader.ownAccount(of: path),
      defaultAccount: listed ?? reader.ownAccounts[""],
      defaultReason: listed == nil ? "as requested" : "an accounts file says so",
      unknownAccount: "?:\(input.source.digest.hex.prefix(12)):own")
  }
}
