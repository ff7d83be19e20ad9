/// An international bank account number (ISO 13616).
///
/// Length and characters are those of the country's registry entry and the two check digits fit (mod
/// 97 = 1). National check digits inside the number are not verified: banks issue numbers that
/// break them.
public struct IBAN: Hashable, Sendable, CustomStringConvertible {
  /// Upper-case letters and digits without separators.
  public let compact: String

  /// Reads an IBAN, with or without spaces, dashes and dots, in any case.
  ///
  /// - Throws: ``IdentifierFault`` when it is none.
  public init(_ written: some StringProtocol) throws(IdentifierFault) {
    guard let read = IdentifierText(written, separators: [0x2D, 0x2E]) else {
      throw .shape("an IBAN has letters and digits only")
    }
    let characters = read.compact
    guard characters.count >= 5 else {
      throw .length(expected: "15 to 34", found: characters.count)
    }
    guard characters.prefix(2).allSatisfy(IdentifierText.isLetter),
      characters[2...3].allSatisfy(IdentifierText.isDigit)
    else { throw .shape("an IBAN starts with two letters and two digits") }
    let country = String(decoding: characters.prefix(2), as: UTF8.self)
    guard let structure = IBANStructure.of(country) else { throw .country(country) }
    guard characters.count == structure.length + 4 else {
      throw .length(expected: "\(structure.length + 4)", found: characters.count)
    }
    guard structure.fits(characters[4...]) else {
      throw .shape("letters and digits do not stand where IBANs of \(country) have them")
    }
    guard IBAN.remainder(characters) == 1 else { throw .checkDigits }
    compact = read.string
  }

  /// The two letters of the country.
  public var country: String { String(compact.prefix(2)) }

  /// The national account number: all that follows the check digits.
  public var national: Substring { compact.dropFirst(4) }

  /// The number in groups of four, as it is printed.
  public var description: String {
    var groups: [Substring] = []
    var rest = Substring(compact)
    while !rest.isEmpty {
      groups.append(rest.prefix(4))
      rest = rest.dropFirst(4)
    }
    return groups.joined(separator: " ")
  }

  /// The number with its first four characters at the end and letters as two digits, modulo 97.
  private static func remainder(_ characters: [UInt8]) -> Int {
    var remainder = 0
    for character in characters[4...] + characters[..<4] {
      remainder =
        IdentifierText.isDigit(character)
        ? (remainder * 10 + Int(character) - 0x30) % 97
        : (remainder * 100 + Int(character) - 0x41 + 10) % 97
    }
    return remainder
  }
}
