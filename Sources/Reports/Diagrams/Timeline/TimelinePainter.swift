internal import Drawing
internal import FundTracing
internal import PaymentGraph

/// Draws the lanes and arrows of a timeline.
struct TimelinePainter {
  let layout: TimelineLayout
  let words: TimelineText

  private var model: TimelineModel { layout.model }
  private var axis: TimelineAxis { layout.axis }

  /// The items to draw: lanes behind arrows behind words.
  var items: [DrawingItem] {
    lanes + ticks + links + model.arrows.indices.map(arrow) + names + amounts
  }

  // MARK: Lanes

  private var lanes: [DrawingItem] {
    model.lanes.indices.map { lane in
      let top = layout.top + Double(lane) * layout.laneHeight
      let height = layout.laneHeight - 3
      let width = TimelineLayout.width(model)
      return .group(
        DrawingGroup(
          styleClass: "lane",
          items: [
            .shape(
              DrawingShape(
                .box(DrawingPoint(DiagramFrame.margin, top), width: width, height: height),
                fill: SankeyPainter.tint(model.node(lane)))),
            .shape(
              DrawingShape(
                .box(DrawingPoint(DiagramFrame.margin, top), width: 5, height: height),
                fill: SankeyPainter.color(model.node(lane)))),
          ]))
    }
  }

  private var names: [DrawingItem] {
    model.lanes.indices.map { lane in
      let node = model.node(lane)
      let middle = layout.y(lane) - 1.5
      let total = words.totalLines(lane).joined(separator: " ")
      var items = [
        text(
          TextWidth.fitted(node.name, into: TimelineLayout.nameRoom - 22, size: 10.5, isBold: true),
          x: DiagramFrame.margin + 13, y: node.detail.isEmpty ? middle + 3.5 : middle - 2,
          size: 10.5,
          color: Palette.ink, isBold: true)
      ]
      if !node.detail.isEmpty {
        items.append(
          text(
            TextWidth.fitted(node.detail, into: TimelineLayout.nameRoom - 22, size: 9),
            x: DiagramFrame.margin + 13, y: middle + 10, size: 9, color: Palette.secondary))
      }
      let lines = words.totalLines(lane)
      let right = DiagramFrame.margin + TimelineLayout.width(model) - 8
      for (number, line) in lines.enumerated() {
        items.append(
          text(
            line, x: right, y: middle + 3.5 + (Double(number) - Double(lines.count - 1) / 2) * 11.5,
            size: 9,
            color: Palette.secondary, anchor: .end))
      }
      return .group(
        DrawingGroup(
          name: SankeyModel.name(model.lanes[lane]), styleClass: "party",
          tooltip: [node.name, node.detail, total].filter { !$0.isEmpty }.joined(separator: ", "),
          items: items))
    }
  }

  private var ticks: [DrawingItem] {
    axis.ticks.flatMap { tick -> [DrawingItem] in
      let x = axis.x(tick.moment)
      return [
        .shape(
          DrawingShape(
            .box(
              DrawingPoint(x - 0.35, layout.top - 8), width: 0.7,
              height: layout.bottom - layout.top + 8), fill: Palette.other.withAlpha(0x50))),
        text(tick.words, x: x + 3, y: layout.top - 10, size: 9, color: Palette.secondary),
      ]
    }
  }

  // MARK: Arrows

  func color(_ arrow: TimelineArrow) -> DiagramColor {
    if arrow.way != .onward { return Palette.other }
    let (from, to) = (model.node(arrow.from), model.node(arrow.to))
    if let channel = to.channel ?? from.channel { return Palette.line(channel) }
    return from.kind == .accounts(.transit) ? Palette.band(.transit) : Palette.other
  }

  private func arrow(_ number: Int) -> DrawingItem {
    let arrow = model.arrows[number]
    let (x, width) = (layout.places[number], layout.widths[number])
    let (from, to) = (layout.y(arrow.from) - 1.5, layout.y(arrow.to) - 1.5)
    let color = color(arrow)
    let radius = width / 2 + 1.4
    var items: [DrawingItem] = []
    if arrow.from == arrow.to {
      items.append(
        .shape(
          DrawingShape(
            .ellipse(DrawingPoint(x, from), width: radius + 2, height: radius + 2), stroke: color,
            strokeWidth: max(1, width / 2))))
    } else {
      let sign = to > from ? 1.0 : -1.0
      let head = 4 + width
      items = [
        .shape(
          DrawingShape(
            .path([.move(DrawingPoint(x, from)), .line(DrawingPoint(x, to - sign * head))]),
            stroke: color.withAlpha(0xC0), strokeWidth: width,
            dashes: arrow.way != .onward ? [1, 3] : arrow.evidence == .recorded ? [] : [4, 2])),
        .shape(
          DrawingShape(
            .path([
              .move(DrawingPoint(x, to)),
              .line(DrawingPoint(x - head * 0.5 - 0.5, to - sign * head)),
              .line(DrawingPoint(x + head * 0.5 + 0.5, to - sign * head)), .close,
            ]), fill: color)),
        .shape(
          DrawingShape(
            .ellipse(DrawingPoint(x, from), width: radius, height: radius), fill: color)),
      ]
    }
    if arrow.stops {
      let (a, b) = (to + 3, to + 8)
      items.append(
        .shape(
          DrawingShape(
            .path([
              .move(DrawingPoint(x - 2.5, a)), .line(DrawingPoint(x + 2.5, b)),
              .move(DrawingPoint(x + 2.5, a)), .line(DrawingPoint(x - 2.5, b)),
            ]), stroke: Palette.ink, strokeWidth: 1.3)))
    }
    return .group(
      DrawingGroup(
        name: TimelineModel.name(number), styleClass: "flow", tooltip: words.tooltip(arrow),
        items: items))
  }

  /// The lines within the lanes of pooled accounts, from each receipt to the payout that passes it
  /// on.
  private var links: [DrawingItem] {
    guard model.fold == .single else { return [] }
    var arrowOf: [TransferID: Int] = [:]
    for (number, arrow) in model.arrows.enumerated() {
      for id in arrow.transfers { arrowOf[id] = number }
    }
    var items: [DrawingItem] = []
    for (payout, receipts) in model.flow.input.receipts.sorted(by: { $0.key < $1.key }) {
      for receipt in receipts.sorted() {
        guard let end = arrowOf[payout], let start = arrowOf[receipt],
          model.arrows[start].to == model.arrows[end].from
        else { continue }
        let y = layout.y(model.arrows[end].from) - 1.5
        let arrow = model.arrows[end]
        items.append(
          .shape(
            DrawingShape(
              .path([
                .move(DrawingPoint(layout.places[start], y)),
                .line(DrawingPoint(layout.places[end], y)),
              ]), stroke: color(arrow).withAlpha(0x90), strokeWidth: 1.6,
              dashes: arrow.evidence == .recorded ? [] : [4, 2])))
      }
    }
    return items
  }

  // MARK: Amounts

  /// The amounts of arrows and the grades of their evidence, largest first, wherever there is room.
  private var amounts: [DrawingItem] {
    var taken: [(x: ClosedRange<Double>, y: ClosedRange<Double>)] = []
    var items: [DrawingItem] = []
    let order = model.arrows.indices.sorted {
      layout.widths[$0] != layout.widths[$1] ? layout.widths[$0] > layout.widths[$1] : $0 < $1
    }
    for number in order {
      let arrow = model.arrows[number]
      guard arrow.from != arrow.to else { continue }
      var words =
        PaymentsText(ledger: model.flow.ledger, transfers: arrow.transfers).amounts
        .joined(separator: " + ")
      if arrow.transfers.count == 1, words.hasSuffix(" x 1") { words.removeLast(4) }
      if case .inferred(let grade) = arrow.evidence { words += ", grade \(grade.letter)" }
      let x = layout.places[number] + layout.widths[number] / 2 + 3
      let (from, to) = (layout.y(arrow.from), layout.y(arrow.to))
      let room = x...(x + TextWidth.of(words, size: 8) + 2)
      guard room.upperBound < axis.left + axis.width else { continue }
      // An amount goes near the arrow's start within its own lane, else into the lanes on its way.
      let sign = to > from ? 1.0 : -1.0
      for step in stride(from: 0.24, to: abs(to - from) / layout.laneHeight, by: 0.5) {
        let base = from + sign * step * layout.laneHeight + 3
        let place = (room, (base - 8)...(base + 2.5))
        guard isFree(place, taken, besides: number) else { continue }
        taken.append(place)
        items.append(text(words, x: x, y: base, size: 8, color: Palette.ink))
        break
      }
    }
    return items
  }

  private func isFree(
    _ place: (ClosedRange<Double>, ClosedRange<Double>),
    _ taken: [(x: ClosedRange<Double>, y: ClosedRange<Double>)], besides own: Int
  ) -> Bool {
    for other in taken where other.x.overlaps(place.0) && other.y.overlaps(place.1) { return false }
    for (number, arrow) in model.arrows.enumerated() where number != own {
      let (x, half) = (layout.places[number], layout.widths[number] / 2 + 3)
      guard place.0.overlaps((x - half)...(x + half)) else { continue }
      let (a, b) = (layout.y(arrow.from), layout.y(arrow.to))
      if (min(a, b) - 6...max(a, b) + 6).overlaps(place.1) { return false }
    }
    return true
  }

  private func text(
    _ words: String, x: Double, y: Double, size: Double, color: DiagramColor,
    anchor: DrawingText.Anchor = .start, isBold: Bool = false
  ) -> DrawingItem {
    .text(
      DrawingText(
        words, at: DrawingPoint(x, y), size: size, color: color, anchor: anchor, isBold: isBold))
  }
}
