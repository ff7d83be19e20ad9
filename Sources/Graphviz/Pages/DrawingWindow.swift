/// A part of a drawing at a place on a page.
struct DrawingWindow: Sendable, Hashable {
  /// The top left corner on the page, in points.
  var place: DrawingPoint
  var width: Double
  var height: Double
  /// Where the part starts, in the drawing's own places.
  var corner: DrawingPoint
}
