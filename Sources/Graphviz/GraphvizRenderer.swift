public import Drawing
internal import Synchronization

/// Lays diagrams out with the Graphviz library, in this process.
///
/// The library keeps global state and is safe for one thread at a time only: every layout goes
/// through one process-wide lock and makes and frees its own graph. No pointer of the library
/// leaves the lock. Any number of threads may draw at once; they wait for each other.
///
/// A layout cannot be interrupted. The number of lines is therefore limited before it starts. A
/// layout that takes longer than ``timeLimit`` is abandoned, and the diagram is laid out simply,
/// without the library, as its footer then states. The abandoned layout runs on alone until it
/// ends, and until then all others are laid out simply as well.
public struct GraphvizRenderer: Sendable {
  /// The most lines of a diagram.
  public static let edgeLimit = 600

  private static let lock = Mutex(())

  /// The time that a layout may take, including the wait for others.
  public var timeLimit: Duration

  /// Creates a renderer; renderers share the lock and nothing else.
  public init(timeLimit: Duration = .seconds(30)) { self.timeLimit = timeLimit }

  /// The version of this machine's library; nil where it is missing.
  public static var libraryVersion: String? { lock.withLock { _ in GraphvizSession.version } }

  /// Writes the description of a diagram as DOT text, the same on every machine.
  ///
  /// - Throws: ``GraphvizError`` where a line ends at a box that the diagram does not have.
  public func description(of graph: DiagramGraph) throws(GraphvizError) -> [UInt8] {
    try checkEnds(of: graph)
    return Array(DOTWriter.text(graph).utf8)
  }

  /// Lays a diagram out as a picture, the same with the same release of Graphviz.
  ///
  /// - Throws: ``GraphvizError`` where the diagram cannot be drawn as it is described.
  /// - Complexity: At most about ``timeLimit``.
  public func drawing(of graph: DiagramGraph) throws(GraphvizError) -> Drawing {
    guard graph.edges.count <= GraphvizRenderer.edgeLimit else {
      throw .tooManyEdges(graph.edges.count, limit: GraphvizRenderer.edgeLimit)
    }
    try checkEnds(of: graph)
    var standIns = TextStandIns()
    let measured = standIns.replaced(in: graph)
    let svg: [UInt8]
    do throws(GraphvizError) {
      svg = try draw(GraphStatements(measured).all())
    } catch {
      guard case .tooSlow = error else { throw error }
      let note =
        "Simple layout: the better one took longer than \(timeLimit.components.seconds) seconds."
      return SameColumnEdges(graph).added(to: FallbackLayout(graph, note: note).drawing)
    }
    let laid = standIns.restored(in: try SVGReader(graph).read(svg))
    return SameColumnEdges(graph).added(to: LevelColumns(graph).level(laid))
  }

  /// Draws statements as they are, for tests of Graphviz's refusals.
  func draw(_ statements: [GraphStatement]) throws(GraphvizError) -> [UInt8] {
    let result = LayoutThread.run(within: timeLimit) { () -> Result<[UInt8], GraphvizError> in
      GraphvizRenderer.lock.withLock { _ in GraphvizSession.draw(statements) }
    }
    guard let result else { throw .tooSlow(timeLimit) }
    return try result.get()
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

/// A reason why a diagram could not be drawn.
public enum GraphvizError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The diagram has more lines than can be laid out in reasonable time, or be read.
  case tooManyEdges(Int, limit: Int)
  /// A line ends at a box or cell that the diagram does not have.
  case unknownEnd(String)
  /// Graphviz is not on this machine.
  case notInstalled
  /// Graphviz could not be started.
  case notAvailable(String)
  /// Graphviz refused the diagram, in its own words.
  case refused(String)
  /// The layout took longer than it may.
  case tooSlow(Duration)
  /// The drawing holds something that no drawing of the program can hold, and was discarded.
  case unexpectedOutput(String)

  /// The cause and what to do, in one line.
  public var description: String {
    switch self {
    case .tooManyEdges(let count, let limit):
      "the diagram has \(count) lines, but at most \(limit) can be drawn: draw fewer accounts (--top)"
    case .unknownEnd(let name): "a line ends at \(name), which is not in the diagram"
    case .notInstalled:
      "this drawing needs Graphviz, which is not installed: install it (Debian, Fedora: the package graphviz)"
    case .notAvailable(let reason): "Graphviz cannot be started: \(reason)"
    case .refused(let words): "Graphviz refused the diagram: \(words)"
    case .tooSlow(let limit):
      "the layout took longer than \(limit.components.seconds) seconds: draw fewer accounts (--top, --rows)"
    case .unexpectedOutput(let reason): "the drawing was not written, because \(reason)"
    }
  }
}
