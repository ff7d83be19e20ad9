/// Comparison of names as rows of statements spell them.
package enum PartyNames {
  /// Returns true where two names can be one party's: they are equal, cut short, or alike as
  /// defined by ``Ledger/partySuggestions(mostCommon:)``.
  package static func areAlike(_ left: String, _ right: String) -> Bool {
    guard let one = PartyName(left), let two = PartyName(right) else { return false }
    return one.spellings.contains { two.spellings.contains($0) }
      || NameLikeness.compare(one, two) != nil || isCut(left, right) || isCut(right, left)
  }

  /// Returns true where a name is the start of another, as banks cut them: six letters at least.
  private static func isCut(_ short: String, _ long: String) -> Bool {
    let letters = (letters(short), letters(long))
    return letters.0.utf8.count >= 6 && letters.1.hasPrefix(letters.0)
  }

  private static func letters(_ text: String) -> String {
    String(text.uppercased().filter { $0.isLetter || $0.isNumber })
  }
}
