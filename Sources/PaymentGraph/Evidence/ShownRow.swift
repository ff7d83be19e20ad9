/// A row of a file as it stands there, read again when somebody asks to see it.
public struct ShownRow: Sendable, Hashable {
  /// The text, decoded; empty where a number in it must not be shown.
  public let text: String
  /// The bytes; none where a number in them must not be shown.
  public let bytes: [UInt8]
  /// True where digits of a card, or its security code, are hidden.
  public let isMasked: Bool
  /// True where the row is longer than can be shown.
  public let isCut: Bool
  /// The cells with the names of their columns; none for a file without a header.
  public let cells: [KeptCell]
  /// The lines before it, from the top.
  public let before: [String]
  /// The lines after it.
  public let after: [String]

  package init(
    text: String, bytes: [UInt8], isMasked: Bool, isCut: Bool, cells: [KeptCell], before: [String],
    after: [String]
  ) {
    self.text = text
    self.bytes = bytes
    self.isMasked = isMasked
    self.isCut = isCut
    self.cells = cells
    self.before = before
    self.after = after
  }
}
