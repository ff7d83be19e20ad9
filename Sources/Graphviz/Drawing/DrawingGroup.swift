/// Things in a picture that belong together and stand for something.
public struct DrawingGroup: Sendable, Hashable {
  /// What it stands for, alone or with other groups; nil for nothing.
  public var name: NodeID?
  /// The kind of thing it is, for style sheets.
  public var styleClass: NodeID?
  /// What a reader hears or sees when pointing at it.
  public var tooltip: String?
  /// What is drawn.
  public var items: [DrawingItem]

  /// A group; see the properties.
  public init(
    name: NodeID? = nil, styleClass: NodeID? = nil, tooltip: String? = nil, items: [DrawingItem]
  ) {
    self.name = name
    self.styleClass = styleClass
    self.tooltip = tooltip
    self.items = items
  }
}
