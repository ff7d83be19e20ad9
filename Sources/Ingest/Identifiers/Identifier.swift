/// The kind of identifier that names an account; its raw value begins the account's key.
public enum IdentifierKind: String, CaseIterable, Sendable, Hashable {
  /// An IBAN of a country whose banks have no older number for the account: `iban:DE89370400440532013000`.
  case iban
  /// A British sort code and account number: `gb:200415/12345678`.
  case britishAccount = "gb"
  /// An Irish sort code and account number: `ie:931152/12345678`.
  case irishAccount = "ie"
  /// An Indian bank code and account number: `in:HDFC:50100012345678`.
  case indianAccount = "in"
  /// A Canadian institution, transit and account number: `ca:003-12345-1234567`.
  case canadianAccount = "ca"
  /// A payment card, never whole: `card:411111…1111:9f86d081884c7d65`.
  case card
  /// An e-mail address, as PayPal names accounts: `email:seller@example.ca`.
  case email
  /// An Indian UPI address: `upi:ravi.k@okhdfcbank`.
  case upi
  /// A telephone number in E.164 form: `phone:+442079460123`.
  case phone
  /// A bank by its BIC, first eight characters: `bic:AIBKIE2D`.
  case bic
}

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

/// The ASCII text of an identifier, without the separators that people put around and between its characters.
struct IdentifierText {
  /// Upper-case letters and digits only.
  let compact: [UInt8]

  /// Keeps letters and digits; nil where another character between them is not a usual separator.
  ///
  /// - Parameter separators: the bytes allowed between the characters besides spaces.
  init?(_ written: some StringProtocol, separators: [UInt8] = []) {
    var kept: [UInt8] = []
    for scalar in written.unicodeScalars {
      switch scalar.value {
      case 0x30...0x39, 0x41...0x5A: kept.append(UInt8(scalar.value))
      case 0x61...0x7A: kept.append(UInt8(scalar.value & ~0x20))
      // Also the apostrophe that spreadsheets put before text that looks like a number.
      case 0x20, 0x09, 0xA0, 0x2009, 0x202F, 0xFEFF, 0x27, 0x2019: continue
      case let value where value < 0x80 && separators.contains(UInt8(value)): continue
      default: return nil
      }
    }
    guard !kept.isEmpty else { return nil }
    compact = kept
  }

  var string: String { String(decoding: compact, as: UTF8.self) }

  var isDigits: Bool { compact.allSatisfy(IdentifierText.isDigit) }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  static func isLetter(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }

  /// Returns a text without blanks at both ends.
  static func trimmed(_ text: some StringProtocol) -> String {
    var slice = Substring(text)
    while let first = slice.unicodeScalars.first, isBlank(first) {
      slice.unicodeScalars.removeFirst()
    }
    while let last = slice.unicodeScalars.last, isBlank(last) { slice.unicodeScalars.removeLast() }
    return String(slice)
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar.value == 0xFEFF
  }
}
