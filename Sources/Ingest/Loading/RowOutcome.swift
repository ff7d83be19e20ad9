internal import PaymentGraph

/// Where one row went.
enum RowOutcome {
  case loaded, rejected
  /// It became no transfer, and nothing is wrong with it; the word is what of the row says so.
  case setAside(SetAsideReason, word: String? = nil)
}
