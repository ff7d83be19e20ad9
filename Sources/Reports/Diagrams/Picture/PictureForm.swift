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
  /// A page for a browser: the drawing, to move, search and choose in, and the table.
  case html
}
