/// A page with a part of a drawing on it.
struct DrawingPage: Sendable, Hashable {
  /// The size of the page, in points.
  var width: Double
  var height: Double
  /// The drawing, of which a window shows a part.
  var drawing: Drawing
  /// The top left corner of the window.
  var window: DrawingPoint
  var windowWidth: Double
  var windowHeight: Double
  /// How large the drawing is on paper.
  var scale: Double
  /// Where the part starts, in the drawing's own places.
  var corner: DrawingPoint
  /// The title and number of the page, in the page's places.
  var furniture: [DrawingItem] = []
  /// Marks where lines go on on another page.
  var connectors: [DrawingItem] = []
}
