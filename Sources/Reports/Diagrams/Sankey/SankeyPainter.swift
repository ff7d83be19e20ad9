internal import Drawing
internal import PaymentGraph

/// Draws one panel of a Sankey diagram.
struct SankeyPainter {
  let layout: SankeyLayout
  /// The upper edge of the panel's picture.
  let top: Double
  /// The tooltip of each band.
  let tooltips: [String]
  /// The names of bands and blocks in the drawing.
  let names: [NodeID]

  private var panel: SankeyPanel { layout.panel }
  private var model: SankeyModel { layout.model }

  /// The items to draw: bands behind blocks behind words.
  var items: [DrawingItem] {
    // Narrow bands come last, so that none is hidden.
    let order = panel.bands.indices.sorted {
      let (one, other) = (panel.bands[$0].start, panel.bands[$1].start)
      return one != other ? one > other : $0 < $1
    }
    return order.map(band) + layout.used.map(block) + panel.bands.indices.compactMap(amount)
  }

  // MARK: Bands

  private func band(_ number: Int) -> DrawingItem {
    let band = panel.bands[number]
    let color = color(band)
    let isDashed = band.key.evidence != .recorded
    // A paper-coloured edge separates neighbours of one colour.
    let (start, end) = layout.ends[number]
    let edge = min(start.thickness, end.thickness) > 4 ? Palette.paper : nil
    var items: [DrawingItem] = [
      .shape(
        DrawingShape(
          .path(outline(number)), fill: color.withAlpha(isDashed ? 0x48 : 0x80),
          stroke: isDashed || band.key.way != .onward ? color : edge, strokeWidth: 0.7,
          dashes: isDashed ? [4, 2.5] : band.key.way != .onward ? [1, 2] : []))
    ]
    if model.nodes[band.to].column <= model.nodes[band.from].column {
      items.append(arrow(number, color))
    }
    return .group(
      DrawingGroup(
        name: names[number], styleClass: "flow", tooltip: tooltips[number], items: items))
  }

  func color(_ band: SankeyBand) -> DiagramColor {
    let (from, to) = (model.nodes[band.from], model.nodes[band.to])
    if band.key.way != .onward || from.isUnexplained || to.isUnexplained { return Palette.other }
    if let channel = to.channel ?? from.channel { return Palette.line(channel) }
    return from.kind == .accounts(.transit) ? Palette.band(.transit) : Palette.other
  }

  /// Returns the outline of a band: its upper edge from left to right, its lower edge back.
  private func outline(_ number: Int) -> [DrawingShape.Step] {
    let band = panel.bands[number]
    let (from, to) = (model.nodes[band.from].column, model.nodes[band.to].column)
    let (start, end) = layout.ends[number]
    if from == to { return arc(x: layout.x(from) + SankeyLayout.barWidth, start, end) }
    let (first, last) = from < to ? (start, end) : (end, start)
    let columns = min(from, to)..<max(from, to)
    var stations: [(x: Double, top: Double, bottom: Double)] = []
    func add(_ x: Double, _ end: SankeyLayout.End) {
      stations.append((x, top + end.top, top + end.top + end.thickness))
    }
    add(layout.x(columns.lowerBound) + SankeyLayout.barWidth, first)
    for (column, middle) in zip(layout.between(from, to), layout.passes[number]) {
      let end = SankeyLayout.End(
        top: middle - first.thickness / 2, thickness: first.thickness)
      add(layout.x(column), end)
      add(layout.x(column) + SankeyLayout.barWidth, end)
    }
    add(layout.x(columns.upperBound), last)
    var steps: [DrawingShape.Step] = [.move(DrawingPoint(stations[0].x, stations[0].top))]
    for (one, next) in zip(stations, stations.dropFirst()) {
      steps.append(SankeyPainter.curve(one.x, y: one.top, toX: next.x, toY: next.top))
    }
    let back = Array(stations.reversed())
    steps.append(.line(DrawingPoint(back[0].x, back[0].bottom)))
    for (one, next) in zip(back, back.dropFirst()) {
      steps.append(SankeyPainter.curve(one.x, y: one.bottom, toX: next.x, toY: next.bottom))
    }
    return steps + [.close]
  }

  private static func curve(
    _ x: Double, y: Double, toX: Double, toY: Double
  ) -> DrawingShape.Step {
    let middle = (x + toX) / 2
    return .curve(DrawingPoint(middle, y), DrawingPoint(middle, toY), DrawingPoint(toX, toY))
  }

  /// Returns the outline of a band within a column: out to the right and back.
  private func arc(
    x: Double, _ start: SankeyLayout.End, _ end: SankeyLayout.End
  ) -> [DrawingShape.Step] {
    let isDown = start.top <= end.top
    let (upper, lower) = isDown ? (start, end) : (end, start)
    let (a, b) = (top + upper.top, top + upper.top + upper.thickness)
    let (c, d) = (top + lower.top, top + lower.top + lower.thickness)
    let inner = SankeyPainter.reach(upper, lower)
    let outer = inner + max(upper.thickness, lower.thickness)
    return [
      .move(DrawingPoint(x, a)),
      .curve(
        DrawingPoint(x + outer * 1.33, a), DrawingPoint(x + outer * 1.33, d), DrawingPoint(x, d)),
      .line(DrawingPoint(x, c)),
      .curve(
        DrawingPoint(x + inner * 1.33, c), DrawingPoint(x + inner * 1.33, b), DrawingPoint(x, b)),
      .close,
    ]
  }

  /// Draws the head of a band that does not lead to the right.
  private static func reach(_ upper: SankeyLayout.End, _ lower: SankeyLayout.End) -> Double {
    14 + min(60, max(0, lower.top - upper.top - upper.thickness) / 3)
  }

  private func arcRoom(_ node: Int) -> Double {
    let room =
      panel.bands.indices.filter { number in
        let band = panel.bands[number]
        return (band.from == node || band.to == node)
          && model.nodes[band.from].column == model.nodes[band.to].column
      }.map { number in
        let (start, end) = layout.ends[number]
        let (upper, lower) = start.top <= end.top ? (start, end) : (end, start)
        return SankeyPainter.reach(upper, lower) + max(start.thickness, end.thickness)
      }.max() ?? 0
    return room > 60 ? 0 : room
  }

  private func arrow(_ number: Int, _ color: DiagramColor) -> DrawingItem {
    let band = panel.bands[number]
    let end = layout.ends[number].end
    let x = layout.x(model.nodes[band.to].column) + SankeyLayout.barWidth
    let middle = top + end.top + end.thickness / 2
    // The head is small enough to stay in its band and to overlap no other.
    let half = max(4, min(11, end.thickness / 2 + 1.5))
    return .shape(
      DrawingShape(
        .path([
          .move(DrawingPoint(x + 0.5, middle)), .line(DrawingPoint(x + 8, middle - half)),
          .line(DrawingPoint(x + 8, middle + half)), .close,
        ]), fill: color))
  }

  /// Writes the amount of a band, where it is thick enough.
  private func amount(_ number: Int) -> DrawingItem? {
    let band = panel.bands[number]
    let (from, to) = (model.nodes[band.from].column, model.nodes[band.to].column)
    let end = layout.ends[number].end
    guard from < to, end.thickness >= 10.5,
      !model.nodes[band.to].isUnexplained, !model.nodes[band.from].isUnexplained,
      case let words = model.words(band.end, panel.currency), !words.isEmpty
    else { return nil }
    return .text(
      DrawingText(
        words,
        at: DrawingPoint(layout.x(to) - 6, top + end.top + end.thickness / 2 + 3), size: 8.5,
        color: Palette.ink, anchor: .end))
  }

  // MARK: Blocks

  private func block(_ number: Int) -> DrawingItem {
    let node = model.nodes[number]
    let bar = layout.bars[number] ?? (0, 0)
    let x = layout.x(node.column)
    let amount = model.words(panel.total(of: number), panel.currency)
    let exchanged = model.rates == nil && panel.isExchanged(into: number) ? " as sent" : ""
    let isFirst = node.column == layout.columns.first
    let isLast = node.column == layout.columns.last && !isFirst
    let arcs = isFirst ? 0 : arcRoom(number)
    // Before the next column stands what bands bring there.
    let middleRoom = arcs > 0 ? layout.gap - 108 - arcs : layout.gap * 0.7
    let room =
      isFirst ? SankeyDiagram.labelRoom : isLast ? SankeyDiagram.labelRoom - arcs : middleRoom
    let place = isFirst ? x - 8 : x + SankeyLayout.barWidth + 8 + arcs
    let middle = top + bar.top + bar.height / 2
    var items: [DrawingItem] = [
      .shape(
        DrawingShape(
          .box(
            DrawingPoint(x, top + bar.top), width: SankeyLayout.barWidth, height: bar.height),
          fill: SankeyPainter.color(node)))
    ]
    let lines: [(words: String, size: Double, isBold: Bool)] = [
      (node.name, 11, !node.isUnexplained), (amount + exchanged, 10, false),
      (node.detail, 9, false),
    ].filter { !$0.0.isEmpty }
    let fitted = lines.map { words, size, isBold in
      TextWidth.fitted(words, into: room, size: size, isBold: isBold)
    }
    var y = middle - Double(lines.count) * 6.5 + 9.5
    if !isFirst, !isLast {
      // Bands pass below the words of middle blocks: some paper keeps them apart.
      let widest = zip(fitted, lines).map { TextWidth.of($0, size: $1.size, isBold: $1.isBold) }
        .max()
      items.append(
        .shape(
          DrawingShape(
            .box(
              DrawingPoint(place - 4, y - 11), width: (widest ?? 0) + 8,
              height: Double(lines.count) * 12.5 + 3), fill: Palette.paper.withAlpha(0xCC))))
    }
    for (words, (_, size, isBold)) in zip(fitted, lines) {
      items.append(
        .text(
          DrawingText(
            words,
            at: DrawingPoint(place, y), size: size,
            color: size == 9 ? Palette.secondary : Palette.ink, anchor: isFirst ? .end : .start,
            isBold: isBold, isItalic: node.isUnexplained && size == 11, hasHalo: true)))
      y += 12.5
    }
    return .group(
      DrawingGroup(
        name: SankeyModel.name(number), styleClass: "party",
        tooltip: "\(node.name): \(amount)\(exchanged)" + recorded(number)
          + (node.detail.isEmpty ? "" : ", \(node.detail)"),
        items: items))
  }

  /// Returns the recorded sums behind a converted amount.
  private func recorded(_ number: Int) -> String {
    let totals = model.rates == nil ? MoneyTotals() : panel.recorded(at: number)
    return totals.isEmpty ? "" : " (\(totals.words))"
  }

  static func tint(_ node: SankeyNode) -> DiagramColor {
    guard case .accounts(let tier) = node.kind else { return Palette.channelTint }
    return Palette.tint(tier)
  }

  static func color(_ node: SankeyNode) -> DiagramColor {
    guard case .accounts(let tier) = node.kind else { return Palette.other }
    return tier == .channel ? Palette.band(node.channel) : Palette.band(tier)
  }
}
