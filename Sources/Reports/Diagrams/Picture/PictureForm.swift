/// The form of a diagram's file, named by its ending.
public enum PictureForm: String, Sendable, CaseIterable {
  /// Scalable vector graphics.
  case svg
  /// A picture of pixels.
  case png
  /// Pages for printing.
  case pdf
  /// The description from which Graphviz draws a diagram again.
  case dot
  /// A page for a browser: the drawing, which can be moved, searched and selected in, and the
  /// table.
  case html
}
