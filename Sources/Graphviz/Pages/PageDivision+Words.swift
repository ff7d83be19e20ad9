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
