internal import FundTracing
internal import PaymentGraph

/// The facts about pooled accounts and links that every form of report on them states.
struct MatchFacts {
  let answer: HubMatches

  init(_ answer: HubMatches) { self.answer = answer }

  var ledger: Ledger { answer.scope.ledger }

  /// Describes a pooled account: its transfers, fee, window, completeness and number of links.
  func lines(_ hub: HubMatch, _ style: TextStyle) -> [String] {
    var lines = [
      style.head(
        TerminalText.safe(
          "\(PartyText.both(ledger.account(hub.hub))): \(Plural.text(hub.receiptCount, "receipt")), "
            + Plural.text(hub.payoutCount, "payout")))
    ]
    lines += hub.fees.map(MatchFacts.fee)
    if hub.fees.isEmpty {
      lines.append("fee: none could be fitted from recorded pairs, and none is stated")
    }
    lines.append(MatchFacts.window(hub.window))
    lines += completeness(hub.completeness)
    let counts = [Grade.a, .b, .c, .d].map { "\($0.letter) \(Plural.grouped(hub.count($0)))" }
    lines.append(
      "links: \(counts.joined(separator: ", ")); contradicted: X \(hub.contradicted.count)")
    if hub.leftOutCount > 0 {
      lines.append(
        "\(Plural.text(hub.leftOutCount, "transfer")) left out of matching: fees, totals of several "
          + "payments, rows without a time")
    }
    return lines
  }

  static func fee(_ fee: FittedFee) -> String {
    let rule = "\(rule(fee.rule, fee.currency)), rounded \(fee.rule.rounding.rawValue)"
    if fee.isStated { return "fee in \(fee.currency): \(rule), as stated" }
    if fee.isBorrowed {
      return "fee in \(fee.currency): \(rule), taken from another currency; obeyed by all of "
        + "\(Plural.text(fee.pairCount, "recorded pair")), too few to fit one"
    }
    let others = fee.equivalentCount - 1
    return "fee in \(fee.currency): \(rule), fitted; obeyed by \(fee.obeying) of "
      + Plural.text(fee.pairCount, "recorded pair")
      + (others > 0
        ? " (\(Plural.text(others, "other rule")) explain\(others == 1 ? "s" : "") as many)" : "")
  }

  /// Writes a fee rule: `3.4 % + 0.20`.
  static func rule(_ rule: HubFee, _ currency: Currency) -> String {
    let fixed = Money(minorUnits: rule.fixed, currency: currency).decimalText
    return "\(rule.rateText) % + \(fixed)"
  }

  static func window(_ window: LagWindow) -> String {
    let range = "\(duration(window.shortest)) to \(duration(window.longest))"
    if window.isStated { return "wait: \(range), as stated" }
    guard window.pairCount > 0 else {
      return "wait: \(range), a default: too few recorded pairs to fit one"
    }
    return
      "wait: \(range), the 1st to 99th percentile of \(Plural.text(window.pairCount, "recorded pair"))"
  }

  func completeness(_ completeness: Completeness) -> [String] {
    if completeness.isStated {
      return completeness.contradictions.isEmpty
        ? ["records: complete, as stated"]
        : ["records: \(completeness.contradictionText(in: ledger))"]
    }
    guard !completeness.stretches.isEmpty else {
      return ["records: not shown to be complete, so no link is graded B (--balance, --complete)"]
    }
    return completeness.stretches.map { stretch in
      let start =
        stretch.start == .min
        ? "the start" : PostingTime(start: stretch.start, precision: .second).iso8601
      let end = PostingTime(start: stretch.end, precision: .second).iso8601
      return "records in \(stretch.currency) from \(start) to \(end): "
        + (stretch.difference == 0
          ? "complete, opening + in - out = closing"
          : "not complete, \(AmountText.total(Int128(stretch.difference), stretch.currency)?.description ?? "0") unexplained")
    }
  }

  static func thresholds(_ settings: MatchSettings) -> String {
    "thresholds: B up to \(settings.mostCoincidences.text) expected coincidences and from "
      + "\(settings.leastObeyed) of 100 recorded pairs obeying the rule; sets searched up to "
      + "\(settings.mostCoincidencesSearched.text); D from \(settings.mostAlternatives) alternatives"
      + (settings.tolerance > 0
        ? "; amounts may miss the rule by \(settings.tolerance) minor units, as stated" : "")
  }

  /// Writes a length of time for people, in its largest unit.
  static func duration(_ milliseconds: Int64) -> String {
    let units: [(Int64, String)] = [(86_400_000, "d"), (3_600_000, "h"), (60_000, "min")]
    for (length, name) in units where milliseconds >= length {
      let tenths = milliseconds * 10 / length
      return tenths % 10 == 0 ? "\(tenths / 10) \(name)" : "\(tenths / 10).\(tenths % 10) \(name)"
    }
    return "\(milliseconds / 1_000) s"
  }

  /// Returns how long a pooled account waited, as far as times are known.
  static func wait(_ receipt: Transfer, _ payout: Transfer) -> String {
    guard receipt.time.precision != .unknown, payout.time.precision != .unknown else { return "" }
    return duration(max(0, payout.time.start - receipt.time.start))
  }

  /// Returns the id of a transfer, else its citation.
  static func name(_ transfer: Transfer) -> String {
    transfer.recordedID ?? transfer.evidence.first.map { "\($0)" } ?? "transfer"
  }

  /// Returns, in a few words, the reason why a link has no better grade.
  static func why(_ finding: LinkFinding) -> String {
    var parts: [String] = []
    let receipts = finding.otherReceipts.count + finding.moreReceipts
    let payouts = finding.otherPayouts.count + finding.morePayouts
    if receipts > 0 { parts.append(Plural.text(receipts, "other receipt")) }
    if payouts > 0 { parts.append(Plural.text(payouts, "other payout")) }
    for lack in finding.lacks where lack != .otherPairings || parts.isEmpty {
      if lack == .coincidences, let count = finding.coincidences {
        parts.append("\(count.text) coincidences expected")
      } else {
        parts.append(lack.rawValue)
      }
    }
    return parts.joined(separator: "; ")
  }
}

extension MatchFacts {
  /// A link, or a contradicted pair, with its two transfers.
  struct LinkRow {
    let hub: Account
    let finding: LinkFinding
    let receipt: Transfer
    let payout: Transfer

    init(_ finding: LinkFinding, at hub: HubMatch, in ledger: Ledger) {
      self.hub = ledger.account(hub.hub)
      self.finding = finding
      receipt = ledger.transfer(finding.link.inbound)
      payout = ledger.transfer(finding.link.outbound)
    }
  }

  /// The fields of a link; rows of CSV on breaks and missing documents share their heads.
  static func links(in ledger: Ledger) -> FieldTable<LinkRow> {
    func names(_ transfers: [TransferID]) -> CSVText.Cell {
      .text(transfers.map { name(ledger.transfer($0)) }.joined(separator: " "))
    }
    func json(_ transfers: [TransferID]) -> JSONValue {
      .array(transfers.map { .transfer(ledger.transfer($0)) })
    }
    let fields: [Field<LinkRow>] = [
      .csv(["hub", "row"]) { [.text($0.hub.key), .value("link")] },
      .word("grade", column: .left("grade")) { $0.finding.link.grade.letter },
      .word("wording") { $0.finding.link.grade.wording }.without(.csv),
      .word("basis", column: .left("rests on", drops: 3)) { $0.finding.link.basis.rawValue },
      .json("receipt") { .transfer($0.receipt) },
      .csv(["receipt", "receiptTime", "from", "cameInCurrency", "cameIn"]) {
        cells(receipt: $0.receipt)
      },
      .shown(.left("receipt")) { name($0.receipt) },
      .shown(.left("from", drops: 5)) { PartyText.both($0.receipt.payer) },
      .shown(.right("came in"), \.receipt.received.description),
      .json("payout") { .transfer($0.payout) },
      .csv(["payout", "payoutTime", "to", "wentOutCurrency", "wentOut"]) {
        cells(payout: $0.payout)
      },
      .shown(.left("payout")) { name($0.payout) },
      .shown(.left("to", drops: 4)) { PartyText.both($0.payout.beneficiary) },
      .shown(.right("went out"), \.payout.sent.description),
      .shown(.right("wait", drops: 1)) { wait($0.receipt, $0.payout) },
      .json("share") { $0.finding.link.share.map(JSONValue.money) ?? .null },
      .csv("share") { .value($0.finding.link.share?.decimalText ?? "") },
      .text("coincidences") { $0.finding.coincidences?.text },
      .json("lacks") { .array($0.finding.lacks.map { .string($0.rawValue) }) },
      .json("otherReceipts") { json($0.finding.otherReceipts) },
      .json("otherPayouts") { json($0.finding.otherPayouts) },
      .csv(["otherReceipts", "otherPayouts"]) {
        [names($0.finding.otherReceipts), names($0.finding.otherPayouts)]
      },
      .csv("reasons") { .value($0.finding.lacks.map(\.rawValue).joined(separator: "; ")) },
      .shown(.left("", drops: 2, title: "why no better")) { why($0.finding) },
      // The first alternatives are listed where they are many, and the rest are counted.
      .json {
        [("moreReceipts", $0.finding.moreReceipts), ("morePayouts", $0.finding.morePayouts)]
          .filter { $0.1 > 0 }.map { ($0.0, .integer($0.1)) }
      },
      .csv(["receiptFile", "receiptLine"]) { place($0.receipt) },
      .csv(["payoutFile", "payoutLine"]) { place($0.payout) },
    ]
    return FieldTable(
      fields,
      text: [
        "grade", "receipt", "from", "came in", "payout", "to", "went out", "wait", "rests on",
        "why no better",
      ])
  }

  static func cells(receipt: Transfer) -> [CSVText.Cell] {
    [
      .text(name(receipt)), .value(receipt.time.iso8601), .text(receipt.payer.key),
      .value(receipt.received.currency.code), .value(receipt.received.decimalText),
    ]
  }

  static func cells(payout: Transfer) -> [CSVText.Cell] {
    [
      .text(name(payout)), .value(payout.time.iso8601), .text(payout.beneficiary.key),
      .value(payout.sent.currency.code), .value(payout.sent.decimalText),
    ]
  }

  /// The file and line of the row that shows a transfer.
  static func place(_ transfer: Transfer) -> [CSVText.Cell] {
    [
      .text(transfer.evidence.first?.file.path ?? ""),
      .value(transfer.evidence.first.map { "\($0.line)" } ?? ""),
    ]
  }
}
