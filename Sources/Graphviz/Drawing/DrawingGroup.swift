/// A group of items in a picture that share a meaning.
public struct DrawingGroup: Sendable, Hashable {
  /// The name of the part to which the group belongs, alone or with other groups; nil for none.
  public var name: NodeID?
  /// The kind of the part, for style sheets.
  public var styleClass: NodeID?
  /// The text that a reader hears or sees when pointing at the group.
  public var tooltip: String?
  /// The items to draw.
  public var items: [DrawingItem]

  /// Creates a group; see the properties.
  public init(
    name: NodeID? = nil, styleClass: NodeID? = nil, tooltip: String? = nil, items: [DrawingItem]
  ) {
    self.name = name
    self.styleClass = styleClass
    self.tooltip = tooltip
    self.items = items
  }
}
