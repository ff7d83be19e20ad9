/// The phrases that banks and apps print in the field of a name, and that name nobody.
enum StandingPhrases {
  /// Returns true where a text is such a phrase, whole or cut off at the end of the bank's field.
  static func contain(_ text: String) -> Bool {
    let words = key(text)
    if words.isEmpty || whole.contains(words) { return true }
    // "PAYMENT FROM PH": a cut must leave more of a phrase than a name could have by chance.
    guard words.utf8.count >= 9 else { return false }
    return long.contains { $0.hasPrefix(words) }
  }

  /// Returns the letters and digits of a text in capitals, with single blanks between words.
  private static func key(_ text: String) -> String {
    text.uppercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
  }

  private static let whole = Set(
    NarrationGrammars.list(PackageResources.standing_phrases_txt).map(key))
  private static let long = whole.filter { $0.utf8.count > 9 }.sorted()
}
