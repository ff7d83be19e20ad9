public import PaymentGraph

extension LedgerView {
  /// Finds the accounts at which the money of several victims meets.
  ///
  /// A shared sink is an account that walks from at least `minimumVictims` distinct sources reach. A source never
  /// counts for itself; claimed payments without a named payer (``Account/isNamed``) count for none. Pooled accounts
  /// are passed along links only (``WalkRules``), and are sinks only where `includePooled` is true: everybody meets at
  /// a payment service.
  ///
  /// ```swift
  /// let victims = [Source(account: anna), Source(account: bela)]
  /// let answer = try ledger.whole.sharedSinks(of: victims)
  /// for sink in answer.sinks {
  ///   print(ledger.account(sink.account).key, sink.victims.count, sink.finding)
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - sources: the victims; several entries for one account are one source.
  ///   - minimumVictims: the fewest victims that make a sink, 1 or more.
  ///   - includePooled: true to list pooled accounts.
  ///   - includeStandIns: true to list accounts that stand in for a party whom no record names, such as all cash that
  ///     an account paid out; see ``PaymentGraph/Account/isNamed``.
  ///   - rules: the rules that a walk must keep.
  ///   - onProgress: receives again and again the numbers of finished and of all searches.
  /// - Returns: the sinks: accounts first, then beneficiaries known by name only, then stand-ins for unnamed parties.
  ///   Within each group those come first that popularity does not explain (``Surprise``) or of which nothing is known;
  ///   then most victims first, then the smaller probability, then the larger sum received (currency by currency in the
  ///   order of codes), then in the order of account keys.
  /// - Throws: ``FundTracingError`` where the question cannot be asked.
  /// - Complexity: O(*t* *h* *n* / 64) for *n* victims and *h* hops where the order of the ledger decides which
  ///   transfers may follow which, no wait is limited and *h* is at most 16: one sweep for 64 victims, on all cores;
  ///   few victims who reach little cost only what they reach. Otherwise O(*n* (*v* + *s*)) for searches that visit *v*
  ///   transfers and examine *s*. Memory O(*t* + *a* *h*) for each core and 12 bytes for each of at most 33 million
  ///   words of 64 victims. The figures of each sink are gathered at each access (``SharedSinkList``).
  public func sharedSinks(
    of sources: [Source], minimumVictims: Int = 2, includePooled: Bool = false,
    includeStandIns: Bool = false, rules: WalkRules = WalkRules(),
    onProgress: ((_ done: Int, _ of: Int) -> Void)? = nil
  ) throws(FundTracingError) -> SharedSinks {
    guard minimumVictims >= 1 else { throw .minimumVictimsTooSmall(minimumVictims) }
    var space = try WalkContext(self, rules)
    let (named, unnamed) = try divided(sources)
    let merged = try space.merged(named)
    space.inferLinks(from: merged.flatMap(\.claims))
    let gradeLevels = space.gradeLevels
    let isDecided = space.isRecorded
    let searchCount = (gradeLevels.count + (isDecided ? 1 : 2)) * merged.count
    let levels: [(grade: Grade, found: VictimCounts)] = gradeLevels.enumerated().map {
      number, level in
      let done = number * merged.count
      return (
        level.grade,
        VictimCounts(level.space, merged) { onProgress?(done + $0, searchCount) }
      )
    }
    guard let whole = levels.last?.found else { throw .noSources }

    let reached = whole.counts.accounts(reachedBy: minimumVictims)
      .filter { includePooled || !space.pooled[$0] }
    let nobody = ledger.hasUnnamed ? reached.filter { !ledger.isNamed($0) } : []
    let chosen =
      includeStandIns || nobody.isEmpty ? reached : reached.filter { ledger.isNamed($0) }
    var done = gradeLevels.count * merged.count
    let proven: AccountCounts
    if isDecided {
      proven = levels.last { $0.grade <= .b }?.found.counts ?? whole.counts
    } else {
      proven = VictimCounts(space.proof, merged) { onProgress?(done + $0, searchCount) }.counts
      done += merged.count
    }
    let detail = SinkVictims(of: chosen, whole, space: space, sources: merged) {
      onProgress?(done + $0, searchCount)
    }
    let study = SurpriseStudy(
      chosen, reached: detail, space: space, sources: merged, marks: whole.marks)
    let table = SinkResults(
      space, sources: merged, chosen: chosen, victims: detail, levels: levels, proven: proven,
      whole: whole,
      surprises: study.surprises)
    let claims = merged.flatMap(\.claims)
    var claimed = MoneyTotals()
    for claim in claims { claimed.add(space.columns.sentMoney(claim)) }
    var notes = NoteWriter(space)
    notes.write(
      isOnWalk: whole.marks.flags(ledger.transferCount), wasCutByHops: whole.wasCutByHops,
      wasCutByWait: whole.wasCutByWait)
    notes.writeUnnamed(claims: unnamed.reduce(0) { $0 + ($1.claims?.count ?? 0) })
    if !includeStandIns {
      notes.write(standIns: nobody) { whole.marks[$0] }
    }
    notes.write(uncounted: UncountedClaims(sources, in: space))
    notes.write(sources: merged)
    notes.writeOpenEnds { whole.marks[$0] }
    notes.write(RowOrder(space, isOnWalk: { whole.marks[$0] }))
    notes.write(pairsAgainstTime: { whole.marks[$0] })
    notes.write(victimsOnWalks: merged) { whole.marks[$0] }
    if !isDecided {
      let byOrder = levels.last { $0.grade <= .b }?.found.counts ?? whole.counts
      let byDecision =
        space.columns.decided.isEmpty
        ? proven : VictimCounts(space.proofWithDecisions, merged) { _ in }.counts
      let unproven = chosen.indices.filter { !table.isProven(chosen[$0]) }
      let open = unproven.filter {
        byOrder.victims(of: chosen[$0]) > byDecision.victims(of: chosen[$0])
      }
      notes.write(
        openOrders: openOrders(
          open.map { (chosen[$0], detail[$0]) }, space: space, sources: merged),
        count: open.count)
      notes.write(
        decidedRows: unproven.count {
          byDecision.victims(of: chosen[$0]) > proven.victims(of: chosen[$0])
        })
    }
    notes.write(study)
    return SharedSinks(
      scope: self, rules: rules, minimumVictims: minimumVictims, includesPooled: includePooled,
      victims: merged.map { AccountID($0.account) },
      areVictims: sources.allSatisfy {
        $0.claims != nil || ledger.account($0.account).role == .victim
      }, claimCount: claims.count, claimed: claimed,
      sinks: SharedSinkList(table),
      notes: StatementWarnings.notes(
        on: Set(chosen.map { AccountID($0) }).union(accounts(onWalks: { whole.marks[$0] })),
        in: ledger)
        + notes.notes)
  }

  /// Returns the accounts on walks, where statements say what their accounts held; empty where none does.
  private func accounts(onWalks isOnWalk: (Int) -> Bool) -> Set<AccountID> {
    guard ledger.hasStatements else { return [] }
    var found: Set<UInt32> = []
    for transfer in 0..<ledger.transferCount where isOnWalk(transfer) {
      found.insert(ledger.columns.payer[transfer])
      found.insert(ledger.columns.beneficiary[transfer])
    }
    return Set(found.map { AccountID(index: $0) })
  }

  /// Returns the sources with a named payer, and the claims on payments without one.
  ///
  /// An account that is itself named as a source counts as one in any case.
  private func divided(
    _ sources: [Source]
  ) throws(FundTracingError) -> (named: [Source], nobody: [Source]) {
    guard ledger.hasUnnamed else { return (sources, []) }
    let nobody = sources.filter { $0.claims != nil && !ledger.isNamed($0.account.position) }
    guard nobody.count < max(1, sources.count) else { throw .onlyUnnamedSources }
    return (sources.filter { $0.claims == nil || ledger.isNamed($0.account.position) }, nobody)
  }

  /// Returns the open orders that the money of the first victim of the first account, by key, needs.
  private func openOrders(
    _ accounts: [(account: Int, victims: [Int])], space: WalkContext,
    sources: [(account: Int, claims: [Int])]
  ) -> [OpenOrder] {
    let ranks = ledger.keyRanks
    guard let first = accounts.min(by: { ranks[$0.account] < ranks[$1.account] }) else { return [] }
    var proof = TransferSearch(space.proofWithDecisions)
    var search = TransferSearch(space)
    for victim in first.victims {
      proof.run(from: sources[victim].claims, until: first.account)
      guard proof.arrivals(at: first.account) == nil else { continue }
      search.run(from: sources[victim].claims, until: first.account)
      guard let found = search.arrivals(at: first.account) else { continue }
      let open = search.walk(to: found.shortest).openOrders
      if !open.isEmpty { return open }
    }
    return []
  }
}
