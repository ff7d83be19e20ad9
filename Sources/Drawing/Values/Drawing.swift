/// A finished picture as a value: positioned shapes and text, and groups with a meaning.
///
/// Every layout ends in one of these, and every form of file is written from it, so all forms show
/// the same. It can hold nothing but what is drawn: no links, no scripts, no files. Lengths are
/// points (1/72 inch); the origin is at the top left.
public struct Drawing: Sendable, Hashable {
  /// A colour, and its replacement on a dark screen.
  public struct ColorPair: Sendable, Hashable {
    /// The colour on paper and on a light screen.
    public var light: DiagramColor
    /// The colour on a dark screen.
    public var dark: DiagramColor

    /// Creates a pair of colours.
    public init(light: DiagramColor, dark: DiagramColor) {
      self.light = light
      self.dark = dark
    }
  }

  /// The title, read aloud by screen readers and shown by browsers.
  public var title: String
  /// A description of the picture in a sentence or two, for those who cannot see it.
  public var summary: String
  /// The width.
  public var width: Double
  /// The height.
  public var height: Double
  /// The colour behind everything.
  public var background: DiagramColor
  /// The items, from the back to the front.
  public var items: [DrawingItem]
  /// The colours that replace others on a dark screen.
  public var darkColors: [ColorPair]
  /// The heads that every page repeats when the picture is divided; nil where it is no table.
  public var heads: TableHeads?
  /// The heights of each heading with the beginning of its section, from top to bottom; pages are
  /// not divided there.
  public var headings: [ClosedRange<Double>] = []
  /// The words above and below the picture, which pages set anew; nil where all of the drawing is
  /// the picture.
  public var frame: DrawingFrame?

  /// Creates a picture; see the properties.
  public init(
    title: String, summary: String, width: Double, height: Double,
    background: DiagramColor = DiagramColor(0xFFFFFF), items: [DrawingItem] = [],
    darkColors: [ColorPair] = [], heads: TableHeads? = nil
  ) {
    self.title = title
    self.summary = summary
    self.width = width
    self.height = height
    self.background = background
    self.items = items
    self.darkColors = darkColors
    self.heads = heads
  }

  /// The colour of text on the margins.
  var ink: DiagramColor { DiagramColor(0x1B2733) }

  /// The visible texts of the picture, in the order in which they are drawn.
  var labels: [String] {
    func labels(_ items: [DrawingItem]) -> [String] {
      items.flatMap { item -> [String] in
        switch item {
        case .shape: []
        case .text(let text): [text.text]
        case .group(let group): labels(group.items)
        }
      }
    }
    return labels(items)
  }

  /// All texts of the picture, in the order in which they are drawn: title, summary, labels and
  /// tooltips.
  public var texts: [String] {
    var found = [title, summary]
    func collect(_ items: [DrawingItem]) {
      for item in items {
        switch item {
        case .shape: continue
        case .text(let text): found.append(text.text)
        case .group(let group):
          if let tooltip = group.tooltip { found.append(tooltip) }
          collect(group.items)
        }
      }
    }
    collect(items)
    return found
  }
}

/// The position of a table's heads in a drawing: the names of rows and columns, which every page
/// repeats when the drawing is divided.
public struct TableHeads: Sendable, Hashable {
  /// The heights of the names of columns, from top to bottom.
  public var columns: ClosedRange<Double>
  /// The horizontal range of the names of rows, from left to right.
  public var rows: ClosedRange<Double>
  /// The end of the table: parts below it or to its right have no heads.
  public var end: DrawingPoint

  /// Creates heads; see the properties.
  public init(columns: ClosedRange<Double>, rows: ClosedRange<Double>, end: DrawingPoint) {
    self.columns = columns
    self.rows = rows
    self.end = end
  }
}
