/// A page with a part of a drawing on it.
struct DrawingPage: Sendable, Hashable {
  /// The size of the page, in points.
  var width: Double
  var height: Double
  /// The drawing, part of which a window shows.
  var drawing: Drawing
  /// The part of the drawing that is on this page and on no other.
  var window: DrawingWindow
  /// The heads of rows and columns that other pages show as well.
  var heads: [DrawingWindow] = []
  /// The scale of the drawing on paper.
  var scale: Double
  /// The title and number of the page, in the page's coordinates.
  var furniture: [DrawingItem] = []
  /// The marks where lines continue on another page.
  var connectors: [DrawingItem] = []
}
