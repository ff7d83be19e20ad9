internal import FundTracing
internal import PaymentGraph

/// The question and its scope, in words and as JSON, with which every answer starts.
struct QuestionFacts {
  let scope: LedgerView
  let rules: WalkRules
  /// The transfers that the answer rests on; nil where it may rest on any.
  var basis: Set<TransferID>?

  /// The scope, and the stated facts that no record shows, for the lines below an answer's head.
  var lines: [String] {
    [
      "\(Plural.text(scope.statedTransferCount, "transfer")) between "
        + "\(Plural.text(scope.statedAccountCount, "account"))\(scopeWords)"
    ] + StatedFacts(ledger: scope.ledger).lines(stated, restingOn: basis)
  }

  /// The rules of the question, in one line for the foot of an answer.
  var footer: String {
    var words = ["rules: walks of \(hopWords)\(waitWords); \(rules.ties.words)"]
    if scope.ledger.pooled.contains(true) { words.append(poolingWords) }
    return words.joined(separator: "; ")
  }

  /// The rules and the scope, as JSON members.
  var members: [(name: String, value: JSONValue)] {
    [
      ("ties", .string(rules.ties.rawValue)),
      ("maxHops", rules.maximumHops.map(JSONValue.integer) ?? .null),
      ("within", .optional(rules.longestWait.map(WalkRules.words(wait:)))),
      ("minGrade", minimumGrade),
      ("pooledAsOrdinary", .bool(rules.pooling == .asOrdinary)),
      ("stated", .array(stated.map(JSONValue.string))),
      ("since", .optional(scope.period.from?.iso8601)),
      ("before", .optional(scope.period.until?.iso8601)),
      ("currency", .optional(scope.currency?.code)),
    ] + LeftOutFacts.members(scope) + [
      ("files", .files(of: scope.ledger))
    ]
  }

  /// Returns the size of the scope as a JSON object.
  func totals(_ more: [(name: String, value: JSONValue)]) -> JSONValue {
    .object(
      [
        ("transfers", .integer(scope.statedTransferCount)),
        ("accounts", .integer(scope.statedAccountCount)),
      ] + more)
  }

  private var stated: [String] { StatedFacts(ledger: scope.ledger).words(rules.matching) }

  private var minimumGrade: JSONValue {
    guard case .links(let grade) = rules.pooling else { return .null }
    return .string(grade.letter)
  }

  private var scopeWords: String {
    (scope.limitWords.map { ", \($0)" } ?? "") + LeftOutFacts.words(scope)
  }

  private var hopWords: String {
    rules.maximumHops.map { "at most \(Plural.text($0, "hop"))" } ?? "any length"
  }

  private var waitWords: String {
    rules.longestWait.map { ", waiting at most \(WalkRules.words(wait: $0)) at an account" } ?? ""
  }

  private var poolingWords: String {
    switch rules.pooling {
    case .asOrdinary: "pooled accounts are treated as ordinary ones (grade D)"
    case .links(let grade):
      "money passes pooled accounts only along links of grade \(grade.letter) or better"
    }
  }
}

/// The hypothesis of a scope: the accounts, transfers and files that it leaves out.
enum LeftOutFacts {
  /// Returns `, without account x`; empty where nothing is left out.
  static func words(_ scope: LedgerView) -> String {
    scope.leftOut.isEmpty ? "" : ", without \(scope.leftOut.words(in: scope.ledger))"
  }

  /// Returns the warnings of an answer that has no other notes: on limits, on what is left out, and on statements that overlap.
  static func warnings(_ scope: LedgerView, _ style: TextStyle) -> [String] {
    let notes = AnswerNote.general(of: scope)
    return NoteText.lines(notes, style) + NoteText.warnings(notes, style)
  }

  /// Returns the note on transfers without a time, for answers that name first and last times; none where all have one.
  static func timeless(_ scope: LedgerView, _ style: TextStyle) -> [String] {
    let columns = scope.ledger.columns
    let count = (0..<columns.count).count {
      scope.contains($0) && columns.precision[$0] == .unknown
    }
    guard count > 0 else { return [] }
    let note = AnswerNote(
      code: .noTime,
      text:
        "\(Plural.text(count, "transfer")) \(count == 1 ? "has" : "have") no time: first and last are those of the others"
    )
    return NoteText.lines([note], style)
  }

  /// Returns the members of a JSON question; none where nothing is left out or limited and no statements overlap.
  static func members(_ scope: LedgerView) -> [(name: String, value: JSONValue)] {
    let overlaps = scope.ledger.overlapDoubts.map { $0.words(in: scope.ledger) }
    let doubts: [(name: String, value: JSONValue)] =
      overlaps.isEmpty ? [] : [("statementsOverlap", .array(overlaps.map { .string($0) }))]
    var limits: [(name: String, value: JSONValue)] =
      scope.limitWords.map { [("onlyTransfers", .string($0))] } ?? []
    let decisions = scope.ledger.accountDecisions
    if !decisions.isEmpty {
      limits.append(("decidedAccounts", .array(decisions.map { .string($0) })))
    }
    guard !scope.leftOut.isEmpty else { return limits + doubts }
    let (ledger, leftOut) = (scope.ledger, scope.leftOut)
    var members: [(name: String, value: JSONValue)] = [
      ("accounts", .array(leftOut.accounts.map { .string(ledger.account($0).key) })),
      ("transfers", .array(leftOut.transfers.map { .transfer(ledger.transfer($0)) })),
    ]
    if !leftOut.files.isEmpty {
      members.append(("files", .array(leftOut.files.map { .string($0) })))
    }
    return limits + doubts + [("leftOut", .object(members))]
  }
}

/// The facts that the user stated and no record shows, about pooled accounts, balances, and rows
/// that show one payment; every answer that may rest on them prints them.
struct StatedFacts {
  let ledger: Ledger

  /// Returns the facts stated of pooled accounts, by account key within each kind.
  func words(_ settings: MatchSettings) -> [String] {
    var words = ordered(Array(settings.fees.keys)).compactMap { account in
      settings.fees[account].map { fee in
        let cents = fee.fixed % 100
        return "\(key(account)) takes \(fee.rateText) % + \(fee.fixed / 100)."
          + (cents < 10 ? "0\(cents)" : "\(cents)")
      }
    }
    if let window = settings.window {
      words.append(
        "pooled accounts keep money \(MatchFacts.duration(window.lowerBound)) to "
          + MatchFacts.duration(window.upperBound))
    }
    if settings.recordedOnly { words.append("only links that records state are followed") }
    if settings.tolerance > 0 {
      words.append("an amount may miss the fee rule by \(settings.tolerance) minor units")
    }
    words += ordered(Array(settings.complete)).map { "the records of \(key($0)) are complete" }
    words += settings.balances.map { balance in
      "\(key(balance.account)) held \(amount(balance.amount)) at the end of "
        + balance.time.iso8601
    }
    // The ledger's order gives the same words for the same files.
    words += ledger.columns.decided.sorted { $0.key < $1.key }.map(\.value)
    return words
  }

  /// Returns the facts stated for a trace, in the order in which they were given.
  func words(_ terms: TracingTerms) -> [String] {
    var words = terms.openings.map { opening in
      let owner = opening.owner == .own ? "its own" : "unknown origin"
      return "\(key(opening.account)) held \(amount(opening.money)) of \(owner) before its "
        + "first transfer"
    }
    words += ordered(Array(terms.outside)).map { "money of \(key($0)) is no claim" }
    if !terms.usesLinks {
      words.append("links that records state at ordinary accounts are ignored")
    }
    if terms.namedReceipts != .inProportion { words.append(terms.namedReceipts.words) }
    words += ordered(terms.pool).map { "\(key($0)) is shared out" }
    if terms.contributionsAreNet {
      words.append("contributions count less what the pool paid back")
    }
    words += terms.batches.map { batch in
      "\(Plural.text(batch.count, "payment")) left together: "
        + batch.map { MatchFacts.name(ledger.transfer($0)) }.joined(separator: ", ")
    }
    return words + self.words(terms.matching)
  }

  /// The number of decisions on rows that text names.
  private static let mostDecisions = 3

  /// Returns the words as lines, none where nothing was stated, and of many decisions on rows the first.
  ///
  /// - Parameter transfers: those that the answer rests on, nil where it may rest on any. Decisions on the rows of
  ///   others are only counted.
  func lines(_ words: [String], restingOn transfers: Set<TransferID>? = nil) -> [String] {
    let decisions = Set(ledger.columns.decided.values)
    var shown = words.filter { !decisions.contains($0) }
    var decided = words.filter(decisions.contains)
    if let transfers {
      let named = Set(transfers.compactMap { ledger.columns.decided[UInt32($0.position)] })
      decided.removeAll { !named.contains($0) }
    }
    let rest = decisions.count - decided.count
    shown += decided.prefix(Self.mostDecisions)
    if decided.count > Self.mostDecisions {
      shown.append(
        "\(decided.count - Self.mostDecisions) more decisions on rows (--format json lists all)")
    }
    var lines =
      shown.isEmpty
      ? [] : ["stated, but not shown by the records: \(shown.joined(separator: "; "))"]
    if transfers != nil, rest > 0 {
      let (other, have) = (
        decided.isEmpty ? "decision" : "other decision", rest == 1 ? "has" : "have"
      )
      lines.append(
        "\(Plural.text(rest, other)) on rows \(have) no part in this answer (--format json lists all)"
      )
    }
    return lines
  }

  private func amount(_ money: Money) -> String {
    AmountText.total(Int128(money.minorUnits), money.currency)?.description ?? money.decimalText
  }

  private func key(_ account: AccountID) -> String { ledger.account(account).key }

  private func ordered(_ accounts: [AccountID]) -> [AccountID] {
    accounts.sorted { key($0) < key($1) }
  }
}
