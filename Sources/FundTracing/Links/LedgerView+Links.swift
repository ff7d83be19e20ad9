package import PaymentGraph

extension LedgerView {
  /// Finds the links at all pooled accounts that money follows under some rules: those that records state, and those
  /// that matching finds, of at least the grade that the rules ask for; by payout, then receipt.
  ///
  /// - Complexity: as ``matches(at:settings:)`` for every pooled account.
  package func linksAtPooledAccounts(_ rules: WalkRules) throws(FundTracingError) -> [Link] {
    guard case .links(let minimum) = rules.pooling, ledger.hasPooled else { return [] }
    let hubs = ledger.pooled.indices.filter { ledger.pooled[$0] }
    let matches = MatchedHubs.matches(at: hubs, in: ledger, rules.matching)
    return RecordedLinks.find(in: ledger, hasTable: !rules.matching.recordedOnly).adding(
      matches.flatMap { $0.findings.map(\.link) },
      refusing: matches.flatMap { $0.contradicted.map(\.link) }
    ).links.filter { $0.grade <= minimum }
  }
}
