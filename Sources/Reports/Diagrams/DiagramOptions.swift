/// How a flow diagram is made.
public struct DiagramOptions: Sendable, Hashable {
  /// The title; nil for one that says what is drawn.
  public var title: String?
  /// Whether account numbers are shown in full.
  public var showsNumbers: Bool
  /// The most rows in a column of cards; what is beyond is folded into rows whose totals still add
  /// up.
  public var rowLimit: Int

  /// Options; see the properties.
  public init(title: String? = nil, showsNumbers: Bool = false, rowLimit: Int = 48) {
    self.title = title
    self.showsNumbers = showsNumbers
    self.rowLimit = rowLimit
  }
}
