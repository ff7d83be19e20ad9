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

  /// Returns the name of the line at an index of a graph, for the drawing.
  public static func name(_ position: Int) -> NodeID { NodeID("e\(position + 1)") }

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
