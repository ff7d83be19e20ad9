internal import PaymentGraph

extension RowBalance {
  /// Counts a row by its outcome.
  mutating func count(_ outcome: RowOutcome, line: Int) {
    switch outcome {
    case .loaded: loaded += 1
    case .rejected: rejected += 1
    case .setAside(let reason, let word): setAside(reason, word: word, line: line)
    }
  }
}
