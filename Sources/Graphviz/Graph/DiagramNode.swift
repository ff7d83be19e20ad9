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
