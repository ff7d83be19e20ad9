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
    var rest = Substring(words.joined(separator: " "))
    let marks: Set<Character> = ["-", "/", "*", ":", ",", ";", "'"]
    while let last = rest.last, marks.contains(last) || last == " " { rest.removeLast() }
    while let first = rest.first, marks.contains(first) || first == " " { rest.removeFirst() }
    let text = PartyName.withoutOrder(String(rest))
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

/// A narration as forms are tried on it: its bytes in ASCII capitals, in which a slash that belongs to a word is
/// hidden.
struct NarrationText {
  /// The bytes in capitals; letters beyond ASCII stay as they are.
  let capitals: [UInt8]
  private let bytes: [UInt8]

  /// A byte that no narration has; it stands for a slash that divides nothing.
  private static let hiddenSlash: UInt8 = 0x1F

  /// - Parameter hidesSlashes: true where slashes divide fields, so that the slash of "M/s" must not.
  init(_ written: String, hidesSlashes: Bool) {
    var bytes = Array(written.utf8.prefix(600)).map { $0 == Self.hiddenSlash ? 0x20 : $0 }
    if let first = bytes.firstIndex(where: { !FieldText.isBlank($0) }) {
      bytes.removeFirst(first)
    } else {
      bytes = []
    }
    while let last = bytes.last, FieldText.isBlank(last) { bytes.removeLast() }
    if hidesSlashes {
      for at in bytes.indices.dropFirst().dropLast() where bytes[at] == 0x2F {
        if NarrationText.isAbbreviation(bytes, slash: at) { bytes[at] = Self.hiddenSlash }
      }
    }
    self.bytes = bytes
    capitals = bytes.map { (0x61...0x7A).contains($0) ? $0 & 0xDF : $0 }
  }

  /// Returns the text of a range, with single blanks.
  func written(_ range: Range<Int>) -> String {
    let part = bytes[range].map { $0 == Self.hiddenSlash ? 0x2F : $0 }
    return StatementText.squeezed(String(decoding: part, as: UTF8.self))
  }

  /// Returns true for `M/s`, `S/o`, `C/o`, `T/A`: a letter on each side, with no letter next to them.
  private static func isAbbreviation(_ bytes: [UInt8], slash: Int) -> Bool {
    let (before, after) = (bytes[slash - 1] & 0xDF, bytes[slash + 1] & 0xDF)
    guard FieldText.isLetter(before), after == 0x53 || after == 0x4F || after == 0x41 else {
      return false
    }
    let isFirst = slash < 2 || !FieldText.isWord(bytes[slash - 2])
    let isLast =
      slash + 2 >= bytes.count || bytes[slash + 2] == 0x20 || bytes[slash + 2] == 0x2E
    return isFirst && isLast && "MSCDWT".utf8.contains(before)
  }
}
