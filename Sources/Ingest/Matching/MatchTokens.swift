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
        } else if word.count >= 4, digits > 0, digits < word.count {
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
}
