package import PaymentGraph

extension LedgerView {
  /// The links that the records themselves state, in ledger order of the payouts: what evaluations
  /// compare inferred links with.
  ///
  /// - Complexity: O(*t*) over the whole ledger.
  package var recordedLinks: [Link] { RecordedLinks.find(in: ledger).links }

  /// All links at all hubs, hub by hub, those of the records included: what evaluations measure.
  ///
  /// - Parameter isComplete: whether the records of the hubs are taken to be complete.
  package func matchedLinks(isComplete: Bool) -> [Link] {
    var settings = MatchSettings()
    if isComplete { settings.complete = Set(ledger.pooledAccounts) }
    guard let matches = try? matches(settings: settings) else { return [] }
    return matches.hubs.flatMap { $0.findings.map(\.link) }
  }
}
