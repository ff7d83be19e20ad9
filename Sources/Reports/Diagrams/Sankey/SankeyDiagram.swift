internal import Drawing
internal import PaymentGraph

/// The flow of money summed up: blocks in columns, bands as wide as the amounts between them.
///
/// It shows the same payments as a ``FlowDiagram``. With daily rates there is one panel in one unit
/// of account. Without, nothing is converted: each currency has a panel and a scale of its own, and
/// a payment is drawn once, in the panel of the currency in which it was sent. Money that came into
/// a block and did not go out, or went out and did not come in, is drawn as well, so that at every
/// block with two sides both are equal.
public struct SankeyDiagram: Sendable {
  /// The widest room for the words beside a column.
  static let labelRoom = 190.0

  private let flow: FlowDiagram

  private let rates: DailyRates?

  /// Creates the diagram of the payments of a flow.
  ///
  /// - Parameter rates: The rates by which all amounts are converted; nil for a panel for each
  ///   currency.
  public init(_ flow: FlowDiagram, rates: DailyRates? = nil) {
    self.flow = flow
    self.rates = rates
  }

  /// Draws the diagram in all its forms.
  ///
  /// - Throws: ``PictureError`` where there is nothing to draw, and where a payment has no rate.
  /// - Complexity: O(*t* log *t* + *b*²) for *t* transfers in *b* bands.
  public func picture() throws(PictureError) -> Picture {
    try checkRates()
    let cast = cast
    guard !cast.panels.isEmpty else {
      throw .nothing("there is no payment to draw: nothing in scope leads where the question asks")
    }
    var next = 0
    let numbers = cast.panels.map { panel in
      panel.bands.map { _ -> NodeID in
        next += 1
        return NodeID("e\(next)")
      }
    }
    let words = cast.panels.map { SankeyText(cast: cast, panel: $0) }
    return Picture(
      drawing: drawing(cast, names: numbers, words: words),
      table: SankeyText.table(words, numbers), related: related(cast, numbers),
      folded: cast.folded,
      scan: cast.flow.scan(flow.options.mask))
  }

  /// The blocks and bands to draw.
  var cast: SankeyCast { SankeyCast(flow.material, flow.options, rates: rates) }

  /// Checks that every payment has its rate: without one it would be missing from every sum.
  private func checkRates() throws(PictureError) {
    guard let rates else { return }
    for id in flow.material.transfers {
      let transfer = flow.material.ledger.transfer(id)
      guard let day = transfer.time.day else { continue }
      for money in [transfer.sent, transfer.received] where rates.value(money, on: day) == nil {
        throw .nothing(
          "\(rates.name) has no rate for \(money.currency.code) on \(day.iso8601) or in the "
            + "\(DailyRates.mostDays) days before, but a payment of that day must be drawn: add the rate"
        )
      }
    }
  }

  /// Returns the name of a block in the drawing.
  static func name(_ node: Int) -> NodeID { NodeID("p\(node)") }

  // MARK: Drawing

  private func drawing(
    _ cast: SankeyCast, names: [[NodeID]], words: [SankeyText]
  ) -> Drawing {
    let columns = (cast.nodes.map(\.column).max() ?? 0) + 1
    let width =
      2 * SankeyDiagram.labelRoom + Double(columns) * SankeyLayout.barWidth
      + Double(columns - 1) * columnGap(columns)
    var sheet = sheet(cast, width: width)
    var y = sheet.top
    var items: [DrawingItem] = []
    var headings: [ClosedRange<Double>] = []
    for (number, panel) in cast.panels.enumerated() {
      let layout = SankeyLayout(
        cast, panel, left: Sheet.margin + SankeyDiagram.labelRoom, columnGap: columnGap(columns))
      items += header(layout, at: y, width: width)
      let painter = SankeyPainter(
        layout: layout, top: y + 34, tooltips: words[number].tooltips, names: names[number])
      items += painter.items
      headings.append(y - 2...y + 64)
      y += 34 + layout.height + 26
    }
    sheet.legend = legend(cast)
    let files = cast.flow.material.transfers.map(cast.flow.ledger.transfer)
      .flatMap(\.evidence).map(\.file)
    var drawing = sheet.drawing(items, bottom: y - 26, files: files)
    drawing.headings = headings
    return drawing
  }

  /// Draws the currency and a sample of its scale: the width of a round amount.
  private func columnGap(_ columns: Int) -> Double {
    guard let paper = flow.options.paper, columns > 1 else { return SankeyLayout.columnGap }
    let words = 2 * SankeyDiagram.labelRoom + Double(columns) * SankeyLayout.barWidth + 12
    let left = (paper.room(forLetters: 8.5) - words) / Double(columns - 1)
    return min(SankeyLayout.columnGap, max(130, left))
  }

  private func header(_ layout: SankeyLayout, at y: Double, width: Double) -> [DrawingItem] {
    let panel = layout.panel
    var unit: Int128 = 1
    // The loop finds the largest of 1, 2, 5, 10, … that is no wider than 60 points.
    for step in 0..<60 {
      let next = unit * (step % 3 == 1 ? 5 : 2) / (step % 3 == 1 ? 2 : 1)
      if Double(next) * layout.scale > 60 { break }
      unit = next
    }
    let words = AmountText.total(unit, panel.currency)?.description ?? ""
    let right = Sheet.margin + width
    let length = Double(unit) * layout.scale
    return [
      Sheet.rule(from: Sheet.margin, to: right, at: y, thickness: 0.6, color: Palette.other),
      .text(
        DrawingText(
          rates == nil
            ? "Sent in \(panel.currency.code)" : "All in \(panel.currency.code), at daily rates",
          at: DrawingPoint(Sheet.margin, y + 17), size: 13,
          color: Palette.ink, isBold: true)),
      .text(
        DrawingText(
          "band as wide as this bar is long: \(words)",
          at: DrawingPoint(right - length - 8, y + 16),
          size: 9, color: Palette.secondary, anchor: .end)),
      .shape(
        DrawingShape(
          .box(DrawingPoint(right - length, y + 10), width: length, height: 6),
          fill: Palette.other)),
    ]
  }

  private func sheet(_ cast: SankeyCast, width: Double) -> Sheet {
    let ledger = cast.flow.ledger
    let shown = flow.material.transfers.map(ledger.transfer)
    var paid = MoneyTotals()
    for number in cast.flow.parties.indices where cast.flow.parties[number].tier == .source {
      paid.add(cast.flow.total(number))
    }
    let money = paid.lines.map(\.description).joined(separator: " + ")
    let facts = [
      DayText.range(shown.map(\.time)), Counted.text(shown.count, "payment"),
      cast.flow.allClaimWords
        ?? (money.isEmpty ? "" : "\(money) paid out by \(cast.flow.sourceNoun)s"),
    ]
    var sheet = Sheet(
      options: flow.options,
      title: flow.options.title
        ?? flow.title.replacing("Payment flow:", with: "Where the money went:"), facts: facts,
      summary: "Bands as wide as the amounts between groups of accounts, from left to right. "
        + facts.filter { !$0.isEmpty }.joined(separator: ", ") + ".",
      width: width)
    sheet.banner = flow.material.banner
    let bands = cast.panels.flatMap(\.bands)
    var notes = rateNotes(bands)
    if bands.contains(where: { $0.key.evidence != .recorded }) {
      notes.append("Dashed edge: \(SankeyText.inferred(bands)).")
    }
    if bands.contains(where: \.key.isReturn) {
      notes.append("Dotted grey band with a head: returned money, from right to left.")
    }
    if cast.nodes.contains(where: { $0.kind == .elsewhere || $0.kind == .remaining }) {
      notes.append(
        "Other money: paid out beyond the money that came in here. Not paid on: money that came in and did not go out here"
          + (cast.panels.count > 1
            ? "; each can be money exchanged into or out of the currency." : ".")
      )
    }
    sheet.notes = notes + cast.notes + flow.notes
    return sheet
  }

  /// Returns the notes that explain how amounts were counted.
  private func rateNotes(_ bands: [SankeyBand]) -> [String] {
    guard let rates else {
      return [
        "Bands are as wide as their amounts, on one scale for each currency; nothing is converted. Every payment is "
          + "drawn once, in the panel of the currency in which it was sent. White lines separate bands of one colour.",
        bands.contains(where: \.isExchanged)
          ? "As sent: exchanged on the way and received in another currency. Amounts of two panels must not be added up."
          : "",
      ].filter { !$0.isEmpty }
    }
    let payments = flow.material.transfers.map(flow.material.ledger.transfer)
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
        : "\(Counted.text(earlier, "payment")) of a day without a rate: converted at the last earlier rate, at most "
          + "\(DailyRates.mostDays) days old.",
      "A band narrows or widens where the sum that arrived is worth less or more than the sum sent at the day's rates, "
        + "because of a fee or the cost of the exchange.",
    ].filter { !$0.isEmpty }
  }

  private func legend(_ cast: SankeyCast) -> [LegendMark] {
    var marks: [LegendMark] = []
    let channels = cast.nodes.filter { $0.channel != nil }
      .sorted { ($0.channel ?? 0) < ($1.channel ?? 0) }
    for node in channels.prefix(5) {
      let word = cast.flow.preposition(node.channel)
      marks.append(
        LegendMark(
          .band(Palette.line(node.channel).withAlpha(0x80), isDashed: false), "\(word) \(node.name)"
        ))
    }
    if channels.count > 5 {
      marks.append(LegendMark(.band(Palette.other.withAlpha(0x80), isDashed: false), "others"))
    }
    let kinds = Set(cast.nodes.map(\.kind))
    let noun = cast.flow.sourceNoun
    for (kind, words) in [
      (SankeyNode.Kind.accounts(.source), noun.prefix(1).uppercased() + noun.dropFirst() + "s"),
      (.accounts(.transit), "Accounts that pay on"), (.accounts(.end), "Receiving accounts"),
    ] where kinds.contains(kind) {
      if case .accounts(let tier) = kind {
        marks.append(LegendMark(.square(Palette.band(tier)), words))
      }
    }
    if cast.nodes.contains(where: \.isRest) {
      marks.append(LegendMark(.square(Palette.other), "Money that no band explains"))
    }
    return marks
  }

  /// Returns the parts that each block's money passes, as the flow has them.
  private func related(_ cast: SankeyCast, _ names: [[NodeID]]) -> [NodeID: [NodeID]] {
    var places: [NodeID: [NodeID]] = [:]
    for (party, node) in cast.nodeOf.enumerated() {
      if let node { places[FlowScene.name(party)] = [SankeyDiagram.name(node)] }
    }
    for (panel, own) in zip(cast.panels, names) {
      for (band, name) in zip(panel.bands, own) {
        for stream in band.streams { places[NodeID.edge(stream), default: []].append(name) }
      }
    }
    let found = FlowRelations(scene: cast.flow).all()
    var related: [NodeID: Set<NodeID>] = [:]
    for (party, node) in cast.nodeOf.enumerated() {
      guard let node, let others = found[FlowScene.name(party)] else { continue }
      related[SankeyDiagram.name(node), default: [SankeyDiagram.name(node)]]
        .formUnion(others.flatMap { places[$0] ?? [] })
    }
    return related.mapValues { $0.sorted { $0.description < $1.description } }
  }
}
