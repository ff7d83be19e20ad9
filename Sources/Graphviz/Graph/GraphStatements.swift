internal import Drawing

/// Translates a diagram into the statements that describe it to Graphviz.
struct GraphStatements {
  private let graph: DiagramGraph
  private let isWhole: Bool
  private let fonts = "Helvetica,Arial,sans-serif"

  /// Creates the statements of a diagram.
  ///
  /// - Parameter isWhole: True to describe lines within a column as well, which Graphviz does not
  ///   lay out well: it takes the attributes of such lines from wrong positions.
  init(_ graph: DiagramGraph, isWhole: Bool = false) {
    self.graph = graph
    self.isWhole = isWhole
  }

  /// Returns the statements, in the order of the diagram's parts.
  func all() -> [GraphStatement] {
    var statements: [GraphStatement] = [
      .graph(graphAttributes),
      .defaults(.node, [text(.shape, "plain"), text(.fontname, fonts)]),
      .defaults(
        .edge,
        [text(.fontname, fonts), text(.fontsize, "10.5"), text(.fontcolor, "#1b2733")]),
      // One outer cluster carries the footer: a graph has one label only, and that is the header.
      .openSubgraph("cluster_page", pageAttributes),
    ]
    statements += graph.nodes.map { node in
      .node(
        node.id,
        [
          text(.id, node.id.description), text(.styleClass, node.styleClass.description),
          markup(.label, node.label.markup),
        ])
    }
    for (number, column) in graph.columns.enumerated() where !column.isEmpty {
      statements.append(.openSubgraph("column_\(number + 1)", [text(.rank, "same")]))
      statements += column.map(GraphStatement.member)
      statements.append(.closeSubgraph)
    }
    for (number, edge) in graph.edges.enumerated() where isWhole || !edge.isWithinColumn {
      statements.append(
        .edge("e\(number + 1)", from: edge.from.node, to: edge.to.node, attributes(edge, number)))
    }
    statements.append(.closeSubgraph)
    return statements
  }

  private var graphAttributes: [GraphStatement.Attribute] {
    var attributes = [
      text(.rankdir, "LR"), text(.fontname, fonts), text(.nodesep, hundredths(graph.nodeGap)),
      text(.ranksep, hundredths(graph.columnGap)), text(.splines, "spline"),
      text(.bgcolor, graph.background.hex), text(.pad, "0.25"),
      text(.outputorder, "edgesfirst"), text(.labelloc, "t"), text(.labeljust, "l"),
    ]
    if let header = graph.header { attributes.append(markup(.label, header.markup)) }
    return attributes
  }

  private var pageAttributes: [GraphStatement.Attribute] {
    var attributes = [
      text(.peripheries, "0"), text(.margin, "6"), text(.labelloc, "b"), text(.labeljust, "l"),
    ]
    // A subgraph without a label of its own would inherit the header.
    attributes.append(graph.footer.map { markup(.label, $0.markup) } ?? text(.label, ""))
    return attributes
  }

  private func attributes(_ edge: DiagramEdge, _ number: Int) -> [GraphStatement.Attribute] {
    var attributes = [
      text(.id, NodeID.edge(number).description), text(.styleClass, "flow"),
      text(.color, edge.color.hex),
      text(.penwidth, edge.width.text),
    ]
    if edge.hasArrow {
      // Arrow heads grow with the line only by this attribute.
      let size = Points(tenths: (45 * 10 + 14 * edge.width.tenths + 50) / 100)
      attributes.append(text(.arrowsize, size.text))
      if edge.isReversed { attributes.append(text(.dir, "back")) }
    } else {
      attributes.append(text(.arrowhead, "none"))
    }
    if edge.stroke != .solid { attributes.append(text(.style, edge.stroke.rawValue)) }
    if let place = edge.from.place(usual: .right) { attributes.append(text(.tailport, place)) }
    if let place = edge.to.place(usual: .left) { attributes.append(text(.headport, place)) }
    if edge.isWithinColumn { attributes.append(text(.constraint, "false")) }
    if let label = edge.label { attributes.append(markup(.label, label.markup)) }
    return attributes
  }

  private func text(_ name: AttributeName, _ value: String) -> GraphStatement.Attribute {
    GraphStatement.Attribute(name: name, value: .text(value))
  }

  private func markup(_ name: AttributeName, _ value: String) -> GraphStatement.Attribute {
    GraphStatement.Attribute(name: name, value: .markup(value))
  }

  private func hundredths(_ value: Int) -> String {
    "\(value / 100).\(value % 100 < 10 ? "0" : "")\(value % 100)"
  }
}

/// A step in describing a graph to Graphviz; both the DOT text and the drawing are made of these,
/// so that they cannot differ.
enum GraphStatement: Sendable, Hashable {
  /// The value of an attribute.
  enum Value: Sendable, Hashable {
    case text(String)
    case markup(String)
  }

  /// An attribute of the permitted list, and its value.
  ///
  /// Names and plain values are the program's own; data is in markup only, escaped.
  struct Attribute: Sendable, Hashable {
    let name: AttributeName
    let value: Value
  }

  /// The kind of object that has defaults.
  enum Kind: String, Sendable, Hashable { case node, edge }

  case graph([Attribute])
  case defaults(Kind, [Attribute])
  case openSubgraph(String, [Attribute])
  case closeSubgraph
  case node(NodeID, [Attribute])
  case member(NodeID)
  case edge(String, from: NodeID, to: NodeID, [Attribute])
}

/// The only attributes that are ever set.
///
/// None of them names a file, a font file, a plug-in or a link.
enum AttributeName: String, Sendable {
  case arrowhead, arrowsize, bgcolor, color, constraint, dir, fontcolor, fontname, fontsize
  case headport, id, label, labeljust, labelloc, margin, nodesep, outputorder, pad, penwidth
  case peripheries, rank, rankdir, ranksep, shape, splines, style, tailport
  case styleClass = "class"
}
