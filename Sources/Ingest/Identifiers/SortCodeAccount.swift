/// A British or Irish account by sort code and account number.
///
/// An IBAN of these countries names this account in its last fourteen digits. The two countries share one system of
/// sort codes, in which those of Ireland and Northern Ireland are mixed, so the country must be known.
///
/// Only the form is checked, not whether the account number fits its sort code: that rule (the modulus check of the
/// British clearing) needs a table of sort codes that changes every few months and whose licence does not allow it to
/// be part of this program; even the rule leaves a sort code outside the table "not checked".
public struct SortCodeAccount: Hashable, Sendable {
  /// The countries with sort codes.
  public enum Country: String, Sendable, Hashable {
    /// The United Kingdom, with Guernsey, Jersey and the Isle of Man.
    case unitedKingdom = "GB"
    /// Ireland.
    case ireland = "IE"
  }

  /// The country whose clearing uses the sort code.
  public let country: Country
  /// The sort code, six digits.
  public let sortCode: String
  /// The account number, eight digits.
  public let account: String

  /// Reads sort code and account number from two cells: `20-04-15` and `12345678`.
  ///
  /// Account numbers of six and seven digits get zeros before them. Of ten digits the Co-operative Bank (08) uses the
  /// first eight and National Westminster (01, 50 to 66) the last eight.
  ///
  /// - Throws: ``IdentifierFault`` where the texts are not such an account.
  public init(
    sortCode: some StringProtocol, account: some StringProtocol, country: Country
  ) throws(IdentifierFault) {
    guard let code = IdentifierText(sortCode, separators: [0x2D, 0x2E, 0x2F]), code.isDigits else {
      throw .shape("a sort code has digits only")
    }
    guard code.compact.count == 6 else {
      throw .length(expected: "6", found: code.compact.count)
    }
    guard let number = IdentifierText(account, separators: [0x2D]), number.isDigits else {
      throw .shape("an account number has digits only")
    }
    self.country = country
    self.sortCode = code.string
    switch number.compact.count {
    case 6...8:
      self.account = String(repeating: "0", count: 8 - number.compact.count) + number.string
    case 10 where country == .unitedKingdom && code.string.hasPrefix("08"):
      self.account = String(number.string.prefix(8))
    case 10 where country == .unitedKingdom && SortCodeAccount.isNatWest(code.string):
      self.account = String(number.string.suffix(8))
    case let found: throw .length(expected: "8", found: found)
    }
  }

  /// Reads both from one text: `20-04-15 12345678`, `'200415-12345678`, `200415/12345678`, `20041512345678`.
  ///
  /// - Throws: ``IdentifierFault`` where the text is not such an account.
  public init(_ written: some StringProtocol, country: Country) throws(IdentifierFault) {
    let digits = written.unicodeScalars.filter { (0x30...0x39).contains($0.value) }
    guard IdentifierText(written, separators: [0x2D, 0x2E, 0x2F, 0x3A])?.isDigits == true else {
      throw .shape("sort code and account number have digits only")
    }
    guard digits.count >= 12 else { throw .length(expected: "14", found: digits.count) }
    let text = String(String.UnicodeScalarView(digits))
    try self.init(sortCode: text.prefix(6), account: text.dropFirst(6), country: country)
  }

  /// Takes the account that an IBAN of Britain or Ireland names; nil for another country.
  public init?(_ iban: IBAN) {
    switch iban.country {
    case "GB", "GG", "IM", "JE": country = .unitedKingdom
    case "IE": country = .ireland
    default: return nil
    }
    sortCode = String(iban.national.dropFirst(4).prefix(6))
    account = String(iban.national.suffix(8))
  }

  /// The account's key: `gb:200415/12345678`.
  public var key: AccountKey {
    AccountKey(
      kind: country == .ireland ? .irishAccount : .britishAccount, value: "\(sortCode)/\(account)")
  }

  private static func isNatWest(_ sortCode: String) -> Bool {
    guard let bank = Int(sortCode.prefix(2)) else { return false }
    return bank == 1 || (50...66).contains(bank)
  }
}
