internal import PaymentGraph

/// What somebody decided of two accounts of the data, and where it stands.
struct PartyDecision {
  /// The account whose key gives way.
  let account: String
  /// The account that it is, or is not.
  let other: String
  /// Whether the two are one account; else they are declared different.
  let isSame: Bool
  /// Who decided, when and why, as far as the file says.
  let grounds: String
  let citation: Citation
  let excerpt: [UInt8]
}
