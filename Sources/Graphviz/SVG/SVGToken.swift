/// A piece of an SVG file.
enum SVGToken: Sendable, Hashable {
  /// An attribute; the value as it stands, with its entities.
  struct Attribute: Sendable, Hashable {
    let name: String
    let value: String
  }

  case open(String, [Attribute], isClosed: Bool)
  case close(String)
  case text(String)
  /// A declaration, a document type or a comment, which say nothing that is kept.
  case other
}
