internal import FundTracing
internal import PaymentGraph

/// The claims, the sums that payment services charged back, and the rest that is left to the
/// victims.
struct SubrogationTable {
  private let answer: Tracing

  init(_ answer: Tracing) { self.answer = answer }

  private var ledger: Ledger { answer.scope.ledger }

  /// Writes the table of a summary; empty where nothing was charged back.
  func summary(_ style: TextStyle) -> [String] {
    answer.claimStandings.allSatisfy { $0.subrogated == 0 } ? [] : [""] + lines(style, byRow: false)
  }

  /// Writes the claims of victims whose payments were charged back, and the totals of all.
  ///
  /// - Parameter byRow: True to list every chargeback with its row.
  func lines(_ style: TextStyle, byRow: Bool) -> [String] {
    guard !answer.subrogations.isEmpty else {
      return ["no payment service paid a claimed payment back by a chargeback"]
    }
    var table = AlignedTable(
      [
        .left("victim"), .left("name", drops: 1), .right("claimed"), .right("charged back"),
        .left("subrogated to"), .right("net"),
      ], style: style)
    var totals: [Currency: (claimed: Int128, back: Int128)] = [:]
    for standing in answer.claimStandings {
      let known = totals[standing.currency] ?? (0, 0)
      totals[standing.currency] = (
        known.claimed + standing.claimed, known.back + standing.subrogated
      )
      for (number, part) in standing.chargedBack.enumerated() {
        let isFirst = number == 0
        table.add([
          isFirst ? PartyText.key(ledger.account(standing.victim)) : "",
          isFirst ? PartyText.name(ledger.account(standing.victim)) : "",
          isFirst ? people(standing.claimed, standing.currency) : "",
          people(part.amount, standing.currency), PartyText.both(ledger.account(part.processor)),
          isFirst ? people(standing.net, standing.currency) : "",
        ])
      }
    }
    for (currency, sums) in totals.sorted(by: { $0.key < $1.key }) where sums.back != 0 {
      table.add([
        "all claims in \(currency)", "", people(sums.claimed, currency),
        people(sums.back, currency),
        "", people(sums.claimed - sums.back, currency),
      ])
    }
    let heading = "claims after chargebacks: the service now has the claim to the sum charged back"
    return [style.head(heading)] + table.lines + (byRow ? rows(style) : [])
  }

  private func rows(_ style: TextStyle) -> [String] {
    [""] + chargebacks.lines(answer.subrogations, style: style)
  }

  /// The answer as CSV: one row for each chargeback of a claimed payment, with the rest of the
  /// claim.
  var csv: String { chargebacks.csv(answer.subrogations) }

  private var chargebacks: FieldTable<Subrogation> {
    let ledger = ledger
    func back(_ one: Subrogation) -> Transfer { ledger.transfer(one.chargeback) }
    func claim(_ one: Subrogation) -> Transfer { ledger.transfer(one.claim) }
    func money(_ name: String, _ value: @escaping (Subrogation) -> Money) -> Field<Subrogation> {
      .json(name) { .money(value($0)) }
    }
    let fields: [Field<Subrogation>] = [
      .shown(.left("chargeback")) { back($0).recordedID ?? "" },
      .shown(.left("when", drops: 3)) { back($0).time.iso8601 },
      .shown(.left("by")) { PartyText.both(ledger.account($0.processor)) },
      .shown(.left("to")) { PartyText.both(ledger.account($0.victim)) },
      .text("claim") { ledger.account($0.victim).key }.named(csv: ["victim"]),
      .text("claimId") { claim($0).recordedID }.without(.csv),
      .text("processor") { ledger.account($0.processor).key },
      .csv("claim") { .text(claim($0).recordedID ?? "") },
      .csv("claimed") { .value(claim($0).sent.decimalText) },
      .csv("chargeback") { .text(back($0).recordedID ?? "") },
      .csv("time") { .value(back($0).time.iso8601) },
      .csv("currency") { .value($0.amount.currency.code) },
      .shown(.left("of claim", drops: 2)) { claim($0).recordedID ?? "" },
      .shown(.right("paid"), \.paid.description),
      .shown(.right("reversed")) { $0.reversed.minorUnits == 0 ? "-" : "\($0.reversed)" },
      .shown(.right("passes"), \.amount.description),
      .csv(["paid", "reversed", "subrogated", "left"]) {
        [$0.paid, $0.reversed, $0.amount, $0.left].map { .value($0.decimalText) }
      },
      money("paid", \.paid), money("reversed", \.reversed), money("subrogated", \.amount),
      money("left", \.left), .json("chargeback") { .transfer(back($0)) },
      .csv(["file", "line"]) {
        let row = back($0).evidence.first
        return [.text(row?.file.path ?? ""), .value(row.map { "\($0.line)" } ?? "")]
      },
      .shown(.left("row", drops: 1)) { back($0).evidence.first?.description ?? "" },
    ]
    return FieldTable(fields)
  }

  /// The answer as JSON: every victim's claims with the sums that passed to payment services, and
  /// every chargeback of a claimed payment.
  var json: JSONValue {
    .object([
      (
        "claims",
        .array(
          answer.claimStandings.map { standing in
            .object([
              ("claim", .string(ledger.account(standing.victim).key)),
              ("currency", .string(standing.currency.code)),
              ("claimed", .string(decimal(standing.claimed, standing.currency))),
              ("chargedBack", .string(decimal(standing.subrogated, standing.currency))),
              ("net", .string(decimal(standing.net, standing.currency))),
              (
                "subrogatedTo",
                .array(
                  standing.chargedBack.map { part in
                    .object([
                      ("account", .string(ledger.account(part.processor).key)),
                      ("amount", .string(decimal(part.amount, standing.currency))),
                    ])
                  })
              ),
            ])
          })
      ),
      ("chargebacks", chargebacks.json(answer.subrogations)),
    ])
  }

  private func people(_ units: Int128, _ currency: Currency) -> String {
    var totals = MoneyTotals()
    totals.add(units, in: currency)
    return totals.lines.first?.description ?? "-"
  }

  private func decimal(_ units: Int128, _ currency: Currency) -> String {
    var totals = MoneyTotals()
    totals.add(units, in: currency)
    return totals.lines.first?.decimalText ?? AmountText.decimal(.zero, currency)
  }
}
