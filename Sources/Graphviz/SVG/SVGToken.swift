/// A token of an SVG file.
enum SVGToken: Sendable, Hashable {
  /// An attribute, with its value undecoded.
  struct Attribute: Sendable, Hashable {
    let name: String
    let value: String
  }

  case open(String, [Attribute], isClosed: Bool)
  case close(String)
  case text(String)
  /// A declaration, a document type or a comment, of which nothing is kept.
  case other
}
