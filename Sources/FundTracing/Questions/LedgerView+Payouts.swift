public import PaymentGraph

extension LedgerView {
  /// The payouts of pooled accounts that no link of at least a grade explains, in ledger
  /// order: what a picture must not draw as if it were known where the money came from.
  ///
  /// - Complexity: O(*t*), and the matching of every hub.
  public func unlinkedPayouts(
    minimumGrade: Grade = .b, settings: MatchSettings = MatchSettings()
  ) -> [TransferID] {
    let recorded = RecordedLinks.find(in: ledger)
    let pooled = ledger.pooled
    let matcher = HubMatcher(ledger, recorded, settings)
    let matches = ledger.pooledAccounts.map { matcher.match($0.position) }
    let links = recorded.adding(
      matches.flatMap { $0.findings.map(\.link) },
      refusing: matches.flatMap { $0.contradicted.map(\.link) })
    return (0..<ledger.transferCount).filter { transfer in
      guard contains(transfer), pooled[Int(ledger.columns.payer[transfer])] else { return false }
      return links.links(out: transfer).allSatisfy { $0.grade > minimumGrade }
    }.map { TransferID($0) }
  }
}
