public import Drawing

/// A diagram as a value: boxes with tables in them, lines between, a header and a footer.
///
/// It is laid out from left to right. Nothing in it can name a file, load anything or run anything;
/// text from data is escaped everywhere.
public struct DiagramGraph: Sendable, Hashable {
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
  public var darkColors: [Drawing.ColorPair]

  /// Creates a diagram; see the properties.
  public init(
    title: String, summary: String, header: LabelTable? = nil, footer: LabelTable? = nil,
    nodes: [DiagramNode] = [], edges: [DiagramEdge] = [], columns: [[NodeID]] = [],
    nodeGap: Int = 60, columnGap: Int = 230, background: DiagramColor = DiagramColor(0xFFFFFF),
    darkColors: [Drawing.ColorPair] = []
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

/// A box of a diagram.
public struct DiagramNode: Sendable, Hashable {
  /// The box's name within the graph.
  public var id: NodeID
  /// The content of the box.
  public var label: LabelTable
  /// The text that a reader hears or sees when pointing at the box.
  public var tooltip: String
  /// The kind of the box, for style sheets.
  public var styleClass: NodeID

  /// Creates a box; see the properties.
  public init(id: NodeID, label: LabelTable, tooltip: String, styleClass: NodeID = "node") {
    self.id = id
    self.label = label
    self.tooltip = tooltip
    self.styleClass = styleClass
  }
}

/// A line between two boxes.
public struct DiagramEdge: Sendable, Hashable {
  /// A side of a box or of a cell.
  public enum Side: String, Sendable, Hashable {
    /// The left side.
    case left = "w"
    /// The right side.
    case right = "e"
  }

  /// An end of a line: a box, or a cell of its label that has a port.
  public struct End: Sendable, Hashable {
    /// The box.
    public var node: NodeID
    /// The cell; nil for the box as a whole.
    public var port: NodeID?
    /// The side; nil for the nearest side of a box, or for the side of a cell that faces the other
    /// end's column.
    public var side: Side?

    /// Creates an end at a box or one of its cells.
    public init(_ node: NodeID, port: NodeID? = nil, side: Side? = nil) {
      self.node = node
      self.port = port
      self.side = side
    }

    /// Returns the end as Graphviz names it; nil for the box as a whole.
    ///
    /// - Parameter usual: The side at which lines meet cells.
    func place(usual: Side) -> String? {
      if let port { return "\(port):\((side ?? usual).rawValue)" }
      return side?.rawValue
    }
  }

  /// The stroke of a line.
  public enum Stroke: String, Sendable, Hashable {
    /// An unbroken line.
    case solid
    /// A dashed line.
    case dashed
    /// A dotted line.
    case dotted
  }

  /// The end at which the line starts.
  public var from: End
  /// The end at which the line arrives.
  public var to: End
  /// The label beside the line; nil for none.
  public var label: LabelTable?
  /// The text that a reader hears or sees when pointing at the line.
  public var tooltip: String
  /// The colour of the line.
  public var color: DiagramColor
  /// The width of the line.
  public var width: Points
  /// The stroke of the line.
  public var stroke: Stroke
  /// True where the line ends in an arrow.
  public var hasArrow: Bool
  /// True where the arrow points at the start: for money that goes back, without a change of the
  /// layout.
  public var isReversed: Bool
  /// True where both ends are cells of one column: such a line is not laid out, but drawn as an arc
  /// beside the column.
  public var isWithinColumn: Bool

  /// Creates a line; see the properties.
  public init(
    from: End, to: End, label: LabelTable? = nil, tooltip: String, color: DiagramColor,
    width: Points = 1, stroke: Stroke = .solid, hasArrow: Bool = true, isReversed: Bool = false,
    isWithinColumn: Bool = false
  ) {
    self.from = from
    self.to = to
    self.label = label
    self.tooltip = tooltip
    self.color = color
    self.width = width
    self.stroke = stroke
    self.hasArrow = hasArrow
    self.isReversed = isReversed
    self.isWithinColumn = isWithinColumn
  }
}
