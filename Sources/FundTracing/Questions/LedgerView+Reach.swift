public import PaymentGraph

extension LedgerView {
  /// Finds the accounts that the money of some sources can have reached.
  ///
  /// An account is reached where a walk from a claimed payment ends at it. The accounts of the
  /// sources are not listed. Pooled accounts are listed, and passed along links only.
  ///
  /// - Parameters:
  ///   - sources: where walks start.
  ///   - rules: what counts as a walk.
  /// - Returns: the accounts, fewest hops first, then in the order of account keys.
  /// - Throws: ``FundTracingError`` where the question cannot be asked.
  /// - Complexity: O(*v* + *s*) for *v* transfers visited and *s* looked at, once for each grade
  ///   that links have.
  public func reach(
    of sources: [Source], rules: WalkRules = WalkRules()
  ) throws(FundTracingError) -> Reach {
    var space = try WalkSpace(self, rules)
    let merged = try space.merged(sources)
    let claims = Array(Set(merged.flatMap(\.claims))).sorted()
    space.inferLinks(from: claims)
    let isSource = Set(merged.map(\.account))

    // Stricter levels first: the first that reaches an account grades it.
    var grades: [Int: Grade] = [:]
    var hops: [Int: Int] = [:]
    var search = TransferSearch(space)
    for level in space.gradeLevels {
      search = TransferSearch(level.space)
      search.run(from: claims)
      hops = [:]
      for transfer in search.visited {
        let account = Int(columns.beneficiary[transfer])
        guard !isSource.contains(account) else { continue }
        if grades[account] == nil { grades[account] = level.grade }
        if hops[account] == nil { hops[account] = search.hops(to: transfer) }
      }
    }
    var isOnWalk = Array(repeating: false, count: ledger.transferCount)
    for transfer in search.visited { isOnWalk[transfer] = true }
    let ranks = ledger.keyRanks
    let accounts = hops.sorted { ($0.value, ranks[$0.key]) < ($1.value, ranks[$1.key]) }
      .map { account, hops in
        let arrivals = Arrivals(at: account, space, isOnWalk: isOnWalk)
        return ReachedAccount(
          account: AccountID(account), hops: hops, grade: grades[account] ?? .d,
          transfers: arrivals.transfers.map { TransferID($0) }, received: arrivals.received,
          earliest: arrivals.first, latest: arrivals.last)
      }
    var notes = NoteWriter(space)
    notes.write(
      isOnWalk: isOnWalk, wasCutByHops: search.wasCutByHops, wasCutByWait: search.wasCutByWait)
    notes.write(sources: merged)
    return Reach(
      scope: self, rules: rules, sources: merged.map { AccountID($0.account) },
      claimCount: claims.count, accounts: accounts,
      transfers: search.visited.sorted().map { TransferID($0) }, notes: notes.notes)
  }

  private var columns: TransferColumns { ledger.columns }
}
