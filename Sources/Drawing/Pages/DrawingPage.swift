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

/// A part of a drawing, positioned on a page.
struct DrawingWindow: Sendable, Hashable {
  /// The top left corner on the page, in points.
  var place: DrawingPoint
  var width: Double
  var height: Double
  /// The top left corner of the part, in the drawing's coordinates.
  var corner: DrawingPoint
}

/// A size of paper for printing.
public enum Paper: String, Sendable, CaseIterable {
  /// Paper of 210 by 297 millimetres.
  case a4
  /// Paper of 297 by 420 millimetres.
  case a3
  /// 8.5 by 11 inches.
  case letter

  /// The lengths of the short and the long side, in points.
  var sides: (short: Double, long: Double) {
    switch self {
    case .a4: (595.28, 841.89)
    case .a3: (841.89, 1_190.55)
    case .letter: (612, 792)
    }
  }

  /// Returns the greatest width of a picture whose smallest letters stay readable on one landscape
  /// page.
  public func room(forLetters size: Double) -> Double {
    (sides.long - 2 * Paper.margin) * size / PageDivision.leastLetters
  }

  /// The margin on every side: 12 millimetres, which every printer can print.
  static let margin = 34.02
}
