internal import Drawing

/// Draws the lines within a column, which Graphviz does not lay out, as arcs at the right of it.
struct SameColumnEdges {
  private let graph: DiagramGraph

  init(_ graph: DiagramGraph) { self.graph = graph }

  /// Returns the drawing with the arcs behind everything else.
  func added(to drawing: Drawing) -> Drawing {
    let arcs = graph.edges.enumerated().filter(\.element.isWithinColumn)
    guard !arcs.isEmpty else { return drawing }
    var drawing = drawing
    let boxes = SameColumnEdges.boxes(in: drawing.items)
    var widest = drawing.width
    let drawn: [DrawingItem] = arcs.compactMap { number, edge in
      guard let from = edge.from.port.flatMap({ boxes[$0] }),
        let to = edge.to.port.flatMap({ boxes[$0] })
      else { return nil }
      let reach = 16 + min(70, abs(from.y - to.y) / 4)
      widest = max(widest, max(from.x, to.x) + reach + 12)
      return .group(
        DrawingGroup(
          name: NodeID.edge(number), styleClass: "flow", tooltip: edge.tooltip,
          items: SameColumnEdges.arc(edge, from: from, to: to, reach: reach)))
    }
    drawing.width = widest
    drawing.items = drawn + drawing.items
    return drawing
  }

  private static func arc(
    _ edge: DiagramEdge, from: DrawingPoint, to: DrawingPoint, reach: Double
  ) -> [DrawingItem] {
    let width = Double(edge.width.tenths) / 10
    let tip = 5 + width
    // An arc that ends where it starts would be a point.
    let (start, end) =
      from == to ? (DrawingPoint(from.x, from.y - 4), DrawingPoint(to.x, to.y + 4)) : (from, to)
    let out = max(start.x, end.x) + reach
    let line = DrawingShape(
      .path([
        .move(start),
        .curve(
          DrawingPoint(out, start.y), DrawingPoint(out, end.y), DrawingPoint(end.x + tip, end.y)),
      ]), stroke: edge.color, strokeWidth: width,
      dashes: edge.stroke == .dashed ? [5, 2] : edge.stroke == .dotted ? [1, 5] : [])
    let head = DrawingShape(
      .path([
        .move(end), .line(DrawingPoint(end.x + tip, end.y - tip / 2)),
        .line(DrawingPoint(end.x + tip, end.y + tip / 2)), .close,
      ]), fill: edge.color)
    return [.shape(line), .shape(head)]
  }

  /// Returns the middle of the right side of every named cell.
  private static func boxes(in items: [DrawingItem]) -> [NodeID: DrawingPoint] {
    var found: [NodeID: DrawingPoint] = [:]
    for item in items {
      guard case .group(let group) = item else { continue }
      if let name = group.name, case .shape(let shape)? = group.items.first,
        case .box(let corner, let width, let height) = shape.outline
      {
        found[name] = DrawingPoint(corner.x + width, corner.y + height / 2)
      }
      found.merge(boxes(in: group.items)) { first, _ in first }
    }
    return found
  }
}
