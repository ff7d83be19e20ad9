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
      "\(Plural.text(scope.transferCount, "transfer")) between "
        + "\(Plural.text(scope.accountCount, "account"))\(scopeWords)"
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
      ("files", .files(of: scope.ledger)),
    ]
  }

  /// Returns the size of the scope as a JSON object.
  func totals(_ more: [(name: String, value: JSONValue)]) -> JSONValue {
    .object(
      [
        ("transfers", .integer(scope.transferCount)), ("accounts", .integer(scope.accountCount)),
      ] + more)
  }

  private var stated: [String] { StatedFacts(ledger: scope.ledger).words(rules.matching) }

  private var minimumGrade: JSONValue {
    guard case .links(let grade) = rules.pooling else { return .null }
    return .string(grade.letter)
  }

  private var scopeWords: String {
    var words = ""
    if scope.period != Period() { words += ", \(scope.period)" }
    if let currency = scope.currency { words += ", in \(currency)" }
    if scope.isLimitedToAccounts { words += ", among the chosen accounts" }
    return words
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
