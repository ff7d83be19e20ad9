/// A line between two boxes.
public struct DiagramEdge: Sendable, Hashable {
  /// A side of a box or of a cell.
  public enum Side: String, Sendable, Hashable {
    /// The left.
    case left = "w"
    /// The right.
    case right = "e"
  }

  /// An end of a line: a box, or a cell of its label that has a port.
  public struct End: Sendable, Hashable {
    /// The box.
    public var node: NodeID
    /// The cell; nil for the box as a whole.
    public var port: NodeID?
    /// The side; nil for the nearest of a box, and for the side of a cell that looks at the other
    /// end's column.
    public var side: Side?

    /// An end at a box or one of its cells.
    public init(_ node: NodeID, port: NodeID? = nil, side: Side? = nil) {
      self.node = node
      self.port = port
      self.side = side
    }

    /// The end as Graphviz names it; nil for the box as a whole.
    ///
    /// - Parameter usual: the side at which lines meet cells.
    func place(usual: Side) -> String? {
      if let port { return "\(port):\((side ?? usual).rawValue)" }
      return side?.rawValue
    }
  }

  /// How the line is drawn.
  public enum Stroke: String, Sendable, Hashable {
    /// An unbroken line.
    case solid
    /// Dashes.
    case dashed
    /// Dots.
    case dotted
  }

  /// The name of the line at a position of a graph, in its drawing.
  public static func name(_ position: Int) -> NodeID { NodeID("e\(position + 1)") }

  /// Where it starts.
  public var from: End
  /// Where it ends.
  public var to: End
  /// What stands beside it; nil for nothing.
  public var label: LabelTable?
  /// What a reader hears or sees when pointing at it.
  public var tooltip: String
  /// Its colour.
  public var color: DiagramColor
  /// Its width.
  public var width: Points
  /// How it is drawn.
  public var stroke: Stroke
  /// Whether it ends in an arrow.
  public var hasArrow: Bool
  /// Whether the arrow points at the start: for what goes back, without changing the layout.
  public var isReversed: Bool
  /// Whether both ends are cells of one column: such a line is not laid out, but drawn as an arc
  /// beside the column.
  public var isWithinColumn: Bool

  /// A line; see the properties.
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
