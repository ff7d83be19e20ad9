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
