/// Sets the words on pages around the parts of a picture.
extension PageDivision {
  func words(_ block: (Double) -> DrawingFrame.Block, _ sheet: Sheet) -> DrawingFrame.Block {
    block(sheet.room / PageDivision.frameScale).scaled(PageDivision.frameScale)
  }
  func signs(_ sheet: Sheet) -> DrawingFrame.Block { words(frame.signs, sheet) }
  func remarks(_ sheet: Sheet) -> DrawingFrame.Block { words(frame.remarks, sheet) }

  func head(_ sheet: Sheet) -> DrawingFrame.Block { words(frame.head, sheet) }

  /// Returns the head of a part of the picture: the title and the legend.
  func partHead(_ sheet: Sheet, isFirst: Bool) -> DrawingFrame.Block {
    var head = self.head(sheet)
    if !isFirst {
      head.items = [
        .text(
          DrawingText(
            TextWidth.fitted(frame.title, into: sheet.room - 90, size: 10, isBold: true),
            at: DrawingPoint(0, 9), size: 10, color: frame.ink, isBold: true)),
        .text(
          DrawingText(
            "continued", at: DrawingPoint(sheet.room, 9), size: 8, color: frame.secondary,
            anchor: .end)),
      ]
      head.height = 12
    }
    let signs = signs(sheet)
    head.items += signs.items.map { $0.placed(at: DrawingPoint(0, head.height + 14)) }
    head.height += signs.items.isEmpty ? 0 : signs.height + 14
    return head
  }

  func add(_ block: DrawingFrame.Block, at y: Double, to page: inout DrawingPage) {
    page.furniture += block.items.map { $0.placed(at: DrawingPoint(Paper.margin, y)) }
  }

  /// The room below a part of the picture.
  func room(on page: DrawingPage, _ sheet: Sheet) -> Double {
    sheet.bottom - page.window.place.y - page.window.height - markHeight - PageDivision.gap
  }

  /// The notes below a part that leaves room for them, the last that can be; else below the last part, and on pages
  /// of their own as far as there is no room.
  func addRemarks(_ pages: inout [DrawingPage], _ sheet: Sheet) {
    let remarks = remarks(sheet)
    guard !remarks.items.isEmpty, let last = pages.last else { return }
    let size = 13.5 * PageDivision.frameScale
    let roomy = pages.indices.last { room(on: pages[$0], sheet) >= remarks.height }
    var page = roomy ?? pages.count - 1
    let window = pages[page].window
    var y = window.place.y + window.height + markHeight + PageDivision.gap
    if let roomy, roomy < pages.count - 1 { noteWhere(roomy + 1, pages: &pages, sheet: sheet) }
    for (number, item) in remarks.items.enumerated() {
      if y + size > sheet.bottom {
        var next = DrawingPage(
          width: sheet.width, height: sheet.height, drawing: drawing,
          window: DrawingWindow(
            place: DrawingPoint(Paper.margin, Paper.margin), width: 0, height: 0,
            corner: DrawingPoint(0, body.y.lowerBound)), scale: last.scale)
        let head = partHead(sheet, isFirst: false)
        add(head, at: Paper.margin, to: &next)
        y = Paper.margin + head.height + PageDivision.gap
        pages.append(next)
        page = pages.count - 1
      }
      pages[page].furniture.append(
        item.placed(at: DrawingPoint(Paper.margin, y - Double(number) * size)))
      y += size
    }
  }

  /// Says at the foot of the last page where the notes are.
  func noteWhere(_ number: Int, pages: inout [DrawingPage], sheet: Sheet) {
    pages[pages.count - 1].furniture.append(
      .text(
        DrawingText(
          "notes: page \(number)", at: DrawingPoint(Paper.margin, sheet.height - Paper.margin),
          size: 8, color: frame.secondary)))
  }

  func addNumber(_ number: Int, of count: Int, to page: inout DrawingPage) {
    page.furniture.append(
      .text(
        DrawingText(
          "page \(number) of \(count)",
          at: DrawingPoint(page.width - Paper.margin, page.height - Paper.margin), size: 8,
          color: frame.secondary, anchor: .end)))
  }
}

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
