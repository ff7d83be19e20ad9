internal import Drawing
internal import FundTracing
internal import PaymentGraph

/// The words around the panels of a Sankey diagram, and its table.
struct SankeyText {
  /// The diagram whose payments are summed up.
  let flow: FlowDiagram
  let model: SankeyModel

  /// The words of each panel.
  var panels: [SankeyPanelText] { model.panels.map { SankeyPanelText(model: model, panel: $0) } }

  /// Returns the frame of the diagram.
  func frame(width: Double) -> DiagramFrame {
    let ledger = model.flow.ledger
    let shown = flow.input.transfers.map(ledger.transfer)
    var paid = MoneyTotals()
    for number in model.flow.parties.indices where model.flow.parties[number].tier == .source {
      paid.add(model.flow.total(number))
    }
    let money = paid.words
    let facts = [
      DayText.range(shown.map(\.time)), Plural.text(shown.count, "payment"),
      model.text.allClaimWords
        ?? (money.isEmpty ? "" : "\(money) paid out by \(model.flow.sourceNoun)s"),
    ]
    var frame = DiagramFrame(
      options: flow.options,
      title: flow.options.title
        ?? flow.title.replacing("Payment flow:", with: "Where the money went:"), facts: facts,
      summary: "Bands as wide as the amounts between groups of accounts, from left to right. "
        + facts.filter { !$0.isEmpty }.joined(separator: ", ") + ".",
      width: width)
    frame.banner = flow.input.banner
    let bands = model.panels.flatMap(\.bands)
    var notes = rateNotes(bands)
    if bands.contains(where: { $0.key.evidence != .recorded }) {
      notes.append("Dashed edge: \(inferred(bands)).")
    }
    if let legend = FlowWay.legend(bands.map(\.key.way)) {
      notes.append("Dotted grey band with a head: \(legend), from right to left.")
    }
    if model.nodes.contains(where: { $0.kind == .elsewhere || $0.kind == .remaining }) {
      notes.append(
        "Other money: paid out beyond the money that came in here. Not paid on: money that came in and did not go out here"
          + (model.panels.count > 1
            ? "; each can be money exchanged into or out of the currency." : ".")
      )
    }
    frame.legend = legend
    frame.notes = notes + model.notes + flow.notes
    return frame
  }

  /// Returns the notes that explain how amounts were counted.
  private func rateNotes(_ bands: [SankeyBand]) -> [String] {
    guard let rates = model.rates else {
      return [
        "Bands are as wide as their amounts, on one scale for each currency; nothing is converted. Every payment is "
          + "drawn once, in the panel of the currency in which it was sent. White lines separate bands of one colour.",
        bands.contains(where: \.isExchanged)
          ? "As sent: exchanged on the way and received in another currency. Amounts of two panels must not be added up."
          : "",
      ].filter { !$0.isEmpty }
    }
    let payments = flow.input.transfers.map(flow.input.ledger.transfer)
    let earlier = payments.count { payment in
      payment.time.day.map { day in
        [payment.sent, payment.received].contains { rates.isEarlier($0.currency, on: day) }
      } == true
    }
    let name =
      flow.options.mask.hidesNames
      ? "a table of rates" : flow.options.mask == .none ? rates.name : AccountMask.text(rates.name)
    return [
      "≈: converted to \(rates.unit.code) at the daily rates of \(name) (SHA-256 \(rates.digest.hex.prefix(12))), "
        + "each payment at the rate of its day; the recorded amounts stand in the table of the .html page.",
      earlier == 0
        ? ""
        : "\(Plural.text(earlier, "payment")) of a day without a rate: converted at the last earlier rate, at most "
          + "\(DailyRates.mostDays) days old.",
      "A band narrows or widens where the sum that arrived is worth less or more than the sum sent at the day's rates, "
        + "because of a fee or the cost of the exchange.",
    ].filter { !$0.isEmpty }
  }

  /// Writes the note on the evidence for dashed bands.
  private func inferred(_ bands: [SankeyBand]) -> String {
    let grades = Set(bands.map(\.key.evidence)).sorted().compactMap { evidence in
      if case .inferred(let grade) = evidence { grade.letter } else { nil }
    }
    let evidence = Set(bands.map(\.key.evidence))
    let order = "the records do not show that the money arrived before it left"
    if evidence.isSubset(of: [.recorded, .openOrder]) { return order }
    return "no record links the payouts with receipts"
      + (grades.isEmpty
        ? "" : ", or the link is only inferred (grade \(grades.joined(separator: ", ")))")
      + (evidence.contains(.openOrder) ? ", or \(order)" : "")
  }

  private var legend: [LegendMark] {
    let channels = model.nodes.filter { $0.channel != nil }.map {
      ($0.channel, "\(model.flow.preposition($0.channel)) \($0.name)")
    }
    var marks = LegendMark.channels(channels) { .band($0.withAlpha(0x80), isDashed: false) }
    let kinds = Set(model.nodes.map(\.kind))
    for (tier, words) in [
      (FlowTier.source, model.flow.input.headingOfSources), (.transit, "Accounts that pay on"),
      (.end, "Receiving accounts"),
    ] where kinds.contains(.accounts(tier)) {
      marks.append(LegendMark(.square(Palette.band(tier)), words))
    }
    if model.nodes.contains(where: \.isUnexplained) {
      marks.append(LegendMark(.square(Palette.other), "Money that no band explains"))
    }
    return marks
  }

  /// The bands of all panels as a table.
  var table: DataTable {
    var rows: [DataTable.Row] = []
    for (words, own) in zip(panels, model.bandNames) {
      for (band, name) in zip(words.panel.bands, own) {
        let (from, to) = (model.nodes[band.from], model.nodes[band.to])
        var evidence = band.key.evidence == .recorded ? "recorded" : band.key.evidence.words
        if band.key.way != .onward { evidence += ", \(band.key.way.words)" }
        if from.isUnexplained || to.isUnexplained {
          evidence = to.kind == .stopped ? "no payout is linked" : "the difference"
        }
        rows.append(
          DataTable.Row(
            name: name,
            cells: [
              words.panel.currency.code, from.name, to.name,
              band.transfers.isEmpty ? "" : "\(band.transfers.count)",
              model.words(band.start, words.panel.currency), band.sent.words,
              band.received.words, words.days(band), evidence,
              RecordWords(mask: model.text.names.mask)
                .text(band.transfers.map(model.flow.ledger.transfer)),
            ],
            days: band.transfers.compactMap {
              model.flow.ledger.transfer($0).time.day?.iso8601
            }, ends: [SankeyModel.name(band.from), SankeyModel.name(band.to)],
            transfers: band.transfers))
      }
    }
    return DataTable(
      heads: [
        "Panel", "From", "To", "Payments", "Drawn as", "Sent", "Received", "Dates", "Evidence",
        "Records",
      ],
      numbers: [3, 4, 5, 6], countColumn: 3, rows: rows)
  }
}

/// The words for the bands of a panel.
struct SankeyPanelText {
  let model: SankeyModel
  let panel: SankeyPanel

  /// The tooltips, one a band.
  var tooltips: [String] { panel.bands.indices.map(tooltip) }

  private func tooltip(_ number: Int) -> String {
    let band = panel.bands[number]
    let (from, to) = (model.nodes[band.from].name, model.nodes[band.to].name)
    var parts = [amounts(band)]
    if !band.transfers.isEmpty {
      parts.append("in \(Plural.text(band.transfers.count, "payment"))")
      parts.append(days(band))
    }
    if band.key.evidence != .recorded { parts.append(band.key.evidence.words) }
    if band.key.way != .onward { parts.append(band.key.way.words) }
    return "\(from) to \(to): \(parts.joined(separator: ", "))"
  }

  private func amounts(_ band: SankeyBand) -> String {
    guard !band.transfers.isEmpty else { return model.words(band.end, panel.currency) }
    let words =
      band.sent == band.received
      ? band.sent.words : "\(band.sent.words) sent, \(band.received.words) received"
    return model.rates == nil ? words : "\(model.words(band.start, panel.currency)) (\(words))"
  }

  func days(_ band: SankeyBand) -> String {
    band.transfers.isEmpty
      ? "" : DayText.range(band.transfers.map { model.flow.ledger.transfer($0).time })
  }
}
