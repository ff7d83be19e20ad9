/// Decisions that cannot all hold, and the one that does.
public struct DecisionConflict: Hashable, Sendable {
  /// The reasons why one of them wins.
  public enum Reason: Hashable, Sendable {
    /// It is later, and on the same thing: a role, a merge or a fact that reverses an earlier one.
    case isLater
    /// It says that two accounts are different, which a chain of others makes one.
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
  /// - Complexity: O(decisions) for each pair of different accounts.
  public var conflicts: [DecisionConflict] {
    var neighbours: [Spelling: [(account: Spelling, event: Int)]] = [:]
    for (pair, held) in parties where held.value.isSame {
      neighbours[pair.first, default: []].append((pair.second, held.event))
      neighbours[pair.second, default: []].append((pair.first, held.event))
    }
    var conflicts = reversals
    for (pair, held) in parties where !held.value.isSame {
      // The shortest chain is the plainest to read.
      var reached: [Spelling: [Int]] = [pair.first: []]
      var queue = [pair.first]
      var next = 0
      while next < queue.count, reached[pair.second] == nil {
        let account = queue[next]
        next += 1
        let way = reached[account] ?? []
        for step in (neighbours[account] ?? []).sorted(by: { $0.event < $1.event })
        where reached[step.account] == nil {
          reached[step.account] = way + [step.event]
          queue.append(step.account)
        }
      }
      if let way = reached[pair.second] {
        conflicts.append(
          DecisionConflict(
            winner: held.event, overruled: way.sorted(), reason: .isDifferent))
      }
    }
    return conflicts.sorted {
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
