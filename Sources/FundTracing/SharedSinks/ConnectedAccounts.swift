public import PaymentGraph

/// Which accounts hang together: the answer of ``PaymentGraph/LedgerView/connectedAccounts()``.
///
/// Two accounts are connected where a chain of transfers in scope joins them, whatever their directions
/// and times, and whether accounts on the way are pooled. That says nothing about money: it divides a
/// ledger into parts between which no money can have gone.
public struct ConnectedAccounts: Sendable {
  /// What was looked at.
  public let scope: LedgerView
  /// How many parts there are; an account without transfers in scope is one of its own.
  public let count: Int
  /// By account: an account that stands for its part.
  private let roots: [UInt32]

  init(scope: LedgerView, roots: [UInt32], count: Int) {
    self.scope = scope
    self.roots = roots
    self.count = count
  }

  /// Whether a chain of transfers joins two accounts.
  ///
  /// - Complexity: O(1).
  public func areConnected(_ one: AccountID, _ other: AccountID) -> Bool {
    roots[one.position] == roots[other.position]
  }

  /// The parts: most accounts first, of equally many the one with the alphabetically first account key
  /// first; within each the accounts are in the order of their keys.
  ///
  /// - Complexity: O(*a* log *a*) for *a* accounts, each time that it is asked for.
  public var parts: [[AccountID]] {
    let ranks = scope.ledger.keyRanks
    var order = Array(repeating: 0, count: ranks.count)
    for (account, rank) in ranks.enumerated() { order[Int(rank)] = account }
    var numbers: [UInt32: Int] = [:]
    var parts: [[AccountID]] = []
    parts.reserveCapacity(count)
    for account in order {
      if let number = numbers[roots[account]] {
        parts[number].append(AccountID(account))
      } else {
        numbers[roots[account]] = parts.count
        parts.append([AccountID(account)])
      }
    }
    // Parts were met in the order of their first keys: a stable order by size keeps that.
    return parts.enumerated().sorted {
      $0.element.count != $1.element.count
        ? $0.element.count > $1.element.count : $0.offset < $1.offset
    }.map(\.element)
  }
}
