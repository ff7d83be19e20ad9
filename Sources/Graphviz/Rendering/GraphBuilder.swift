/// Makes the library's graph from statements.
///
/// Invariant: the graph stays open as long as the builder is used; nodes and subgraphs belong to
/// it.
struct GraphBuilder {
  private let root: GraphvizLibrary.Handle
  private let library: GraphvizLibrary

  init(_ graph: GraphvizLibrary.Handle, _ library: GraphvizLibrary) {
    root = graph
    self.library = library
  }

  func build(_ statements: [GraphStatement]) {
    // Declared before there are boxes and lines. Without a declared default, setting one node's label
    // would empty all others'.
    _ = library.declare(root, GraphvizLibrary.nodeKind, "label", "\\N")
    for name in ["id", "class"] { _ = library.declare(root, GraphvizLibrary.nodeKind, name, "") }
    for name in [
      "id", "class", "label", "color", "penwidth", "style", "dir", "arrowsize", "arrowhead",
      "tailport", "headport", "constraint",
    ] {
      _ = library.declare(root, GraphvizLibrary.edgeKind, name, GraphBuilder.usual[name] ?? "")
    }
    var open = [root]
    var nodes: [NodeID: GraphvizLibrary.Handle] = [:]
    for statement in statements {
      guard let current = open.last else { return }
      switch statement {
      case .graph(let attributes): set(attributes, on: current)
      case .defaults(let kind, let attributes):
        for attribute in attributes {
          guard case .text(let value) = attribute.value else { continue }
          let number = kind == .node ? GraphvizLibrary.nodeKind : GraphvizLibrary.edgeKind
          _ = library.declare(root, number, attribute.name.rawValue, value)
        }
      case .openSubgraph(let name, let attributes):
        guard let subgraph = library.subgraph(current, name, 1) else { continue }
        set(attributes, on: subgraph)
        open.append(subgraph)
      case .closeSubgraph: open.removeLast()
      case .node(let id, let attributes):
        guard let node = library.node(current, id.description, 1) else { continue }
        set(attributes, on: node)
        nodes[id] = node
      case .member(let id):
        if let node = nodes[id] { _ = library.member(current, node, 1) }
      case .edge(let key, let from, let to, let attributes):
        guard let tail = nodes[from], let head = nodes[to],
          let edge = library.edge(current, tail, head, key, 1)
        else { continue }
        set(attributes, on: edge)
      }
    }
  }

  /// The default attributes of lines.
  private static let usual = [
    "color": "black", "penwidth": "1", "arrowsize": "1", "arrowhead": "normal",
  ]

  private func set(_ attributes: [GraphStatement.Attribute], on object: GraphvizLibrary.Handle) {
    for attribute in attributes {
      switch attribute.value {
      case .text(let value): _ = library.set(object, attribute.name.rawValue, value, "")
      case .markup(let value):
        library.setMarkup(value, attribute.name.rawValue, on: object, in: root)
      }
    }
  }
}
