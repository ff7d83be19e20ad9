/// A part of a drawing, positioned on a page.
struct DrawingWindow: Sendable, Hashable {
  /// The top left corner on the page, in points.
  var place: DrawingPoint
  var width: Double
  var height: Double
  /// The top left corner of the part, in the drawing's coordinates.
  var corner: DrawingPoint
}
