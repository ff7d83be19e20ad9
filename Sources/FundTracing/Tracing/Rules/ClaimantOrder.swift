/// In which order the money of several payers leaves an account where it is mixed.
public enum ClaimantOrder: String, Sendable, Hashable, CaseIterable {
  /// The oldest first (*Clayton's Case*).
  case fifo
  /// The newest first.
  case lifo
  /// All at once, each in proportion to what is there of it at that moment.
  case proRata

  var words: String {
    switch self {
    case .fifo: "withdrawals are taken from the oldest money first"
    case .lifo: "withdrawals are taken from the newest money first"
    case .proRata:
      "every withdrawal is taken from all money then in the account, in proportion to what is there of each"
    }
  }
}
