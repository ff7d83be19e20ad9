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
    guard header.fits(row, in: bytes, log: &log) else { return .rejected }
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

/// A user's decision on two accounts of the data, and its citation.
struct PartyDecision {
  /// The account whose key gives way.
  let account: String
  /// The account that the first one is, or is not.
  let other: String
  /// True where the two are one account; false where they are declared different.
  let isSame: Bool
  /// The person, the day and the reason of the decision, as far as the file states them.
  let grounds: String
  let citation: Citation
  let excerpt: [UInt8]
}

/// The accounts that become one by a list of decisions, and the decisions without effect.
///
/// A decision that two accounts are different wins over any number of decisions by which they would be one. Decisions
/// are taken in the order of ``DecidedUnions``, so that the order of rows and files changes nothing, and a case file says
/// of each the same.
struct PartyResolution {
  /// The new keys, by account number.
  private(set) var renamed: [UInt32: String] = [:]
  private(set) var diagnostics: [Diagnostic] = []
  /// The decisions that hold, in words.
  private(set) var words: [String] = []

  private var unions = DecidedUnions<UInt32>(different: [])
  private let keys: TextTable
  private let aliases: AliasTable

  init(_ decisions: [PartyDecision], accounts keys: TextTable, aliases: AliasTable) {
    self.keys = keys
    self.aliases = aliases
    var same: [(pair: (UInt32, UInt32), decision: PartyDecision)] = []
    var different: [(pair: (UInt32, UInt32), decision: PartyDecision)] = []
    for decision in decisions {
      guard let account = number(decision.account, decision),
        let other = number(decision.other, decision), account != other
      else { continue }
      if decision.isSame {
        same.append(((account, other), decision))
      } else {
        different.append(((account, other), decision))
      }
    }
    same.sort {
      DecidedUnions<UInt32>.precedes(
        ($0.decision.account, $0.decision.other), ($1.decision.account, $1.decision.other))
    }
    unions = DecidedUnions(different: different.map(\.pair))
    var accepted: [(pair: (UInt32, UInt32), decision: PartyDecision)] = []
    for one in same {
      if let against = unions.unite(one.pair.0, one.pair.1) {
        refuse(one.decision, different[against].decision)
      } else {
        accepted.append(one)
      }
    }
    rename(accepted.map(\.pair))
    for one in accepted { tell(one.decision) }
  }

  private func key(_ account: UInt32) -> String { keys.key(at: Int(account)) }

  private mutating func number(_ text: String, _ decision: PartyDecision) -> UInt32? {
    let spellings = [
      text, AccountSpelling.canonical(text), SpreadsheetNumber(text)?.plain,
      text.hasPrefix("'") ? String(text.dropFirst()) : nil,
    ]
    for spelling in spellings.compactMap({ $0 }) {
      let bytes = Array(spelling.utf8)
      if let found = keys.find(bytes.span) ?? aliases.account(spelled: spelling) { return found }
    }
    add(
      .decisionUnknown, severity: .warning, decision: decision,
      summary: "no account is called \"\(text)\", so the decision has no effect",
      note: "a decision names an account by its key, or as a row spells it",
      remedy: "correct the name, or load the file that has it")
    return nil
  }

  /// Names each group of accounts that became one.
  ///
  /// An account's number comes before a name in another's records, then an account whose key gives way in no decision,
  /// then the first key in order.
  private mutating func rename(_ pairs: [(UInt32, UInt32)]) {
    let givingWay = Set(pairs.map(\.0))
    var members: [UInt32: Set<UInt32>] = [:]
    for pair in pairs { members[unions.root(pair.0), default: []].formUnion([pair.0, pair.1]) }
    for group in members.values {
      func rank(_ account: UInt32) -> (Int, Int, String) {
        (key(account).hasPrefix("?:") ? 1 : 0, givingWay.contains(account) ? 1 : 0, key(account))
      }
      guard let kept = group.min(by: { rank($0) < rank($1) }) else { continue }
      for account in group where account != kept { renamed[account] = key(kept) }
    }
  }

  private mutating func tell(_ decision: PartyDecision) {
    words.append(
      "\(decision.account) and \(decision.other) are one account (\(decision.citation)"
        + (decision.grounds.isEmpty ? ")" : ": \(decision.grounds))"))
    add(
      .accountsUnited, severity: .note, decision: decision,
      summary: "\"\(decision.account)\" and \"\(decision.other)\" are one account, as decided",
      note: decision.grounds.isEmpty ? "the file does not say by whom and why" : decision.grounds,
      remedy: "no action is needed; without the decisions file they are two accounts")
  }

  private mutating func refuse(_ decision: PartyDecision, _ against: PartyDecision) {
    add(
      .decisionConflict, severity: .warning, decision: decision,
      summary: "\"\(decision.account)\" and \"\(decision.other)\" are not made one account",
      note: "otherwise \"\(against.account)\" and \"\(against.other)\" would be one as well, but "
        + "\(against.citation) says that they are different",
      remedy: "withdraw one of the decisions")
  }

  private mutating func add(
    _ code: DiagnosticCode, severity: Severity, decision: PartyDecision, summary: String,
    note: String, remedy: String
  ) {
    diagnostics.append(
      Diagnostic(
        code: code.rawValue, severity: severity, summary: summary, citation: decision.citation,
        excerpt: decision.excerpt, note: note, remedy: remedy))
  }
}
