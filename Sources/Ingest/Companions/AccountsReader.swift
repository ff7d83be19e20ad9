internal import PaymentGraph

/// Reads accounts files, and decisions on accounts.
///
/// The columns are `account,role` and optionally `pooled,name,institution,country,holder`, `unseen`, the statements
/// whose balances show payments that no row does, and `statement`, the name of a file that shows the account without
/// naming it (see ``StatementOwner``). A file with a column `reason` holds
/// decisions: each row states some facts, which win over those of other files and leave the rest of them as they are.
struct AccountsReader {
  private(set) var balance = RowBalance()
  private(set) var log: DiagnosticLog
  /// The accounts in the notation of one country's banks, as they stand.
  private(set) var national: [NationalAccount] = []
  private let header: HeaderNames
  /// True for a file of decisions.
  private let isDecided: Bool

  init(header: HeaderNames, log: DiagnosticLog) {
    self.header = header
    self.log = log
    isDecided = AccountsReader.holdsDecisions(header)
  }

  /// Returns true where the rows of an accounts file are decisions.
  static func holdsDecisions(_ header: HeaderNames) -> Bool {
    header.position(of: "reason") != nil
  }

  /// Reads one file; afterwards accounts that pay nobody are known as well.
  mutating func read(
    _ bytes: Span<UInt8>, finding: HeaderFinder.Finding, into builder: inout LedgerBuilder,
    facts: inout AccountFacts
  ) {
    var scanner = RowScanner(
      dialect: finding.dialect, from: finding.bodyStart, line: finding.bodyLine)
    var row = Row()
    while scanner.next(in: bytes, into: &row) {
      balance.count(read(row, in: bytes, builder: &builder, facts: &facts), line: row.line)
    }
  }

  private mutating func read(
    _ row: Row, in bytes: Span<UInt8>, builder: inout LedgerBuilder, facts: inout AccountFacts
  ) -> RowOutcome {
    if row.isEmpty { return .setAside(.empty) }
    guard header.fits(row, in: bytes, log: &log) else { return .rejected }
    func value(_ name: String) -> String? { header.value(name, of: row, bytes) }
    guard let key = value("account") else {
      log.add(
        .accountMissing, severity: .error, summary: "no account is named", in: row, bytes: bytes,
        remedy: "fill in the account, or leave the row out")
      return .rejected
    }
    var details = AccountDetails(
      name: value("name"), holder: value("holder"), institution: value("institution"),
      country: value("country"), unseenPayments: value("unseen"))
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
    if isDecided {
      facts.decide(account, details, saysRole: value("role") != nil)
      return .loaded
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

/// An account of an accounts file in the notation of one country's banks: `070116 12345678`.
///
/// The country that the row names decides how it is read. Where the row names none, it means the only account of the
/// ledger that the digits can be; where there are two, or none, the text stays as it is.
struct NationalAccount: Hashable, Sendable {
  /// The account as it stands in the file.
  let written: String
  /// The keys that it can have, one for each country whose banks use the notation.
  let keys: [String]
  /// True where the row names the country.
  let isSure: Bool

  private static let countries = ["GB", "IE", "CA"]

  /// - Parameter country: the country as the row names it.
  /// - Returns: nil where the text is read without a country, or no country's banks use the notation.
  init?(_ written: String, country: String?) {
    guard AccountKey.canonical(written) == nil, written.utf8.count <= 40 else { return nil }
    let code = country.flatMap(CountryCodes.code)
    let candidates = code.map { [$0] } ?? (country == nil ? NationalAccount.countries : [])
    // Digits alone are an account only where the row names the country.
    guard code != nil || written.contains(where: { " -/.".contains($0) }) else { return nil }
    keys = candidates.compactMap {
      AccountKey.canonical(written, country: $0)?.key.description
    }
    guard !keys.isEmpty else { return nil }
    self.written = written
    isSure = code != nil
  }

  /// Returns the key that the account has among those of a ledger; nil where nothing decides.
  func key(among isKnown: (String) -> Bool) -> String? {
    if isSure { return keys.first }
    let known = keys.filter(isKnown)
    return known.count == 1 ? known.first : nil
  }
}

// Rows of small tables whose columns are known by their names: accounts files, files of decisions.
extension HeaderNames {
  /// Returns true where a row has the cells that the header names; reports one that has not.
  func fits(_ row: Row, in bytes: Span<UInt8>, log: inout DiagnosticLog) -> Bool {
    guard row.fault == nil, row.cells.count == written.count else {
      let code: DiagnosticCode = row.cells.count < written.count ? .rowShort : .rowLong
      log.add(
        row.fault == nil ? code : .quoteStray, severity: .error,
        summary: row.fault == nil
          ? "the row has \(row.cells.count) cells, but the header has \(written.count)"
          : "the row cannot be divided into cells", in: row, bytes: bytes,
        remedy: "give each row one cell for each column of the header")
      return false
    }
    return true
  }

  /// Returns the text of a row under a name; nil where there is no such column or the cell is empty.
  func value(_ name: String, of row: Row, _ bytes: Span<UInt8>) -> String? {
    guard let position = position(of: name) else { return nil }
    let text = CellText.string(bytes, row.cells[position])
    return text.isEmpty ? nil : text
  }
}
