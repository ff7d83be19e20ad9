internal import PaymentGraph

/// The outcome of one row.
enum RowOutcome {
  case loaded, rejected
  /// The row became no transfer, and nothing is wrong with it; the word is the one in the row that tells the reason.
  case setAside(SetAsideReason, word: String? = nil)
}
