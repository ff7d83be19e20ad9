/// An identifier by which accounts are compared: without differences of spelling.
///
/// Letters count in small, white space around and twice in a row does not count. Of telephone numbers the digits count,
/// and `00` is `+`; a number as it is dialled at home is not joined with one from abroad, because no column tells the
/// country.
struct IdentifierKey: Hashable {
  let kind: String
  let value: String

  init(kind: String, value: String) {
    self.kind = IdentifierKey.plain(kind)
    let text = IdentifierKey.plain(value)
    self.value = IdentifierKey.isTelephone(self.kind) ? IdentifierKey.digits(text) : text
  }

  private static func isTelephone(_ kind: String) -> Bool {
    ["phone", "tel", "mobile", "msisdn", "cell"].contains { kind.contains($0) }
  }

  /// Returns a text in small letters with single spaces.
  private static func plain(_ text: String) -> String {
    text.lowercased().unicodeScalars.split { $0.properties.isWhitespace }
      .map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
  }

  /// Returns the digits of a number, those from abroad after a plus; the text itself where it has none.
  private static func digits(_ text: String) -> String {
    let digits = text.unicodeScalars.filter { ("0"..."9").contains($0) }
    guard !digits.isEmpty else { return text }
    let number = String(String.UnicodeScalarView(digits))
    if text.unicodeScalars.first == "+" { return "+" + number }
    return number.hasPrefix("00") ? "+" + number.dropFirst(2) : number
  }
}
