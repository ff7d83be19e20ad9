/// Why a text is no identifier of the kind that was asked for.
public enum IdentifierFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// The characters are not those of such an identifier.
  case shape(String)
  /// It has another number of characters than it must.
  case length(expected: String, found: Int)
  /// The check digits do not fit the rest.
  case checkDigits
  /// No country with this code has such identifiers.
  case country(String)
  /// The end was cut off, so that it names nobody for certain.
  case truncated
  /// It cannot be understood without knowing this.
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
