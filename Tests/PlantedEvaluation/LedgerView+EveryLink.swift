package import FundTracing
package import PaymentGraph

extension LedgerView {
  /// All links that matching finds at pooled accounts, those it calls contradicted included.
  ///
  /// - Parameter isComplete: whether the user states that the records of the services are complete,
  ///   without which nothing inferred is graded B.
  package func everyLink(isComplete: Bool) throws -> [Link] {
    var settings = MatchSettings()
    if isComplete { settings.complete = Set(ledger.accounts.filter(\.isPooled).map(\.id)) }
    return try matches(settings: settings).hubs.flatMap { hub in
      (hub.findings + hub.contradicted).map(\.link)
    }
  }

  /// At how many of the services, all stated to be complete, the records contradict it.
  package func contradictedCount() throws -> Int {
    var settings = MatchSettings()
    settings.complete = Set(ledger.accounts.filter(\.isPooled).map(\.id))
    return try matches(settings: settings).hubs.count { !$0.completeness.contradictions.isEmpty }
  }
}
