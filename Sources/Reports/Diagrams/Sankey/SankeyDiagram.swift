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
  /// - Throws: ``DiagramError`` where there is nothing to draw, and where a payment has no rate.
  /// - Complexity: O(*t* log *t* + *b*²) for *t* transfers in *b* bands.
  public func picture() throws(DiagramError) -> RenderedDiagram {
    try checkRates()
    let text = SankeyText(flow: flow, model: self.model)
    let model = text.model
    guard !model.panels.isEmpty else {
      throw .nothing("there is no payment to draw: nothing in scope leads where the question asks")
    }
    return RenderedDiagram(
      drawing: drawing(text), table: text.table, related: model.relations.parts,
      folded: model.folded, check: model.text.check(flow.options.mask))
  }

  /// The blocks and bands to draw.
  var model: SankeyModel { SankeyModel(flow.input, flow.options, rates: rates) }

  /// Checks that every payment has its rate: without one it would be missing from every sum.
  private func checkRates() throws(DiagramError) {
    guard let rates else { return }
    for id in flow.input.transfers {
      let transfer = flow.input.ledger.transfer(id)
      guard let day = transfer.time.day else { continue }
      for money in [transfer.sent, transfer.received] where rates.value(money, on: day) == nil {
        throw .nothing(
          "\(rates.name) has no rate for \(money.currency.code) on \(day.iso8601) or in the "
            + "\(DailyRates.mostDays) days before, but a payment of that day must be drawn: add the rate"
        )
      }
    }
  }

  // MARK: Drawing

  private func drawing(_ text: SankeyText) -> Drawing {
    let model = text.model
    let columns = (model.nodes.map(\.column).max() ?? 0) + 1
    let width =
      2 * SankeyDiagram.labelRoom + Double(columns) * SankeyLayout.barWidth
      + Double(columns - 1) * columnGap(columns)
    let frame = text.frame(width: width)
    var y = frame.top
    var items: [DrawingItem] = []
    var headings: [ClosedRange<Double>] = []
    for (words, names) in zip(text.panels, model.bandNames) {
      let layout = SankeyLayout(
        model, words.panel, left: DiagramFrame.margin + SankeyDiagram.labelRoom,
        columnGap: columnGap(columns))
      items += header(layout, at: y, width: width)
      items +=
        SankeyPainter(layout: layout, top: y + 34, tooltips: words.tooltips, names: names).items
      headings.append(y - 2...y + 64)
      y += 34 + layout.height + 26
    }
    let files = flow.input.transfers.map(flow.input.ledger.transfer).flatMap(\.evidence)
      .map(\.file)
    var drawing = frame.drawing(items, bottom: y - 26, files: files)
    drawing.headings = headings
    return drawing
  }

  /// Returns the room between columns, narrower where the page of a paper is.
  private func columnGap(_ columns: Int) -> Double {
    guard let paper = flow.options.paper, columns > 1 else { return SankeyLayout.columnGap }
    let words = 2 * SankeyDiagram.labelRoom + Double(columns) * SankeyLayout.barWidth + 12
    let left = (paper.room(forLetters: 8.5) - words) / Double(columns - 1)
    return min(SankeyLayout.columnGap, max(130, left))
  }

  /// Draws the currency and a sample of its scale: the width of a round amount.
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
    let right = DiagramFrame.margin + width
    let length = Double(unit) * layout.scale
    return [
      DiagramFrame.rule(
        from: DiagramFrame.margin, to: right, at: y, thickness: 0.6, color: Palette.other),
      .text(
        DrawingText(
          rates == nil
            ? "Sent in \(panel.currency.code)" : "All in \(panel.currency.code), at daily rates",
          at: DrawingPoint(DiagramFrame.margin, y + 17), size: 13,
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
}
