/// A box of a diagram.
public struct DiagramNode: Sendable, Hashable {
  /// Its name within the graph.
  public var id: NodeID
  /// What stands in it.
  public var label: LabelTable
  /// What a reader hears or sees when pointing at it.
  public var tooltip: String
  /// The kind of thing it is, for style sheets.
  public var styleClass: NodeID

  /// A box; see the properties.
  public init(id: NodeID, label: LabelTable, tooltip: String, styleClass: NodeID = "node") {
    self.id = id
    self.label = label
    self.tooltip = tooltip
    self.styleClass = styleClass
  }
}
