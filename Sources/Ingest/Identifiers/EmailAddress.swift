/// An e-mail address, as PayPal and similar services name accounts.
///
/// Addresses are compared in lower case as a whole, because such services ignore case, with the domain in its ASCII
/// form. Dots and `+tags` before the at sign stay: whether they matter is the mail provider's rule, and they prove no
/// identity.
public struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
  /// The address, lower-case, with a punycode domain.
  public let address: String

  /// Reads an address, with or without `<` and `>` or `mailto:`.
  ///
  /// - Throws: ``IdentifierFault`` when the text is not an address.
  public init(_ written: some StringProtocol) throws(IdentifierFault) {
    var text = Substring(IdentifierText.trimmed(written).lowercased())
    if text.hasPrefix("<"), text.hasSuffix(">") { text = text.dropFirst().dropLast() }
    if text.hasPrefix("mailto:") { text = text.dropFirst(7) }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw .shape("an address has one @") }
    let name = parts[0]
    guard (1...64).contains(name.utf8.count),
      name.unicodeScalars.allSatisfy({ EmailAddress.isNamePart($0) })
    else { throw .shape("the part before the @ is not a mailbox") }
    let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2 else { throw .shape("a domain has a dot") }
    var domain: [String] = []
    for label in labels {
      guard let plain = Punycode.label(label), EmailAddress.isLabel(plain) else {
        throw .shape("\"\(parts[1])\" is not a domain")
      }
      domain.append(plain)
    }
    guard domain.last.map({ !$0.utf8.allSatisfy(IdentifierText.isDigit) }) == true else {
      throw .shape("a domain does not end with a number")
    }
    address = "\(name)@\(domain.joined(separator: "."))"
  }

  /// The address.
  public var description: String { address }

  /// The account's key: `email:seller@example.ca`.
  public var key: AccountKey { AccountKey(kind: .email, value: address) }

  private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.isASCII else { return scalar.properties.isAlphabetic }
    switch scalar.value {
    case 0x30...0x39, 0x61...0x7A: return true
    default: return ".!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar)
    }
  }

  private static func isLabel(_ label: String) -> Bool {
    (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
      && label.utf8.allSatisfy { byte in
        IdentifierText.isDigit(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
      }
  }
}
