internal import Drawing

/// Moves the first column of a diagram to the middle of its height, where it hangs far from there.
///
/// Graphviz puts a box where its lines are shortest, which may be at the foot of the picture, with nothing above it.
/// Lines from the column are drawn anew as far as the next column; there is nothing between the two that they could
/// cross but each other.
struct LevelColumns {
  private let graph: DiagramGraph
  /// The part of the height that is worth a move.
  private static let least = 0.15

  init(_ graph: DiagramGraph) { self.graph = graph }

  /// The drawing, moved where every box has its column.
  func level(_ drawing: Drawing) -> Drawing {
    let columns = graph.columns.filter { !$0.isEmpty }
    guard columns.count > 1, columns.joined().count == graph.nodes.count else { return drawing }
    let boxes = LevelColumns.boxes(in: drawing.items)
    let rooms = columns.map { LevelColumns.room(of: $0.compactMap { boxes[$0] }) }
    guard let top = rooms.compactMap({ $0?.y.lowerBound }).min(),
      let bottom = rooms.compactMap({ $0?.y.upperBound }).max(), let own = rooms[0],
      let next = rooms.dropFirst().compactMap({ $0?.x.lowerBound }).min()
    else { return drawing }
    let way = (top + bottom - own.y.lowerBound - own.y.upperBound) / 2
    let gap = Gap(near: own.x.upperBound, far: next)
    guard abs(way) >= (bottom - top) * LevelColumns.least, gap.far - gap.near > 40 else {
      return drawing
    }
    var drawing = drawing
    drawing.items = drawing.items.map { gap.moved($0, by: way) }
    return drawing
  }

  /// The room between two columns.
  private struct Gap {
    let near: Double
    let far: Double
    /// The length of an arrow's head beyond the column.
    private static let head = 14.0

    func moved(_ item: DrawingItem, by way: Double) -> DrawingItem {
      switch item {
      case .text(let text):
        return text.place.x > near ? item : item.placed(at: DrawingPoint(0, way))
      case .group(var group):
        group.items = group.items.map { moved($0, by: way) }
        return .group(group)
      case .shape(var shape):
        switch shape.outline {
        case .box(let corner, let width, _):
          return corner.x + width > near + 1 ? item : item.placed(at: DrawingPoint(0, way))
        case .ellipse(let center, _, _):
          return center.x > near ? item : item.placed(at: DrawingPoint(0, way))
        case .path(let steps):
          if shape.fill == nil, let line = bent(steps, by: way) {
            shape.outline = .path(line)
            return .shape(shape)
          }
          let isOwn = LevelColumns.places(steps).allSatisfy { $0.x <= near + Gap.head }
          return isOwn ? item.placed(at: DrawingPoint(0, way)) : item
        }
      }
    }

    /// A line from the column: a new curve to where it comes to the next column, and the rest as it is.
    private func bent(_ steps: [DrawingShape.Step], by way: Double) -> [DrawingShape.Step]? {
      guard case .move(var start)? = steps.first, start.x <= near + Gap.head,
        let last = LevelColumns.places(steps).last, last.x > near + Gap.head
      else { return nil }
      var here = start
      start.y += way
      for (number, step) in steps.enumerated().dropFirst() {
        guard case .curve(let first, let second, let end) = step else { return nil }
        let isLast = number == steps.count - 1
        guard end.x >= far || isLast else {
          here = end
          continue
        }
        // The part beyond the gap stays.
        let parts = end.x > far ? Gap.split([here, first, second, end], at: far) : [end]
        guard let turn = parts.first else { return nil }
        let middle = (start.x + turn.x) / 2
        var line: [DrawingShape.Step] = [
          .move(start),
          .curve(DrawingPoint(middle, start.y), DrawingPoint(middle, turn.y), turn),
        ]
        if parts.count == 4 { line.append(.curve(parts[1], parts[2], parts[3])) }
        return line + steps[(number + 1)...]
      }
      return nil
    }

    /// The second part of a curve that is divided where it is so far from the left.
    private static func split(_ curve: [DrawingPoint], at x: Double) -> [DrawingPoint] {
      var (low, high) = (0.0, 1.0)
      var rest = curve
      for _ in 0..<30 {
        let part = (low + high) / 2
        var points = curve
        rest = [curve[3]]
        while points.count > 1 {
          points = zip(points, points.dropFirst()).map {
            DrawingPoint($0.x + ($1.x - $0.x) * part, $0.y + ($1.y - $0.y) * part)
          }
          if let last = points.last { rest.insert(last, at: 0) }
        }
        if rest[0].x < x { low = part } else { high = part }
      }
      return rest
    }
  }

  private static func places(_ steps: [DrawingShape.Step]) -> [DrawingPoint] {
    steps.compactMap { step in
      switch step {
      case .move(let place), .line(let place), .curve(_, _, let place): place
      case .close: nil
      }
    }
  }

  private typealias Room = (x: ClosedRange<Double>, y: ClosedRange<Double>)

  private static func room(of boxes: [Room]) -> Room? {
    guard let left = boxes.map(\.x.lowerBound).min(), let right = boxes.map(\.x.upperBound).max(),
      let top = boxes.map(\.y.lowerBound).min(), let bottom = boxes.map(\.y.upperBound).max()
    else { return nil }
    return (left...right, top...bottom)
  }

  /// Returns the extent of each named group's boxes.
  private static func boxes(in items: [DrawingItem]) -> [NodeID: Room] {
    func rooms(_ items: [DrawingItem]) -> [Room] {
      items.flatMap { item -> [Room] in
        switch item {
        case .text: return []
        case .group(let group): return rooms(group.items)
        case .shape(let shape):
          guard case .box(let corner, let width, let height) = shape.outline else { return [] }
          return [(corner.x...(corner.x + width), corner.y...(corner.y + height))]
        }
      }
    }
    var found: [NodeID: Room] = [:]
    for case .group(let group) in items {
      if let name = group.name, let room = room(of: rooms(group.items)) { found[name] = room }
    }
    return found
  }
}
