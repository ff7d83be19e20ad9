import Glibc
import Testing

@testable import Graphviz

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

  /// Together the pages show every point of the drawing once, none goes beyond its margins, and the
  /// marks of a cut are the same on both of its pages.
  @Test(arguments: [Paper.a4, .a3], [(500.0, 4_000.0), (4_000, 500), (3_000, 3_000)])
  func pagesShowEverythingOnce(_ paper: Paper, _ size: (Double, Double)) {
    let drawing = large(size.0, size.1)
    let pages = PageDivision.pages(of: drawing, on: paper)
    #expect(pages.count > 1)
    var area = 0.0
    var marks: [String: Int] = [:]
    for page in pages {
      area += page.window.width / page.scale * page.window.height / page.scale
      #expect(page.scale >= PageDivision.leastScale)
      #expect(page.window.place.x >= Paper.margin - 0.01 && page.window.place.y >= Paper.margin)
      #expect(page.window.place.x + page.window.width <= page.width - Paper.margin + 0.01)
      #expect(page.window.place.y + page.window.height <= page.height - Paper.margin)
      for case .text(let text) in page.connectors {
        marks[String(text.text.split(separator: " ")[0]), default: 0] += 1
      }
    }
    #expect(abs(area - size.0 * size.1) < 1)
    #expect(!marks.isEmpty && marks.values.allSatisfy { $0 == 2 })
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
    var area = 0.0
    for page in pages {
      let (window, scale) = (page.window, page.scale)
      area += window.width / scale * window.height / scale
      counts[page.heads.count, default: 0] += 1
      let isTable = window.corner.y < 2_000
      let expected = isTable ? (window.corner.x > 0 ? 1 : 0) + (window.corner.y > 0 ? 1 : 0) : 0
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
    #expect(abs(area - 3_000 * 3_000) < 1)
    #expect((counts[3] ?? 0) > 0 && (counts[1] ?? 0) > 0 && (counts[0] ?? 0) > 0)
  }

  @Test func pagesAndPixelsAreTheSameEachTime() throws {
    for form in [DiagramFormat.png, .pdf] {
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
    let words = GraphvizError.missingLibrary(missing.name).description
    #expect(words.contains("libno-such-library.so.9") && words.contains("apt-get install"))
  }

  @Test func workThatTakesTooLongIsGivenUp() {
    let late = LayoutThread.run(within: .milliseconds(5)) {
      usleep(300_000)
      return 1
    }
    #expect(late == nil)
    #expect(LayoutThread.run(within: .seconds(20)) { 2 } == 2)
    #expect(GraphvizError.tooSlow(.seconds(30)).description.contains("30 seconds"))
  }

  @Test func arcsWithinAColumn() throws {
    func cell(_ port: NodeID) -> LabelCell {
      LabelCell(
        [LabelRun("x", size: 9, color: ink)], port: port, background: DiagramColor(0xFFFFFF),
        name: port)
    }
    var graph = DiagramGraph(
      title: "t", summary: "",
      nodes: [
        DiagramNode(
          id: "a", label: LabelTable(rows: [[cell("p")], [cell("q")]]), tooltip: "")
      ])
    graph.edges = [
      DiagramEdge(
        from: DiagramEdge.End("a", port: "p"), to: DiagramEdge.End("a", port: "q"), tooltip: "arc",
        color: ink, isWithinColumn: true)
    ]
    let drawing = try GraphvizRenderer().drawing(of: graph)
    guard case .group(let arc)? = drawing.items.first else {
      Issue.record("the arc is not drawn")
      return
    }
    #expect(arc.name == DiagramEdge.name(0) && arc.tooltip == "arc" && arc.items.count == 2)
  }
}
