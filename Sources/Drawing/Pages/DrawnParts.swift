/// The texts and lines of a part of a drawing through which a cut between pages should not go.
struct DrawnParts {
  /// An extent from left to right and from top to bottom.
  typealias Extent = (x: ClosedRange<Double>, y: ClosedRange<Double>)

  private(set) var texts: [Extent] = []
  private(set) var boxes: [Extent] = []
  private(set) var lines: [PageLine] = []
  /// The heads of arrows, with some room: a cut beside one would leave the line without its mark.
  private(set) var heads: [Extent] = []
  /// The size of the smallest letters; 9 where there are none.
  private(set) var letters = Double.infinity

  /// - Parameter range: from where to where the part reaches, from the top.
  init(_ drawing: Drawing, within range: ClosedRange<Double>) {
    paper = drawing.background
    collect(drawing.items, range)
    if !letters.isFinite { letters = 9 }
  }

  private let paper: DiagramColor

  private mutating func collect(_ items: [DrawingItem], _ range: ClosedRange<Double>) {
    for item in items {
      switch item {
      case .group(let group): collect(group.items, range)
      case .text(let text):
        guard range.contains(text.place.y) else { continue }
        texts.append(DrawnParts.extent(text))
        letters = min(letters, text.size)
      case .shape(let shape):
        // What has the colour of the paper cannot be seen.
        if shape.fill == paper, shape.stroke == nil || shape.stroke == paper { continue }
        if case .box(let corner, let width, let height) = shape.outline {
          add((corner.x...(corner.x + width), corner.y...(corner.y + height)), range)
        }
        if shape.fill != nil, case .path(let steps) = shape.outline {
          DrawnParts.extent(steps).map { add($0, range) }
        }
        // Signs below the picture are lines as well.
        if let line = PageLine(shape), line.places.contains(where: { range.contains($0.y) }) {
          lines.append(line)
        }
        if let head = DrawnParts.head(shape), head.y.overlaps(range) { heads.append(head) }
      }
    }
  }

  private mutating func add(_ box: Extent, _ range: ClosedRange<Double>) {
    if box.y.overlaps(range) { boxes.append(box) }
  }

  /// From where to where there is anything, from left to right; nil where there is nothing.
  var width: ClosedRange<Double>? {
    let ranges = (texts + boxes).map(\.x)
    let places = lines.flatMap(\.places).map(\.x)
    guard let left = (ranges.map(\.lowerBound) + places).min(),
      let right = (ranges.map(\.upperBound) + places).max()
    else { return nil }
    return left...right
  }

  /// From where to where a column has anything, from top to bottom; nil where it has nothing.
  func height(of x: ClosedRange<Double>) -> ClosedRange<Double>? {
    var (top, bottom) = (Double.infinity, -Double.infinity)
    for range in (texts + boxes).filter({ $0.x.overlaps(x) }).map(\.y) {
      (top, bottom) = (min(top, range.lowerBound), max(bottom, range.upperBound))
    }
    for line in lines {
      for place in line.places where x.contains(place.x) {
        (top, bottom) = (min(top, place.y), max(bottom, place.y))
      }
    }
    return top <= bottom ? top...bottom : nil
  }

  private static func head(
    _ shape: DrawingShape
  ) -> Extent? {
    guard shape.fill != nil, case .path(let steps) = shape.outline, steps.last == .close else {
      return nil
    }
    let places = steps.compactMap { step -> DrawingPoint? in
      switch step {
      case .move(let place), .line(let place): place
      case .curve, .close: nil
      }
    }
    guard let left = places.map(\.x).min(), let right = places.map(\.x).max(),
      let top = places.map(\.y).min(), let bottom = places.map(\.y).max()
    else { return nil }
    return ((left - 3)...(right + 3), (top - 3)...(bottom + 3))
  }

  private static func extent(
    _ text: DrawingText
  ) -> Extent {
    let width = TextWidth.of(text.text, size: text.size, isBold: text.isBold)
    let left =
      switch text.anchor {
      case .start: text.place.x
      case .middle: text.place.x - width / 2
      case .end: text.place.x - width
      }
    return (left...(left + width), (text.place.y - text.size)...(text.place.y + text.size * 0.3))
  }

  /// The room of a filled outline.
  private static func extent(
    _ steps: [DrawingShape.Step]
  ) -> Extent? {
    let places = steps.compactMap { step -> DrawingPoint? in
      switch step {
      case .move(let place), .line(let place), .curve(_, _, let place): place
      case .close: nil
      }
    }
    guard let left = places.map(\.x).min(), let right = places.map(\.x).max(),
      let top = places.map(\.y).min(), let bottom = places.map(\.y).max()
    else { return nil }
    return (left...right, top...bottom)
  }
}

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
