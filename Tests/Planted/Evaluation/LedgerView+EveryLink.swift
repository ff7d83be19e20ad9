package import FundTracing
package import PaymentGraph

extension LedgerView {
  /// All links that matching finds at pooled accounts, those it calls contradicted included.
  ///
  /// - Parameter isComplete: true where the user states that the records of the services are complete,
  ///   without which nothing inferred is graded B.
  package func everyLink(isComplete: Bool) throws -> [Link] {
    try hubs(isComplete: isComplete).flatMap(\.everyLink)
  }

  /// Returns the matches at each pooled account.
  ///
  /// - Parameter isComplete: true where the user states that the records are complete.
  package func hubs(isComplete: Bool) throws -> [HubMatch] {
    var settings = MatchSettings()
    if isComplete { settings.complete = Set(ledger.accounts.filter(\.isPooled).map(\.id)) }
    return try matches(settings: settings).hubs
  }
}

extension HubMatch {
  /// All links, those that are called contradicted included.
  package var everyLink: [Link] { (findings + contradicted).map(\.link) }

  /// True where the records contradict the statement that they are complete.
  package var isContradicted: Bool { !completeness.contradictions.isEmpty }
}
