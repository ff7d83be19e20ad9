/// The words of a row by which its payment can be known again in another statement.
struct MatchTokens {
  /// Numbers of payments: ten or more letters and digits with six digits at least.
  let strong: Set<String>
  /// References of people: letters and digits together, four to nine.
  let weak: Set<String>

  init(_ entry: StatementEntry) {
    var strong: Set<String> = []
    var weak: Set<String> = []
    for text in [entry.counter.reference, entry.reference, entry.id, entry.narration] {
      for word in (text ?? "").uppercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber })
      {
        let digits = word.count(where: \.isNumber)
        if word.count >= 10, digits >= 6 {
          strong.insert(String(word))
        } else if word.count >= 4, digits > 0, digits < word.count, !MatchTokens.isDay(word) {
          weak.insert(String(word))
        }
      }
    }
    // "INV 77": a word and a number that stand together.
    if let reference = entry.reference ?? entry.counter.reference {
      let joined = reference.uppercased().filter { $0.isLetter || $0.isNumber }
      let digits = joined.count(where: \.isNumber)
      if joined.count >= 4, digits > 0, digits < joined.count { weak.insert(joined) }
    }
    self.strong = strong
    self.weak = weak
  }

  /// Whether both have numbers of payments of one form, and none of them is the same: then they are two
  /// payments, or one of the numbers is the bank's own.
  func contradicts(_ other: MatchTokens) -> Bool {
    let (left, right) = (long, other.long)
    guard left.isDisjoint(with: right) else { return false }
    let forms = Set(left.map(MatchTokens.form))
    return right.contains { forms.contains(MatchTokens.form($0)) }
  }

  /// Numbers that are too long for stamps of a day and a time.
  private var long: Set<String> { strong.filter { $0.count >= 15 } }

  private static func form(_ word: String) -> String {
    String(word.map { $0.isNumber ? "9" : $0 })
  }

  /// `30DEC10`: stamps of cards, not references.
  private static func isDay(_ word: some StringProtocol) -> Bool {
    String(word).wholeMatch(of: /\d{1,2}(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)\d{0,4}/)
      != nil
  }
}
