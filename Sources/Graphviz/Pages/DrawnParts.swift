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
