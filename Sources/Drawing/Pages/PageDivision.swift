/// Divides a drawing into pages of paper.
///
/// The letters of a picture stay readable: where it cannot be made as small as one page, it is cut into columns of
/// pages, and each column into pages, between its texts; where a cut goes through lines, both pages have the same
/// numbered marks. The paper stands upright or lies, whichever takes fewer pages, and then shows the picture larger.
/// The title and what signs stand for are set on every page, the notes below the last part. O(*n*) in the drawing's
/// items for each cut that is tried.
struct PageDivision {
  /// The smallest letters, in points: about seven, unless fewer pages are asked for than that allows.
  static let leastLetters = 6.8
  /// The size of titles, facts and notes beside those of a drawing.
  static let frameScale = 0.8
  /// The room for the number of a page, at its foot.
  private static let foot = 16.0
  static let gap = 12.0

  let drawing: Drawing
  /// The extent of the picture without the words above and below it.
  let body: (x: ClosedRange<Double>, y: ClosedRange<Double>)
  let frame: DrawingFrame
  let parts: DrawnParts

  /// The pages; one of the drawing's own size where there is no paper.
  ///
  /// - Parameter limit: the most pages, whatever the size of letters; nil for as many as readable letters need.
  static func pages(of drawing: Drawing, on paper: Paper?, atMost limit: Int? = nil)
    -> [DrawingPage]
  {
    guard let paper else {
      return [
        DrawingPage(
          width: drawing.width, height: drawing.height, drawing: drawing,
          window: DrawingWindow(
            place: DrawingPoint(0, 0), width: drawing.width, height: drawing.height,
            corner: DrawingPoint(0, 0)), scale: 1)
      ]
    }
    return PageDivision(drawing).pages(on: paper, atMost: limit.map { max(1, $0) })
  }

  /// The room between a level cut and the end of the marks of its lines.
  var markHeight: Double { parts.lines.isEmpty ? 0 : 16 }
  /// The same at an upright cut, beside which marks are written.
  private var markWidth: Double { parts.lines.isEmpty ? 0 : 42 }

  private init(_ drawing: Drawing) {
    self.drawing = drawing
    var frame = drawing.frame ?? DrawingFrame(title: drawing.title)
    if drawing.frame == nil { frame.body = 0...drawing.height }
    self.frame = frame
    let parts = DrawnParts(drawing, within: frame.body)
    self.parts = parts
    let drawn = parts.width ?? 0...drawing.width
    let (left, right) = (max(0, drawn.lowerBound - 6), min(drawing.width, drawn.upperBound + 6))
    body = (x: left < right ? left...right : 0...drawing.width, y: frame.body)
  }

  // MARK: Pages

  /// Paper that stands or lies.
  struct Sheet {
    let width: Double
    let height: Double
    var room: Double { width - 2 * Paper.margin }
    var bottom: Double { height - Paper.margin - PageDivision.foot }
  }

  /// A way to divide the picture: columns from left to right, and the parts of each from top to bottom.
  struct Plan {
    let sheet: Sheet
    let scale: Double
    let columns: [(x: ClosedRange<Double>, rows: [ClosedRange<Double>])]

    var count: Int { columns.reduce(0) { $0 + $1.rows.count } }
  }

  private func pages(on paper: Paper, atMost limit: Int?) -> [DrawingPage] {
    let (short, long) = paper.sides
    let sheets = [Sheet(width: short, height: long), Sheet(width: long, height: short)]
    // The sheet that shows it larger on one page, where that can be read or is asked for.
    let whole = sheets.map { (sheet: $0, scale: scaleOnOnePage($0)) }
      .max { $0.scale < $1.scale }
    let least = min(1, PageDivision.leastLetters / parts.letters)
    if let whole, whole.scale >= least || limit == 1 { return [onePage(whole.sheet, whole.scale)] }
    let plans = sheets.map { best($0, from: least, atMost: limit) }
    let chosen = plans.min { ($0.count, -$0.scale) < ($1.count, -$1.scale) }
    return chosen.map { finished($0) } ?? []
  }

  /// The largest scale at which the picture, its title and its notes fit.
  private func scaleOnOnePage(_ sheet: Sheet) -> Double {
    let words = head(sheet).height + signs(sheet).height + remarks(sheet).height
    let high = sheet.bottom - Paper.margin - words - 2 * PageDivision.gap
    return min(
      1, sheet.room / max(1, body.x.upperBound - body.x.lowerBound),
      max(high, 40) / max(1, body.y.upperBound - body.y.lowerBound))
  }

  private func onePage(_ sheet: Sheet, _ scale: Double) -> DrawingPage {
    let head = head(sheet)
    var page = page(
      sheet, scale, x: body.x, y: body.y,
      top: Paper.margin + head.height + PageDivision.gap)
    add(head, at: Paper.margin, to: &page)
    var y = page.window.place.y + page.window.height + PageDivision.gap
    let signs = signs(sheet)
    add(signs, at: y + 6, to: &page)
    y += signs.height + (signs.items.isEmpty ? 0 : 6)
    add(remarks(sheet), at: y, to: &page)
    return page
  }

  /// The fewest pages that readable letters allow, as large as those can show it.
  private func best(_ sheet: Sheet, from least: Double, atMost limit: Int?) -> Plan {
    var plan = plan(sheet, least)
    if let limit, plan.count > limit {
      // One page each way is reached in the end: the scale halves.
      var (low, high) = (least / 2, least)
      while self.plan(sheet, low).count > limit, low > 0.001 { (low, high) = (low / 2, low) }
      for _ in 0..<6 {
        let middle = (low + high) / 2
        if self.plan(sheet, middle).count > limit { high = middle } else { low = middle }
      }
      return self.plan(sheet, low)
    }
    for step in 1...6 {
      let larger = self.plan(sheet, least + (1 - least) * Double(step) / 6)
      guard larger.count <= plan.count else { break }
      plan = larger
    }
    return plan
  }

  /// Returns the division of the picture at a scale; the notes go where there is room, else below
  /// the last part.
  private func plan(_ sheet: Sheet, _ scale: Double) -> Plan {
    let plan = plan(sheet, scale, tail: 0)
    let words = remarks(sheet).height
    if words == 0 || pages(plan).contains(where: { room(on: $0, sheet) >= words }) { return plan }
    let high = (sheet.bottom - Paper.margin) / 2
    return self.plan(sheet, scale, tail: min(words, high) / scale)
  }

  private func plan(_ sheet: Sheet, _ scale: Double, tail: Double) -> Plan {
    // Heads of a table take their room on every page.
    let (headWidth, headHeight) = (headRoom(drawing.heads?.rows), headRoom(drawing.heads?.columns))
    let isNarrow = (body.x.upperBound - body.x.lowerBound) * scale <= sheet.room
    let wide = (sheet.room - 2 * markWidth) / scale
    let edges =
      isNarrow
      ? [body.x.lowerBound, body.x.upperBound]
      : cuts(
        body.x, room: max(60, wide - headWidth), lead: headWidth, tail: 0,
        across: parts.texts.map(\.x),
        boxes: parts.boxes.map(\.x), heads: parts.heads.map(\.x), direction: .upright,
        within: body.y)
    let top = max(partHead(sheet, isFirst: true).height, partHead(sheet, isFirst: false).height)
    let high =
      (sheet.bottom - Paper.margin - top - PageDivision.gap - 2 * markHeight) / scale
      - headHeight
    let columns = zip(edges, edges.dropFirst()).enumerated().map { number, edge in
      let x = edge.0...edge.1
      let isLast = number == edges.count - 2
      let rows = cuts(
        extent(of: x), room: max(60, high), lead: headHeight, tail: isLast ? tail : 0,
        across: parts.texts.filter { $0.x.overlaps(x) }.map(\.y) + drawing.headings,
        boxes: parts.boxes.filter { $0.x.overlaps(x) }.map(\.y),
        heads: parts.heads.filter { $0.x.overlaps(x) }.map(\.y),
        direction: .level, within: x)
      return (x: x, rows: zip(rows, rows.dropFirst()).map { $0...$1 })
    }
    return Plan(sheet: sheet, scale: scale, columns: columns)
  }

  /// From where to where a column of pages reaches: what is empty above and below is left out.
  private func extent(of x: ClosedRange<Double>) -> ClosedRange<Double> {
    guard let drawn = parts.height(of: x) else { return body.y }
    let (top, bottom) = (
      max(body.y.lowerBound, drawn.lowerBound - 8), min(body.y.upperBound, drawn.upperBound + 8)
    )
    return top < bottom ? top...bottom : body.y
  }

  private func pages(_ plan: Plan) -> [DrawingPage] {
    var pages: [DrawingPage] = []
    for column in plan.columns {
      for row in column.rows {
        let head = partHead(plan.sheet, isFirst: pages.isEmpty)
        var page = page(
          plan.sheet, plan.scale, x: column.x, y: row,
          top: Paper.margin + head.height + PageDivision.gap + markHeight)
        add(head, at: Paper.margin, to: &page)
        pages.append(page)
      }
    }
    addHeads(&pages)
    return pages
  }

  private func finished(_ plan: Plan) -> [DrawingPage] {
    var pages = pages(plan)
    var numbers: [[Int]] = []
    for column in plan.columns {
      let first = numbers.reduce(0) { $0 + $1.count }
      numbers.append(column.rows.indices.map { first + $0 })
    }
    addRemarks(&pages, plan.sheet)
    for number in pages.indices { addNumber(number + 1, of: pages.count, to: &pages[number]) }
    mark(&pages, plan: plan, numbers: numbers)
    return pages
  }

  func page(
    _ sheet: Sheet, _ scale: Double, x: ClosedRange<Double>, y: ClosedRange<Double>, top: Double
  ) -> DrawingPage {
    let wide = (x.upperBound - x.lowerBound) * scale
    return DrawingPage(
      width: sheet.width, height: sheet.height, drawing: drawing,
      window: DrawingWindow(
        place: DrawingPoint((sheet.width - wide) / 2, top), width: wide,
        height: (y.upperBound - y.lowerBound) * scale,
        corner: DrawingPoint(x.lowerBound, y.lowerBound)), scale: scale)
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
      // The marks of lines have their room between the heads and what goes on.
      let gap = parts.lines.isEmpty ? 0 : markHeight
      let body = DrawingPoint(window.place.x + wide / 2, window.place.y + high)
      let place = DrawingPoint(
        body.x - wide - (hasNames ? gap : 0), body.y - high - (hasColumns ? gap : 0))
      func add(_ at: DrawingPoint, corner: DrawingPoint, width: Double, height: Double) {
        pages[number].heads.append(
          DrawingWindow(place: at, width: width, height: height, corner: corner))
      }
      if hasNames {
        // Text above the table is not repeated.
        let top = max(window.corner.y, heads.columns.lowerBound)
        add(
          DrawingPoint(place.x, body.y + (top - window.corner.y) * scale),
          corner: DrawingPoint(heads.rows.lowerBound, top), width: wide,
          height: max(0, bottom - top) * scale)
      }
      if hasColumns {
        add(
          DrawingPoint(body.x, place.y),
          corner: DrawingPoint(window.corner.x, heads.columns.lowerBound),
          width: (right - window.corner.x) * scale, height: high)
      }
      if hasNames, hasColumns {
        add(
          place, corner: DrawingPoint(heads.rows.lowerBound, heads.columns.lowerBound), width: wide,
          height: high)
      }
      pages[number].window.place = body
    }
  }

  // MARK: Cuts

  /// Returns the cuts of an extent, with its two ends: between texts where possible, then through
  /// as few lines as possible, then as late as possible.
  private func cuts(
    _ extent: ClosedRange<Double>, room: Double, lead: Double, tail: Double,
    across texts: [ClosedRange<Double>],
    boxes: [ClosedRange<Double>], heads: [ClosedRange<Double>],
    direction: PageLine.Direction, within range: ClosedRange<Double>
  ) -> [Double] {
    var cuts = [extent.lowerBound]
    // Between the rows of a table there is little room.
    let step = drawing.heads == nil ? 4.0 : 1
    let starts = drawing.headings.map { $0.lowerBound - step / 2 }
    let end = extent.upperBound + tail
    while let last = cuts.last, cuts.count < 200 {
      let more = cuts.count == 1 ? lead : 0
      let rest = end - last - more
      if rest <= room { break }
      // All parts about as long, and none beyond its page, so that no page is almost empty.
      let parts = (rest / room).rounded(.up)
      let share = min(more + min(room, rest / parts * 1.15), extent.upperBound - last)
      let even = last + share
      var best = (place: even, cost: Int.max)
      var place = even
      // What is left must not need one page more than it must.
      let least = min(even, max(last + room * 0.4, end - room * (parts - 1)))
      while place >= least {
        let here = place
        func through(_ ranges: [ClosedRange<Double>]) -> Int {
          ranges.count { $0.lowerBound < here && here < $0.upperBound }
        }
        var cost = through(texts) * 1_000 + through(boxes) * 3 + through(heads) * 30
        for line in self.parts.lines {
          cost += line.crossings(direction, at: here).count(where: range.contains)
        }
        cost += Int((even - here) / 8)
        // Above a heading is the best place.
        if direction == .level, starts.contains(where: { abs($0 - here) < step }) { cost -= 60 }
        if cost < best.cost { best = (place, cost) }
        place -= step
      }
      guard best.place < extent.upperBound - 1 else { break }
      cuts.append(best.place)
    }
    return cuts + [extent.upperBound]
  }
}
