internal import Drawing
internal import PaymentGraph

/// The layout of a walk: the cards and steps, and the lines between them.
struct WalkLayout {
  /// The room between a card and a step.
  private static let gap = 58.0

  let text: WalkText
  let columns: Int
  private let places: LayeredColumns
  private let heights: [Double]

  private var model: WalkModel { text.model }

  init(_ text: WalkText) {
    self.text = text
    let model = text.model
    columns = (model.cards.map { 2 * $0.depth }.max() ?? 0) + 1
    let cards = model.cards.map { card in
      (2 * card.depth, 14 + Double(text.lines(card).count) * 13)
    }
    let steps = model.steps.map { step in
      (model.column(step), 9 + Double(text.lines(step).count) * 12)
    }
    let last = (steps.map(\.0).max() ?? 0) + 1
    heights = (cards + steps).map(\.1)
    let boxes = (cards + steps).map { LayeredColumns.Box(column: $0.0, height: $0.1) }
    var lines: [LayeredColumns.Line] = []
    for (number, step) in model.steps.enumerated() {
      for card in [step.from, step.to] {
        lines.append(
          LayeredColumns.Line(
            first: card, second: model.cards.count + number, weight: 1, thickness: 10))
      }
    }
    wide = max(columns, last)
    places = LayeredColumns(boxes, lines, gap: 12)
  }

  private let wide: Int

  /// The width of the whole drawing.
  var width: Double { x(wide - 1) + columnWidth(wide - 1) - DiagramFrame.margin }
  var height: Double { places.height }

  private func columnWidth(_ column: Int) -> Double {
    column % 2 == 0 ? text.cardWidth : WalkText.stepWidth
  }

  func x(_ column: Int) -> Double {
    DiagramFrame.margin
      + (0..<column).reduce(0.0) { $0 + columnWidth($1) + WalkLayout.gap }
  }

  // MARK: Drawing

  func items(top: Double) -> [DrawingItem] {
    lines(top) + model.cards.indices.map { card($0, top) }
      + model.steps.indices.map { step($0, top) }
  }

  private func box(_ number: Int, _ top: Double) -> (top: Double, height: Double) {
    (top + places.tops[number], heights[number])
  }

  private func card(_ number: Int, _ top: Double) -> DrawingItem {
    let card = model.cards[number]
    let place = box(number, top)
    let left = x(2 * card.depth)
    let color = text.color(card)
    var items: [DrawingItem] = [
      .shape(
        DrawingShape(
          .box(DrawingPoint(left, place.top), width: text.cardWidth, height: place.height),
          fill: Palette.tint(text.tier(card)), stroke: color)),
      .shape(
        DrawingShape(
          .box(DrawingPoint(left, place.top), width: WalkText.badgeWidth, height: place.height),
          fill: color)),
      .text(
        DrawingText(
          text.badge(card),
          at: DrawingPoint(left + WalkText.badgeWidth / 2, place.top + place.height / 2 + 4),
          size: 11, color: Palette.paper, anchor: .middle, isBold: true)),
    ]
    var y = place.top + 17
    for line in text.lines(card) {
      items.append(
        .text(
          DrawingText(
            line.words, at: DrawingPoint(left + WalkText.badgeWidth + 7, y), size: line.size,
            color: line.color, isBold: line.isBold)))
      if !line.amount.isEmpty {
        items.append(
          .text(
            DrawingText(
              line.amount, at: DrawingPoint(left + text.cardWidth - 7, y), size: line.size,
              color: line.color, anchor: .end, isBold: true)))
      }
      y += 13
    }
    let words = text.lines(card).map { $0.amount.isEmpty ? $0.words : "\($0.words) \($0.amount)" }
    return .group(
      DrawingGroup(
        name: WalkModel.cardName(number), styleClass: "party",
        tooltip: words.joined(separator: ", "), items: items))
  }

  private func step(_ number: Int, _ top: Double) -> DrawingItem {
    let step = model.steps[number]
    let place = box(model.cards.count + number, top)
    let left = x(model.column(step))
    let color = text.color(step)
    var items: [DrawingItem] = [
      .shape(
        DrawingShape(
          .box(DrawingPoint(left, place.top), width: WalkText.stepWidth, height: place.height),
          fill: Palette.paper, stroke: color, strokeWidth: 0.8,
          dashes: step.evidence == .recorded ? [] : [4, 2.5])),
      .shape(
        DrawingShape(
          .box(DrawingPoint(left, place.top), width: 4, height: place.height), fill: color)),
      .text(
        DrawingText(
          text.days(step),
          at: DrawingPoint(left + WalkText.stepWidth - 7, place.top + 14), size: 8.5,
          color: Palette.secondary, anchor: .end)),
    ]
    var y = place.top + 14
    for line in text.lines(step) {
      items.append(
        .text(
          DrawingText(
            line.words, at: DrawingPoint(left + 10, y), size: line.size, color: line.color,
            isBold: line.isBold)))
      y += 12
    }
    return .group(
      DrawingGroup(
        name: WalkModel.stepName(number), styleClass: "ticket",
        tooltip: text.tooltip(step), items: items))
  }

  /// Draws lines from cards to steps and on to cards, at each card side by side in the order of
  /// steps.
  private func lines(_ top: Double) -> [DrawingItem] {
    model.steps.indices.map { number in
      let step = model.steps[number]
      let color = text.color(step)
      let dashes: [Double] =
        step.isReturn ? [1, 3] : step.evidence == .recorded ? [] : [4, 2.5]
      var items: [DrawingItem] = []
      for isStart in [true, false] {
        let line = isStart ? 2 * number : 2 * number + 1
        let card = isStart ? step.from : step.to
        items += piece(
          card: card, step: number, passes: places.passes[line], top: top, color: color,
          dashes: dashes, hasHead: !isStart)
      }
      return .group(
        DrawingGroup(
          name: WalkModel.stepName(number), styleClass: "flow",
          tooltip: text.tooltip(step), items: items))
    }
  }

  private func piece(
    card: Int, step number: Int, passes: [Double], top: Double, color: DiagramColor,
    dashes: [Double], hasHead: Bool
  ) -> [DrawingItem] {
    let step = model.steps[number]
    let (cardColumn, stepColumn) = (2 * model.cards[card].depth, model.column(step))
    let isRight = stepColumn > cardColumn
    let cardBox = box(card, top)
    let stepBox = box(model.cards.count + number, top)
    var places: [DrawingPoint] = [
      DrawingPoint(
        x(cardColumn) + (isRight ? text.cardWidth : 0),
        port(card, number: number, isRight: isRight, box: cardBox))
    ]
    let between =
      isRight
      ? Array((cardColumn + 1)..<stepColumn)
      : Array(((stepColumn + 1)..<cardColumn).reversed())
    for (column, middle) in zip(between, isRight ? passes : passes.reversed()) {
      let (left, right) = (x(column), x(column) + columnWidth(column))
      places.append(DrawingPoint(isRight ? left : right, top + middle))
      places.append(DrawingPoint(isRight ? right : left, top + middle))
    }
    places.append(
      DrawingPoint(
        x(stepColumn) + (isRight ? 0 : WalkText.stepWidth),
        stepBox.top + stepBox.height / 2))
    if hasHead { places.reverse() }
    var path: [DrawingShape.Step] = [.move(places[0])]
    let end = places[places.count - 1]
    let sign = places[places.count - 2].x < end.x ? 1.0 : -1.0
    if hasHead { places[places.count - 1].x -= sign * 6 }
    for (one, next) in zip(places, places.dropFirst()) {
      let middle = (one.x + next.x) / 2
      path.append(
        .curve(DrawingPoint(middle, one.y), DrawingPoint(middle, next.y), next))
    }
    var items: [DrawingItem] = [
      .shape(
        DrawingShape(
          .path(path), stroke: color.withAlpha(0xB0), strokeWidth: 1.5, dashes: dashes))
    ]
    if hasHead {
      items.append(
        .shape(
          DrawingShape(
            .path([
              .move(end), .line(DrawingPoint(end.x - sign * 7, end.y - 3.5)),
              .line(DrawingPoint(end.x - sign * 7, end.y + 3.5)), .close,
            ]), fill: color)))
    }
    return items
  }

  /// Returns the height at which a step's line meets the side of a card, in the order of the
  /// steps there.
  private func port(
    _ card: Int, number: Int, isRight: Bool, box: (top: Double, height: Double)
  ) -> Double {
    let own = model.steps.indices.filter { other in
      let step = model.steps[other]
      return (step.from == card || step.to == card)
        && (model.column(step) > 2 * model.cards[card].depth) == isRight
    }.sorted {
      (places.tops[model.cards.count + $0], $0) < (places.tops[model.cards.count + $1], $1)
    }
    let position = own.firstIndex(of: number) ?? 0
    return box.top + box.height * (Double(position) + 0.5) / Double(max(1, own.count))
  }
}
