internal import Drawing
internal import FundTracing
internal import PaymentGraph

/// The words around a timeline and at its arrows and lanes, and its table.
struct TimelineText {
  /// The diagram whose payments are shown.
  let flow: FlowDiagram
  let model: TimelineModel

  /// The payments on arrows, in ledger order.
  private var shown: [Transfer] {
    Set(model.arrows.flatMap(\.transfers)).sorted().map(model.flow.ledger.transfer)
  }

  /// The files with the records of what is drawn.
  var files: [SourceFile] { shown.flatMap(\.evidence).map(\.file) }

  // MARK: Frame

  /// The frame of the diagram, without the scale of its arrows, which the layout decides.
  var frame: DiagramFrame {
    let facts = [
      DayText.range(shown.map(\.time)), Plural.text(shown.count, "payment"),
      Plural.text(model.lanes.count, "lane"), model.text.allClaimWords ?? "",
    ]
    var frame = DiagramFrame(
      options: flow.options,
      title: flow.options.title
        ?? flow.title.replacing("Payment flow:", with: "Payments by date:"),
      facts: facts,
      summary: "Payments by date, as arrows between the lanes of accounts, time to the right. "
        + facts.filter { !$0.isEmpty }.joined(separator: ", ") + ".",
      width: TimelineLayout.width(model))
    frame.banner = flow.input.banner
    frame.legend = legend
    frame.notes = notes + flow.notes
    return frame
  }

  private var notes: [String] {
    var notes = [model.fold.words].filter { !$0.isEmpty }
    notes.append(
      "Arrow width grows with the square root of the amount, within each currency: arrows of different currencies "
        + "cannot be compared.")
    notes.append(
      "Amounts stand at the right of their arrows where there is room, the widest first; all are in the "
        + "table of the .html page.")
    if model.flow.parties.contains(where: { $0.tier == .source }),
      model.lanes.contains(where: { model.isShared($0) })
    {
      notes.append(
        "\(model.flow.input.headingOfSources) share the lane of their "
          + "country: an arrow does not show whose payment it was. Up to eight named with --victims have a lane each."
      )
    }
    let evidence = Set(model.arrows.map(\.evidence))
    let grades = evidence.sorted().compactMap { evidence in
      if case .inferred(let grade) = evidence { grade.letter } else { nil }
    }
    if evidence.contains(.openOrder) {
      notes.append("Dashed: the records do not show that the money arrived before it left.")
    }
    if !evidence.isSubset(of: [.recorded, .openOrder]) {
      notes.append(
        "Dashed: no record links the payout with a receipt"
          + (grades.isEmpty
            ? "." : ", or the link is only inferred (grade \(grades.joined(separator: ", "))).")
      )
    }
    if model.fold == .single, !model.flow.input.receipts.isEmpty {
      notes.append("A level line in a lane joins a receipt with the payout that passes it on.")
    }
    if let legend = FlowWay.legend(model.arrows.map(\.way)) { notes.append("Dotted: \(legend).") }
    if model.arrows.contains(where: \.stops) {
      notes.append(
        "Cross below the head of an arrow: no payout is linked, so the money stops there.")
    }
    if model.arrows.contains(where: { $0.from == $0.to }) {
      notes.append("Ring: payments within one lane.")
    }
    if model.untimed > 0 {
      notes.append("Not drawn: \(Plural.text(model.untimed, "payment")) without a time.")
    }
    return notes
  }

  private var legend: [LegendMark] {
    let channels = model.blocks.nodes.filter { $0.channel != nil }.map {
      ($0.channel, "\(model.flow.preposition($0.channel)) \($0.name)")
    }
    var marks = LegendMark.channels(channels) { .line($0, dashes: []) }
    let kinds = Set(model.lanes.map { model.blocks.nodes[$0].kind })
    for (tier, words) in [
      (FlowTier.source, model.flow.input.headingOfSources), (.transit, "Accounts that pay on"),
      (.end, "Receiving accounts"),
    ] where kinds.contains(.accounts(tier)) {
      marks.append(LegendMark(.square(Palette.band(tier)), words))
    }
    return marks
  }

  /// Returns a legend with the widest arrow of each currency, and its amount.
  func scale(_ layout: TimelineLayout) -> [LegendMark] {
    var widest: [Currency: (width: Double, amount: Int128)] = [:]
    for (number, arrow) in model.arrows.enumerated() {
      let lines = layout.received(arrow).lines
      // The width of an arrow of several currencies is the scale of none.
      guard lines.count == 1, let line = lines.first else { continue }
      if line.minorUnits > widest[line.currency]?.amount ?? -1 {
        widest[line.currency] = (layout.widths[number], line.minorUnits)
      }
    }
    return widest.sorted { $0.key < $1.key }.enumerated().compactMap { number, entry in
      AmountText.total(entry.value.amount, entry.key).map {
        LegendMark(
          .line(Palette.other, dashes: [], width: entry.value.width), "\($0)",
          startsLine: number == 0)
      }
    }
  }

  // MARK: Arrows and lanes

  func tooltip(_ arrow: TimelineArrow) -> String {
    let words = PaymentsText(ledger: model.flow.ledger, transfers: arrow.transfers)
    var parts = [words.amounts.joined(separator: " + "), words.days]
    if arrow.evidence != .recorded { parts.append(arrow.evidence.words) }
    if arrow.way != .onward { parts.append(arrow.way.words) }
    if arrow.stops { parts.append("no payout is linked") }
    return
      "\(model.node(arrow.from).name) to \(model.node(arrow.to).name): \(parts.joined(separator: ", "))"
  }

  /// Returns the sum that a lane's accounts paid, where they are sources, or received.
  ///
  /// There is one line a currency, and there are no more than two.
  func totalLines(_ lane: Int) -> [String] {
    var totals = MoneyTotals()
    var isSource = false
    for (party, node) in model.blocks.nodeOf.enumerated() where node == model.lanes[lane] {
      totals.add(model.flow.total(party))
      isSource = model.flow.parties[party].tier == .source
    }
    let verb = isSource ? "paid" : "received"
    let words = totals.lines.enumerated().map { ($0 == 0 ? "\(verb) " : "+ ") + $1.description }
    return words.count > 2 ? [words[0], "+ \(words.count - 1) other currencies"] : words
  }

  var table: DataTable {
    let rows = model.arrows.enumerated().map { number, arrow in
      let words = PaymentsText(ledger: model.flow.ledger, transfers: arrow.transfers)
      var evidence = arrow.evidence == .recorded ? "recorded" : arrow.evidence.words
      if arrow.way != .onward { evidence += ", \(arrow.way.words)" }
      if arrow.stops { evidence += ", no payout is linked" }
      return DataTable.Row(
        name: TimelineModel.name(number),
        cells: [
          words.days, model.node(arrow.from).name,
          model.node(arrow.to).name, "\(arrow.transfers.count)",
          words.amounts.joined(separator: " + "), evidence,
          RecordWords(mask: model.text.names.mask)
            .text(arrow.transfers.map(model.flow.ledger.transfer)),
        ],
        days: arrow.transfers.compactMap { model.flow.ledger.transfer($0).time.day?.iso8601 },
        ends: [arrow.from, arrow.to].map { SankeyModel.name(model.lanes[$0]) },
        transfers: arrow.transfers)
    }
    return DataTable(
      heads: ["Dates", "From", "To", "Payments", "Received", "Evidence", "Records"],
      numbers: [3, 4], countColumn: 3,
      rows: rows)
  }
}
