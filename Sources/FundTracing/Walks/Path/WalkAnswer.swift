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

  /// The answer with notes that come before its own.
  func warning(_ notes: [AnswerNote]) -> WalkAnswer {
    WalkAnswer(
      scope: scope, rules: rules, from: from, to: to, finding: finding, reason: reason,
      shortest: shortest, earliest: earliest, notes: notes + self.notes)
  }

  /// The needs of a walk that the records do not prove.
  static func reason(possible walk: Walk, _ grade: Grade, in ledger: Ledger) -> String {
    let open = walk.openOrders
    var needs: [String] = []
    if grade > .b { needs.append("with links graded \(grade.letter)") }
    if !open.isEmpty { needs.append("if \(OpenOrder.words(open, in: ledger))") }
    let decisions = walk.transfers.compactMap { ledger.transfer($0).decision }
    if let first = decisions.first {
      let more = decisions.count - 1
      needs.append(
        "if \(first)"
          + (more > 0 ? "; \(more) more decision\(more == 1 ? " is" : "s are") on its rows" : ""))
    }
    return "a walk exists only \(needs.joined(separator: ", and "))"
      + (open.contains { !$0.isAgainstRows } ? "; the records do not say which was first" : "")
  }

  /// Why a walk of a grade, B or better, is proof.
  static func reason(proven grade: Grade) -> String {
    "recorded transfers lead from one to the other; every link at a pooled account is graded "
      + (grade == .a ? "A" : "B or better")
  }
}
