/// A page with a part of a drawing on it.
struct DrawingPage: Sendable, Hashable {
  /// The size of the page, in points.
  var width: Double
  var height: Double
  /// The drawing, of which a window shows a part.
  var drawing: Drawing
  /// The part of the drawing that is on this page and on no other.
  var window: DrawingWindow
  /// Heads of rows and columns that other pages show as well.
  var heads: [DrawingWindow] = []
  /// How large the drawing is on paper.
  var scale: Double
  /// The title and number of the page, in the page's places.
  var furniture: [DrawingItem] = []
  /// Marks where lines go on on another page.
  var connectors: [DrawingItem] = []
}
