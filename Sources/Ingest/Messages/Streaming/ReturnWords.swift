internal import PaymentGraph

/// The words of rows that may be numbers of payments, each as one number, to find the few rows that share one.
///
/// A number stands for its word in this run only: its key is chosen anew for each, so that nobody can write two words
/// with one number.
struct ReturnWords {
  private var words: [(word: Int, row: UInt32, isOut: Bool)] = []

  static func number(_ word: String) -> Int { word.hashValue }

  /// Notes the words of a row.
  mutating func note(_ entry: StatementEntry, row: Int) {
    guard StatementReturns.mayBeReturn(entry) else { return }
    for word in StatementReturns.words(entry) {
      words.append((ReturnWords.number(word), UInt32(clamping: row), entry.amount < 0))
    }
  }

  /// Returns the words that two rows have, one in each direction and no third one, and these rows.
  consuming func pairs() -> (words: Set<Int>, rows: Set<UInt32>) {
    var found: (words: Set<Int>, rows: Set<UInt32>) = ([], [])
    words.sort { ($0.word, $0.row) < ($1.word, $1.row) }
    var first = 0
    while first < words.count {
      var end = first + 1
      while end < words.count, words[end].word == words[first].word { end += 1 }
      if end - first == 2, words[first].isOut != words[first + 1].isOut {
        found.words.insert(words[first].word)
        found.rows.insert(words[first].row)
        found.rows.insert(words[first + 1].row)
      }
      first = end
    }
    return found
  }
}
