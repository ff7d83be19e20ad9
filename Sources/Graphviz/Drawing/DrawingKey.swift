/// A sign of a picture and what it stands for.
public struct DrawingKey: Sendable, Hashable {
  /// The sign, with its left end on the base line at the origin.
  public var sign: [DrawingItem]
  /// The room that the sign takes before its words.
  public var width: Double
  /// The meaning of the sign.
  public var words: String
  /// True where it begins a line.
  public var startsLine: Bool

  /// A sign and its words.
  public init(_ sign: [DrawingItem], width: Double, words: String, startsLine: Bool = false) {
    self.sign = sign
    self.width = width
    self.words = words
    self.startsLine = startsLine
  }
}
