/// A reference in a form for tolerant comparison: letters and digits only, in capitals.
///
/// Banks drop hyphens, change case and put words before and after. The rest of `Payout mr-2009-004711 INR` contains
/// `MR2009004711` as a whole word, because adjacent words are also read together.
enum ReferenceKey {
  /// The fewest characters of a key; shorter keys, and keys without a digit, coincide by chance.
  static let fewestCharacters = 8
  /// The most words of a text that are read together.
  private static let mostWords = 6

  /// Returns the key of a whole reference; nil where it is too short to be telling.
  static func whole(_ text: String) -> String? {
    let key = words(text).joined()
    return isTelling(key) ? key : nil
  }

  /// Returns the keys that a text contains: each run of up to six words.
  static func contained(in text: String) -> Set<String> {
    let words = words(text)
    var keys: Set<String> = []
    for first in words.indices {
      var key = ""
      for word in words[first...].prefix(mostWords) {
        key += word
        if isTelling(key) { keys.insert(key) }
      }
    }
    return keys
  }

  private static func isTelling(_ key: String) -> Bool {
    key.utf8.count >= fewestCharacters && key.utf8.contains { $0 >= 0x30 && $0 <= 0x39 }
  }

  private static func words(_ text: String) -> [String] {
    text.uppercased().split { !($0.isLetter || $0.isNumber) }.map(String.init)
  }
}
