/// A diagram as a value: boxes with tables in them, lines between, a header and a footer.
///
/// It is laid out from left to right. Nothing in it can name a file, load anything or run anything;
/// text from data is escaped everywhere.
public struct DiagramGraph: Sendable, Hashable {
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
  /// A description of the diagram in a sentence or two, for those who cannot see it.
  public var summary: String
  /// The table above the diagram.
  public var header: LabelTable?
  /// The table below the diagram: legend, notes, sources.
  public var footer: LabelTable?
  /// The boxes.
  public var nodes: [DiagramNode]
  /// The lines between boxes.
  public var edges: [DiagramEdge]
  /// The boxes that share a column, column by column.
  public var columns: [[NodeID]]
  /// The space between boxes of a column, in hundredths of an inch.
  public var nodeGap: Int
  /// The space between columns, in hundredths of an inch.
  public var columnGap: Int
  /// The colour behind everything.
  public var background: DiagramColor
  /// The colour of text without a colour of its own.
  public var ink: DiagramColor { DiagramColor(0x1B2733) }
  /// The colours that replace others on a dark screen.
  public var darkColors: [ColorPair]

  /// Creates a diagram; see the properties.
  public init(
    title: String, summary: String, header: LabelTable? = nil, footer: LabelTable? = nil,
    nodes: [DiagramNode] = [], edges: [DiagramEdge] = [], columns: [[NodeID]] = [],
    nodeGap: Int = 60, columnGap: Int = 230, background: DiagramColor = DiagramColor(0xFFFFFF),
    darkColors: [ColorPair] = []
  ) {
    self.title = title
    self.summary = summary
    self.header = header
    self.footer = footer
    self.nodes = nodes
    self.edges = edges
    self.columns = columns
    self.nodeGap = nodeGap
    self.columnGap = columnGap
    self.background = background
    self.darkColors = darkColors
  }
}
