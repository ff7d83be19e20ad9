/// The form of a drawing.
public enum DiagramFormat: String, Sendable, CaseIterable {
  /// Scalable vector graphics.
  case svg
  /// A picture of pixels, 144 to the inch.
  case png
  /// Pages for printing.
  case pdf
  /// The description from which Graphviz draws a diagram again; only for diagrams that Graphviz
  /// lays out.
  case dot
}
