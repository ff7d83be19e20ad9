/// Writes a diagram as DOT text, from which any Graphviz draws it again.
///
/// The same diagram gives the same bytes. O(size of the labels).
struct DOTWriter {
  /// Writes the text, in UTF-8 with LF line ends.
  static func text(_ graph: DiagramGraph) -> String {
    var text = "digraph flow {\n"
    var indent = "  "
    for statement in GraphStatements(graph, isWhole: true).all() {
      switch statement {
      case .graph(let attributes): text += "\(indent)graph \(list(attributes))\n"
      case .defaults(let kind, let attributes):
        text += "\(indent)\(kind.rawValue) \(list(attributes))\n"
      case .openSubgraph(let name, let attributes):
        text += "\(indent)subgraph \(name) {\n"
        indent += "  "
        text += "\(indent)graph \(list(attributes))\n"
      case .closeSubgraph:
        indent.removeLast(2)
        text += "\(indent)}\n"
      case .node(let id, let attributes): text += "\(indent)\(id) \(list(attributes))\n"
      case .member(let id): text += "\(indent)\(id)\n"
      case .edge(_, let from, let to, let attributes):
        text += "\(indent)\(from) -> \(to) \(list(attributes))\n"
      }
    }
    return text + "}\n"
  }

  private static func list(_ attributes: [GraphStatement.Attribute]) -> String {
    let parts = attributes.map { attribute in
      switch attribute.value {
      // Plain values are the program's own and hold no quotes; they are escaped all the same.
      case .text(let value):
        "\(attribute.name.rawValue)=\"\(escaped(value))\""
      case .markup(let value): "\(attribute.name.rawValue)=<\(value)>"
      }
    }
    return "[" + parts.joined(separator: ", ") + "]"
  }

  private static func escaped(_ value: String) -> String {
    var bytes: [UInt8] = []
    for byte in value.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(UInt8(ascii: "\\")) }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
