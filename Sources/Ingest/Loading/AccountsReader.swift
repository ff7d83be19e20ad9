internal import PaymentGraph

/// Reads accounts files: `account,role` and optionally `pooled,name,institution,country,holder` and `statement`, the
/// name of a file that shows the account without naming it (see ``StatementOwner``).
struct AccountsReader {
  private(set) var balance = RowBalance()
  private(set) var log: DiagnosticLog
  /// The accounts in the notation of one country's banks, as they stand.
  private(set) var national: [NationalAccount] = []
  private let header: HeaderNames

  init(header: HeaderNames, log: DiagnosticLog) {
    self.header = header
    self.log = log
  }

  /// Reads one file; afterwards accounts that pay nobody are known as well.
  mutating func read(
    _ bytes: Span<UInt8>, _ finding: HeaderFinder.Finding, into builder: inout LedgerBuilder,
    _ facts: inout AccountFacts
  ) {
    var scanner = RowScanner(
      dialect: finding.dialect, from: finding.bodyStart, line: finding.bodyLine)
    var row = Row()
    while scanner.next(in: bytes, into: &row) {
      balance.count(read(row, bytes, &builder, &facts), line: row.line)
    }
  }

  private mutating func read(
    _ row: Row, _ bytes: Span<UInt8>, _ builder: inout LedgerBuilder, _ facts: inout AccountFacts
  ) -> RowOutcome {
    if row.isEmpty { return .setAside(.empty) }
    guard header.fits(row, bytes, &log) else { return .rejected }
    func value(_ name: String) -> String? { header.value(name, of: row, bytes) }
    guard let key = value("account") else {
      log.add(
        .accountMissing, severity: .error, summary: "no account is named", in: row, bytes: bytes,
        remedy: "fill in the account, or leave the row out")
      return .rejected
    }
    var details = AccountDetails(
      name: value("name"), holder: value("holder"), institution: value("institution"),
      country: value("country"))
    if let name = value("role") {
      if let role = AccountRole(name: name) {
        details.role = role
      } else if let position = header.position(of: "role") {
        log.addUnknownRole(name, in: row, bytes: bytes, at: row.cells[position])
      }
    }
    switch value("pooled")?.lowercased() {
    case "yes", "true", "1", "y": details.statedPooled = true
    case "no", "false", "0", "n": details.statedPooled = false
    default: break
    }
    let account = builder.account(key)
    if let number = NationalAccount(key, country: value("country")) {
      national.append(number)
    }
    guard facts.state(account, details) else {
      log.add(
        .accountDetailConflict, severity: .warning,
        summary: "account \"\(key)\" is described twice, in different ways",
        in: row, bytes: bytes, note: "the description read last is used",
        remedy: "describe each account once")
      return .loaded
    }
    return .loaded
  }
}
