/// The words of a text that may be numbers, found by bytes.
struct NumberWords {
  /// One word.
  struct Word {
    /// The capitals, digits and underscores of the word; in an address also `@`, dots and dashes.
    let bytes: [UInt8]
    /// The byte before the word, 0 at the start of the text.
    let before: UInt8
    /// The byte after the word, 0 at the end of the text.
    let after: UInt8
    /// True where an empty field precedes the word: `UPI//`.
    let followsEmptyField: Bool
    /// True where two asterisks or more stand right before the word.
    let isMasked: Bool

    var string: String { String(decoding: bytes, as: UTF8.self) }
    var digits: Int { bytes.count(where: IdentifierText.isDigit) }
    var isAddress: Bool { bytes.contains(0x40) }
  }

  let words: [Word]

  /// Divides a text at every character that is not a letter, digit or underscore.
  ///
  /// An at sign joins its two sides: the name before it up to a dash, which divides the fields of Indian narrations,
  /// and the domain after it.
  init(_ text: String) {
    let bytes = text.utf8.map { $0 >= 0x61 && $0 <= 0x7A ? $0 & ~0x20 : $0 }
    var words: [Word] = []
    var at = 0
    while at < bytes.count {
      guard NumberWords.isWord(bytes[at]) else {
        at += 1
        continue
      }
      let start = at
      var end = at
      while end < bytes.count, NumberWords.isWord(bytes[end]) || NumberWords.joins(bytes, end) {
        end += 1
      }
      while end > start + 1, bytes[end - 1] == 0x2E { end -= 1 }
      words.append(
        Word(
          bytes: Array(bytes[start..<end]), before: start > 0 ? bytes[start - 1] : 0,
          after: end < bytes.count ? bytes[end] : 0,
          followsEmptyField: start >= 2 && bytes[start - 1] == bytes[start - 2]
            && [0x2F, 0x2D, 0x2A].contains(bytes[start - 1]),
          isMasked: start >= 2 && bytes[start - 1] == 0x2A && bytes[start - 2] == 0x2A))
      at = end
    }
    self.words = words
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    IdentifierText.isDigit(byte) || IdentifierText.isLetter(byte) || byte == 0x5F
  }

  /// Returns true where a sign belongs to an address: it is an at sign between words, or a dot in a word that has an at
  /// sign before or after it.
  private static func joins(_ bytes: [UInt8], _ place: Int) -> Bool {
    guard place > 0, place + 1 < bytes.count, isWord(bytes[place - 1]), isWord(bytes[place + 1])
    else { return false }
    if bytes[place] == 0x40 { return true }
    guard bytes[place] == 0x2E else { return false }
    var end = place + 1
    while end < bytes.count, isWord(bytes[end]) || bytes[end] == 0x2E { end += 1 }
    if end < bytes.count, bytes[end] == 0x40 { return true }
    var start = place
    while start > 0, isWord(bytes[start - 1]) || bytes[start - 1] == 0x2E { start -= 1 }
    return start > 0 && bytes[start - 1] == 0x40
  }
}
