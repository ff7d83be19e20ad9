public import PaymentGraph

extension LedgerView {
  /// Finds whether money can have gone from one account to another, and by which transfers.
  ///
  /// Walks whose order the records decide and whose links are graded A or B are sought first: they prove the answer
  /// (``Finding/proven``). A walk that depends on a tie, or needs weaker links, makes it possible, and the reason names
  /// the rows. Both walks have the strongest grade with which any walk exists. Where none is found the question is
  /// asked again without its limits. The answer is ``Finding/excluded`` only where no walk of any kind exists in the
  /// whole ledger, every row could be read, every statement closes, no rows that may show one payment would make a
  /// walk, and no record pairs payments on a walk against their times. A walk along
  /// payments that rest on a decision that two rows show one is never ``Finding/proven``.
  ///
  /// ```swift
  /// let answer = try ledger.whole.walks(from: anna, to: villa)
  /// if answer.finding == .proven, let walk = answer.shortest {
  ///   for transfer in walk.transfers { print(ledger.transfer(transfer).evidence) }
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - from: the account at which walks start, with any transfer in scope.
  ///   - to: the account at which they end; with the same account, the question is whether money comes back.
  ///   - rules: the rules that a walk must keep.
  ///   - claims: the payments that victims claim, whose accounts a walk may pass; nil where none are stated.
  /// - Throws: ``FundTracingError`` where the question cannot be asked.
  /// - Complexity: O(*v* + *s*) for *v* visited transfers and *s* examined ones; where nothing is found, up to seven
  ///   times as much. Where no account is pooled, no wait is limited and the whole ledger is a plain sequence, the
  ///   search runs from both ends, and *s* is usually far smaller.
  public func walks(
    from: AccountID, to: AccountID, rules: WalkRules = WalkRules(), claims: [TransferID]? = nil
  ) throws(FundTracingError) -> WalkAnswer {
    let found = try followed(from: from, to: to, rules)
    let passed = [found.shortest, found.earliest].compactMap { $0?.transfers }.joined()
      .flatMap { [ledger.transfer($0).payer.id, ledger.transfer($0).beneficiary.id] }
    let answer = found.warning(
      StatementWarnings.notes(on: Set([from, to] + passed), in: ledger)
        + passedVictims(found, from: from, claims: claims))
    let decided = ledger.columns.decided
    guard answer.finding == .proven, let shortest = answer.shortest, let earliest = answer.earliest,
      (shortest.transfers + earliest.transfers).contains(where: { decided[$0.index] != nil })
    else { return answer }
    // A decision is not a record: the answer without it shows whether anything is proven.
    let recorded = try without(Set(decided.keys)).followed(from: from, to: to, rules)
    let isProven = recorded.finding == .proven
    return WalkAnswer(
      scope: self, rules: rules, from: from, to: to, finding: isProven ? .proven : .possible,
      reason: isProven
        ? recorded.reason
        : WalkAnswer.reason(possible: shortest, shortest.grade, in: ledger),
      shortest: isProven ? recorded.shortest : shortest,
      earliest: isProven ? recorded.earliest : earliest, notes: answer.notes)
  }

  /// Returns the note on victims' accounts through which the walks of an answer go on.
  private func passedVictims(
    _ answer: WalkAnswer, from: AccountID, claims: [TransferID]?
  ) -> [AnswerNote] {
    var victims = Set(ledger.accounts(withRole: .victim))
    for claim in claims ?? [] { victims.insert(ledger.transfer(claim).payer.id) }
    let onward = Set(
      [answer.shortest, answer.earliest].compactMap { $0?.transfers.dropFirst() }.joined()
    ).sorted().filter {
      let payer = ledger.transfer($0).payer.id
      return payer != from && victims.contains(payer)
    }
    guard let first = onward.first else { return [] }
    let payment = ledger.transfer(first)
    let passed = Set(onward.map { ledger.transfer($0).payer.id }).count
    return [
      AnswerNote(
        code: .passesVictims,
        text:
          "a walk goes on through \(AnswerNote.accounts(ofVictims: passed)), by "
          + "\(payment.nameAndRow) of \(payment.payer.key)"
          + (onward.count > 1 ? " and \(onward.count - 1) more" : "")
          + ": that may be the victim's own money, for which trace takes it")
    ]
  }

  private func followed(
    from: AccountID, to: AccountID, _ rules: WalkRules
  ) throws(FundTracingError) -> WalkAnswer {
    var space = try WalkContext(self, rules)
    let claims = try space.claims(of: Source(account: from))
    space.inferLinks(from: claims)
    guard to.position < ledger.accountCount else { throw .unknownAccount(to) }
    var notes = NoteWriter(space)
    var search = TransferSearch(space)
    let isDirect = space.isDirect && rules.ties == .recorded
    if isDirect, let found = direct(space, claims: claims, target: to.position) {
      notes.write(isOnWalk: [], wasCutByHops: false, wasCutByWait: false)
      return WalkAnswer(
        scope: self, rules: rules, from: from, to: to, finding: .proven,
        reason: WalkAnswer.reason(proven: .a), shortest: found.shortest, earliest: found.earliest,
        notes: notes.notes)
    }
    // Without a walk, the only open question is whether a limit on hops cut any.
    let isSearched = !isDirect || rules.maximumHops != nil
    let isDecided = space.isOrderDecided
    for level in isSearched ? space.proof.gradeLevels : [] {
      search = TransferSearch(level.space)
      search.run(from: claims)
      guard let found = search.arrivals(at: to.position) else { continue }
      notes.write(isOnWalk: search.isOnWalk, wasCutByHops: false, wasCutByWait: false)
      return WalkAnswer(
        scope: self, rules: rules, from: from, to: to, finding: .proven,
        reason: WalkAnswer.reason(proven: level.grade),
        shortest: search.walk(to: found.shortest), earliest: search.walk(to: found.earliest),
        notes: notes.notes)
    }
    let levels = isSearched ? space.gradeLevels : []
    for (number, level) in levels.enumerated() {
      // Walks in a decided order with such links were sought above; the last search shows which limits cut it.
      if isDecided, level.grade <= .b, number < levels.count - 1 { continue }
      search = TransferSearch(level.space)
      search.run(from: claims)
      guard let found = search.arrivals(at: to.position) else { continue }
      notes.write(isOnWalk: search.isOnWalk, wasCutByHops: false, wasCutByWait: false)
      let shortest = search.walk(to: found.shortest)
      return WalkAnswer(
        scope: self, rules: rules, from: from, to: to, finding: .possible,
        reason: WalkAnswer.reason(possible: shortest, level.grade, in: ledger),
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

  /// Returns the shortest and the earliest walk, found without a search of all that can be reached; nil where there is
  /// no walk.
  private func direct(
    _ space: WalkContext, claims: [Int], target: Int
  ) -> (shortest: Walk, earliest: Walk)? {
    var search = BidirectionalSearch(space, from: claims, to: target)
    guard search.fewestHops() != nil, let shortest = search.walk(),
      let last = shortest.transfers.last?.position
    else { return nil }
    let first: Int
    if space.rules.maximumHops == nil {
      var arrival = EarliestArrival(space, from: claims)
      first = arrival.transfer(at: target, upTo: last)
    } else {
      // If a walk arrives up to a receipt, one arrives up to every later receipt as well.
      let receipts = ledger.incoming[target].prefix { Int($0) < last }
      let place = BinarySearch.lowerBound(receipts.count) {
        var search = BidirectionalSearch(
          space, from: claims, to: target, upTo: Int(receipts[receipts.startIndex + $0]))
        return search.fewestHops() == nil
      }
      first = place < receipts.count ? Int(receipts[receipts.startIndex + place]) : last
    }
    if first == last { return (shortest, shortest) }
    search = BidirectionalSearch(space, from: claims, to: target, upTo: first)
    guard search.fewestHops() != nil, let earliest = search.walk() else { return nil }
    return (shortest, earliest)
  }

  /// Returns the finding where no walk exists within the limits of the question, with the condition for one.
  private func withoutWalk(
    from: AccountID, to: AccountID, _ rules: WalkRules
  ) throws(FundTracingError) -> (Finding, String) {
    var relaxed: [(LedgerView, WalkRules, String)] = []
    func relax(_ view: LedgerView, words: String, change: (inout WalkRules) -> Void) {
      var changed = rules
      change(&changed)
      if changed != rules || view.included != included { relaxed.append((view, changed, words)) }
    }
    let everything: (inout WalkRules) -> Void = {
      $0 = WalkRules(ties: .allow, pooling: .asOrdinary)
    }
    relax(self, words: "with more hops") { $0.maximumHops = nil }
    relax(self, words: "with a longer wait") { $0.longestWait = nil }
    relax(
      ledger.whole,
      words: leftOut.wordsInLedger(ledger).map {
        "with transfers outside the scope, or with \($0), which is left out"
      } ?? "with transfers outside the scope"
    ) { _ in }
    relax(self, words: "if transfers of the same time took place in another order") {
      $0.ties = .allow
    }
    relax(self, words: "if a pooled account passed money on without a recorded link") {
      $0.pooling = .asOrdinary
    }
    relax(
      ledger.whole, words: "beyond several of the question's limits together", change: everything)
    for (view, rules, words) in relaxed {
      var space = try WalkContext(view, rules)
      let claims = try space.claims(of: Source(account: from))
      space.inferLinks(from: claims)
      let exists: Bool
      if space.isDirect {
        var search = BidirectionalSearch(space, from: claims, to: to.position)
        exists = search.fewestHops() != nil
      } else {
        var search = TransferSearch(space)
        search.run(from: claims)
        exists = search.arrivals(at: to.position) != nil
      }
      if exists {
        return (.possible, "a walk exists only \(words)")
      }
    }
    if let pair = try pairAgainstTimeOnWalk(from: from, to: to) {
      return (.possible, "a walk exists only if a time is wrong: \(pair)")
    }
    if try hasPossibleWalk(from: from, to: to, rules.ties) {
      return (
        .possible,
        "a walk exists only if rows that may show one payment really do; check lists them"
      )
    }
    if let address = try addressOnWalk(from: from, to: to, rules.ties) {
      return (.possible, "a walk exists only if \(address)")
    }
    if let payee = try payeeOnWalk(from: from, to: to, rules.ties) {
      return (.possible, "a walk exists only if \(payee)")
    }
    let rejected = ledger.rejectedRowCount
    if rejected > 0 {
      return (
        .possible,
        "no walk exists on the rows that could be read, but \(rejected) could not be read"
      )
    }
    let left = ledger.unreadFacts.leftOut
    if left > 0 {
      return (
        .possible,
        "no walk exists on the list that is loaded, but \(left) \(left == 1 ? "payment was" : "payments were") left out of it"
      )
    }
    if let unseen = StatementWarnings.unseenPayments(in: ledger) {
      return (.possible, "no walk exists on the rows loaded, but \(unseen)")
    }
    guard leftOut.isEmpty else {
      return (
        .possible,
        "no walk exists, but \(leftOut.words(in: ledger)) is left out as a hypothesis, so nothing is excluded"
      )
    }
    return (.excluded, "no walk of any length exists in \(ledger.transferCount) transfers")
  }
}
