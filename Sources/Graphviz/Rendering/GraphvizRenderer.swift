internal import Synchronization

/// Draws diagrams with the Graphviz library, in this process.
///
/// The library keeps global state and is safe for one thread at a time only: every call goes
/// through one process-wide lock and makes and frees its own graph. No pointer of the library leaves
/// the lock. Drawing cannot be interrupted, so the number of lines is limited.
public struct GraphvizRenderer: Sendable {
  /// The most lines of a diagram.
  public static let edgeLimit = 600

  private static let lock = Mutex(GraphvizContexts())

  /// A renderer; renderers share the lock and nothing else.
  public init() {}

  /// The drawing of a diagram.
  ///
  /// - Returns: the bytes of a file: UTF-8 text for SVG and DOT. The same diagram gives the same
  ///   SVG and DOT; PNG and PDF depend on the fonts of the machine as well.
  /// - Throws: ``GraphvizError`` where the diagram cannot be drawn as it is described.
  public func render(
    _ graph: DiagramGraph, as format: DiagramFormat
  ) throws(GraphvizError) -> [UInt8] {
    guard graph.edges.count <= GraphvizRenderer.edgeLimit else {
      throw .tooManyEdges(graph.edges.count, limit: GraphvizRenderer.edgeLimit)
    }
    try checkEnds(of: graph)
    switch format {
    case .dot: return Array(DOTWriter.text(graph).utf8)
    case .svg:
      let drawing = try draw(GraphStatements(graph).all(), format)
      return try SVGFinisher(graph).finish(drawing)
    case .png: return try draw(GraphStatements(graph).all(dotsPerInch: 144), format)
    case .pdf: return try draw(GraphStatements(graph).all(), format)
    }
  }

  /// Draws statements as they are; for tests of what Graphviz refuses.
  func draw(
    _ statements: [GraphStatement], _ format: DiagramFormat
  ) throws(GraphvizError) -> [UInt8] {
    try GraphvizRenderer.lock.withLock { contexts throws(GraphvizError) in
      try GraphvizSession.draw(statements, format, in: &contexts)
    }
  }

  private func checkEnds(of graph: DiagramGraph) throws(GraphvizError) {
    let nodes = Set(graph.nodes.map(\.id))
    for edge in graph.edges {
      for end in [edge.from, edge.to] where !nodes.contains(end.node) {
        throw .unknownEnd(end.node.description)
      }
    }
    for id in graph.columns.joined() where !nodes.contains(id) { throw .unknownEnd(id.description) }
  }
}
