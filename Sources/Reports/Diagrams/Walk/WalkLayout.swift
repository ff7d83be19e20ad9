internal import Drawing
internal import PaymentGraph

/// The layout of a walk: the cards and tickets, and the lines between them.
struct WalkLayout {
  /// The room between a card and a ticket.
  private static let gap = 58.0

  let scene: WalkScene
  let columns: Int
  private let places: LayeredColumns
  private let heights: [Double]

  private var cast: WalkCast { scene.cast }

  init(_ scene: WalkScene) {
    self.scene = scene
    let cast = scene.cast
    columns = (cast.cards.map { 2 * $0.depth }.max() ?? 0) + 1
    let cards = cast.cards.map { card in
      (2 * card.depth, 14 + Double(scene.lines(card).count) * 13)
    }
    let tickets = cast.tickets.map { ticket in
      (cast.column(ticket), 9 + Double(scene.lines(ticket).count) * 12)
    }
    let last = (tickets.map(\.0).max() ?? 0) + 1
    heights = (cards + tickets).map(\.1)
    let boxes = (cards + tickets).map { LayeredColumns.Box(column: $0.0, height: $0.1) }
    var lines: [LayeredColumns.Line] = []
    for (number, ticket) in cast.tickets.enumerated() {
      for card in [ticket.from, ticket.to] {
        lines.append(
          LayeredColumns.Line(
            first: card, second: cast.cards.count + number, weight: 1, thickness: 10))
      }
    }
    wide = max(columns, last)
    places = LayeredColumns(boxes, lines, gap: 12)
  }

  private let wide: Int

  /// The width of the whole drawing.
  var width: Double { x(wide - 1) + columnWidth(wide - 1) - Sheet.margin }
  var height: Double { places.height }

  private func columnWidth(_ column: Int) -> Double {
    column % 2 == 0 ? scene.cardWidth : WalkScene.ticketWidth
  }

  func x(_ column: Int) -> Double {
    Sheet.margin
      + (0..<column).reduce(0.0) { $0 + columnWidth($1) + WalkLayout.gap }
  }

  // MARK: Drawing

  func items(top: Double) -> [DrawingItem] {
    lines(top) + cast.cards.indices.map { card($0, top) }
      + cast.tickets.indices.map { ticket($0, top) }
  }

  private func box(_ number: Int, _ top: Double) -> (top: Double, height: Double) {
    (top + places.tops[number], heights[number])
  }

  private func card(_ number: Int, _ top: Double) -> DrawingItem {
    let card = cast.cards[number]
    let place = box(number, top)
    let left = x(2 * card.depth)
    let color = scene.color(card)
    var items: [DrawingItem] = [
      .shape(
        DrawingShape(
          .box(DrawingPoint(left, place.top), width: scene.cardWidth, height: place.height),
          fill: Palette.tint(scene.tier(card)), stroke: color)),
      .shape(
        DrawingShape(
          .box(DrawingPoint(left, place.top), width: WalkScene.badgeWidth, height: place.height),
          fill: color)),
      .text(
        DrawingText(
          scene.badge(card),
          at: DrawingPoint(left + WalkScene.badgeWidth / 2, place.top + place.height / 2 + 4),
          size: 11, color: Palette.paper, anchor: .middle, isBold: true)),
    ]
    var y = place.top + 17
    for line in scene.lines(card) {
      items.append(
        .text(
          DrawingText(
            line.words, at: DrawingPoint(left + WalkScene.badgeWidth + 7, y), size: line.size,
            color: line.color, isBold: line.isBold)))
      if !line.amount.isEmpty {
        items.append(
          .text(
            DrawingText(
              line.amount, at: DrawingPoint(left + scene.cardWidth - 7, y), size: line.size,
              color: line.color, anchor: .end, isBold: true)))
      }
      y += 13
    }
    let words = scene.lines(card).map { $0.amount.isEmpty ? $0.words : "\($0.words) \($0.amount)" }
    return .group(
      DrawingGroup(
        name: WalkDiagram.cardName(number), styleClass: "party",
        tooltip: words.joined(separator: ", "), items: items))
  }

  private func ticket(_ number: Int, _ top: Double) -> DrawingItem {
    let ticket = cast.tickets[number]
    let place = box(cast.cards.count + number, top)
    let left = x(cast.column(ticket))
    let color = scene.color(ticket)
    var items: [DrawingItem] = [
      .shape(
        DrawingShape(
          .box(DrawingPoint(left, place.top), width: WalkScene.ticketWidth, height: place.height),
          fill: Palette.paper, stroke: color, strokeWidth: 0.8,
          dashes: ticket.evidence == .recorded ? [] : [4, 2.5])),
      .shape(
        DrawingShape(
          .box(DrawingPoint(left, place.top), width: 4, height: place.height), fill: color)),
      .text(
        DrawingText(
          scene.days(ticket),
          at: DrawingPoint(left + WalkScene.ticketWidth - 7, place.top + 14), size: 8.5,
          color: Palette.secondary, anchor: .end)),
    ]
    var y = place.top + 14
    for line in scene.lines(ticket) {
      items.append(
        .text(
          DrawingText(
            line.words, at: DrawingPoint(left + 10, y), size: line.size, color: line.color,
            isBold: line.isBold)))
      y += 12
    }
    return .group(
      DrawingGroup(
        name: WalkDiagram.ticketName(number), styleClass: "ticket",
        tooltip: scene.tooltip(ticket), items: items))
  }

  /// Draws lines from cards to tickets and on to cards, at each card side by side in the order of
  /// tickets.
  private func lines(_ top: Double) -> [DrawingItem] {
    cast.tickets.indices.map { number in
      let ticket = cast.tickets[number]
      let color = scene.color(ticket)
      let dashes: [Double] =
        ticket.isReturn ? [1, 3] : ticket.evidence == .recorded ? [] : [4, 2.5]
      var items: [DrawingItem] = []
      for isStart in [true, false] {
        let line = isStart ? 2 * number : 2 * number + 1
        let card = isStart ? ticket.from : ticket.to
        items += piece(
          card: card, ticket: number, passes: places.passes[line], top: top, color: color,
          dashes: dashes, hasHead: !isStart)
      }
      return .group(
        DrawingGroup(
          name: WalkDiagram.ticketName(number), styleClass: "flow",
          tooltip: scene.tooltip(ticket), items: items))
    }
  }

  private func piece(
    card: Int, ticket number: Int, passes: [Double], top: Double, color: DiagramColor,
    dashes: [Double], hasHead: Bool
  ) -> [DrawingItem] {
    let ticket = cast.tickets[number]
    let (cardColumn, ticketColumn) = (2 * cast.cards[card].depth, cast.column(ticket))
    let isRight = ticketColumn > cardColumn
    let cardBox = box(card, top)
    let ticketBox = box(cast.cards.count + number, top)
    var places: [DrawingPoint] = [
      DrawingPoint(
        x(cardColumn) + (isRight ? scene.cardWidth : 0),
        port(card, number: number, isRight: isRight, box: cardBox))
    ]
    let between =
      isRight
      ? Array((cardColumn + 1)..<ticketColumn)
      : Array(((ticketColumn + 1)..<cardColumn).reversed())
    for (column, middle) in zip(between, isRight ? passes : passes.reversed()) {
      let (left, right) = (x(column), x(column) + columnWidth(column))
      places.append(DrawingPoint(isRight ? left : right, top + middle))
      places.append(DrawingPoint(isRight ? right : left, top + middle))
    }
    places.append(
      DrawingPoint(
        x(ticketColumn) + (isRight ? 0 : WalkScene.ticketWidth),
        ticketBox.top + ticketBox.height / 2))
    if hasHead { places.reverse() }
    var steps: [DrawingShape.Step] = [.move(places[0])]
    let end = places[places.count - 1]
    let sign = places[places.count - 2].x < end.x ? 1.0 : -1.0
    if hasHead { places[places.count - 1].x -= sign * 6 }
    for (one, next) in zip(places, places.dropFirst()) {
      let middle = (one.x + next.x) / 2
      steps.append(
        .curve(DrawingPoint(middle, one.y), DrawingPoint(middle, next.y), next))
    }
    var items: [DrawingItem] = [
      .shape(
        DrawingShape(
          .path(steps), stroke: color.withAlpha(0xB0), strokeWidth: 1.5, dashes: dashes))
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

  /// Returns the height at which a ticket's line meets the side of a card, in the order of the
  /// tickets there.
  private func port(
    _ card: Int, number: Int, isRight: Bool, box: (top: Double, height: Double)
  ) -> Double {
    let own = cast.tickets.indices.filter { other in
      let ticket = cast.tickets[other]
      return (ticket.from == card || ticket.to == card)
        && (cast.column(ticket) > 2 * cast.cards[card].depth) == isRight
    }.sorted {
      (places.tops[cast.cards.count + $0], $0) < (places.tops[cast.cards.count + $1], $1)
    }
    let position = own.firstIndex(of: number) ?? 0
    return box.top + box.height * (Double(position) + 0.5) / Double(max(1, own.count))
  }
}
