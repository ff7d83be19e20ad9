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
  /// The libraries that draw pixels and pages are not installed.
  case missingLibrary(String)
  /// The requested form of file cannot show this drawing.
  case notThisForm(DiagramFormat)
  /// The drawing holds something that no drawing of the program can hold, and was discarded.
  case unsafeOutput(String)

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
    case .missingLibrary(let name):
      "PNG and PDF need \(name), which is not installed: install cairo and pango "
        + "(Debian: apt-get install libpangocairo-1.0-0), or write an .svg file"
    case .notThisForm(let form):
      "this kind of drawing has no .\(form.rawValue) form: write .svg, .png or .pdf"
    case .unsafeOutput(let reason): "the drawing was not written, because \(reason)"
    }
  }
}
