/// Divides a drawing into pages of paper.
///
/// A drawing that is still readable at the size of one page is one page. A larger one is cut into
/// rows and columns of pages, between its texts; where a cut goes through lines, both pages have
/// the same numbered marks. O(*n*) in the drawing's items for each cut.
struct PageDivision {
  /// The smallest scale of a drawing: 9 point text stays above 5.5.
  static let leastScale = 0.62
  /// The room for the title and number of a page, at its foot.
  private static let foot = 22.0
  /// The room between a cut and the marks of its lines.
  private static let markRoom = 14.0

  private let drawing: Drawing
  private let texts: [(x: ClosedRange<Double>, y: ClosedRange<Double>)]
  private let boxes: [(x: ClosedRange<Double>, y: ClosedRange<Double>)]
  private let lines: [PageLine]
  /// The heads of arrows, with some room: a cut beside one would leave the line without its mark.
  private let heads: [(x: ClosedRange<Double>, y: ClosedRange<Double>)]

  /// Returns the pages; one page of the drawing's own size where there is no paper.
  static func pages(of drawing: Drawing, on paper: Paper?) -> [DrawingPage] {
    guard let paper else {
      return [
        DrawingPage(
          width: drawing.width, height: drawing.height, drawing: drawing,
          window: DrawingWindow(
            place: DrawingPoint(0, 0), width: drawing.width, height: drawing.height,
            corner: DrawingPoint(0, 0)), scale: 1)
      ]
    }
    return PageDivision(drawing).pages(on: paper)
  }

  private init(_ drawing: Drawing) {
    self.drawing = drawing
    var texts: [(x: ClosedRange<Double>, y: ClosedRange<Double>)] = []
    var boxes: [(x: ClosedRange<Double>, y: ClosedRange<Double>)] = []
    var lines: [PageLine] = []
    var heads: [(x: ClosedRange<Double>, y: ClosedRange<Double>)] = []
    func collect(_ items: [DrawingItem]) {
      for item in items {
        switch item {
        case .group(let group): collect(group.items)
        case .text(let text): texts.append(PageDivision.extent(text))
        case .shape(let shape):
          if case .box(let corner, let width, let height) = shape.outline {
            boxes.append((corner.x...(corner.x + width), corner.y...(corner.y + height)))
          }
          if shape.fill != nil, case .path(let steps) = shape.outline {
            PageDivision.extent(steps).map { boxes.append($0) }
          }
          PageLine(shape).map { lines.append($0) }
          if let head = PageDivision.head(shape) { heads.append(head) }
        }
      }
    }
    collect(drawing.items)
    self.texts = texts
    self.boxes = boxes
    self.lines = lines
    self.heads = heads
  }

  private static func head(
    _ shape: DrawingShape
  ) -> (x: ClosedRange<Double>, y: ClosedRange<Double>)? {
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
  ) -> (x: ClosedRange<Double>, y: ClosedRange<Double>) {
    let width = TextWidth.of(text.text, size: text.size, isBold: text.isBold)
    let left =
      switch text.anchor {
      case .start: text.place.x
      case .middle: text.place.x - width / 2
      case .end: text.place.x - width
      }
    return (left...(left + width), (text.place.y - text.size)...(text.place.y + text.size * 0.3))
  }

  /// Returns the extent of a filled outline.
  private static func extent(
    _ steps: [DrawingShape.Step]
  ) -> (x: ClosedRange<Double>, y: ClosedRange<Double>)? {
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

  private func pages(on paper: Paper) -> [DrawingPage] {
    let margins = 2 * Paper.margin
    let (short, long) = paper.sides
    func fit(_ width: Double, _ height: Double) -> Double {
      min(1, (width - margins) / drawing.width, (height - margins) / drawing.height)
    }
    let (upright, across) = (fit(short, long), fit(long, short))
    if max(upright, across) >= PageDivision.leastScale {
      let (width, height) = upright >= across ? (short, long) : (long, short)
      return [
        page(
          width, height, fit(width, height), x: 0...drawing.width, y: 0...drawing.height)
      ]
    }
    // The orientation that needs fewer pages wins; where both need as many, the drawing's own.
    let (first, second) =
      drawing.width > drawing.height
      ? ((long, short), (short, long)) : ((short, long), (long, short))
    let (one, other) = (pages(first.0, first.1), pages(second.0, second.1))
    return other.count < one.count ? other : one
  }

  /// Returns the pages of one width and height.
  private func pages(_ width: Double, _ height: Double) -> [DrawingPage] {
    let margins = 2 * Paper.margin
    let fitting = min(1, (width - margins) / drawing.width)
    let least = max(PageDivision.leastScale, fitting)
    let marks = 2 * PageDivision.markRoom
    let wide = width - margins - marks
    let high = height - margins - marks - PageDivision.foot
    // Heads of a table take their room on every page.
    let (headWidth, headHeight) = (headRoom(drawing.heads?.rows), headRoom(drawing.heads?.columns))
    // The drawing is not cut from left to right where its width fits.
    let columns =
      fitting >= PageDivision.leastScale
      ? [0, drawing.width]
      : cuts(
        0...drawing.width, room: wide / least - headWidth, across: texts.map(\.x), boxes.map(\.x),
        heads.map(\.x), .upright)
    let rows = cuts(
      0...drawing.height, room: high / least - headHeight,
      across: texts.map(\.y) + drawing.headings, boxes.map(\.y), heads.map(\.y), .level)
    // The scale is the largest that fits the largest part: all pages share it.
    let widest = zip(columns, columns.dropFirst()).map { $1 - $0 }.max() ?? 1
    let tallest = zip(rows, rows.dropFirst()).map { $1 - $0 }.max() ?? 1
    let scale = max(
      least, min(1, wide / max(1, widest + headWidth), high / max(1, tallest + headHeight)))
    var pages: [DrawingPage] = []
    for (top, bottom) in zip(rows, rows.dropFirst()) {
      for (left, right) in zip(columns, columns.dropFirst()) {
        pages.append(page(width, height, scale, x: left...right, y: top...bottom))
      }
    }
    addHeads(&pages)
    for number in pages.indices {
      pages[number].furniture = furniture(pages[number], number + 1, of: pages.count)
    }
    mark(&pages, rows: rows, columns: columns)
    return pages
  }

  private func page(
    _ width: Double, _ height: Double, _ scale: Double, x: ClosedRange<Double>,
    y: ClosedRange<Double>
  ) -> DrawingPage {
    let (wide, high) = (
      (x.upperBound - x.lowerBound) * scale, (y.upperBound - y.lowerBound) * scale
    )
    let isWhole = x == 0...drawing.width && y == 0...drawing.height
    return DrawingPage(
      width: width, height: height, drawing: drawing,
      window: DrawingWindow(
        place: DrawingPoint(
          (width - wide) / 2, Paper.margin + (isWhole ? 0 : PageDivision.markRoom)),
        width: wide, height: high, corner: DrawingPoint(x.lowerBound, y.lowerBound)),
      scale: scale)
  }

  // MARK: Heads

  private func headRoom(_ range: ClosedRange<Double>?) -> Double {
    range.map { $0.upperBound - $0.lowerBound } ?? 0
  }

  /// Repeats the heads of a table on every page on which it continues.
  private func addHeads(_ pages: inout [DrawingPage]) {
    guard let heads = drawing.heads else { return }
    for number in pages.indices {
      let (window, scale) = (pages[number].window, pages[number].scale)
      let (right, bottom) = (
        min(window.corner.x + window.width / scale, heads.end.x),
        min(window.corner.y + window.height / scale, heads.end.y)
      )
      guard window.corner.x < right, window.corner.y < bottom else { continue }
      let hasNames = window.corner.x >= heads.rows.upperBound
      let hasColumns = window.corner.y >= heads.columns.upperBound
      let wide = hasNames ? headRoom(heads.rows) * scale : 0
      let high = hasColumns ? headRoom(heads.columns) * scale : 0
      // The marks of lines have their room between the heads and the body.
      let gap = lines.isEmpty ? 0 : PageDivision.markRoom
      let body = DrawingPoint(window.place.x + wide / 2, window.place.y + high)
      let place = DrawingPoint(
        body.x - wide - (hasNames ? gap : 0), body.y - high - (hasColumns ? gap : 0))
      func add(_ at: DrawingPoint, _ corner: DrawingPoint, _ width: Double, _ height: Double) {
        pages[number].heads.append(
          DrawingWindow(place: at, width: width, height: height, corner: corner))
      }
      if hasNames {
        // Text above the table is not repeated.
        let top = max(window.corner.y, heads.columns.lowerBound)
        add(
          DrawingPoint(place.x, body.y + (top - window.corner.y) * scale),
          DrawingPoint(heads.rows.lowerBound, top), wide, max(0, bottom - top) * scale)
      }
      if hasColumns {
        add(
          DrawingPoint(body.x, place.y),
          DrawingPoint(window.corner.x, heads.columns.lowerBound),
          (right - window.corner.x) * scale, high)
      }
      if hasNames, hasColumns {
        add(place, DrawingPoint(heads.rows.lowerBound, heads.columns.lowerBound), wide, high)
      }
      pages[number].window.place = body
    }
  }

  // MARK: Cuts

  /// Returns the cuts of an extent, with its two ends: between texts where possible, then through
  /// as few lines as possible, then as late as possible.
  private func cuts(
    _ extent: ClosedRange<Double>, room: Double, across texts: [ClosedRange<Double>],
    _ boxes: [ClosedRange<Double>], _ heads: [ClosedRange<Double>],
    _ direction: PageLine.Direction
  ) -> [Double] {
    var cuts = [extent.lowerBound]
    while let last = cuts.last, extent.upperBound - last > room, cuts.count < 200 {
      let parts = ((extent.upperBound - last) / room).rounded(.up)
      // Pages are as even as their number allows, and never larger than the paper; a table fills
      // its pages, so that the words above and below it are cut least.
      let even =
        last + (drawing.heads == nil ? min(room, (extent.upperBound - last) / parts * 1.15) : room)
      var best = (place: even, cost: Int.max)
      var place = even
      // The rest must not need an additional page.
      let least = max(last + room * 0.4, extent.upperBound - room * (parts - 1))
      while place >= least {
        let here = place
        let cost =
          texts.count { $0.lowerBound < here && here < $0.upperBound } * 1_000
          + boxes.count { $0.lowerBound < here && here < $0.upperBound } * 3
          + heads.count { $0.lowerBound < here && here < $0.upperBound } * 30
          + lines.reduce(0) { $0 + $1.crossings(direction, at: here).count }
          + Int((even - here) / 8)
        if cost < best.cost { best = (place, cost) }
        place -= 4
      }
      cuts.append(best.place)
    }
    return cuts + [extent.upperBound]
  }

  // MARK: Marks

  /// Marks the lines that cuts cross, with the same numbers on both pages.
  private func mark(_ pages: inout [DrawingPage], rows: [Double], columns: [Double]) {
    let wide = columns.count - 1
    var number = 0
    for row in 0..<(rows.count - 1) {
      for column in 0..<wide {
        let here = row * wide + column
        let (x, y) = (columns[column]...columns[column + 1], rows[row]...rows[row + 1])
        if row + 2 < rows.count {
          let found = crossings(.level, at: y.upperBound, within: x)
          mark(found, .level, &pages, here, here + wide, &number)
        }
        if column + 1 < wide {
          let found = crossings(.upright, at: x.upperBound, within: y)
          mark(found, .upright, &pages, here, here + 1, &number)
        }
      }
    }
  }

  private func crossings(
    _ direction: PageLine.Direction, at place: Double, within range: ClosedRange<Double>
  ) -> [(along: Double, color: DiagramColor)] {
    lines.flatMap { line in
      line.crossings(direction, at: place).filter(range.contains).map { ($0, line.color) }
    }.sorted { $0.0 < $1.0 }
  }

  private func mark(
    _ crossings: [(along: Double, color: DiagramColor)], _ direction: PageLine.Direction,
    _ pages: inout [DrawingPage], _ first: Int, _ second: Int, _ number: inout Int
  ) {
    guard !crossings.isEmpty else { return }
    // Lines close to each other share a mark: 3-9. Marks below each other need less room than marks
    // side by side.
    let room = direction == .level ? 26.0 : 9.0
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
        var at = place((bundle.along + bundle.end) / 2, direction == .level ? 6 : 5)
        at.y += direction == .upright ? 2 : isBefore ? 4 : 0
        pages[page].connectors.append(
          .text(
            DrawingText(
              "\(words) p.\(other + 1)", at: at, size: 5, color: drawing.ink,
              anchor: direction == .level ? .middle : isBefore ? .start : .end)))
      }
    }
  }

  private func furniture(_ page: DrawingPage, _ number: Int, of count: Int) -> [DrawingItem] {
    let base = page.height - Paper.margin
    let room = page.width - 2 * Paper.margin - 80
    return [
      .text(
        DrawingText(
          TextWidth.fitted(drawing.title, into: room, size: 8),
          at: DrawingPoint(Paper.margin, base),
          size: 8, color: drawing.ink)),
      .text(
        DrawingText(
          "page \(number) of \(count)", at: DrawingPoint(page.width - Paper.margin, base), size: 8,
          color: drawing.ink, anchor: .end)),
    ]
  }
}
