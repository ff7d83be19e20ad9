public import PaymentGraph

extension LedgerView {
  /// Finds the accounts at which the money of several victims meets.
  ///
  /// A shared sink is an account that walks from at least `minimumVictims` distinct sources reach. A
  /// source never counts for itself. Pooled accounts are passed along links only (``WalkRules``)
  /// and are sinks only where `includePooled` says so: everybody meets at a payment service.
  ///
  /// - Parameters:
  ///   - sources: the victims; several entries for one account are one source.
  ///   - minimumVictims: the fewest victims that make a sink, 1 or more.
  ///   - includePooled: whether pooled accounts may be listed.
  ///   - rules: what counts as a walk.
  ///   - onProgress: is told again and again how many searches are done, and of how many.
  /// - Returns: the sinks: first those that popularity does not explain (``Surprise``), or of which nothing
  ///   is known; in each part most victims first, then the smaller probability, then the larger sum received
  ///   (currency by currency in the order of codes), then in the order of account keys.
  /// - Throws: ``FundTracingError`` where the question cannot be asked.
  /// - Complexity: O(*t* *h* *n* / 64) for *n* victims and *h* hops where the order of the ledger decides
  ///   what may follow what, no wait is limited and *h* is at most 16: one sweep for 64 victims, on all
  ///   cores. Else O(*n* (*v* + *s*)), where searches visit *v* transfers and look at *s*. Memory
  ///   O(*t* + *a* *h*) for each core and 12 bytes for each of at most 33 million words of 64 victims;
  ///   and the victims of each sink.
  public func sharedSinks(
    of sources: [Source], minimumVictims: Int = 2, includePooled: Bool = false,
    rules: WalkRules = WalkRules(), onProgress: ((_ done: Int, _ of: Int) -> Void)? = nil
  ) throws(FundTracingError) -> SharedSinks {
    guard minimumVictims >= 1 else { throw .minimumVictimsTooSmall(minimumVictims) }
    var space = try WalkSpace(self, rules)
    let merged = try space.merged(sources)
    space.inferLinks(from: merged.flatMap(\.claims))
    let gradeLevels = space.gradeLevels
    let searchCount = (gradeLevels.count + 1) * merged.count
    let levels = gradeLevels.enumerated().map { number, level in
      let done = number * merged.count
      return (
        level.grade,
        Convergence(level.space, merged) { onProgress?(done + $0, searchCount) }
      )
    }
    guard let whole = levels.last?.1 else { throw .noSources }

    let chosen = (0..<ledger.accountCount).filter { account in
      whole.victims[account] >= minimumVictims && (includePooled || !space.pooled[account])
    }
    let done = gradeLevels.count * merged.count
    let detail = SinkVictims(of: chosen, whole, space, merged) {
      onProgress?(done + $0, searchCount)
    }
    let study = SurpriseStudy(
      chosen.enumerated().map { ($0.element, detail.victims[$0.offset]) }, space, merged,
      isOnWalk: whole.isOnWalk)
    var sinks: [SharedSink] = []
    var stamps = Array(repeating: UInt32.max, count: ledger.accountCount)
    for (number, account) in chosen.enumerated() {
      let arrivals = Arrivals(at: account, space, isOnWalk: whole.isOnWalk)
      // The victims that stricter evidence reaches are among those that weaker evidence reaches, so
      // equal numbers are equal sets.
      let grade = levels.first { $0.1.victims[account] == whole.victims[account] }?.0 ?? .d
      sinks.append(
        SharedSink(
          account: AccountID(account),
          victims: detail.victims[number].map { AccountID(merged[$0].account) }, grade: grade,
          hops: Int(whole.hops[account]), transfers: arrivals.transfers.map { TransferID($0) },
          received: arrivals.received, first: arrivals.first, last: arrivals.last,
          isTerminal: arrivals.areTerminal(at: account, space),
          isFirstConvergence: detail.isFirstConvergence[number],
          popularity: popularity(of: account, &stamps), inflow: inflow(of: account),
          surprise: study.surprises[account]))
    }
    let claims = merged.flatMap(\.claims)
    var claimed = MoneyTotals()
    for claim in claims { claimed.add(ledger.transfer(TransferID(claim)).sent) }
    var notes = NoteWriter(space)
    notes.write(
      isOnWalk: whole.isOnWalk, wasCutByHops: whole.wasCutByHops, wasCutByWait: whole.wasCutByWait)
    notes.write(sources: merged)
    notes.write(study)
    return SharedSinks(
      scope: self, rules: rules, minimumVictims: minimumVictims, includesPooled: includePooled,
      victims: merged.map { AccountID($0.account) },
      areVictims: sources.allSatisfy {
        $0.claims != nil || ledger.account($0.account).role == .victim
      }, claimCount: claims.count, claimed: claimed,
      sinks: ordered(sinks), notes: notes.notes)
  }

  /// How many other accounts pay into an account, whatever the scope.
  ///
  /// - Parameter stamps: by account, the last account for which it was counted.
  private func popularity(of account: Int, _ stamps: inout [UInt32]) -> Int {
    let payer = ledger.columns.payer
    var count = 0
    for transfer in ledger.incoming[account] {
      let other = Int(payer[Int(transfer)])
      guard other != account, stamps[other] != UInt32(account) else { continue }
      stamps[other] = UInt32(account)
      count += 1
    }
    return count
  }

  /// What came into an account in scope.
  private func inflow(of account: Int) -> MoneyTotals {
    var totals = MoneyTotals()
    for transfer in ledger.incoming[account] where contains(Int(transfer)) {
      totals.add(ledger.transfer(TransferID(index: transfer)).received)
    }
    return totals
  }

  private func ordered(_ sinks: [SharedSink]) -> [SharedSink] {
    let keys = ledger.accountKeys
    let currencies = Set(sinks.flatMap { $0.received.lines.map(\.currency) }).sorted()
    return sinks.sorted { left, right in
      let (one, other) = (left.surprise, right.surprise)
      let (isOneExplained, isOtherExplained) = (
        one?.isExplained ?? false, other?.isExplained ?? false
      )
      if isOneExplained != isOtherExplained { return isOtherExplained }
      if left.victims.count != right.victims.count {
        return left.victims.count > right.victims.count
      }
      if let one, let other, !isOneExplained, one.probability != other.probability {
        return one.probability < other.probability
      }
      for currency in currencies {
        let (more, less) = (
          left.received.minorUnits(of: currency), right.received.minorUnits(of: currency)
        )
        if more != less { return more > less }
      }
      return keys.precedes(left.account.position, right.account.position)
    }
  }
}
