internal import Graphviz
internal import PaymentGraph

/// The text above and below a drawing that is laid out here: title, facts, legend, notes, sources.
///
/// The layout asks for ``top``, draws from there on downwards between the margins, and passes its
/// items to ``drawing(_:bottom:)``.
struct Sheet {
  /// The room at every side.
  static let margin = 24.0

  /// The widest line of words: easy to read, and rarely cut where a drawing is divided into pages.
  static let readable = 760.0

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

  private var right: Double { Sheet.margin + width }

  private var titles: [String] {
    TextLines.of(title, width: width, size: 20, isBold: true, limit: 2)
  }
  private var factLines: [String] {
    let facts = facts.filter { !$0.isEmpty }
    let line = facts.joined(separator: "   |   ")
    return TextWidth.of(line, size: 11) <= width
      ? [line] : TextLines.of(facts.joined(separator: " | "), width: width, size: 11, limit: 4)
  }
  private var leadLines: [String] {
    lead.isEmpty ? [] : TextLines.of(lead, width: min(width, Sheet.readable), size: 11, limit: 6)
  }

  /// The upper edge of the picture.
  var top: Double {
    Sheet.margin + bannerHeight + Double(titles.count) * 24 + Double(
      factLines.count + leadLines.count) * 16 + 16
  }

  private var bannerHeight: Double { banner.isEmpty ? 0 : 34 }

  /// Assembles the whole drawing.
  ///
  /// - Parameters:
  ///   - picture: The items of the picture, from the back to the front.
  ///   - bottom: The lower edge of the picture.
  ///   - files: The files from whose records it was drawn.
  func drawing(
    _ picture: [DrawingItem], bottom: Double, files: [SourceFile]
  ) -> Drawing {
    var items = picture
    var y = Sheet.margin
    if !banner.isEmpty {
      items += bannerItems(at: y)
      y += bannerHeight
    }
    func add(_ lines: [String], size: Double, color: DiagramColor, isBold: Bool, pitch: Double) {
      for line in lines {
        y += pitch
        items.append(
          .text(
            DrawingText(
              line, at: DrawingPoint(Sheet.margin, y - pitch * 0.22), size: size, color: color,
              isBold: isBold)))
      }
    }
    add(titles, size: 20, color: Palette.ink, isBold: true, pitch: 24)
    add(factLines + leadLines, size: 11, color: Palette.secondary, isBold: false, pitch: 16)
    y = bottom + 26
    addLegend(&items, &y)
    let lines = notes + SourceLine(options: options).lines(files)
    for line in lines where !line.isEmpty {
      add(
        TextLines.of(line, width: min(width, Sheet.readable), size: 9.5), size: 9.5,
        color: Palette.secondary,
        isBold: false, pitch: 13.5)
    }
    return Drawing(
      title: title, summary: banner.isEmpty ? summary : "\(banner). \(summary)",
      width: width + 2 * Sheet.margin,
      height: y + Sheet.margin * 0.75, items: items, darkColors: Palette.dark)
  }

  /// Draws the warning, in a colour of its own over the whole width.
  private func bannerItems(at y: Double) -> [DrawingItem] {
    [
      .shape(
        DrawingShape(
          .box(DrawingPoint(Sheet.margin, y), width: width, height: 26), fill: Palette.warning)),
      .text(
        DrawingText(
          TextWidth.fitted(banner, into: width - 20, size: 13, isBold: true),
          at: DrawingPoint(Sheet.margin + 10, y + 17.5), size: 13, color: Palette.ink, isBold: true)
      ),
    ]
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

  private func addLegend(_ items: inout [DrawingItem], _ y: inout Double) {
    guard !legend.isEmpty else {
      y -= 18
      return
    }
    var x = Sheet.margin
    for mark in legend {
      let room = mark.signWidth + TextWidth.of(mark.words, size: 9.5)
      if x > Sheet.margin, mark.startsLine || x + room > right {
        x = Sheet.margin
        y += 17
      }
      items += mark.items(at: DrawingPoint(x, y))
      items.append(
        .text(
          DrawingText(
            TextWidth.fitted(mark.words, into: width - mark.signWidth, size: 9.5),
            at: DrawingPoint(x + mark.signWidth, y), size: 9.5, color: Palette.secondary)))
      x += room + 20
    }
    y += 6
  }
}
