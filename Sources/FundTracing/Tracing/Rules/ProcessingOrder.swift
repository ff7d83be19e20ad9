/// The order in which transfers are processed whose times do not say which was first.
///
/// ``recorded``, and the orders that are tried beside it, keep what rows decide; another order that a question asks for
/// overrides the order of rows.
public enum ProcessingOrder: String, Sendable, Hashable, CaseIterable {
  /// The order that rows decide, by the position in the file (on a statement the order of posting) and a payment's
  /// positions in both statements; the ledger's order where nothing decides.
  case recorded
  /// Transfers into an account before those out of it.
  case creditsFirst = "credits-first"
  /// Transfers out of an account before those into it.
  case debitsFirst = "debits-first"
  /// The reverse of the ledger's order: the test of whether the order matters.
  case reversed

  /// The order in words, as answers print it.
  public var words: String {
    switch self {
    case .recorded: "payments of the same time are taken in the order of the records"
    case .creditsFirst: "for payments of the same time, credits are taken before debits"
    case .debitsFirst: "for payments of the same time, debits are taken before credits"
    case .reversed: "payments of the same time are taken against the order of the records"
    }
  }
}
