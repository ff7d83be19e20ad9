import Testing

@testable import Drawing
@testable import Graphviz

@Suite("Rendering")
struct RenderingTests {
  private let renderer = GraphvizRenderer()

  @Test func formatsHaveTheirSignatures() throws {
    let drawing = try renderer.drawing(of: Sample.diagram("x"))
    let files = DrawingRenderer()
    #expect(try files.render(drawing, as: .png).starts(with: [0x89, 0x50, 0x4E, 0x47]))
    #expect(try files.render(drawing, as: .pdf).starts(with: Array("%PDF-".utf8)))
    #expect(try files.render(drawing, as: .svg).starts(with: Array("<?xml".utf8)))
    let dot = try renderer.description(of: Sample.diagram("x"))
    #expect(dot.starts(with: Array("digraph flow {".utf8)))
  }

  @Test func theSameDiagramGivesTheSameBytes() throws {
    let (svg, dot) = (
      try renderer.svg(Sample.diagram("x")), try renderer.description(of: Sample.diagram("x"))
    )
    _ = try renderer.drawing(of: Sample.chain(3))
    #expect(try renderer.svg(Sample.diagram("x")) == svg)
    #expect(try renderer.description(of: Sample.diagram("x")) == dot)
  }

  @Test func twoHundredDrawings() throws {
    let first = try renderer.svg(Sample.diagram("x"))
    for _ in 0..<200 { #expect(try renderer.svg(Sample.diagram("x")) == first) }
  }

  @Test func manyThreads() async throws {
    let expected = try renderer.svg(Sample.diagram("x"))
    try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for number in 0..<64 {
        group.addTask {
          let renderer = GraphvizRenderer()
          if number % 4 == 0 { _ = try renderer.drawing(of: Sample.chain(2)) }
          return try renderer.svg(Sample.diagram("x"))
        }
      }
      for try await drawing in group { #expect(drawing == expected) }
    }
  }

  /// Our own labels cannot be broken, so one is written by hand.
  @Test func anErrorIsReportedAndSpoilsNothing() throws {
    let expected = try renderer.svg(Sample.diagram("x"))
    let broken: [GraphStatement] = [
      .node("a", [GraphStatement.Attribute(name: .label, value: .markup("<table><tr><td>x"))])
    ]
    let error = #expect(throws: GraphvizError.self) { try renderer.draw(broken) }
    guard case .refused(let words) = error else {
      Issue.record("the error is \(String(describing: error))")
      return
    }
    #expect(words.contains("rror"))
    #expect(try renderer.svg(Sample.diagram("x")) == expected)
  }

  @Test func tooManyLinesAreRefusedBeforeLayout() throws {
    #expect(throws: GraphvizError.tooManyEdges(601, limit: 600)) {
      try renderer.svg(Sample.chain(601))
    }
  }

  @Test func linesToNowhereAreRefused() throws {
    var diagram = Sample.chain(1)
    diagram.edges[0].to = DiagramEdge.End("missing")
    #expect(throws: GraphvizError.unknownEnd("nmissing")) {
      try renderer.description(of: diagram)
    }
  }

  @Test func anEmptyDiagramIsDrawn() throws {
    let svg = try renderer.svg(DiagramGraph(title: "empty", summary: "nothing"))
    #expect(String(decoding: svg, as: UTF8.self).contains("nothing"))
  }
}
