internal import FundTracing
internal import PaymentGraph

/// The answer to a trace as one JSON object.
///
/// Amounts are rounded decimals, those of an account, of a claim or of a transfer so that they add up; `exact` is the number itself, or null where its fraction would be
/// too long: then `between` has the two numbers between which it lies, in the same currency. The
/// least and the most under any rule (`lower`, `upper`) are parts of the claim, as `claimAmount` is, in the currency that
/// `boundsCurrency` names, while `amount` is in that of the account, `currency`; all three are null
/// where they were not computed, which `boundsOmitted` counts and a note explains. `lowerIfNothingElse` and
/// `upperIfNothingElse` suppose that the accounts of `balancesUnknown`, whose balances no record shows, held no money but
/// what the records show. Sums by grade
/// are in the currency of the claim, `claimCurrency`.
struct TraceJSON {
  let figures: TraceFigures
  let missing: MissingDocuments?

  private var answer: Tracing { figures.answer }
  private var ledger: Ledger { figures.ledger }

  var value: JSONValue {
    .object([
      ("question", .object(TraceFacts(answer: answer).members)),
      (
        "totals",
        .object([
          ("transfers", .integer(answer.scope.statedTransferCount)),
          ("accounts", .integer(answer.scope.statedAccountCount)),
          ("victims", .integer(answer.victims.count)), ("claims", .integer(answer.claims.count)),
          ("reconciles", .bool(answer.reconciles)),
        ])
      ),
      (
        "holdings",
        answer.figures.isEmpty ? .array(holdings) : FigureTable(answer).json
      ), ("otherMoney", .array(otherMoney)),
      ("accounts", .array(answer.passages.map(passage))), ("flows", .array(flows)),
      (
        "orderRanges",
        .array(
          answer.orderRanges.map {
            .object(
              [
                ("account", .string($0.place.label(in: ledger))),
                ("claim", .string(ledger.account($0.victim).key)),
                ("currency", .string($0.currency.code)),
              ]
                + ExactMembers.of([("least", $0.least), ("most", $0.most)], $0.currency))
          })
      ),
      ("subrogations", SubrogationTable(answer).json), ("byGrade", graded),
      ("bounds", figures.bounds.map { BoundSchedule(figures, $0).json } ?? .null),
      (
        "balancesUnknown",
        figures.bounds.map { .array($0.unknownBalances.map { .string(figures.key($0)) }) } ?? .null
      ),
      ("boundsOmitted", figures.bounds.map { .integer($0.omitted.count) } ?? .null),
      ("missing", missing.map { MissingDocumentsReport($0).json } ?? .null),
      ("notes", .notes(answer.notes + figures.notes + (figures.bounds?.notes ?? []))),
    ])
  }

  private var holdings: [JSONValue] {
    let (amounts, values) = (figures.amounts, figures.values)
    return figures.holdings.enumerated().map { index, one in
      let (limits, closed) = (figures.limits(one), figures.limitsIfNothingElse(one))
      return .object(
        [
          ("account", .string(one.place.label(in: ledger))),
          ("claim", .string(figures.key(one.victim))),
          ("amount", .optional(amounts[index]?.decimalText)),
          ("currency", .string(one.currency.code)),
        ] + ExactMembers.of([("exact", one.amount)], one.currency) + [
          ("lower", .optional(limits?.lower)), ("upper", .optional(limits?.upper)),
          ("boundsCurrency", .optional(limits.map { _ in one.claimCurrency.code })),
          ("lowerIfNothingElse", .optional(closed?.lower)),
          ("upperIfNothingElse", .optional(closed?.upper)),
          ("claimAmount", .optional(values[index]?.decimalText)),
          ("claimCurrency", .string(one.claimCurrency.code)),
        ]
          + ExactMembers.of(
            [("claimExact", one.value)], one.claimCurrency, between: "claimBetween")
          + [("byGrade", byGrade(figures.byGrade(one))), ("fate", .string(one.fate.rawValue))])
    }
  }

  private func byGrade(_ values: [String]) -> JSONValue {
    guard !values.isEmpty else { return .null }
    return .object(
      zip(TraceFigures.gradeNames, values).map { (name: $0, value: .string($1)) })
  }

  /// The amounts on every account by grade of links, in the currency of the claim.
  private var graded: JSONValue {
    guard let grades = figures.grades else { return .null }
    return .array(
      grades.lines.map { line in
        .object([
          ("account", .string(line.site.place.label(in: ledger))),
          ("claim", .string(figures.key(line.victim))),
          ("currency", .string(line.site.currency.code)),
          ("claimCurrency", .string(line.claimCurrency.code)),
          ("claimExact", byGrade(line.values.map { AmountText.exact($0, line.claimCurrency) })),
        ])
      })
  }

  private var otherMoney: [JSONValue] {
    answer.holdings.filter { !$0.origin.isClaim }.map { holding in
      .object(
        [
          ("account", .string(holding.place.label(in: ledger))),
          ("origin", .string(holding.origin.label(in: ledger))),
        ] + amount(holding.amount, holding.currency))
    }
  }

  private func passage(_ passage: AccountPassage) -> JSONValue {
    .object(
      [
        ("account", .string(ledger.account(passage.account).key)),
        ("claim", .string(ledger.account(passage.victim).key)),
        ("currency", .string(passage.currency.code)),
      ]
        + ExactMembers.of(
          [
            ("received", passage.received), ("forwarded", passage.forwarded),
            ("absorbed", passage.absorbed), ("held", passage.held),
          ], passage.currency) + [("mayBeCircular", .bool(passage.mayBeCircular))])
  }

  /// The transfers that carried any claim.
  private var flows: [JSONValue] {
    let late = Dictionary(uniqueKeysWithValues: answer.latePayments.map { ($0.transfer, $0) })
    return answer.transfers.compactMap { step in
      let claims = step.parts.filter(\.origin.isClaim)
      guard !claims.isEmpty else { return nil }
      let transfer = ledger.transfer(step.transfer)
      var members: [(name: String, value: JSONValue)] = [("transfer", .transfer(transfer))]
      if let own = late[step.transfer] {
        members += [("came", .string(own.came.iso8601)), ("isOnItsWay", .bool(own.place == nil))]
      }
      return .object(
        members + [
          (
            "parts",
            .array(
              zip(step.parts, partAmounts(step, transfer.sent.currency)).map { part, cell in
                var members: [(name: String, value: JSONValue)] = [
                  ("origin", .string(part.origin.label(in: ledger)))
                ]
                if case .claim(let claim) = part.origin {
                  members.append(("claimId", .optional(ledger.transfer(claim).recordedID)))
                }
                return .object(
                  members + amount(part.amount, cell: cell, transfer.sent.currency))
              })
          )
        ])
    }
  }

  private func partAmounts(_ step: TracedTransfer, _ currency: Currency) -> [MoneyTotal?] {
    AmountText.column(step.parts.map(\.amount), currency, addsUpToWhole: true)
  }

  private func amount(
    _ amount: Fraction, cell: MoneyTotal? = nil, _ currency: Currency
  ) -> [(name: String, value: JSONValue)] {
    [
      ("amount", .string(cell?.decimalText ?? AmountText.decimal(amount, currency))),
      ("currency", .string(currency.code)),
    ] + ExactMembers.of([("exact", amount)], currency)
  }
}

/// The question of a trace, in words and as JSON, with which every schedule starts.
struct TraceFacts {
  let answer: Tracing

  var ledger: Ledger { answer.scope.ledger }

  /// The scope, and the stated facts that no record shows, for the lines below an answer's head.
  var lines: [String] {
    let stated = StatedFacts(ledger: ledger)
    return [
      "\(Plural.text(answer.scope.statedTransferCount, "transfer")) between "
        + "\(Plural.text(answer.scope.statedAccountCount, "account"))"
        + (answer.scope.limitWords.map { ", \($0)" } ?? "")
        + LeftOutFacts.words(answer.scope)
    ] + stated.lines(stated.words(answer.terms))
  }

  /// The rule and its terms in one line for the foot of an answer.
  var footer: String {
    "rule \(answer.method.name): \(answer.method.definition); \(terms)"
  }

  /// The terms that hold under any rule, in one line.
  var terms: String {
    var words = [answer.terms.order.words, answer.terms.unidentified.words]
    if answer.terms.usesLinks, !ledger.columns.links.isEmpty {
      words.append(
        "a payment that names a receipt of its account takes its money from that receipt")
    }
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
    ] + LeftOutFacts.members(answer.scope) + [
      ("files", .files(of: ledger))
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
