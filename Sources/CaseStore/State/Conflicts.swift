/// Two decisions that cannot both hold: a chain of accounts that are one, and a pair in it that is different.
public struct DecisionConflict: Hashable, Sendable {
  /// The event that says that two accounts are different; it wins.
  public let different: Int
  /// The events by which they would be one, in their order.
  public let same: [Int]
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
    var conflicts: [DecisionConflict] = []
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
        conflicts.append(DecisionConflict(different: held.event, same: way.sorted()))
      }
    }
    return conflicts.sorted { $0.different < $1.different }
  }
}
