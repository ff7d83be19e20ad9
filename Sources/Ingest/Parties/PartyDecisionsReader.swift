internal import PaymentGraph

/// Reads files of decisions: `account,decision,other` and optionally `by,on,reason`, one pair of accounts in each row.
///
/// The decision is `same` (the two are one account) or `different`; a row without one is undecided and skipped, so that
/// the list of suggestions can be filled in bit by bit.
struct PartyDecisionsReader {
  static let signature = ["account", "decision", "other"]

  private(set) var decisions: [PartyDecision] = []
  private(set) var balance = RowBalance()
  private(set) var log: DiagnosticLog
  private let header: HeaderNames

  init(header: HeaderNames, log: DiagnosticLog) {
    self.header = header
    self.log = log
  }

  mutating func read(_ bytes: Span<UInt8>, _ finding: HeaderFinder.Finding) {
    var scanner = RowScanner(
      dialect: finding.dialect, from: finding.bodyStart, line: finding.bodyLine)
    var row = Row()
    while scanner.next(in: bytes, into: &row) {
      balance.count(read(row, bytes), line: row.line)
    }
  }

  private mutating func read(_ row: Row, _ bytes: Span<UInt8>) -> RowOutcome {
    if row.isEmpty { return .setAside(.empty) }
    guard header.fits(row, bytes, &log) else { return .rejected }
    func value(_ name: String) -> String? { header.value(name, of: row, bytes) }
    guard let word = value("decision")?.lowercased() else {
      return .setAside(.undecided)
    }
    guard word == "same" || word == "different" else {
      let cell = header.position(of: "decision").map { row.cells[$0] }
      log.add(
        .decisionUnreadable, severity: .error, summary: "\"\(word)\" is not a decision", in: row,
        at: cell.map { $0.start..<$0.end }, bytes: bytes,
        remedy: "write same or different, or leave the cell empty while it is open")
      return .rejected
    }
    guard let account = value("account"), let other = value("other"), account != other else {
      log.add(
        .decisionUnreadable, severity: .error, summary: "the row does not name two accounts",
        in: row, bytes: bytes,
        remedy: "name both accounts as the data spells them")
      return .rejected
    }
    let grounds = [value("by").map { "by \($0)" }, value("on").map { "on \($0)" }, value("reason")]
    let range = row.start..<row.end
    decisions.append(
      PartyDecision(
        account: account, other: other, isSame: word == "same",
        grounds: grounds.compactMap { $0 }.joined(separator: ", "),
        citation: Citation(file: log.file, line: row.line, byteRange: log.fileRange(range)),
        excerpt: range.prefix(DiagnosticLog.excerptLimit).map { bytes[$0] }))
    return .loaded
  }
}
