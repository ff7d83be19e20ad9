public import PaymentGraph

extension LedgerView {
  /// The claimed payments into pooled accounts that no link of at least a grade passes on, in ledger order.
  ///
  /// There the records end. Fees that a pooled account takes are its own and are not among them.
  ///
  /// Fees that a pooled account takes are its own money and are not among them.
  ///
  /// ```swift
  /// let stopped = ledger.whole.stoppedReceipts(of: [Source(account: anna)])
  /// for receipt in stopped { print(ledger.transfer(receipt).received, "is not passed on") }
  /// ```
  ///
  /// - Complexity: O(*t*), and the matching of every pooled account.
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
        && columns.kind[$0] != .fee
    }.sorted().map { TransferID($0) }
  }

  /// Returns the links at all pooled accounts: the recorded ones, and those matched with some settings.
  private func allLinks(_ settings: MatchSettings) -> LinkSet {
    let matches = MatchedHubs.matches(
      at: ledger.pooledAccounts.map(\.position), in: ledger, settings)
    return RecordedLinks.find(in: ledger, hasTable: !settings.recordedOnly).adding(
      matches.flatMap { $0.findings.map(\.link) },
      refusing: matches.flatMap { $0.contradicted.map(\.link) })
  }
}
