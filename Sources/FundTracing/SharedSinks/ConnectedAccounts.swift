public import PaymentGraph

/// The division of the accounts into connected parts: the answer of ``PaymentGraph/LedgerView/connectedAccounts()``.
///
/// Two accounts are connected where a chain of transfers in scope joins them, whatever the directions and times of the
/// transfers, and whether or not accounts on the way are pooled. A connection does not show that money passed; but no
/// money can have passed between two parts.
public struct ConnectedAccounts: Sendable {
  /// The transfers in scope.
  public let scope: LedgerView
  /// The number of parts; an account without transfers in scope is a part of its own.
  public let count: Int
  /// The account that represents its part, by account.
  private let roots: [UInt32]

  init(scope: LedgerView, roots: [UInt32], count: Int) {
    self.scope = scope
    self.roots = roots
    self.count = count
  }

  /// Returns true where a chain of transfers joins two accounts.
  ///
  /// - Complexity: O(1).
  public func areConnected(_ one: AccountID, _ other: AccountID) -> Bool {
    roots[one.position] == roots[other.position]
  }

  /// The parts: most accounts first, then in the order of their alphabetically first account keys.
  ///
  /// Within each part the accounts are in the order of their keys.
  ///
  /// - Complexity: O(*a* log *a*) for *a* accounts, at every call.
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
    // The parts were found in the order of their first keys; the stable sort by size keeps that order.
    return parts.enumerated().sorted {
      $0.element.count != $1.element.count
        ? $0.element.count > $1.element.count : $0.offset < $1.offset
    }.map(\.element)
  }
}

extension LedgerView {
  /// Divides all accounts of the ledger into parts that no transfer in scope joins.
  ///
  /// ```swift
  /// let connected = ledger.whole.connectedAccounts()
  /// print(connected.count, "parts of the ledger have no payment between them")
  /// ```
  ///
  /// - Returns: the parts, whatever the directions and times of transfers.
  /// - Complexity: O(*t* + *a*) up to a factor that never reaches five; 4 bytes an account.
  public func connectedAccounts() -> ConnectedAccounts {
    var union = AccountUnion(count: ledger.accountCount)
    union.join(ledger.columns.payer, beneficiary: ledger.columns.beneficiary, included: included)
    let roots = union.roots
    return ConnectedAccounts(scope: self, roots: roots, count: union.partCount)
  }
}
