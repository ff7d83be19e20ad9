/// In which order transfers are processed whose times do not say which was first.
///
/// Where the recorded order is asked for, what rows decide stays as it is in every order that is tried beside it; the
/// others, where a question asks for one, go before the order of rows.
public enum ProcessingOrder: String, Sendable, Hashable, CaseIterable {
  /// What rows decide: the place in the file, which on a statement is the order of posting, and a payment's place in
  /// both statements; the ledger's order where nothing decides.
  case recorded
  /// What feeds an account before what leaves it.
  case creditsFirst = "credits-first"
  /// What leaves an account before what feeds it.
  case debitsFirst = "debits-first"
  /// Against the ledger's order: the test of whether it matters.
  case reversed

  /// The order in words, as answers print it.
  public var words: String {
    switch self {
    case .recorded: "payments of the same time are taken in the order of the records"
    case .creditsFirst: "of payments of the same time, credits are taken before debits"
    case .debitsFirst: "of payments of the same time, debits are taken before credits"
    case .reversed: "payments of the same time are taken against the order of the records"
    }
  }
}
