/// The key of an account, equal in all files: `kind:value`, with the value in one canonical form.
///
/// Two identifiers are the same account where their keys are equal, and only there. A text that merely could be the
/// same account (a masked number, a cut name) has no key.
public struct AccountKey: Hashable, Sendable, CustomStringConvertible {
  /// The kind of identifier.
  public let kind: IdentifierKind
  /// The canonical form.
  public let value: String

  init(kind: IdentifierKind, value: String) {
    self.kind = kind
    self.value = value
  }

  /// The key as ledgers hold it: `gb:200415/12345678`.
  public var description: String { "\(kind.rawValue):\(value)" }

  /// Returns the account that a text names by itself; nil where the text is not an identifier that can be known for
  /// certain.
  ///
  /// This is the one entry point for cells of account columns, own accounts of statements and counterparties found in
  /// narrations. It recognises without help: an IBAN (which becomes `gb:` or `ie:` where it names a British or Irish
  /// account), an e-mail address, a UPI address, a telephone number with `+`, an IFSC with an account number
  /// (`HDFC0001234 50100012345678`), and keys already written as `kind:value`. With a country it also recognises bare
  /// sort codes with account numbers (`GB`, `IE`) and transit numbers with account numbers (`CA`).
  ///
  /// Where two cells hold the parts, use ``SortCodeAccount``, ``IndianAccount`` or ``CanadianAccount``, and their
  /// `key`. Digits alone are never taken for a card: see ``CardNumber``.
  ///
  /// - Parameters:
  ///   - written: the text as it stands in the file.
  ///   - country: the two letters of the country whose bank wrote the file.
  /// - Returns: the key, and the spelling to keep as an alias where it differs.
  /// - Complexity: O(length).
  public static func canonical(
    _ written: some StringProtocol, country: String? = nil
  ) -> IdentifiedAccount? {
    let text = IdentifierText.trimmed(written)
    guard let key = prefixed(text) ?? recognised(text, country: country) else { return nil }
    return IdentifiedAccount(key: key, written: text)
  }

  /// Returns the key of a text that names its kind: `iban:GB29 NWBK …`, `email:A@B.example`.
  private static func prefixed(_ text: String) -> AccountKey? {
    guard let colon = text.firstIndex(of: ":"),
      let kind = IdentifierKind(rawValue: text[..<colon].lowercased())
    else { return nil }
    let value = IdentifierText.trimmed(text[text.index(after: colon)...])
    switch kind {
    case .iban: return (try? IBAN(value)).map(key(of:))
    case .britishAccount: return (try? SortCodeAccount(value, country: .unitedKingdom))?.key
    case .irishAccount: return (try? SortCodeAccount(value, country: .ireland))?.key
    case .indianAccount:
      let parts = value.split { $0 == ":" || $0 == "/" || $0 == " " }
      guard parts.count == 2, parts[0].count == 4 else { return indian(value) }
      return (try? IndianAccount(parts[1], bank: parts[0]))?.key
    case .canadianAccount: return canadian(value)
    case .email: return (try? EmailAddress(value))?.key
    case .upi: return (try? UPIAddress(value))?.key
    case .phone: return (try? PhoneNumber(value))?.key
    case .bic: return (try? BIC(value))?.key
    case .card: return nil
    }
  }

  private static func recognised(_ text: String, country: String?) -> AccountKey? {
    let isLabelled = text.prefix(5).uppercased() == "IBAN "
    if let iban = try? IBAN(isLabelled ? text.dropFirst(5) : text[...]) { return key(of: iban) }
    if text.contains("@") {
      return (try? EmailAddress(text))?.key ?? (try? UPIAddress(text))?.key
    }
    if text.hasPrefix("+") { return (try? PhoneNumber(text))?.key }
    switch country {
    case "GB":
      if let account = try? SortCodeAccount(text, country: .unitedKingdom) {
        return account.key
      }
    case "IE":
      if let account = try? SortCodeAccount(text, country: .ireland) {
        return account.key
      }
    case "CA": if let key = canadian(text) { return key }
    default: break
    }
    return indian(text)
  }

  /// Returns the key of an IBAN: that of the older national number where the country has one.
  static func key(of iban: IBAN) -> AccountKey {
    SortCodeAccount(iban)?.key ?? AccountKey(kind: .iban, value: iban.compact)
  }

  /// Reads `HDFC0001234 50100012345678`, with any separator.
  private static func indian(_ text: String) -> AccountKey? {
    let parts = text.split { $0 == ":" || $0 == " " || $0 == "/" || $0 == "-" }
    guard parts.count == 2, let branch = try? IFSC(parts[0]) else { return nil }
    return (try? IndianAccount(parts[1], of: branch))?.key
  }

  /// Reads `003-12345-1234567` (institution, transit), `12345-003 1234567` or `000312345 1234567`.
  private static func canadian(_ text: String) -> AccountKey? {
    let parts = text.split { $0 == " " || $0 == "-" || $0 == "/" }
    let branch: String
    switch parts.count {
    case 2: branch = String(parts[0])
    case 3 where parts[0].count == 3 && parts[1].count == 5: branch = "0\(parts[0])\(parts[1])"
    case 3: branch = "\(parts[0])\(parts[1])"
    default: return nil
    }
    guard let account = parts.last else { return nil }
    return (try? CanadianAccount(branch: branch, account: account))?.key
  }
}

/// The canonical spelling of an account, where its spellings are certain to mean one account.
public enum AccountSpelling {
  /// Returns the key of an identifier, an address in lower case, or the digits of a number in a form of spreadsheets;
  /// nil for a text that stays word for word.
  ///
  /// For a number of fewer than nine digits, or with blanks in it, only text marks are certain: `'007` is `007`, and
  /// `7.0` stays.
  public static func canonical(_ written: some StringProtocol) -> String? {
    if let key = AccountKey.canonical(written)?.key.description { return key }
    if let address = CaselessAddress.canonical(IdentifierText.trimmed(written)) { return address }
    guard let number = SpreadsheetNumber(written) else { return nil }
    if number.isTextMark {
      return AccountKey.canonical(number.plain)?.key.description ?? number.plain
    }
    let isSure = number.plain.utf8.count >= SpreadsheetNumber.certainDigits && !number.hasBlanks
    return isSure ? number.plain : nil
  }
}

/// An account that a text names, with the spelling of the text.
public struct IdentifiedAccount: Hashable, Sendable {
  /// The key.
  public let key: AccountKey
  /// The spelling in the file, to be kept as an alias; nil where it is the key or its value.
  public let alias: String?

  init(key: AccountKey, written: String) {
    self.key = key
    alias = written == key.description || written == key.value ? nil : written
  }
}
