import Testing

@testable import Graphviz

@Suite("Rendering")
struct RenderingTests {
  private let renderer = GraphvizRenderer()

  @Test func formatsHaveTheirSignatures() throws {
    let diagram = Sample.diagram("x")
    #expect(try renderer.render(diagram, as: .png).starts(with: [0x89, 0x50, 0x4E, 0x47]))
    #expect(try renderer.render(diagram, as: .pdf).starts(with: Array("%PDF-".utf8)))
    #expect(try renderer.render(diagram, as: .svg).starts(with: Array("<?xml".utf8)))
    #expect(try renderer.render(diagram, as: .dot).starts(with: Array("digraph flow {".utf8)))
  }

  @Test func theSameDiagramGivesTheSameBytes() throws {
    for format in [DiagramFormat.svg, .dot] {
      let first = try renderer.render(Sample.diagram("x"), as: format)
      _ = try renderer.render(Sample.chain(3), as: .png)
      #expect(try renderer.render(Sample.diagram("x"), as: format) == first)
    }
  }

  @Test func twoHundredDrawings() throws {
    let first = try renderer.render(Sample.diagram("x"), as: .svg)
    for _ in 0..<200 { #expect(try renderer.render(Sample.diagram("x"), as: .svg) == first) }
  }

  @Test func manyThreads() async throws {
    let expected = try renderer.render(Sample.diagram("x"), as: .svg)
    try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for number in 0..<64 {
        group.addTask {
          let renderer = GraphvizRenderer()
          if number % 4 == 0 { _ = try renderer.render(Sample.chain(2), as: .png) }
          return try renderer.render(Sample.diagram("x"), as: .svg)
        }
      }
      for try await drawing in group { #expect(drawing == expected) }
    }
  }

  /// Our own labels cannot be broken, so one is written by hand.
  @Test func anErrorIsReportedAndSpoilsNothing() throws {
    let expected = try renderer.render(Sample.diagram("x"), as: .svg)
    let broken: [GraphStatement] = [
      .node("a", [GraphStatement.Attribute(name: .label, value: .markup("<table><tr><td>x"))])
    ]
    let error = #expect(throws: GraphvizError.self) { try renderer.draw(broken) }
    guard case .refused(let words) = error else {
      Issue.record("the error is \(String(describing: error))")
      return
    }
    #expect(words.contains("rror"))
    #expect(try renderer.render(Sample.diagram("x"), as: .svg) == expected)
  }

  @Test func tooManyLinesAreRefusedBeforeLayout() throws {
    #expect(throws: GraphvizError.tooManyEdges(601, limit: 600)) {
      try renderer.render(Sample.chain(601), as: .svg)
    }
  }

  @Test func linesToNowhereAreRefused() throws {
    var diagram = Sample.chain(1)
    diagram.edges[0].to = DiagramEdge.End("missing")
    #expect(throws: GraphvizError.unknownEnd("nmissing")) {
      try renderer.render(diagram, as: .dot)
    }
  }

  @Test func anEmptyDiagramIsDrawn() throws {
    let svg = try renderer.render(DiagramGraph(title: "empty", summary: "nothing"), as: .svg)
    #expect(String(decoding: svg, as: UTF8.self).contains("nothing"))
  }
}
