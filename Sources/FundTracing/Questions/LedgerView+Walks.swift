public import PaymentGraph

extension LedgerView {
  /// Finds whether money can have gone from one account to another, and by which transfers.
  ///
  /// Both walks are of the strongest grade with which any walk exists. Where none is found the
  /// question is asked again without its limits; only where no walk of any kind exists in the
  /// whole ledger, and every row could be read, is the answer ``Finding/excluded``.
  ///
  /// - Parameters:
  ///   - from: where walks start, with any transfer in scope.
  ///   - to: where they end; the same account asks whether money comes back.
  ///   - rules: what counts as a walk.
  /// - Throws: ``FundTracingError`` where the question cannot be asked.
  /// - Complexity: O(*v* + *s*) for *v* transfers visited and *s* looked at; where nothing is found,
  ///   up to seven times as much.
  public func walks(
    from: AccountID, to: AccountID, rules: WalkRules = WalkRules()
  ) throws(FundTracingError) -> WalkAnswer {
    var space = try WalkSpace(self, rules)
    let claims = try space.claims(of: Source(account: from))
    space.inferLinks(from: claims)
    guard to.position < ledger.accountCount else { throw .unknownAccount(to) }
    var notes = NoteWriter(space)
    var search = TransferSearch(space)
    if let found = direct(space, claims, to.position) {
      notes.write(isOnWalk: [], wasCutByHops: false, wasCutByWait: false)
      return WalkAnswer(
        scope: self, rules: rules, from: from, to: to, finding: .proven,
        reason: WalkAnswer.reason(proven: .a), shortest: found.shortest, earliest: found.earliest,
        notes: notes.notes)
    }
    for level in space.gradeLevels {
      search = TransferSearch(level.space)
      search.run(from: claims)
      guard let found = search.arrivals(at: to.position) else { continue }
      notes.write(isOnWalk: search.isOnWalk, wasCutByHops: false, wasCutByWait: false)
      let shortest = search.walk(to: found.shortest)
      let isProven = level.grade <= .b
      return WalkAnswer(
        scope: self, rules: rules, from: from, to: to,
        finding: isProven ? .proven : .possible,
        reason: isProven
          ? WalkAnswer.reason(proven: level.grade)
          : "a walk exists only with links graded \(level.grade.letter)",
        shortest: shortest, earliest: search.walk(to: found.earliest), notes: notes.notes)
    }
    notes.write(
      isOnWalk: search.isOnWalk, wasCutByHops: search.wasCutByHops,
      wasCutByWait: search.wasCutByWait)
    let (finding, reason) = try withoutWalk(from: from, to: to, rules)
    return WalkAnswer(
      scope: self, rules: rules, from: from, to: to, finding: finding, reason: reason,
      shortest: nil, earliest: nil, notes: notes.notes)
  }

  /// The shortest and the earliest walk where no account is pooled and the order of the whole ledger
  /// decides what may follow what: then neither needs all that can be reached; nil elsewhere, and where
  /// there is no walk.
  private func direct(
    _ space: WalkSpace, _ claims: [Int], _ target: Int
  ) -> (shortest: Walk, earliest: Walk)? {
    guard !ledger.hasPooled, ledger.isPlainSequence, space.rules.ties == .recorded,
      space.rules.longestWait == nil
    else { return nil }
    var search = TransferSearch(space)
    search.run(from: claims, until: target)
    guard let found = search.arrivals(at: target) else { return nil }
    let shortest = search.walk(to: found.shortest)
    var first = found.earliest
    if space.rules.maximumHops == nil {
      var arrival = EarliestArrival(space)
      first = arrival.transfer(from: claims, at: target, upTo: first) ?? first
      search.run(from: claims, until: target, upTo: first)
    } else {
      search.run(from: claims, upTo: first)
    }
    guard let earliest = search.arrivals(at: target)?.earliest else { return nil }
    return (shortest, search.walk(to: earliest))
  }

  /// What it would take for a walk to exist, where none does within the limits of the question.
  private func withoutWalk(
    from: AccountID, to: AccountID, _ rules: WalkRules
  ) throws(FundTracingError) -> (Finding, String) {
    var relaxed: [(LedgerView, WalkRules, String)] = []
    func relax(_ view: LedgerView, _ words: String, _ change: (inout WalkRules) -> Void) {
      var changed = rules
      change(&changed)
      if changed != rules || view.included != included { relaxed.append((view, changed, words)) }
    }
    let everything: (inout WalkRules) -> Void = {
      $0 = WalkRules(ties: .allow, pooling: .asOrdinary)
    }
    relax(self, "with more hops") { $0.maximumHops = nil }
    relax(self, "with a longer wait") { $0.longestWait = nil }
    relax(ledger.whole, "with transfers outside the scope") { _ in }
    relax(self, "if transfers of the same time took place in another order") { $0.ties = .allow }
    relax(self, "if a pooled account passed money on without a recorded link") {
      $0.pooling = .asOrdinary
    }
    relax(ledger.whole, "beyond several of the question's limits together", everything)
    for (view, rules, words) in relaxed {
      var space = try WalkSpace(view, rules)
      let claims = try space.claims(of: Source(account: from))
      space.inferLinks(from: claims)
      var search = TransferSearch(space)
      search.run(from: claims)
      if search.arrivals(at: to.position) != nil {
        return (.possible, "a walk exists only \(words)")
      }
    }
    let rejected = ledger.rejectedRowCount
    if rejected > 0 {
      return (
        .possible,
        "no walk exists on the records that could be read, but \(rejected) could not be"
      )
    }
    return (.excluded, "no walk of any length exists in \(ledger.transferCount) transfers")
  }
}
