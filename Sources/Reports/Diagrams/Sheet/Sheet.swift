internal import Drawing
internal import PaymentGraph

/// The text above and below a drawing that is laid out here: title, facts, legend, notes, sources.
///
/// The layout asks for ``top``, draws from there on downwards between the margins, and passes its
/// items to ``drawing(_:bottom:)``.
struct Sheet {
  /// The room at every side.
  static let margin = 24.0

  /// The options of the diagram.
  let options: DiagramOptions
  /// A warning above the title; empty for none.
  var banner: String = ""
  /// The title.
  let title: String
  /// The facts below the title, in one line where they fit.
  let facts: [String]
  /// The definition below the facts, in as many lines as it needs.
  var lead: String = ""
  /// A description of the picture for those who cannot see it.
  var summary: String
  /// The width between the margins.
  let width: Double
  /// The signs and their meanings.
  var legend: [LegendMark] = []
  /// The notes that a reader must know beside the picture.
  var notes: [String] = []

  /// The top of the picture.
  var top: Double { Sheet.margin + frame.head(width: width).height + 16 }

  private var frame: DrawingFrame {
    var frame = DrawingFrame(title: title)
    frame.banner = banner
    frame.facts = facts
    frame.lead = lead
    frame.key = legend.map(\.key)
    frame.notes = notes
    (frame.ink, frame.secondary, frame.warning) = (
      Palette.ink, Palette.secondary, Palette.warning
    )
    return frame
  }

  /// Assembles the whole drawing.
  ///
  /// - Parameters:
  ///   - picture: The items of the picture, from the back to the front.
  ///   - bottom: The lower edge of the picture.
  ///   - files: The files from whose records it was drawn.
  func drawing(
    _ picture: [DrawingItem], bottom: Double, files: [SourceFile]
  ) -> Drawing {
    var frame = frame
    frame.notes += SourceLine(options: options).lines(files)
    frame.body = (top - 8)...(bottom + 8)
    var items = picture
    func add(_ block: DrawingFrame.Block, at y: Double) {
      items += block.items.map { $0.placed(at: DrawingPoint(Sheet.margin, y)) }
    }
    add(frame.head(width: width), at: Sheet.margin)
    let signs = frame.signs(width: width)
    var y = bottom + 26
    add(signs, at: y)
    y += signs.items.isEmpty ? -18 : signs.height
    let remarks = frame.remarks(width: width)
    add(remarks, at: y)
    y += remarks.height
    var drawing = Drawing(
      title: title, summary: banner.isEmpty ? summary : "\(banner). \(summary)",
      width: width + 2 * Sheet.margin, height: y + Sheet.margin * 0.75, items: items,
      darkColors: Palette.dark)
    drawing.frame = frame
    return drawing
  }

  /// Draws a level rule: a thin box, because a rule is no line that continues on another page.
  static func rule(
    from left: Double, to right: Double, at y: Double, thickness: Double, color: DiagramColor
  ) -> DrawingItem {
    .shape(
      DrawingShape(
        .box(DrawingPoint(left, y - thickness / 2), width: right - left, height: thickness),
        fill: color))
  }
}
