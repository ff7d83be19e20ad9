/// The name of a party without what banks print around it: stamps of days and times, cards, telephone numbers.
///
/// The same shop is printed with another day each time; without the stamps it is one party.
struct PartyName {
  /// The name; nil where the text names nobody.
  let text: String?
  /// The telephone number that a card payment prints after the shop's name.
  var telephone: String?

  init(_ written: some StringProtocol) {
    var words = String(written).split { (character: Character) in
      character.isWhitespace || character == "_"
    }.map { String($0) }
    var telephone: String?
    while words.count > 1, let last = words.last {
      let bytes = Array(last.uppercased().utf8)
      if PartyName.isTelephone(bytes) {
        telephone = last.filter(\.isNumber)
        words.removeLast()
      } else if PartyName.isStamp(bytes) {
        words.removeLast()
        if words.count > 1, words.last?.uppercased() == "ON" { words.removeLast() }
      } else if let count = PartyName.stampLength(words) {
        words.removeLast(count)
      } else {
        break
      }
    }
    var text = words.joined(separator: " ")
    let marks: Set<Character> = ["-", "/", "*", ":", ",", ";", "'"]
    while let last = text.last, marks.contains(last) || last == " " { text.removeLast() }
    while let first = text.first, marks.contains(first) || first == " " { text.removeFirst() }
    text = PartyName.withoutOrder(text)
    let isName =
      text.unicodeScalars.count { $0.properties.isAlphabetic } >= 2 && !text.contains("@")
      && !StandingPhrases.contain(text) && !BlankWords.contains(text)
    self.text = isName ? text : nil
    self.telephone = telephone
  }

  /// Returns true for `30DEC10`, `13/01/10`, `14:33`; nothing shorter counts, because "24/7" is a name.
  private static func isStamp(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 5, let first = bytes.first, FieldText.isDigit(first) else { return false }
    if bytes.contains(0x3A) { return FieldText.end(of: .time, from: 0, in: bytes) == bytes.count }
    return FieldText.end(of: .date, from: 0, in: bytes) == bytes.count
  }

  /// Returns true for `4029357733`, `402-935-7733`: ten to thirteen digits.
  private static func isTelephone(_ bytes: [UInt8]) -> Bool {
    let digits = bytes.count(where: FieldText.isDigit)
    return (10...13).contains(digits)
      && bytes.allSatisfy { FieldText.isDigit($0) || $0 == 0x2D || $0 == 0x2B }
  }

  /// Counts the words at the end that form a stamp of several: `ON 05 APR`, `CD 1234`.
  private static func stampLength(_ words: [String]) -> Int? {
    guard words.count > 2 else { return nil }
    let (last, before) = (words[words.count - 1].uppercased(), words[words.count - 2].uppercased())
    if before == "CD", last.utf8.count == 4, last.utf8.allSatisfy(FieldText.isDigit) { return 2 }
    guard words.count > 3, words[words.count - 3].uppercased() == "ON" else { return nil }
    let day = Array("\(before) \(last)".utf8)
    return FieldText.end(of: .date, from: 0, in: day) == day.count ? 3 : nil
  }

  /// Removes the number of the order that Amazon prints after an asterisk.
  private static func withoutOrder(_ text: String) -> String {
    guard let star = text.firstIndex(of: "*") else { return text }
    let shop = text[..<star]
    let order = text[text.index(after: star)...]
    guard shop.uppercased().hasPrefix("AMZN") || shop.uppercased().hasPrefix("AMAZON"),
      order.utf8.count >= 6, order.contains(where: \.isNumber)
    else { return text }
    return StatementText.squeezed(String(shop))
  }
}
