internal import Drawing
internal import FundTracing
internal import PaymentGraph

/// A timeline of money: a lane for each account, time to the right, payments as arrows between
/// lanes.
///
/// It shows the same payments as a ``FlowDiagram``. Many victims share the lane of their country,
/// and many payments between two lanes become one arrow for each day, week, month, quarter or year,
/// so that thousands can be read.
public struct TimelineDiagram: Sendable {
  private let flow: FlowDiagram

  /// Creates the diagram of the payments of a flow.
  public init(_ flow: FlowDiagram) { self.flow = flow }

  /// Draws the diagram in all its forms.
  ///
  /// - Throws: ``PictureError`` where there is nothing to draw.
  /// - Complexity: O(*t* log *t* + *a*²) for *t* transfers in *a* arrows.
  public func picture() throws(PictureError) -> Picture {
    let cast = cast
    guard !cast.arrows.isEmpty else {
      throw .nothing("there is no payment to draw, or none has a time")
    }
    return Picture(
      drawing: drawing(cast), table: table(cast), related: related(cast),
      folded: cast.blocks.folded,
      scan: cast.flow.scan(flow.options.mask))
  }

  /// The lanes and arrows to draw.
  var cast: TimelineCast { TimelineCast(flow.material, flow.options) }

  /// Returns the name of an arrow in the drawing.
  static func name(_ arrow: Int) -> NodeID { NodeID("e\(arrow + 1)") }

  private func drawing(_ cast: TimelineCast) -> Drawing {
    let ledger = cast.flow.ledger
    let shown = Set(cast.arrows.flatMap(\.transfers)).sorted().map(ledger.transfer)
    let facts = [
      DayText.range(shown.map(\.time)), Counted.text(shown.count, "payment"),
      Counted.text(cast.lanes.count, "lane"), cast.flow.allClaimWords ?? "",
    ]
    var sheet = Sheet(
      options: flow.options, title: title, facts: facts,
      summary: "Payments by date, as arrows between the lanes of accounts, time to the right. "
        + facts.filter { !$0.isEmpty }.joined(separator: ", ") + ".",
      width: TimelineLayout.width(cast))
    sheet.banner = flow.material.banner
    let layout = TimelineLayout(cast, top: sheet.top + 24)
    sheet.legend = legend(cast) + scale(layout)
    sheet.notes = notes(cast) + flow.notes
    var drawing = sheet.drawing(
      TimelinePainter(layout: layout).items, bottom: layout.bottom,
      files: shown.flatMap(\.evidence).map(\.file))
    drawing.heads = layout.heads
    return drawing
  }

  private var title: String {
    flow.options.title ?? flow.title.replacing("Payment flow:", with: "Payments by date:")
  }

  private func notes(_ cast: TimelineCast) -> [String] {
    var notes = [cast.fold.words].filter { !$0.isEmpty }
    notes.append(
      "Arrow width grows with the square root of the amount, within each currency: arrows of different currencies "
        + "cannot be compared.")
    notes.append(
      "Amounts stand at the right of their arrows where there is room, the widest first; all are in the "
        + "table of the .html page.")
    if cast.blocks.flow.parties.contains(where: { $0.tier == .source }),
      cast.lanes.contains(where: { cast.isShared($0) })
    {
      notes.append(
        "\(cast.flow.sourceNoun.prefix(1).uppercased() + cast.flow.sourceNoun.dropFirst())s share the lane of their "
          + "country: an arrow does not show whose payment it was. Up to eight named with --victims have a lane each."
      )
    }
    let evidence = Set(cast.arrows.map(\.evidence))
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
    if cast.fold == .single, !cast.flow.material.receipts.isEmpty {
      notes.append("A level line in a lane joins a receipt with the payout that passes it on.")
    }
    if cast.arrows.contains(where: \.isReturn) { notes.append("Dotted: returned money.") }
    if cast.arrows.contains(where: \.stops) {
      notes.append(
        "Cross below the head of an arrow: no payout is linked, so the money stops there.")
    }
    if cast.arrows.contains(where: { $0.from == $0.to }) {
      notes.append("Ring: payments within one lane.")
    }
    if cast.untimed > 0 {
      notes.append("Not drawn: \(Counted.text(cast.untimed, "payment")) without a time.")
    }
    return notes
  }

  private func legend(_ cast: TimelineCast) -> [LegendMark] {
    var marks: [LegendMark] = []
    let channels = cast.blocks.nodes.filter { $0.channel != nil }
      .sorted { ($0.channel ?? 0) < ($1.channel ?? 0) }
    for node in channels.prefix(5) {
      let word = cast.flow.preposition(node.channel)
      marks.append(
        LegendMark(.line(Palette.line(node.channel), dashes: []), "\(word) \(node.name)"))
    }
    if channels.count > 5 {
      marks.append(LegendMark(.line(Palette.other, dashes: []), "others"))
    }
    let kinds = Set(cast.lanes.map { cast.blocks.nodes[$0].kind })
    let noun = cast.flow.sourceNoun
    let nouns = noun.prefix(1).uppercased() + noun.dropFirst() + "s"
    for (tier, words) in [
      (FlowTier.source, nouns), (.transit, "Accounts that pay on"), (.end, "Receiving accounts"),
    ] where kinds.contains(.accounts(tier)) {
      marks.append(LegendMark(.square(Palette.band(tier)), words))
    }
    return marks
  }

  /// Returns a legend with the widest arrow of each currency, and its amount.
  private func scale(_ layout: TimelineLayout) -> [LegendMark] {
    var widest: [Currency: (width: Double, amount: Int128)] = [:]
    for (number, arrow) in layout.cast.arrows.enumerated() {
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

  private func table(_ cast: TimelineCast) -> PictureTable {
    let rows = cast.arrows.enumerated().map { number, arrow in
      let words = StreamText(ledger: cast.flow.ledger, transfers: arrow.transfers)
      var evidence = arrow.evidence == .recorded ? "recorded" : arrow.evidence.words
      if arrow.isReturn { evidence += ", given back" }
      if arrow.stops { evidence += ", no payout is linked" }
      return PictureTable.Row(
        name: TimelineDiagram.name(number),
        cells: [
          words.days, cast.blocks.nodes[cast.lanes[arrow.from]].name,
          cast.blocks.nodes[cast.lanes[arrow.to]].name, "\(arrow.transfers.count)",
          words.amounts.joined(separator: " + "), evidence,
          RecordWords(mask: cast.flow.names.mask)
            .text(arrow.transfers.map(cast.flow.ledger.transfer)),
        ],
        days: arrow.transfers.compactMap { cast.flow.ledger.transfer($0).time.day?.iso8601 },
        ends: [arrow.from, arrow.to].map { SankeyDiagram.name(cast.lanes[$0]) })
    }
    return PictureTable(
      heads: ["Dates", "From", "To", "Payments", "Received", "Evidence", "Records"],
      numbers: [3, 4], countColumn: 3,
      rows: rows)
  }

  /// Returns the parts that each lane's money passes, as the flow has them.
  private func related(_ cast: TimelineCast) -> [NodeID: [NodeID]] {
    var places: [NodeID: [NodeID]] = [:]
    for (party, node) in cast.blocks.nodeOf.enumerated() {
      if let node { places[FlowScene.name(party)] = [SankeyDiagram.name(node)] }
    }
    for (number, arrow) in cast.arrows.enumerated() {
      for stream in arrow.streams {
        places[NodeID.edge(stream), default: []].append(TimelineDiagram.name(number))
      }
    }
    let found = FlowRelations(scene: cast.flow).all()
    var related: [NodeID: Set<NodeID>] = [:]
    for (party, node) in cast.blocks.nodeOf.enumerated() {
      guard let node, let others = found[FlowScene.name(party)] else { continue }
      related[SankeyDiagram.name(node), default: [SankeyDiagram.name(node)]]
        .formUnion(others.flatMap { places[$0] ?? [] })
    }
    return related.mapValues { $0.sorted { $0.description < $1.description } }
  }
}
