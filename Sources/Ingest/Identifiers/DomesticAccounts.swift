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
  /// The groups of the text say where the sort code ends: `40506 1234567` is sort code 04-05-06, whose zero a
  /// spreadsheet took away. Digits without groups are both parts only where no zero can be missing, so fourteen or
  /// sixteen of them.
  ///
  /// - Throws: ``IdentifierFault`` where the text is not such an account.
  public init(_ written: some StringProtocol, country: Country) throws(IdentifierFault) {
    let digits = written.unicodeScalars.filter { (0x30...0x39).contains($0.value) }
    guard IdentifierText(written, separators: [0x2D, 0x2E, 0x2F, 0x3A])?.isDigits == true else {
      throw .shape("sort code and account number have digits only")
    }
    let groups = written.unicodeScalars.split { !(0x30...0x39).contains($0.value) }
    let text = String(String.UnicodeScalarView(digits))
    guard let length = SortCodeAccount.sortCodeLength(groups.map(\.count)) else {
      throw .length(expected: "14", found: digits.count)
    }
    let zero = length == 5 ? "0" : ""
    try self.init(
      sortCode: zero + text.prefix(length), account: text.dropFirst(length), country: country)
  }

  /// Returns the number of digits that the sort code has in a text of some groups of digits; nil where the groups do
  /// not show where it ends.
  private static func sortCodeLength(_ groups: [Int]) -> Int? {
    if groups.count == 1 { return groups[0] == 14 || groups[0] == 16 ? 6 : nil }
    for form in sortCodeForms where groups.count > form.count && groups.starts(with: form) {
      return form.reduce(0, +)
    }
    return nil
  }

  /// The groups in which sort codes are written, with all their zeros and without the first; a day, `7/1/2016`, is none.
  private static let sortCodeForms = [
    [6], [2, 2, 2], [4, 2], [2, 4], [3, 3], [5], [1, 2, 2],
  ]

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

/// A Canadian account by institution, transit and account number.
public struct CanadianAccount: Hashable, Sendable {
  /// The institution, three digits.
  public let institution: String
  /// The transit number, five digits.
  public let transit: String
  /// The account number, up to twelve digits, with leading zeros as written: they are part of the numbers that banks
  /// give.
  public let account: String

  /// Reads the branch as cheques (`12345-003`) or electronic payments (`000312345`) write it, and the account number.
  ///
  /// - Throws: ``IdentifierFault`` where the texts are not such an account.
  public init(
    branch: some StringProtocol, account: some StringProtocol
  ) throws(IdentifierFault) {
    guard let read = IdentifierText(branch, separators: [0x2D, 0x2F]), read.isDigits else {
      throw .shape("a transit number has digits only")
    }
    switch read.compact.count {
    case 8:
      transit = String(read.string.prefix(5))
      institution = String(read.string.suffix(3))
    case 9 where read.compact[0] == 0x30:
      institution = String(read.string.dropFirst().prefix(3))
      transit = String(read.string.suffix(5))
    case 9: throw .shape("an electronic transit number starts with 0")
    case let found: throw .length(expected: "8 or 9", found: found)
    }
    guard let number = IdentifierText(account, separators: [0x2D]), number.isDigits else {
      throw .shape("an account number has digits only")
    }
    guard (5...12).contains(number.compact.count) else {
      throw .length(expected: "5 to 12", found: number.compact.count)
    }
    self.account = number.string
  }

  /// The account's key: `ca:003-12345-1234567`.
  public var key: AccountKey {
    AccountKey(kind: .canadianAccount, value: "\(institution)-\(transit)-\(account)")
  }
}

/// An Indian account by its bank and its number.
///
/// The branch is not part of it: branches merge and get other codes, and the number stays. Leading zeros are left out,
/// because banks print the same number with and without them.
public struct IndianAccount: Hashable, Sendable {
  /// The four letters that begin the bank's branch codes, `HDFC`.
  public let bank: String
  /// The digits without leading zeros.
  public let number: String

  /// Reads an account number of a branch.
  ///
  /// - Throws: ``IdentifierFault`` where it does not have 9 to 18 digits.
  public init(_ written: some StringProtocol, of branch: IFSC) throws(IdentifierFault) {
    try self.init(written, bank: branch.bank)
  }

  /// Reads an account number of a bank, given by its four letters.
  ///
  /// - Throws: ``IdentifierFault`` where the number does not have 9 to 18 digits, or the bank not four letters.
  public init(
    _ written: some StringProtocol, bank: some StringProtocol
  ) throws(IdentifierFault) {
    guard let letters = IdentifierText(bank), letters.compact.count == 4,
      letters.compact.allSatisfy(IdentifierText.isLetter)
    else { throw .shape("a bank is given by four letters") }
    // SBI writes an underscore before the number, so that spreadsheets keep its zeros.
    guard let read = IdentifierText(written, separators: [0x2D, 0x5F]), read.isDigits else {
      throw .shape("an account number has digits only")
    }
    guard (9...18).contains(read.compact.count) else {
      throw .length(expected: "9 to 18", found: read.compact.count)
    }
    let digits = read.string.drop { $0 == "0" }
    guard !digits.isEmpty else { throw .shape("an account number is not all zeros") }
    self.bank = letters.string
    number = String(digits)
  }

  /// The account's key: `in:HDFC:50100012345678`.
  public var key: AccountKey { AccountKey(kind: .indianAccount, value: "\(bank):\(number)") }
}
