public import PaymentGraph

/// The links at pooled accounts: the answer of
/// ``PaymentGraph/LedgerView/matches(at:settings:)``.
public struct HubMatches: Sendable {
  /// What was looked at: links are found in the whole ledger, those of transfers in scope are shown.
  public let scope: LedgerView
  /// The thresholds, and what the user stated of the hubs.
  public let settings: MatchSettings
  /// One for each hub, in the order of account keys.
  public let hubs: [HubMatch]
  /// What a reader must know beside the links.
  public let notes: [AnswerNote]
}
