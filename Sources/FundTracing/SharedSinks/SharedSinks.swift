public import PaymentGraph

/// The accounts where several victims' money meets: the answer of
/// ``PaymentGraph/LedgerView/sharedSinks(of:minimumVictims:includePooled:rules:)``.
public struct SharedSinks: Sendable {
  /// What was looked at.
  public let scope: LedgerView
  /// What counted as a walk.
  public let rules: WalkRules
  /// The fewest victims that make a sink.
  public let minimumVictims: Int
  /// Whether pooled accounts can be sinks.
  public let includesPooled: Bool
  /// The accounts of all victims, in the order of their keys.
  public let victims: [AccountID]
  /// Whether every victim is known as one: by a claim, or by its role.
  ///
  /// Else they are merely payers.
  public let areVictims: Bool
  /// How many payments they claim.
  public let claimCount: Int
  /// What they claim, as sent, by currency.
  public let claimed: MoneyTotals
  /// The sinks.
  ///
  /// Accounts come before payees that are known by name only, and those before stand-ins for nobody; of each most
  /// victims first, then the most received, then in the order of keys.
  ///
  /// The figures of a sink are gathered when it is looked at; see ``SharedSinkList``.
  public let sinks: SharedSinkList
  /// What a reader must know beside the figures.
  public let notes: [AnswerNote]

  /// The sinks to show: those that are among some accounts, or the first of all.
  ///
  /// - Parameters:
  ///   - accounts: the accounts; nil for all.
  ///   - limit: how many to show where no accounts are given.
  public func choosing(_ accounts: [AccountID]?, atMost limit: Int) -> [SharedSink] {
    guard let accounts else { return sinks.sinks(at: 0..<min(max(0, limit), sinks.count)) }
    let wanted = Set(accounts)
    return zip(sinks.indices, sinks.accounts).filter { wanted.contains($0.1) }.map { sinks[$0.0] }
  }
}
