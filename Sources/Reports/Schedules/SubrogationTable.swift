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
    guard !answer.subrogations.isEmpty else { return ["no claimed payment was charged back"] }
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
    var table = AlignedTable(
      [
        .left("chargeback"), .left("when", drops: 3), .left("by"), .left("to"),
        .left("of claim", drops: 2), .right("paid"), .right("reversed"), .right("passes"),
        .left("row", drops: 1),
      ], style: style)
    for one in answer.subrogations {
      let back = ledger.transfer(one.chargeback)
      table.add([
        back.recordedID ?? "", back.time.iso8601,
        PartyText.both(ledger.account(one.processor)), PartyText.both(ledger.account(one.victim)),
        ledger.transfer(one.claim).recordedID ?? "",
        "\(one.paid)", one.reversed.minorUnits == 0 ? "-" : "\(one.reversed)", "\(one.amount)",
        back.evidence.first?.description ?? "",
      ])
    }
    return [""] + table.lines
  }

  /// The answer as CSV: one row for each chargeback of a claimed payment, with the rest of the
  /// claim.
  var csv: String {
    let heads = [
      "victim", "processor", "claim", "claimed", "chargeback", "time", "currency", "paid",
      "reversed", "subrogated", "left", "file", "line",
    ]
    var text = CSVText.line(heads.map { .value($0) })
    for one in answer.subrogations {
      let claim = ledger.transfer(one.claim)
      let back = ledger.transfer(one.chargeback)
      text += CSVText.line([
        .text(ledger.account(one.victim).key), .text(ledger.account(one.processor).key),
        .text(claim.recordedID ?? ""), .value(claim.sent.decimalText),
        .text(back.recordedID ?? ""), .value(back.time.iso8601),
        .value(one.amount.currency.code), .value(one.paid.decimalText),
        .value(one.reversed.decimalText), .value(one.amount.decimalText),
        .value(one.left.decimalText),
        .text(back.evidence.first?.file.path ?? ""),
        .value(back.evidence.first.map { "\($0.line)" } ?? ""),
      ])
    }
    return text
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
      (
        "chargebacks",
        .array(
          answer.subrogations.map { one in
            .object([
              ("claim", .string(ledger.account(one.victim).key)),
              ("claimId", .optional(ledger.transfer(one.claim).recordedID)),
              ("processor", .string(ledger.account(one.processor).key)),
              ("paid", .money(one.paid)), ("reversed", .money(one.reversed)),
              ("subrogated", .money(one.amount)), ("left", .money(one.left)),
              ("chargeback", .transfer(ledger.transfer(one.chargeback))),
            ])
          })
      ),
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
