public import PaymentGraph

extension LedgerView {
  /// The payouts of pooled accounts that no link of at least a grade explains, in ledger
  /// order: what a picture must not draw as if it were known where the money came from.
  ///
  /// - Complexity: O(*t*), and the matching of every hub.
  public func unlinkedPayouts(
    minimumGrade: Grade = .b, settings: MatchSettings = MatchSettings()
  ) -> [TransferID] {
    let pooled = ledger.pooled
    let links = allLinks(settings)
    return (0..<ledger.transferCount).filter { transfer in
      guard contains(transfer), pooled[Int(ledger.columns.payer[transfer])] else { return false }
      return links.links(out: transfer).allSatisfy { $0.grade > minimumGrade }
    }.map { TransferID($0) }
  }

  /// The claimed payments into pooled accounts that no link of at least a grade passes on, in ledger
  /// order: where the records end.
  ///
  /// - Complexity: O(*t*), and the matching of every hub.
  public func stoppedReceipts(
    of sources: [Source], minimumGrade: Grade = .c, settings: MatchSettings = MatchSettings()
  ) -> [TransferID] {
    let columns = ledger.columns
    let links = allLinks(settings)
    let passedOn = Set(
      links.links.filter { $0.grade <= minimumGrade }.map(\.inbound.position))
    var claims: Set<Int> = []
    for source in sources {
      if let stated = source.claims {
        claims.formUnion(stated.map(\.position))
      } else {
        claims.formUnion(ledger.outgoing[source.account.position].map { Int($0) })
      }
    }
    return claims.filter {
      contains($0) && ledger.pooled[Int(columns.beneficiary[$0])] && !passedOn.contains($0)
    }.sorted().map { TransferID($0) }
  }

  /// The links at all pooled accounts: recorded, and matched by what is known of the hubs.
  private func allLinks(_ settings: MatchSettings) -> LinkSet {
    let matches = MatchedHubs.matches(
      at: ledger.pooledAccounts.map(\.position), in: ledger, settings)
    return RecordedLinks.find(in: ledger).adding(
      matches.flatMap { $0.findings.map(\.link) },
      refusing: matches.flatMap { $0.contradicted.map(\.link) })
  }
}
