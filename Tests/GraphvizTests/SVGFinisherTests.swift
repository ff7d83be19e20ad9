import Testing

@testable import Graphviz

@Suite("Finished SVG")
struct SVGFinisherTests {
  private func finish(_ inner: String) throws -> String {
    let svg = "<?xml version=\"1.0\"?><!DOCTYPE svg><!-- c --><svg width=\"1pt\">\(inner)</svg>"
    let finisher = SVGFinisher(DiagramGraph(title: "t", summary: "s"))
    return String(decoding: try finisher.finish(Array(svg.utf8)), as: UTF8.self)
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "<g onload=\"x\"/>", "<a xlink:href=\"x\"/>",
    "<image xlink:href=\"x\"/>", "<style>x</style>", "<g id=\"url(x)\"/>", "<foreignObject/>",
    "<use href=\"#a\"/>", "<text font-family=\"a\" onclick=\"x\">t</text>", "<g id='x'/>",
    "<g id=\"a<b\"/>", "<g id=\"a\"", "<!-- open", "<![CDATA[x]]>", "<set/>",
  ])
  func nothingElseGetsThrough(_ inner: String) {
    #expect(throws: GraphvizError.self) { try finish(inner) }
  }

  @Test func namesOfTheDrawingProgramAreLeftOut() throws {
    let text = try finish("<g id=\"n1\"><title>n1</title><text x=\"1\">shown</text></g>")
    #expect(!text.contains("DOCTYPE") && !text.contains("<!--") && !text.contains(">n1<"))
    #expect(text.contains("<title id=\"diagram-title\">t</title>"))
    #expect(text.contains("shown"))
  }

  @Test func screenReadersAndDarkScreensAreServed() throws {
    let svg = String(
      decoding: try GraphvizRenderer().render(Sample.diagram("x"), as: .svg), as: UTF8.self)
    #expect(svg.contains("role=\"img\" aria-labelledby=\"diagram-title diagram-summary\""))
    #expect(svg.contains("[fill=\"#ffffff\"] { fill: #101418 }"))
    #expect(svg.lowercased().contains("graphviz") == false)
  }
}
