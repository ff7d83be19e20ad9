internal import PaymentGraph

/// A row of an accounts file that gives the account of a statement that does not name it.
struct StatementOwner {
  /// The account as the accounts file writes it.
  let account: String
  /// The account's key, read for the row's country.
  let key: String
  /// The statement's file, by its name or the end of its path.
  let statement: String
  let citation: Citation
  let excerpt: [UInt8]

  /// Returns true where a path is that of the statement.
  func names(_ path: String) -> Bool { path == statement || path.hasSuffix("/" + statement) }

  /// Reads the rows of an accounts file that name statements, several of one account divided by `;`.
  ///
  /// Rows that cannot be read are left to ``AccountsReader``, which reports them.
  static func read(
    _ bytes: Span<UInt8>, _ finding: HeaderFinder.Finding, _ header: HeaderNames,
    _ log: DiagnosticLog
  ) -> [StatementOwner] {
    guard header.position(of: "statement") != nil else { return [] }
    var owners: [StatementOwner] = []
    var scanner = RowScanner(
      dialect: finding.dialect, from: finding.bodyStart, line: finding.bodyLine)
    var row = Row()
    while scanner.next(in: bytes, into: &row) {
      guard row.fault == nil, row.cells.count == header.written.count,
        let account = header.value("account", of: row, bytes),
        let names = header.value("statement", of: row, bytes)
      else { continue }
      let range = row.start..<row.end
      for name in names.split(separator: ";") {
        owners.append(
          StatementOwner(
            account: account, key: key(account, country: header.value("country", of: row, bytes)),
            statement: IdentifierText.trimmed(name),
            citation: Citation(file: log.file, line: row.line, byteRange: log.fileRange(range)),
            excerpt: range.prefix(DiagnosticLog.excerptLimit).map { bytes[$0] }))
      }
    }
    return owners
  }

  private static func key(_ account: String, country: String?) -> String {
    let national = NationalAccount(account, country: country)?.key { _ in false }
    return national ?? AccountKey.canonical(account)?.key.description ?? account
  }
}
