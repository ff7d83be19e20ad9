extension PageDivision {
  /// Marks the lines that cuts go through, with the same numbers on both pages.
  func mark(_ pages: inout [DrawingPage], plan: Plan, numbers: [[Int]]) {
    var number = 0
    for (index, column) in plan.columns.enumerated() {
      for (place, row) in column.rows.enumerated() {
        let here = numbers[index][place]
        if place + 1 < column.rows.count {
          let found = crossings(.level, at: row.upperBound, within: column.x)
          mark(
            found, direction: .level, pages: &pages, first: here, second: numbers[index][place + 1],
            number: &number)
        }
        guard index + 1 < plan.columns.count else { continue }
        // Beside it there may be several parts of the next column.
        for (other, beside) in plan.columns[index + 1].rows.enumerated() where beside.overlaps(row)
        {
          let shared = beside.clamped(to: row)
          let found = crossings(.upright, at: column.x.upperBound, within: shared)
          mark(
            found, direction: .upright, pages: &pages, first: here,
            second: numbers[index + 1][other], number: &number)
        }
      }
    }
  }

  private func crossings(
    _ direction: PageLine.Direction, at place: Double, within range: ClosedRange<Double>
  ) -> [(along: Double, color: DiagramColor)] {
    parts.lines.flatMap { line in
      line.crossings(direction, at: place).filter {
        $0 >= range.lowerBound && $0 < range.upperBound
      }
      .map { ($0, line.color) }
    }.sorted { $0.0 < $1.0 }
  }

  private func mark(
    _ crossings: [(along: Double, color: DiagramColor)], direction: PageLine.Direction,
    pages: inout [DrawingPage], first: Int, second: Int, number: inout Int
  ) {
    guard !crossings.isEmpty else { return }
    // Lines close to each other share a mark: 3-9. Below each other marks need less room than beside.
    let room = direction == .level ? 40.0 : 9.0
    var bundles: [(first: Int, last: Int, along: Double, end: Double)] = []
    for crossing in crossings {
      number += 1
      if let last = bundles.last, (crossing.along - last.end) * pages[first].scale < room {
        bundles[bundles.count - 1].last = number
        bundles[bundles.count - 1].end = crossing.along
      } else {
        bundles.append((number, number, crossing.along, crossing.along))
      }
    }
    for (page, other, isBefore) in [(first, second, true), (second, first, false)] {
      let target = pages[page]
      let sign = isBefore ? 1.0 : -1.0
      let edge =
        direction == .level
        ? target.window.place.y + (isBefore ? target.window.height : 0)
        : target.window.place.x + (isBefore ? target.window.width : 0)
      func place(_ along: Double, _ out: Double) -> DrawingPoint {
        direction == .level
          ? DrawingPoint(
            target.window.place.x + (along - target.window.corner.x) * target.scale,
            edge + out * sign)
          : DrawingPoint(
            edge + out * sign,
            target.window.place.y + (along - target.window.corner.y) * target.scale)
      }
      for crossing in crossings {
        pages[page].connectors.append(
          .shape(
            DrawingShape(
              .path([.move(place(crossing.along, 0)), .line(place(crossing.along, 4))]),
              stroke: crossing.color, strokeWidth: 1.5)))
      }
      for bundle in bundles {
        let words =
          bundle.first == bundle.last ? "\(bundle.first)" : "\(bundle.first)-\(bundle.last)"
        var at = place((bundle.along + bundle.end) / 2, direction == .level ? 6 : 6)
        at.y += direction == .upright ? 2.5 : isBefore ? 5.5 : 0
        pages[page].connectors.append(
          .text(
            DrawingText(
              "\(words) p. \(other + 1)", at: at, size: 7, color: drawing.ink,
              anchor: direction == .level ? .middle : isBefore ? .start : .end)))
      }
    }
  }
}
