internal import PaymentGraph

/// Decisions that cannot all hold, and the one that does.
public struct DecisionConflict: Hashable, Sendable {
  /// The reasons why one of them wins.
  public enum Reason: Hashable, Sendable {
    /// It is later, and on the same thing: a role, a merge or a fact that reverses an earlier one.
    case isLater
    /// It says that two accounts are different, which a decision would make one.
    case isDifferent
  }

  /// The event that wins.
  public let winner: Int
  /// The events that it wins over, in their order.
  public let overruled: [Int]
  /// The reason.
  public let reason: Reason

  /// Creates a conflict.
  public init(winner: Int, overruled: [Int], reason: Reason) {
    self.winner = winner
    self.overruled = overruled
    self.reason = reason
  }

  /// The conflict in words.
  public var words: String {
    let others = overruled.map { "event \($0)" }.joined(separator: ", ")
    return switch reason {
    case .isLater:
      "conflict: event \(winner) says otherwise on the same as \(others), and wins because it is later"
    case .isDifferent: "conflict: event \(winner) says different, and wins over \(others)"
    }
  }
}

extension CaseState {
  /// The decisions that contradict one another, by the number of the decision that wins.
  ///
  /// Of a chain that would make different accounts one, the decision has no effect that completes it; the same one as in
  /// the answers.
  ///
  /// - Complexity: O(decisions) for each pair of different accounts.
  public var conflicts: [DecisionConflict] {
    // Rows are one payment in pairs, never in chains.
    let onAccounts = parties.filter { RowOfSource($0.value.value.account) == nil }
    let different = onAccounts.filter { !$0.value.value.isSame }.sorted { $0.key < $1.key }
    let same = onAccounts.values.filter(\.value.isSame).sorted {
      DecidedUnions<Spelling>.precedes(
        ($0.value.account, $0.value.other), ($1.value.account, $1.value.other))
    }
    var unions = DecidedUnions(different: different.map { ($0.key.first, $0.key.second) })
    var overruled: [Int: [Int]] = [:]
    for held in same {
      let against = unions.unite(Spelling(held.value.account), Spelling(held.value.other))
      if let against { overruled[different[against].value.event, default: []].append(held.event) }
    }
    let chains = overruled.map {
      DecisionConflict(winner: $0.key, overruled: $0.value.sorted(), reason: .isDifferent)
    }
    return (chains + reversals).sorted {
      ($0.winner, $0.reason == .isLater ? 0 : 1) < ($1.winner, $1.reason == .isLater ? 0 : 1)
    }
  }

  /// The decisions that say otherwise than earlier ones on the same thing, all of which count.
  private var reversals: [DecisionConflict] {
    earlier.compactMap { subject, statements in
      guard let last = statements.last else { return nil }
      let others = statements.filter { $0.value != last.value }.map(\.event)
      return others.isEmpty
        ? nil : DecisionConflict(winner: last.event, overruled: others, reason: .isLater)
    }
  }
}
