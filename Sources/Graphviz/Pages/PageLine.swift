/// A line of a drawing as straight pieces: what a cut between pages can go through.
struct PageLine {
  /// The direction of a cut.
  enum Direction: Sendable {
    /// From left to right.
    case level
    /// From top to bottom.
    case upright
  }

  /// Its colour, opaque.
  let color: DiagramColor
  private let places: [DrawingPoint]

  /// The line that a shape is; nil for boxes, ellipses and closed or filled outlines.
  init?(_ shape: DrawingShape) {
    guard shape.fill == nil, let color = shape.stroke, case .path(let steps) = shape.outline,
      !steps.contains(.close)
    else { return nil }
    self.color = color.opaque
    var places: [DrawingPoint] = []
    for step in steps {
      switch step {
      case .move(let place), .line(let place): places.append(place)
      case .curve(let first, let second, let end):
        guard let start = places.last else { continue }
        for number in 1...12 {
          let part = Double(number) / 12
          let rest = 1 - part
          func mix(_ a: Double, _ b: Double, _ c: Double, _ d: Double) -> Double {
            let (square, cube) = (rest * rest, rest * rest * rest)
            return a * cube + 3 * b * square * part + 3 * c * rest * part * part
              + d * part * part * part
          }
          places.append(
            DrawingPoint(
              mix(start.x, first.x, second.x, end.x), mix(start.y, first.y, second.y, end.y)))
        }
      case .close: continue
      }
    }
    self.places = places
  }

  /// Where along a cut it is crossed: distances from the left or from the top.
  func crossings(_ direction: Direction, at place: Double) -> [Double] {
    zip(places, places.dropFirst()).compactMap { start, end in
      let (a, b) = direction == .level ? (start.y, end.y) : (start.x, end.x)
      guard (a < place) != (b < place) else { return nil }
      let part = (place - a) / (b - a)
      return direction == .level
        ? start.x + (end.x - start.x) * part : start.y + (end.y - start.y) * part
    }
  }
}
