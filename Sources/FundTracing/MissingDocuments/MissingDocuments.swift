public import PaymentGraph

/// What is missing, ranked by the money that it would decide: the answer of
/// ``PaymentGraph/LedgerView/missingDocuments(of:rules:)``.
public struct MissingDocuments: Sendable {
  /// What was looked at.
  public let scope: LedgerView
  /// What counted as a walk.
  public let rules: WalkRules
  /// How many payments are claimed.
  public let claimCount: Int
  /// What to ask for, most decisive first.
  public let requests: [DocumentRequest]
}
