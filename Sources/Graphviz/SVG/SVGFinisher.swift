/// Makes of Graphviz's SVG a file to hand over: named for screen readers, with colours for dark
/// screens, checked against ``SVGAllowList``, and without what names the program that drew it.
struct SVGFinisher {
  private let graph: DiagramGraph
  private let tooltips: [String: String]

  init(_ graph: DiagramGraph) {
    self.graph = graph
    var tooltips: [String: String] = [:]
    for node in graph.nodes { tooltips[node.id.description] = node.tooltip }
    for (number, edge) in graph.edges.enumerated() { tooltips["e\(number + 1)"] = edge.tooltip }
    self.tooltips = tooltips
  }

  func finish(_ drawing: [UInt8]) throws(GraphvizError) -> [UInt8] {
    var scanner = SVGScanner(drawing)
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n"
    var group = ""
    var isInTitle = false
    var hasStarted = false
    while let token = try scanner.next() {
      switch token {
      case .other: continue
      case .text(let content):
        if isInTitle || !hasStarted { continue }
        text += content
      case .close(let name):
        if name == "title" { isInTitle = false } else { text += "</\(name)>" }
      case .open(let name, let attributes, let isClosed):
        try SVGAllowList.check(name, attributes)
        if name == "title" {
          // Graphviz writes the names of nodes here, which say nothing to a reader.
          isInTitle = !isClosed
          if let tooltip = tooltips[group], !tooltip.isEmpty {
            text += "<title>\(LabelText.xml(tooltip))</title>"
          }
          continue
        }
        if name == "g" { group = attributes.first { $0.name == "id" }?.value ?? "" }
        text += "<\(name)" + attributes.map { " \($0.name)=\"\($0.value)\"" }.joined()
        if name == "svg", !hasStarted {
          hasStarted = true
          text += " role=\"img\" aria-labelledby=\"diagram-title diagram-summary\">\n"
          text += opening
          continue
        }
        text += isClosed ? "/>" : ">"
      }
    }
    guard hasStarted else { throw .unsafeOutput("it holds no drawing") }
    return Array((text + "\n").utf8)
  }

  private var opening: String {
    var text = "<title id=\"diagram-title\">\(LabelText.xml(graph.title))</title>\n"
    text += "<desc id=\"diagram-summary\">\(LabelText.xml(graph.summary))</desc>\n"
    guard !graph.darkColors.isEmpty else { return text }
    text += "<style>@media screen and (prefers-color-scheme: dark) {"
    for pair in graph.darkColors {
      for property in ["fill", "stroke"] {
        text += " [\(property)=\"\(pair.light.hex)\"] { \(property): \(pair.dark.hex) }"
      }
    }
    return text + " }</style>\n"
  }
}
