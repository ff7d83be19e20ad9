/// Why a diagram could not be drawn.
public enum GraphvizError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The diagram has more lines than can be laid out in reasonable time, or read.
  case tooManyEdges(Int, limit: Int)
  /// A line ends at a box or cell that the diagram does not have.
  case unknownEnd(String)
  /// Graphviz could not be started.
  case notAvailable(String)
  /// Graphviz refused the diagram, in its own words.
  case refused(String)
  /// The drawing holds something that no drawing of ours can hold, and was thrown away.
  case unsafeOutput(String)

  /// The cause and what to do, in one line.
  public var description: String {
    switch self {
    case .tooManyEdges(let count, let limit):
      "the diagram has \(count) lines and at most \(limit) can be drawn: draw fewer accounts (--top)"
    case .unknownEnd(let name): "a line ends at \(name), which the diagram does not have"
    case .notAvailable(let reason): "Graphviz cannot be started: \(reason)"
    case .refused(let words): "Graphviz refused the diagram: \(words)"
    case .unsafeOutput(let reason): "the drawing was not written, because \(reason)"
    }
  }
}
