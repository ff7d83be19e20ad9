import Testing

@testable import Drawing
@testable import Graphviz

/// Graphviz's output is read as shapes and text, and anything else stops the reader.
@Suite("Reading SVG")
struct SVGReaderTests {
  private func read(_ inner: String) throws -> Drawing {
    let svg =
      "<?xml version=\"1.0\"?><!DOCTYPE svg><!-- c --><svg width=\"9pt\" viewBox=\"0 0 9 9\">"
      + "\(inner)</svg>"
    let graph = DiagramGraph(
      title: "t", summary: "s",
      nodes: [DiagramNode(id: "a", label: Sample.table("a"), tooltip: "about a")])
    return try SVGReader(graph).read(Array(svg.utf8))
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "<g onload=\"x\"/>", "<a xlink:href=\"x\"/>",
    "<a xlink:href=\"#x\"/>", "<image xlink:href=\"x\"/>", "<style>x</style>", "<foreignObject/>",
    "<use href=\"#a\"/>", "<text font-size=\"9\" x=\"1\" y=\"1\" onclick=\"x\">t</text>",
    "<g id='x'/>", "<g id=\"a<b\"/>", "<g id=\"a\"", "<!-- open", "<![CDATA[x]]>", "<set/>",
    "<polygon points=\"1,2 url(x)\"/>", "<polygon points=\"1,1\" fill=\"url(#x)\"/>",
    "<path d=\"M1,1A1,1\"/>", "<g transform=\"rotate(9)\"/>", "<svg viewBox=\"0 0 1 1\"/>",
    "</g>", "<g>", "<text font-size=\"9\" x=\"1\" y=\"1\">&x;</text>",
  ])
  func nothingElseGetsThrough(_ inner: String) {
    #expect(throws: GraphvizError.self) { try read(inner) }
  }

  @Test func namesOfOthersAreLeftOut() throws {
    let drawing = try read("<g id=\"url(x)\"><title>x</title></g><g id=\"na\"><title>x</title></g>")
    #expect(drawing.texts == ["t", "s", "about a"])
  }

  @Test func shapesKeepTheirPlaces() throws {
    let drawing = try read(
      """
      <g id="graph0" transform="scale(1 1) rotate(0) translate(4 40)">
      <polygon fill="#ff0000" stroke="none" points="0,0 0,-8 6,-8 6,0 0,0"/>
      <path fill="none" stroke="#00ff00" stroke-width="2" stroke-dasharray="5,2" d="M1,1C2,2 3,3 4,-4"/>
      <text text-anchor="end" x="1" y="-2" font-family="x" font-size="9.50" font-weight="bold">a &amp; b</text>
      </g>
      """)
    #expect(
      drawing.items == [
        .shape(
          DrawingShape(
            .box(DrawingPoint(4, 32), width: 6, height: 8), fill: DiagramColor(0xFF0000))),
        .shape(
          DrawingShape(
            .path([
              .move(DrawingPoint(5, 41)),
              .curve(DrawingPoint(6, 42), DrawingPoint(7, 43), DrawingPoint(8, 36)),
            ]), stroke: DiagramColor(0x00FF00), strokeWidth: 2, dashes: [5, 2])),
        .text(
          DrawingText(
            "a & b", at: DrawingPoint(5, 38), size: 9.5, color: DiagramColor(0x1B2733),
            anchor: .end, isBold: true)),
      ])
  }

  @Test func screenReadersAndDarkScreensAreServed() throws {
    let svg = String(
      decoding: try GraphvizRenderer().svg(Sample.diagram("x")), as: UTF8.self)
    #expect(svg.contains("role=\"img\" aria-labelledby=\"diagram-title diagram-summary\""))
    #expect(svg.contains(":not(text)[fill=\"#ffffff\"] { fill: #101418 }"))
    #expect(svg.lowercased().contains("graphviz") == false)
  }
}
