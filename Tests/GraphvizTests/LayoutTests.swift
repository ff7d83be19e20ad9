import Glibc
import Testing

@testable import Drawing
@testable import Graphviz

/// Graphviz's layout, and what is added to it.
@Suite("Layouts")
struct LayoutTests {
  private let ink = DiagramColor(0x1B2733)

  /// A Greek name has no more room than a Latin one of its width, and comes back as it was.
  @Test(arguments: [
    "Νίκος Παπαδόπουλος Ελληνική Εταιρεία", "Łukasz Żółć-Grzegżółka", "~1mmmi", "~",
  ])
  func boxesAreAsWideAsTheirLetters(_ name: String) throws {
    func box(_ name: String) throws -> (width: Double, texts: [String]) {
      let run = LabelRun(name, size: 12, color: ink)
      let graph = DiagramGraph(
        title: "t", summary: "",
        nodes: [
          DiagramNode(
            id: "a",
            label: LabelTable(
              rows: [[LabelCell([run], background: DiagramColor(0xEEEEEE))]], border: 1),
            tooltip: "")
        ])
      let drawing = try GraphvizRenderer().drawing(of: graph)
      var widths: [Double] = []
      func collect(_ items: [DrawingItem]) {
        for item in items {
          if case .group(let group) = item { collect(group.items) }
          if case .shape(let shape) = item, case .box(_, let width, _) = shape.outline,
            shape.fill == DiagramColor(0xEEEEEE)
          {
            widths.append(width)
          }
        }
      }
      collect(drawing.items)
      return (widths.max() ?? 0, drawing.labels)
    }
    let (width, texts) = try box(name)
    #expect(texts == [name])
    let room = TextWidth.of(name, size: 12)
    #expect(width >= room && width <= max(room * 1.06, 30) + 12)
  }

  /// A box at the foot of the first column comes to the middle, its lines with it; they end where they did.
  @Test func theFirstColumnIsLevelled() {
    let grey = DiagramColor(0xEEEEEE)
    func node(_ id: NodeID, _ x: Double, _ y: Double, _ height: Double) -> DrawingItem {
      .group(
        DrawingGroup(
          name: id,
          items: [
            .shape(DrawingShape(.box(DrawingPoint(x, y), width: 100, height: height), fill: grey)),
            .text(DrawingText("x", at: DrawingPoint(x + 5, y + 10), size: 9, color: ink)),
          ]))
    }
    func line(_ end: DrawingPoint, _ more: [DrawingShape.Step] = []) -> DrawingItem {
      .shape(
        DrawingShape(
          .path(
            [
              .move(DrawingPoint(100, 850)),
              .curve(DrawingPoint(150, 850), DrawingPoint(150, end.y), end),
            ] + more), stroke: ink))
    }
    let drawing = Drawing(
      title: "t", summary: "", width: 600, height: 1_000,
      items: [
        node("a", 0, 800, 100), node("b", 250, 0, 500), node("c", 500, 0, 900),
        line(DrawingPoint(250, 50)),
        line(
          DrawingPoint(400, 880),
          [.curve(DrawingPoint(450, 880), DrawingPoint(450, 880), DrawingPoint(500, 880))]),
      ])
    let graph = DiagramGraph(
      title: "t", summary: "",
      nodes: (["a", "b", "c"] as [NodeID]).map {
        DiagramNode(id: $0, label: LabelTable(rows: []), tooltip: "")
      }, columns: [["a"], ["b"], ["c"]])
    let level = LevelColumns(graph).level(drawing)
    #expect(level.items[1] == drawing.items[1] && level.items[2] == drawing.items[2])
    #expect(level.items[0] == drawing.items[0].placed(at: DrawingPoint(0, -400)))
    for (number, end) in [(3, DrawingPoint(250, 50)), (4, DrawingPoint(500, 880))] {
      guard case .shape(let shape) = level.items[number], case .path(let steps) = shape.outline,
        case .move(let start)? = steps.first, case .curve(_, _, let last)? = steps.last
      else {
        Issue.record("no line")
        continue
      }
      #expect(start == DrawingPoint(100, 450) && last == end)
    }
    // What is not far from the middle stays.
    #expect(LevelColumns(graph).level(level) == level)
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
    #expect(arc.name == NodeID.edge(0) && arc.tooltip == "arc" && arc.items.count == 2)
  }
}
