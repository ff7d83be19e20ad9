/// The code of a bank (ISO 9362).
///
/// Two codes are equal where their first eight characters are: the last three name a branch.
public struct BIC: Hashable, Sendable, CustomStringConvertible {
  /// The eight characters of bank, country and location.
  public let institution: String
  /// The three characters of the branch; nil for the head office (`XXX` or none).
  public let branch: String?
  /// True where the bank's four characters are letters, as they are in all codes that SWIFT has given out; ISO 9362
  /// allows digits.
  public let isUsual: Bool

  /// Reads a code in any case.
  ///
  /// - Throws: ``IdentifierFault`` when the text is not such a code.
  public init(_ written: some StringProtocol) throws(IdentifierFault) {
    guard let read = IdentifierText(written) else {
      throw .shape("a BIC has letters and digits only")
    }
    let characters = read.compact
    guard characters.count == 8 || characters.count == 11 else {
      throw .length(expected: "8 or 11", found: characters.count)
    }
    let country = String(decoding: characters[4..<6], as: UTF8.self)
    guard characters[4..<6].allSatisfy(IdentifierText.isLetter) else {
      throw .shape("a BIC has its country's letters as characters five and six")
    }
    guard CountryCodes.contains(country) else { throw .country(country) }
    isUsual = characters[..<4].allSatisfy(IdentifierText.isLetter)
    institution = String(decoding: characters[..<8], as: UTF8.self)
    let rest = String(decoding: characters[8...], as: UTF8.self)
    branch = rest.isEmpty || rest == "XXX" ? nil : rest
  }

  /// The two letters of the country.
  public var country: String { String(institution.dropFirst(4).prefix(2)) }

  /// The code, with the branch where it names one.
  public var description: String { institution + (branch ?? "") }

  /// Returns true where both codes name the same bank.
  public static func == (left: BIC, right: BIC) -> Bool { left.institution == right.institution }

  /// Hashes the eight characters that are compared.
  public func hash(into hasher: inout Hasher) { hasher.combine(institution) }

  /// The bank's key: `bic:AIBKIE2D`.
  public var key: AccountKey { AccountKey(kind: .bic, value: institution) }
}
