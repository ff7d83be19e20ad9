internal import PaymentGraph

/// A user's decision on two accounts of the data, and its citation.
struct PartyDecision {
  /// The account whose key gives way.
  let account: String
  /// The account that the first one is, or is not.
  let other: String
  /// True where the two are one account; false where they are declared different.
  let isSame: Bool
  /// The person, the day and the reason of the decision, as far as the file states them.
  let grounds: String
  let citation: Citation
  let excerpt: [UInt8]
}
