/// An international bank account number (ISO 13616).
///
/// Its length and characters are those of the country's registry entry, and its two check digits fit (mod 97 = 1).
/// National check digits inside the number decide nothing, because banks issue numbers that break them;
/// ``hasNationalCheckDigits`` tells whether they fit.
public struct IBAN: Hashable, Sendable, CustomStringConvertible {
  /// Upper-case letters and digits without separators.
  public let compact: String

  /// Reads an IBAN, with or without spaces, dashes and dots, in any case.
  ///
  /// - Throws: ``IdentifierFault`` when the text is not an IBAN.
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
      throw .shape("letters and digits are not where IBANs of \(country) have them")
    }
    guard IBAN.remainder(characters) == 1 else { throw .checkDigits }
    compact = read.string
  }

  /// The two letters of the country.
  public var country: String { String(compact.prefix(2)) }

  /// The national account number: all characters after the check digits.
  public var national: Substring { compact.dropFirst(4) }

  /// True where the check digits that the country puts inside the number fit; nil where none are known here.
  ///
  /// Those of Spain (two digits over bank and branch, and over the account), Norway (one digit over the rest) and
  /// Belgium (mod 97) are known. They are advice: a number that breaks them is read all the same, because libraries
  /// disagree on them and banks do not always keep to them.
  /// - Complexity: O(1).
  public var hasNationalCheckDigits: Bool? {
    let digits = national.utf8.map { Int($0) - 0x30 }
    func isMod11(_ number: [Int], _ weights: [Int], check: Int) -> Bool {
      let sum = zip(number, weights).reduce(0) { $0 + $1.0 * $1.1 }
      let expected = (11 - sum % 11) % 11
      // There is no digit for a remainder of ten: Spain writes one; Norway does not give such numbers out.
      return country == "ES" && expected == 10 ? check == 1 : expected == check
    }
    switch country {
    case "ES" where digits.count == 20:
      return isMod11(Array(digits[..<8]), [4, 8, 5, 10, 9, 7, 3, 6], check: digits[8])
        && isMod11(Array(digits[10...]), [1, 2, 4, 8, 5, 10, 9, 7, 3, 6], check: digits[9])
    case "NO" where digits.count == 11:
      return isMod11(Array(digits[..<10]), [5, 4, 3, 2, 7, 6, 5, 4, 3, 2], check: digits[10])
    case "BE" where digits.count == 12:
      let rest = digits[..<10].reduce(0) { ($0 * 10 + $1) % 97 }
      return (rest == 0 ? 97 : rest) == digits[10] * 10 + digits[11]
    default: return nil
    }
  }

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

  /// Returns the number modulo 97, with its first four characters at the end and letters as two digits.
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
