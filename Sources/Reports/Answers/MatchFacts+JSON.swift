internal import FundTracing
internal import PaymentGraph

extension MatchFacts {
  /// Returns the whole answer as JSON.
  func json(
    _ minimumGrade: Grade, _ missing: MissingDocuments? = nil, command: String = "match"
  ) -> JSONValue {
    let (settings, links) = (answer.settings, MatchFacts.links(in: ledger))
    return .object([
      (
        "question",
        .object(
          [
            ("command", .string(command)), ("minGrade", .string(minimumGrade.letter)),
            ("mostCoincidencesForB", .string(settings.mostCoincidences.text)),
            ("mostCoincidencesSearched", .string(settings.mostCoincidencesSearched.text)),
            ("leastObeyedPercent", .integer(settings.leastObeyed)),
            ("mostAlternatives", .integer(settings.mostAlternatives)),
            ("toleranceMinorUnits", .integer(Int(settings.tolerance))),
            ("stated", .array(StatedFacts(ledger: ledger).words(settings).map(JSONValue.string))),
            ("files", .files(of: ledger)),
          ] + LeftOutFacts.members(answer.scope))
      ),
      (
        "totals",
        .object([
          ("transfers", .integer(answer.scope.transferCount)),
          ("accounts", .integer(answer.scope.accountCount)),
          ("hubs", .integer(answer.hubs.count)),
        ])
      ),
      (
        "hubs",
        .array(
          answer.hubs.map { hub in
            .object(
              JSONValue.account(ledger.account(hub.hub)) + facts(hub) + [
                (
                  "links",
                  .array(
                    (hub.findings.filter { $0.link.grade <= minimumGrade } + hub.contradicted)
                      .map { links.object(LinkRow($0, at: hub, in: ledger)) })
                ),
                (
                  "blocks",
                  .array(hub.blocks.map(block))
                ),
                (
                  "breaks",
                  .array(
                    hub.breaks.map { item in
                      .object(
                        [
                          ("kind", .string(item.kind.rawValue)),
                          ("transfer", .transfer(ledger.transfer(item.transfer))),
                          ("reason", .string(item.reason)),
                        ]
                          + (item.amount.map {
                            [
                              ("amount", .string($0.decimalText)),
                              ("currency", .string($0.currency.code)),
                            ]
                          } ?? []))
                    })
                ),
              ])
          })
      ),
      ("missing", missing.map { MissingDocumentsReport($0).json } ?? .null),
      ("notes", .notes(answer.notes)),
    ])
  }

  private func facts(_ hub: HubMatch) -> [(name: String, value: JSONValue)] {
    [
      ("receipts", .integer(hub.receiptCount)), ("payouts", .integer(hub.payoutCount)),
      (
        "fees",
        .array(
          hub.fees.map { fee in
            .object([
              ("currency", .string(fee.currency.code)),
              ("ratePercent", .string(fee.rule.rateText)),
              (
                "fixed",
                .string(Money(minorUnits: fee.rule.fixed, currency: fee.currency).decimalText)
              ),
              ("rounding", .string(fee.rule.rounding.rawValue)),
              ("obeying", .integer(fee.obeying)), ("recordedPairs", .integer(fee.pairCount)),
              ("equivalentRules", .integer(fee.equivalentCount)), ("stated", .bool(fee.isStated)),
            ])
          })
      ),
      (
        "window",
        .object([
          ("shortestMilliseconds", .integer(Int(hub.window.shortest))),
          ("longestMilliseconds", .integer(Int(hub.window.longest))),
          ("guardedLongestMilliseconds", .integer(Int(hub.window.guardedLongest))),
          ("recordedPairs", .integer(hub.window.pairCount)),
          ("stated", .bool(hub.window.isStated)),
        ])
      ),
      ("completeAsStated", .bool(hub.completeness.isStated)),
      (
        "contradictions",
        .array(
          hub.completeness.contradictions.map { one in
            .object([
              ("kind", .string(one.kind.rawValue)), ("currency", .string(one.currency.code)),
              ("transfer", one.transfer.map { .transfer(ledger.transfer($0)) } ?? .null),
            ])
          })
      ),
      ("completeness", .array(completeness(hub.completeness).map(JSONValue.string))),
      (
        "counts",
        .object(
          [Grade.a, .b, .c, .d].map { ($0.letter, .integer(hub.count($0))) }
            + [("X", .integer(hub.contradicted.count))])
      ),
      ("leftOut", .integer(hub.leftOutCount)), ("cutReceipts", .integer(hub.cutReceiptCount)),
    ]
  }

  private func block(_ block: ClosedBlock) -> JSONValue {
    .object([
      ("grade", .string(block.grade.letter)),
      ("receipts", .array(block.receipts.map { .transfer(ledger.transfer($0)) })),
      ("payouts", .array(block.payouts.map { .transfer(ledger.transfer($0)) })),
      ("total", .totals(block.total)),
    ])
  }
}
