public import PaymentGraph

/// The accounts at which several victims' money meets: the answer of
/// ``PaymentGraph/LedgerView/sharedSinks(of:minimumVictims:includePooled:rules:)``.
public struct SharedSinks: Sendable {
  /// The transfers in scope.
  public let scope: LedgerView
  /// The rules that a walk had to keep.
  public let rules: WalkRules
  /// The fewest victims that make a sink.
  public let minimumVictims: Int
  /// True where pooled accounts can be sinks.
  public let includesPooled: Bool
  /// The accounts of all victims, in the order of their keys.
  public let victims: [AccountID]
  /// True where every victim is known as one, by a claim or by its role.
  ///
  /// Otherwise they are merely payers.
  public let areVictims: Bool
  /// The number of payments that they claim.
  public let claimCount: Int
  /// The sum that they claim, as sent, by currency.
  public let claimed: MoneyTotals
  /// The sinks.
  ///
  /// Accounts come first, then beneficiaries known by name only, then stand-ins for unnamed parties. Within each group
  /// those with the most victims come first, then those that received the most, then in the order of keys.
  ///
  /// The figures of a sink are gathered at each access; see ``SharedSinkList``.
  public let sinks: SharedSinkList
  /// The notes that a reader must know beside the figures.
  public let notes: [AnswerNote]

  /// Returns the sinks to show: those among some accounts, or the first of all.
  ///
  /// - Parameters:
  ///   - accounts: the accounts; nil for all.
  ///   - limit: the number to show where no accounts are given.
  public func choosing(_ accounts: [AccountID]?, atMost limit: Int) -> [SharedSink] {
    guard let accounts else { return sinks.sinks(at: 0..<min(max(0, limit), sinks.count)) }
    let wanted = Set(accounts)
    return zip(sinks.indices, sinks.accounts).filter { wanted.contains($0.1) }.map { sinks[$0.0] }
  }
}
