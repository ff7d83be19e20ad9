internal import CGraphviz

/// Builds the library's graph from statements.
///
/// Invariant: the graph stays open as long as the builder is used; nodes and subgraphs belong to
/// it.
struct GraphBuilder {
  private let root: UnsafeMutablePointer<Agraph_t>

  init(_ graph: UnsafeMutablePointer<Agraph_t>) { root = graph }

  func build(_ statements: [GraphStatement]) {
    // Attributes are declared before there are boxes and lines. Without a declared default, setting
    // one node's label would empty all others'.
    _ = gvx_declare(root, AGNODE, "label", "\\N")
    for name in ["id", "class"] { _ = gvx_declare(root, AGNODE, name, "") }
    for name in [
      "id", "class", "label", "color", "penwidth", "style", "dir", "arrowsize", "arrowhead",
      "tailport", "headport", "constraint",
    ] {
      _ = gvx_declare(root, AGEDGE, name, GraphBuilder.usual[name] ?? "")
    }
    var open = [root]
    var nodes: [NodeID: UnsafeMutablePointer<Agnode_t>] = [:]
    for statement in statements {
      guard let current = open.last else { return }
      switch statement {
      case .graph(let attributes): set(attributes, on: current)
      case .defaults(let kind, let attributes):
        for attribute in attributes {
          guard case .text(let value) = attribute.value else { continue }
          _ = gvx_declare(root, kind == .node ? AGNODE : AGEDGE, attribute.name.rawValue, value)
        }
      case .openSubgraph(let name, let attributes):
        guard let subgraph = gvx_subgraph(current, name) else { continue }
        set(attributes, on: subgraph)
        open.append(subgraph)
      case .closeSubgraph: open.removeLast()
      case .node(let id, let attributes):
        guard let node = gvx_node(current, id.description) else { continue }
        set(attributes, on: node)
        nodes[id] = node
      case .member(let id):
        if let node = nodes[id] { _ = gvx_subnode(current, node) }
      case .edge(let key, let from, let to, let attributes):
        guard let tail = nodes[from], let head = nodes[to],
          let edge = gvx_edge(current, tail, head, key)
        else { continue }
        set(attributes, on: edge)
      }
    }
  }

  /// The default attributes of lines.
  private static let usual = [
    "color": "black", "penwidth": "1", "arrowsize": "1", "arrowhead": "normal",
  ]

  private func set(_ attributes: [GraphStatement.Attribute], on object: UnsafeMutableRawPointer) {
    for attribute in attributes {
      switch attribute.value {
      case .text(let value): _ = gvx_set(object, attribute.name.rawValue, value)
      case .markup(let value):
        _ = gvx_set_markup(root, object, attribute.name.rawValue, value)
      }
    }
  }
}
