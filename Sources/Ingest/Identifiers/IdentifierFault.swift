/// The reason why a text is not an identifier of the expected kind.
public enum IdentifierFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// The characters are not those of such an identifier.
  case shape(String)
  /// The number of characters is wrong.
  case length(expected: String, found: Int)
  /// The check digits do not fit the rest.
  case checkDigits
  /// No country with this code has such identifiers.
  case country(String)
  /// The end was cut off, so that the text names nobody for certain.
  case truncated
  /// The text cannot be understood without this fact.
  case needs(String)

  /// The fault in words.
  public var description: String {
    switch self {
    case .shape(let words): words
    case .length(let expected, let found): "has \(found) characters instead of \(expected)"
    case .checkDigits: "the check digits do not fit"
    case .country(let code): "no country \"\(code)\" has such identifiers"
    case .truncated: "the end is cut off"
    case .needs(let what): "cannot be understood without \(what)"
    }
  }
}
