public import PaymentGraph

/// The walks between two accounts: the answer of
/// ``PaymentGraph/LedgerView/walks(from:to:rules:)``.
public struct WalkAnswer: Sendable {
  /// What was looked at.
  public let scope: LedgerView
  /// What counted as a walk.
  public let rules: WalkRules
  /// Where walks start.
  public let from: AccountID
  /// Where they end.
  public let to: AccountID
  /// How far the records answer the question.
  public let finding: Finding
  /// Why the finding is what it is, in one sentence.
  public let reason: String
  /// A walk with the fewest hops, of those the one that arrives first; nil where there is none
  /// within the limits of the question.
  public let shortest: Walk?
  /// A walk that arrives first, of those one with the fewest hops.
  public let earliest: Walk?
  /// What a reader must know beside the walks.
  public let notes: [AnswerNote]

  /// Why a walk is no proof where nothing says which of two of its transfers was first.
  static let undecided =
    "recorded transfers lead from one to the other, but no record says which of those of one time was first"

  /// Why a walk of a grade, B or better, is proof.
  static func reason(proven grade: Grade) -> String {
    "recorded transfers lead from one to the other; every link at a pooled account is graded "
      + (grade == .a ? "A" : "B or better")
  }
}
