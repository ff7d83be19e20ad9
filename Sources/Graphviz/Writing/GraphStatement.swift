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
