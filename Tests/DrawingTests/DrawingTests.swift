import Testing

@testable import Drawing

@Suite("Drawings")
struct DrawingTests {
  private let ink = DiagramColor(0x1B2733)

  /// A tall and wide drawing with lines from the top left to the bottom right.
  private func large(_ width: Double, _ height: Double) -> Drawing {
    var items: [DrawingItem] = []
    for number in 0..<40 {
      let part = Double(number) / 40
      items.append(
        .text(
          DrawingText(
            "row \(number)", at: DrawingPoint(20, 20 + part * (height - 40)), size: 9, color: ink)))
      items.append(
        .shape(
          DrawingShape(
            .path([
              .move(DrawingPoint(60, 20 + part * (height - 40))),
              .curve(
                DrawingPoint(width / 2, 20), DrawingPoint(width / 2, height),
                DrawingPoint(width - 20, height - 20 - part * (height - 40))),
            ]), stroke: ink)))
    }
    return Drawing(title: "large", summary: "", width: width, height: height, items: items)
  }

  @Test(arguments: [
    (12.0, "12"), (9.5, "9.5"), (0.25, "0.25"), (-3.004, "-3"), (0.004, "0"), (1.999, "2"),
    (.infinity, "0"), (.nan, "0"), (-0.05, "-0.05"),
  ])
  func lengths(_ value: Double, _ text: String) { #expect(NumberText.of(value) == text) }

  @Test func textIsFitted() {
    #expect(TextWidth.of("AAAA", size: 10) == 26.68)
    #expect(TextWidth.fitted("short", into: 100, size: 10) == "short")
    let long = TextWidth.fitted(String(repeating: "W", count: 1_000_000), into: 100, size: 10)
    #expect(long.hasSuffix("…") && TextWidth.of(long, size: 10) <= 100)
    #expect(TextWidth.fitted("x", into: 0, size: 10) == "…")
  }

  @Test func aDrawingThatCanBeReadOnOnePageIsOnePage() {
    let pages = PageDivision.pages(of: large(800, 500), on: .a4)
    #expect(pages.count == 1 && pages[0].width > pages[0].height)
    #expect(pages[0].connectors.isEmpty)
    let own = PageDivision.pages(of: large(3_000, 9_000), on: nil)
    #expect(own.count == 1 && own[0].width == 3_000)
  }

  /// Every text is on one page and on no other, letters are readable, none goes beyond the margins, no page is almost
  /// empty, and the marks of a cut are the same on both of its pages.
  @Test(arguments: [Paper.a4, .a3, .letter], [(500.0, 4_000.0), (4_000, 500), (3_000, 3_000)])
  func pagesShowEverythingOnce(_ paper: Paper, _ size: (Double, Double)) {
    let drawing = large(size.0, size.1)
    let pages = PageDivision.pages(of: drawing, on: paper)
    #expect(pages.count > 1)
    var marks: [String: Int] = [:]
    for page in pages {
      #expect(page.scale * 9 >= PageDivision.leastLetters - 0.001)
      #expect(page.window.place.x >= Paper.margin - 0.01 && page.window.place.y >= Paper.margin)
      #expect(page.window.place.x + page.window.width <= page.width - Paper.margin + 0.01)
      #expect(page.window.place.y + page.window.height <= page.height - Paper.margin)
      for case .text(let text) in page.connectors {
        #expect(text.size >= 7)
        marks[String(text.text.split(separator: " ")[0]), default: 0] += 1
      }
    }
    for case .text(let text) in drawing.items {
      #expect(pages.count { shows($0, text.place) } == 1, "\(text.text)")
    }
    #expect(!marks.isEmpty && marks.values.allSatisfy { $0 == 2 })
    let areas = pages.map { $0.window.height * $0.window.width }
    #expect((areas.min() ?? 0) > (areas.max() ?? 0) * 0.25)
  }

  private func shows(_ page: DrawingPage, _ place: DrawingPoint) -> Bool {
    let (window, scale) = (page.window, page.scale)
    return place.x >= window.corner.x && place.x < window.corner.x + window.width / scale
      && place.y >= window.corner.y && place.y < window.corner.y + window.height / scale
  }

  /// The paper stands for what is high and lies for what is wide.
  @Test func paperStandsOrLiesByWhatFits() {
    for page in PageDivision.pages(of: large(500, 4_000), on: .a4) {
      #expect(page.height > page.width)
    }
    for page in PageDivision.pages(of: large(1_700, 500), on: .a4) {
      #expect(page.width > page.height)
    }
  }

  /// As many pages as are asked for, and no more, however small letters become.
  @Test(arguments: [1, 2, 3, 5])
  func pagesCanBeLimited(_ limit: Int) {
    for size in [(500.0, 9_000.0), (9_000, 500), (3_000, 3_000)] {
      let pages = PageDivision.pages(of: large(size.0, size.1), on: .a4, atMost: limit)
      #expect(pages.count <= limit && !pages.isEmpty)
      for case .text(let text) in large(size.0, size.1).items {
        #expect(pages.count { shows($0, text.place) } == 1)
      }
    }
  }

  /// Title and signs are on every page, notes once, all in letters that can be read, however small the picture is.
  @Test(arguments: [nil, 1, 2])
  func wordsAroundAPictureAreSetForThePage(_ limit: Int?) {
    var drawing = large(3_000, 3_000)
    var frame = DrawingFrame(title: "The title of it")
    frame.facts = ["three facts", "two facts"]
    frame.key = [DrawingKey([], width: 15, words: "a sign")]
    frame.notes = (1...9).map { "note \($0) says what a reader must know" }
    frame.body = 60...2_900
    drawing.frame = frame
    let pages = PageDivision.pages(of: drawing, on: .a4, atMost: limit)
    #expect(limit.map { pages.count <= $0 } ?? (pages.count > 2))
    var notes: [String] = []
    for page in pages {
      var words: [String] = []
      for case .text(let text) in page.furniture {
        #expect(text.size >= 7)
        #expect(text.place.y > 20 && text.place.y <= page.height - Paper.margin + 0.01)
        words.append(text.text)
      }
      #expect(words.count { $0 == "The title of it" } == 1)
      #expect(words.count { $0 == "a sign" } == 1)
      notes += words.filter { $0.hasPrefix("note ") }
    }
    #expect(notes == frame.notes)
  }

  @Test func lettersBeyondASCIIHaveTheirOwnWidths() {
    // As wide as the letters that they are made of; marks that stand on others have no width.
    for (letter, plain) in [("é", "e"), ("Ö", "O"), ("Α", "A"), ("О", "O"), ("e\u{301}", "e")] {
      for isBold in [false, true] {
        #expect(
          TextWidth.of(letter, size: 10, isBold: isBold)
            == TextWidth.of(plain, size: 10, isBold: isBold), "\(letter)")
      }
    }
    #expect(TextWidth.of("漢", size: 10) == 10)
  }

  /// A heading stands on the page of what it is the heading of.
  @Test func headingsStayWithWhatFollows() {
    var drawing = Drawing(title: "parts", summary: "", width: 500, height: 4_000)
    drawing.headings = stride(from: 0.0, to: 4_000, by: 100).map { $0 - 2...$0 + 60 }
    let pages = PageDivision.pages(of: drawing, on: .a4)
    #expect(pages.count > 1)
    for page in pages.dropFirst() {
      let cut = page.window.corner.y
      #expect(!drawing.headings.contains { $0.lowerBound < cut && cut < $0.upperBound })
    }
  }

  /// A band that a cut goes through has one mark, in the middle between its sides, in its own colour.
  @Test func bandsAreMarkedInTheirMiddle() throws {
    let color = DiagramColor(0x0072B2)
    var drawing = Drawing(title: "band", summary: "", width: 500, height: 4_000)
    func side(_ x: Double, from start: Double, to end: Double) -> DrawingShape.Step {
      let middle = (start + end) / 2
      return .curve(DrawingPoint(x, middle), DrawingPoint(x, middle), DrawingPoint(x, end))
    }
    drawing.items = [
      .shape(
        DrawingShape(
          .path([
            .move(DrawingPoint(100, 0)), side(100, from: 0, to: 4_000),
            .line(DrawingPoint(160, 4_000)), side(160, from: 4_000, to: 0), .close,
          ]), fill: color.withAlpha(0x80)))
    ]
    let pages = PageDivision.pages(of: drawing, on: .a4)
    #expect(pages.count > 1)
    for (number, page) in pages.enumerated() {
      var places: [Double] = []
      for case .shape(let shape) in page.connectors {
        #expect(shape.stroke == color)
        guard case .path(let steps) = shape.outline, case .move(let place)? = steps.first else {
          continue
        }
        places.append((place.x - page.window.place.x) / page.scale + page.window.corner.x)
      }
      #expect(places.count == (number == 0 || number == pages.count - 1 ? 1 : 2))
      #expect(places.allSatisfy { abs($0 - 130) < 0.01 })
    }
  }

  /// A table that is divided has its heads on every page of it, beside what goes on there, and not on a
  /// page with what lies below it.
  @Test func headsOfATableAreOnEveryPageOfIt() {
    var drawing = large(3_000, 3_000)
    drawing.heads = TableHeads(columns: 0...40, rows: 0...200, end: DrawingPoint(3_000, 2_000))
    let pages = PageDivision.pages(of: drawing, on: .a4)
    var counts: [Int: Int] = [:]
    for page in pages {
      let window = page.window
      counts[page.heads.count, default: 0] += 1
      let isTable = window.corner.y < 2_000
      let expected =
        isTable ? (window.corner.x >= 200 ? 1 : 0) + (window.corner.y >= 40 ? 1 : 0) : 0
      #expect(page.heads.count == (expected == 2 ? 3 : expected))
      for head in page.heads {
        #expect(head.place.x >= Paper.margin - 0.01 && head.place.y >= Paper.margin - 0.01)
        #expect(head.corner.x == 0 || head.corner.x == window.corner.x)
        #expect(head.corner.y == 0 || head.corner.y == window.corner.y)
        let (isAbove, isLeft) = (
          head.corner.y != window.corner.y, head.corner.x != window.corner.x
        )
        #expect(isLeft ? head.place.x < window.place.x : head.place.x == window.place.x)
        #expect(isAbove ? head.place.y < window.place.y : head.place.y == window.place.y)
      }
      #expect(window.place.x + window.width <= page.width - Paper.margin + 0.01)
      #expect(window.place.y + window.height <= page.height - Paper.margin)
    }
    #expect((counts[3] ?? 0) > 0 && (counts[1] ?? 0) > 0 && (counts[0] ?? 0) > 0)
  }

  @Test func pagesAndPixelsAreTheSameEachTime() throws {
    for form in [DrawingFormat.png, .pdf] {
      let renderer = DrawingRenderer(paper: .a4)
      let first = try renderer.render(large(500, 3_000), as: form)
      #expect(try renderer.render(large(500, 3_000), as: form) == first)
    }
  }

  @Test func hugeDrawingsFitIntoAPicture() throws {
    var drawing = large(30, 30)
    (drawing.width, drawing.height) = (10, 60_000)
    #expect(try DrawingRenderer().render(drawing, as: .png).count < 1_000_000)
  }

  @Test func missingLibrariesAreNamed() {
    guard case .failure(let missing) = CairoLibrary.open(["libno-such-library.so.9"]) else {
      Issue.record("a library that does not exist was opened")
      return
    }
    let words = DrawingError.missingLibrary(missing.name).description
    #expect(words.contains("libno-such-library.so.9") && words.contains("apt-get install"))
  }
}
