internal import FundTracing
internal import PaymentGraph

/// The question of a trace, in words and as JSON, with which every schedule starts.
struct TraceFacts {
  let answer: Tracing

  var ledger: Ledger { answer.scope.ledger }

  /// The scope, and the stated facts that no record shows, for the lines below an answer's head.
  var lines: [String] {
    let stated = StatedFacts(ledger: ledger)
    return [
      "\(Plural.text(answer.scope.transferCount, "transfer")) between "
        + "\(Plural.text(answer.scope.accountCount, "account"))"
        + (answer.scope.period == Period() ? "" : ", \(answer.scope.period)")
    ] + stated.lines(stated.words(answer.terms))
  }

  /// The rule and its terms in one line for the foot of an answer.
  var footer: String {
    "rule \(answer.method.name): \(answer.method.definition); \(terms)"
  }

  /// The terms that hold under any rule, in one line.
  var terms: String {
    var words = [answer.terms.order.words, answer.terms.unidentified.words]
    if ledger.pooled.contains(true) { words.append(poolingWords) }
    return words.joined(separator: "; ")
  }

  var members: [(name: String, value: JSONValue)] {
    let terms = answer.terms
    return [
      ("command", .string("trace")), ("rule", .string(answer.method.name)),
      ("definition", .string(answer.method.definition)), ("isTrace", .bool(isTrace)),
      ("order", .string(terms.order.rawValue)),
      ("unidentified", .string(terms.unidentified.rawValue)),
      ("minGrade", minimumGrade), ("pooledAsOrdinary", .bool(terms.pooling == .asOrdinary)),
      ("openings", .array(terms.openings.map(opening))),
      (
        "overrides",
        .array(
          terms.overrides.map {
            .object([
              ("transfer", .transfer(ledger.transfer($0.transfer))),
              ("ownFunds", .string($0.ownFunds.rawValue)), ("reason", .string($0.reason)),
            ])
          })
      ),
      (
        "coordinated",
        .array(
          terms.coordinated.map {
            .object([
              ("debit", .transfer(ledger.transfer($0.debit))),
              ("credit", .transfer(ledger.transfer($0.credit))),
              ("evidence", .string($0.evidence)),
            ])
          })
      ),
      ("outside", .array(keys(Array(terms.outside)))), ("pool", .array(keys(terms.pool))),
      ("stated", .array(StatedFacts(ledger: ledger).words(terms).map(JSONValue.string))),
      ("since", .optional(answer.scope.period.from?.iso8601)),
      ("before", .optional(answer.scope.period.until?.iso8601)),
      ("files", .files(of: ledger)),
    ]
  }

  var isTrace: Bool {
    if case .rule = answer.method { return true }
    return false
  }

  private var minimumGrade: JSONValue {
    guard case .links(let grade) = answer.terms.pooling else { return .null }
    return .string(grade.letter)
  }

  private var poolingWords: String {
    switch answer.terms.pooling {
    case .asOrdinary: "pooled accounts are treated as ordinary ones (grade D)"
    case .links(let grade):
      "money passes pooled accounts only along links of grade \(grade.letter) or better"
    }
  }

  private func keys(_ accounts: [AccountID]) -> [JSONValue] {
    accounts.map { ledger.account($0).key }.sorted().map(JSONValue.string)
  }

  private func opening(_ opening: OpeningBalance) -> JSONValue {
    .object([
      ("account", .string(ledger.account(opening.account).key)),
      ("amount", .string(opening.money.decimalText)),
      ("currency", .string(opening.money.currency.code)),
      ("owner", .string(opening.owner.rawValue)),
    ])
  }
}
