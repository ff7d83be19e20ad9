/// The order in which the money of several payers leaves an account where it is mixed.
public enum ClaimantOrder: String, Sendable, Hashable, CaseIterable {
  /// The oldest money first (*Clayton's Case*).
  case fifo
  /// The newest money first.
  case lifo
  /// All money at once, in proportion to the amounts there at that moment.
  case proRata

  var words: String {
    switch self {
    case .fifo: "withdrawals are taken from the oldest money first"
    case .lifo: "withdrawals are taken from the newest money first"
    case .proRata:
      "every withdrawal is taken from all money in the account at that time, in proportion"
    }
  }
}
