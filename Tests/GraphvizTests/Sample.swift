import Drawing
import Graphviz

/// Diagrams to draw in tests.
enum Sample {
  static let ink = DiagramColor(0x1B2733)

  static func table(_ text: String, port: NodeID? = nil) -> LabelTable {
    LabelTable(
      rows: [[LabelCell([LabelRun(text, size: 10, color: ink)], port: port)]], border: 1,
      borderColor: DiagramColor(0x2B6470))
  }

  /// Two boxes and a line, with a text from data in every place that takes one.
  static func diagram(_ text: String) -> DiagramGraph {
    DiagramGraph(
      title: text, summary: text, header: table(text), footer: table(text),
      nodes: [
        DiagramNode(id: "a", label: table(text, port: "p"), tooltip: text),
        DiagramNode(id: "b", label: table("b"), tooltip: "b"),
      ],
      edges: [
        DiagramEdge(
          from: DiagramEdge.End("a", port: "p"), to: DiagramEdge.End("b"), label: table(text),
          tooltip: text, color: DiagramColor(0x0072B2, alpha: 0x99), stroke: .dashed)
      ], columns: [["a"], ["b"]],
      darkColors: [
        Drawing.ColorPair(light: DiagramColor(0xFFFFFF), dark: DiagramColor(0x101418))
      ])
  }

  static func chain(_ count: Int) -> DiagramGraph {
    DiagramGraph(
      title: "chain", summary: "",
      nodes: (0...1).map { DiagramNode(id: NodeID("n\($0)"), label: table("\($0)"), tooltip: "") },
      edges: (0..<count).map { _ in
        DiagramEdge(
          from: DiagramEdge.End("n0"), to: DiagramEdge.End("n1"), tooltip: "", color: ink)
      })
  }
}

/// The files that tests look into.
extension GraphvizRenderer {
  func svg(_ graph: DiagramGraph) throws -> [UInt8] {
    try DrawingRenderer().render(drawing(of: graph), as: .svg)
  }
}
