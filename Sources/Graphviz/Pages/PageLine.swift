/// A line of a drawing as straight pieces, which a cut between pages can cross.
struct PageLine {
  /// The direction of a cut.
  enum Direction: Sendable {
    /// A cut from left to right.
    case level
    /// A cut from top to bottom.
    case upright
  }

  /// The colour of the line, opaque.
  let color: DiagramColor
  /// Its pieces' ends, from its start to its end.
  let places: [DrawingPoint]

  /// Reads a shape as a line, or as a band with a middle line; nil for boxes, ellipses and other
  /// outlines.
  init?(_ shape: DrawingShape) {
    guard case .path(let steps) = shape.outline else { return nil }
    if let fill = shape.fill {
      guard let middle = PageLine.middle(steps) else { return nil }
      color = fill.opaque
      places = middle
    } else {
      guard let stroke = shape.stroke, !steps.contains(.close) else { return nil }
      color = stroke.opaque
      places = PageLine.straightened(steps)
    }
  }

  /// Returns the line midway between the two sides of a band, which goes out along curves and comes
  /// back along as many.
  private static func middle(_ steps: [DrawingShape.Step]) -> [DrawingPoint]? {
    let sides = steps.dropLast().split { if case .line = $0 { true } else { false } }
    guard steps.last == .close, steps.count % 2 == 1, sides.count == 2,
      case .move(let start)? = steps.first, case .line(let turn) = steps[steps.count / 2],
      sides[0].count == sides[1].count + 1, sides[0].count > 1
    else { return nil }
    let there = straightened([.move(start)] + sides[0].dropFirst())
    let back = straightened([.move(turn)] + sides[1])
    return zip(there, back.reversed()).map {
      DrawingPoint(($0.x + $1.x) / 2, ($0.y + $1.y) / 2)
    }
  }

  /// Returns a path as straight pieces, twelve a curve.
  private static func straightened(_ steps: [DrawingShape.Step]) -> [DrawingPoint] {
    var places: [DrawingPoint] = []
    for step in steps {
      switch step {
      case .move(let place), .line(let place): places.append(place)
      case .curve(let first, let second, let end):
        guard let start = places.last else { continue }
        for number in 1...12 {
          let part = Double(number) / 12
          let rest = 1 - part
          func mix(_ a: Double, b: Double, c: Double, d: Double) -> Double {
            let (square, cube) = (rest * rest, rest * rest * rest)
            return a * cube + 3 * b * square * part + 3 * c * rest * part * part
              + d * part * part * part
          }
          places.append(
            DrawingPoint(
              mix(start.x, b: first.x, c: second.x, d: end.x),
              mix(start.y, b: first.y, c: second.y, d: end.y)))
        }
      case .close: continue
      }
    }
    return places
  }

  /// Returns the positions along a cut at which the line crosses it: distances from the left or
  /// from the top.
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
