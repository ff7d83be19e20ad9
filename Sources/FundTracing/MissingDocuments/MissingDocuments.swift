public import PaymentGraph

/// The documents that are missing, ranked by the money that they would decide: the answer of
/// ``PaymentGraph/LedgerView/missingDocuments(of:rules:)``.
public struct MissingDocuments: Sendable {
  /// The transfers in scope.
  public let scope: LedgerView
  /// The rules that a walk had to keep.
  public let rules: WalkRules
  /// The number of claimed payments.
  public let claimCount: Int
  /// The requests, most decisive first.
  public let requests: [DocumentRequest]
}
