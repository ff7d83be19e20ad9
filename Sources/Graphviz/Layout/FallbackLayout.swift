internal import Drawing

/// Lays a diagram out without Graphviz: columns from left to right, boxes under each other in the
/// order of the diagram, lines from cell to cell whatever they cross.
///
/// It replaces a layout for which Graphviz takes too long: less well arranged, but with the whole
/// content of the diagram. O(boxes + lines + cells).
struct FallbackLayout {
  private let graph: DiagramGraph
  private let plans: [NodeID: TableLayout]
  private let places: [NodeID: DrawingPoint]
  private let size: (width: Double, height: Double)
  private let footers: [TableLayout]

  private static let margin = 18.0
  /// The most columns; boxes further along share the last one, so that lines in a circle end.
  private static let mostColumns = 12

  /// Lays the diagram out.
  ///
  /// - Parameter note: The remark below the diagram on the way it was laid out.
  init(_ graph: DiagramGraph, note: String) {
    self.graph = graph
    let plans = Dictionary(
      graph.nodes.map { ($0.id, TableLayout($0.label)) }, uniquingKeysWith: { first, _ in first })
    self.plans = plans
    let run = LabelRun(note, size: 9.5, color: graph.ink, isItalic: true)
    footers =
      [graph.footer, note.isEmpty ? nil : LabelTable(rows: [[LabelCell([run])]])]
      .compactMap { $0 }.map(TableLayout.init)

    let top = FallbackLayout.margin + (graph.header.map { TableLayout($0).height } ?? 0)
    let gap = Double(graph.nodeGap) * 0.72
    let columns = FallbackLayout.columns(of: graph)
    func height(_ column: [NodeID]) -> Double {
      column.reduce(-gap) { $0 + (plans[$1]?.height ?? 0) + gap }
    }
    let tallest = columns.map(height).max() ?? 0
    var places: [NodeID: DrawingPoint] = [:]
    var x = FallbackLayout.margin
    var right = x
    for column in columns {
      var y = top + (tallest - height(column)) / 2
      let widest = column.compactMap { plans[$0]?.width }.max() ?? 0
      for id in column {
        guard let plan = plans[id] else { continue }
        places[id] = DrawingPoint(x + (widest - plan.width) / 2, y)
        y += plan.height + gap
      }
      right = x + widest
      x = right + Double(graph.columnGap) * 0.72
    }
    self.places = places
    let wide =
      ([graph.header].compactMap { $0 }.map { TableLayout($0).width }) + footers.map(\.width)
    size = (
      max(right, (wide.max() ?? 0) + FallbackLayout.margin) + FallbackLayout.margin,
      top + max(0, tallest) + footers.map(\.height).reduce(0, +) + 2 * FallbackLayout.margin
    )
  }

  /// Returns the boxes of each column: as the diagram states; boxes without a stated column come
  /// after those from which lines lead to them.
  private static func columns(of graph: DiagramGraph) -> [[NodeID]] {
    var column = Dictionary(
      graph.nodes.map { ($0.id, 0) }, uniquingKeysWith: { first, _ in first })
    if graph.columns.joined().count == graph.nodes.count {
      for (number, ids) in graph.columns.enumerated() { for id in ids { column[id] = number } }
    } else {
      for _ in 0..<mostColumns {
        for edge in graph.edges where !edge.isWithinColumn && edge.from.node != edge.to.node {
          let after = min(mostColumns - 1, (column[edge.from.node] ?? 0) + 1)
          column[edge.to.node] = max(column[edge.to.node] ?? 0, after)
        }
        for ids in graph.columns {
          let last = ids.compactMap { column[$0] }.max() ?? 0
          for id in ids { column[id] = last }
        }
      }
    }
    return Set(column.values).sorted().map { number in
      graph.nodes.map(\.id).filter { column[$0] == number }
    }
  }

  /// The drawing.
  var drawing: Drawing {
    var items = graph.edges.enumerated().compactMap { number, edge in
      edge.isWithinColumn ? nil : line(edge, number)
    }
    for node in graph.nodes {
      guard let plan = plans[node.id], let place = places[node.id] else { continue }
      items.append(
        .group(
          DrawingGroup(
            name: node.id, styleClass: node.styleClass,
            tooltip: node.tooltip.isEmpty ? nil : node.tooltip, items: plan.items(at: place))))
    }
    items += graph.edges.compactMap(label).joined()
    if let header = graph.header {
      items += TableLayout(header).items(
        at: DrawingPoint(FallbackLayout.margin, FallbackLayout.margin))
    }
    var y = size.height - FallbackLayout.margin - footers.map(\.height).reduce(0, +)
    for footer in footers {
      items += footer.items(at: DrawingPoint(FallbackLayout.margin, y))
      y += footer.height
    }
    return Drawing(
      title: graph.title, summary: graph.summary, width: size.width, height: size.height,
      background: graph.background, items: items, darkColors: graph.darkColors)
  }

  private func ends(_ edge: DiagramEdge) -> (from: DrawingPoint, to: DrawingPoint)? {
    guard let from = point(edge.from, .right), let to = point(edge.to, .left) else { return nil }
    return (from, to)
  }

  private func point(_ end: DiagramEdge.End, _ usual: DiagramEdge.Side) -> DrawingPoint? {
    guard let plan = plans[end.node], let place = places[end.node] else { return nil }
    let box =
      end.port.flatMap { plan.box(ofPort: $0, at: place) } ?? (place, plan.width, plan.height)
    let isLeft = (end.side ?? usual) == .left
    return DrawingPoint(
      isLeft ? box.corner.x : box.corner.x + box.width, box.corner.y + box.height / 2)
  }

  private func line(_ edge: DiagramEdge, _ number: Int) -> DrawingItem? {
    guard var (from, to) = ends(edge) else { return nil }
    let width = Double(edge.width.tenths) / 10
    var items: [DrawingItem] = []
    if edge.hasArrow {
      let tip = 5 + width * 1.5
      let end = edge.isReversed ? from : to
      let base = edge.isReversed ? end.x + tip : end.x - tip
      items.append(
        .shape(
          DrawingShape(
            .path([
              .move(end), .line(DrawingPoint(base, end.y - tip / 2)),
              .line(DrawingPoint(base, end.y + tip / 2)), .close,
            ]), fill: edge.color)))
      if edge.isReversed { from.x = base } else { to.x = base }
    }
    let bend = max(20, (to.x - from.x) / 2)
    let path = DrawingShape(
      .path([
        .move(from),
        .curve(DrawingPoint(from.x + bend, from.y), DrawingPoint(to.x - bend, to.y), to),
      ]), stroke: edge.color, strokeWidth: width,
      dashes: edge.stroke == .dashed ? [5, 2] : edge.stroke == .dotted ? [1, 5] : [])
    return .group(
      DrawingGroup(
        name: NodeID.edge(number), styleClass: "flow",
        tooltip: edge.tooltip.isEmpty ? nil : edge.tooltip, items: [.shape(path)] + items))
  }

  private func label(_ edge: DiagramEdge) -> [DrawingItem]? {
    guard let label = edge.label, let (from, to) = ends(edge) else { return nil }
    let plan = TableLayout(label)
    return plan.items(
      at: DrawingPoint(
        (from.x + to.x - plan.width) / 2, (from.y + to.y - plan.height) / 2), hasHalo: true)
  }
}
