/// The one spelling of an account whose spellings are known to be one by themselves.
public enum AccountSpelling {
  /// The key of an identifier, an address in lower case, the digits of a number in a form of spreadsheets; nil for a
  /// text that stays word for word.
  ///
  /// A number of fewer than nine digits is only said to be one by its text marks: `'007` is `007`, and `7.0` stays.
  /// So does a number with blanks in it.
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
