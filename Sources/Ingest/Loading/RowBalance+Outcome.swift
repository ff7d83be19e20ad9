internal import PaymentGraph

extension RowBalance {
  /// Counts a row by what became of it.
  mutating func count(_ outcome: RowOutcome) {
    switch outcome {
    case .loaded: loaded += 1
    case .memo: memo += 1
    case .skipped: skipped += 1
    case .rejected: rejected += 1
    }
  }
}
