internal import PaymentGraph

/// The context of one question about walks, prepared once.
struct WalkContext: Sendable {
  let view: LedgerView
  let rules: WalkRules
  let columns: TransferColumns
  let pooled: [Bool]
  /// The links that the records state, and those of ``matches``.
  private(set) var links: LinkSet
  /// The pooled accounts on the way, matched; see ``inferLinks(from:)``.
  private(set) var matches: [HubMatch] = []
  let precedence: Precedence
  /// True where any transfer in scope happened within a stretch longer than a day.
  private(set) var leavesOutChargebacks = false
  let hasLongStretches: Bool

  init(_ view: LedgerView, _ rules: WalkRules) throws(FundTracingError) {
    if let limit = rules.maximumHops, limit < 1 { throw .hopLimitTooSmall(limit) }
    self.view = view
    self.rules = rules
    columns = view.ledger.columns
    pooled = view.ledger.pooled
    links = RecordedLinks.find(in: view.ledger, hasTable: !rules.matching.recordedOnly)
    precedence = Precedence(view.ledger, ties: rules.ties)
    hasLongStretches =
      !view.ledger.isPlainSequence
      && columns.precision.contains { $0 == .unknown || $0 == .period }
  }

  /// The payouts of every account; built at first use.
  var outgoing: AdjacencyIndex { view.ledger.outgoing }

  /// True where walks can be searched from both ends: see ``BidirectionalSearch``.
  var isDirect: Bool {
    view.ledger.isPlainSequence && !view.ledger.hasPooled && rules.longestWait == nil
  }

  /// True where the transfers that may follow another are those after it in the ledger, so that no transfer need be
  /// examined.
  var isPlainOrder: Bool { view.ledger.isPlainSequence && rules.ties == .recorded }

  /// True where only transfers that are certainly later may follow, and times alone decide which those are.
  var isCertainOnly: Bool { view.ledger.isPlainSequence && rules.ties == .forbid }

  /// Adds the links at the pooled accounts that money of some claims can reach, without the chargebacks of the claims:
  /// a service pays those from its own money, so no walk passes to them.
  ///
  /// Only pooled accounts on the way are matched. Links lead to further ones, so the search is repeated until it
  /// reaches no new one.
  mutating func inferLinks(from claims: [Int]) {
    guard case .links = rules.pooling, view.ledger.hasPooled, !claims.isEmpty else { return }
    let isClaim = Set(claims)
    let columns = columns
    func isLeftOut(_ link: Link) -> Bool {
      let (payment, back) = (link.inbound.position, link.outbound.position)
      return isClaim.contains(payment) && columns.isChargeback(back, of: payment)
    }
    addLinks(without: isLeftOut) { space in
      var search = TransferSearch(space)
      search.run(from: claims)
      return search.visited.map { Int(space.columns.beneficiary[$0]) }
    }
  }

  /// Adds the links at the pooled accounts through which money can have come to some accounts.
  mutating func inferLinks(to targets: [Int]) {
    guard case .links = rules.pooling, view.ledger.hasPooled else { return }
    leavesOutChargebacks = true
    addLinks(without: { _ in false }) { space in
      var search = BackwardSearch(space)
      search.run(to: targets)
      return search.visited.map { Int(space.columns.payer[$0]) }
    }
  }

  /// Matches the pooled accounts that a search reaches, until it reaches no new one.
  private mutating func addLinks(
    without isLeftOut: (Link) -> Bool, at accounts: (WalkContext) -> [Int]
  ) {
    let recorded = links
    links = recorded.without(isLeftOut)
    var known = Set(matches.map(\.hub.position))
    while true {
      let reached = Set(accounts(self)).filter { pooled[$0] && !known.contains($0) }.sorted()
      guard !reached.isEmpty else { break }
      known.formUnion(reached)
      matches += MatchedHubs.matches(at: reached, in: view.ledger, rules.matching)
      links = recorded.adding(
        matches.flatMap { $0.findings.map(\.link) },
        refusing: matches.flatMap { $0.contradicted.map(\.link) }
      ).without(isLeftOut)
    }
    let ranks = view.ledger.keyRanks
    matches.sort { ranks[$0.hub.position] < ranks[$1.hub.position] }
  }

  /// Returns, by transfer, true for those in a list.
  func marks(of transfers: [Int]) -> [Bool] {
    var marks = Array(repeating: false, count: columns.count)
    for transfer in transfers { marks[transfer] = true }
    return marks
  }

  /// Returns the same question with pooled accounts passed along links of at least a grade.
  func limited(to grade: Grade) -> WalkContext {
    var rules = rules
    rules.pooling = .links(minimumGrade: grade)
    return WalkContext(self, rules: rules, precedence: precedence)
  }

  /// The same question restricted to proof: orders that the records decide, links graded A or B, and no payment that
  /// rests on somebody's decision that two rows show it.
  var proof: WalkContext {
    proof(in: columns.decided.isEmpty ? view : view.without(Set(columns.decided.keys)))
  }

  /// The same question as ``proof``, but with payments that rest on such a decision.
  var proofWithDecisions: WalkContext { proof(in: view) }

  private func proof(in view: LedgerView) -> WalkContext {
    var rules = rules
    if case .links(let minimum) = rules.pooling {
      rules.pooling = .links(minimumGrade: min(minimum, .b))
    } else {
      rules.pooling = .links(minimumGrade: .b)
    }
    return WalkContext(
      self, rules: rules, precedence: Precedence(view.ledger, ties: rules.ties, isStrict: true),
      in: view)
  }

  /// True where every walk in scope consists of recorded transfers in a decided order: no tie matters, and nobody
  /// decided that rows show one payment.
  var isRecorded: Bool { isOrderDecided && columns.decided.isEmpty }

  /// The same question restricted to orders that the records decide.
  var decided: WalkContext {
    WalkContext(
      self, rules: rules, precedence: Precedence(view.ledger, ties: rules.ties, isStrict: true))
  }

  /// True where no walk in scope depends on a tie, or on a wait that the times leave open.
  var isOrderDecided: Bool {
    if precedence.isStrict { return true }
    guard rules.ties == .forbid || precedence.isSequence(in: view) else { return false }
    return rules.longestWait == nil || !precedence.hasOpenClocks && openWaitCount == 0
  }

  private init(
    _ other: WalkContext, rules: WalkRules, precedence: Precedence, in view: LedgerView? = nil
  ) {
    self.view = view ?? other.view
    self.rules = rules
    columns = other.columns
    pooled = other.pooled
    links = other.links
    matches = other.matches
    leavesOutChargebacks = other.leavesOutChargebacks
    self.precedence = precedence
    hasLongStretches = other.hasLongStretches
  }

  /// Returns true where money at an account goes on only along links.
  func needsLink(at account: Int) -> Bool {
    if case .asOrdinary = rules.pooling { return false }
    return pooled[account]
  }

  /// Returns the payouts that pass a receipt of a pooled account on, by evidence that suffices.
  func payouts(of receipt: Int) -> [Int] {
    guard case .links(let minimum) = rules.pooling else { return [] }
    return links.links(into: receipt).filter { $0.grade <= minimum }.map(\.outbound.position)
      .filter(view.contains)
  }

  /// Returns the links of a payout by evidence that suffices, in ledger order of the receipts; all links where pooled
  /// accounts count as ordinary.
  func usableLinks(out payout: Int) -> [Link] {
    switch rules.pooling {
    case .asOrdinary: Array(links.links(out: payout))
    case .links(let minimum): links.links(out: payout).filter { $0.grade <= minimum }
    }
  }

  /// Returns the transfers in scope that a walk may pass just before a payout, in ledger order.
  func receipts(before payout: Int) -> [Int] {
    let account = Int(columns.payer[payout])
    if needsLink(at: account) {
      return usableLinks(out: payout).map(\.inbound.position)
        .filter { view.contains($0) && mayFollow($0, payout) }
    }
    return view.ledger.incoming[account].map(Int.init).filter {
      view.contains($0) && mayFollow($0, payout)
    }
  }

  private func mayFollow(_ receipt: Int, _ payout: Int) -> Bool {
    guard precedence.mayFollow(receipt, payout) else { return false }
    return keepsWait(receipt, payout)
  }

  /// Returns true where the wait between a receipt and a payout may keep within the limit; for a proof, where it
  /// certainly does.
  func keepsWait(_ receipt: Int, _ payout: Int) -> Bool {
    guard let longest = rules.longestWait else { return true }
    guard precedence.isStrict else { return precedence.shortestWait(receipt, payout) <= longest }
    return precedence.longestWait(receipt, payout).map { $0 <= longest } ?? false
  }

  /// The transfers in scope whose waits are not known to the minute, where a question limits them.
  var openWaitCount: Int {
    guard rules.longestWait != nil, columns.precision.uniform?.isMinute != true else { return 0 }
    return (0..<columns.count).count { view.contains($0) && !columns.precision[$0].isMinute }
  }

  /// The question under weaker and weaker evidence, the weakest last: a result has the grade of the first level that
  /// finds all of it.
  var gradeLevels: [(grade: Grade, space: WalkContext)] {
    guard view.ledger.hasPooled else { return [(.a, self)] }
    // A walk that needs no link is graded A, whatever the grades of links.
    let known = [Grade.a] + links.grades.filter { $0 > .a }
    switch rules.pooling {
    case .asOrdinary:
      return known.filter { $0 <= .d }.map { ($0, limited(to: $0)) } + [(.d, self)]
    case .links(let minimum):
      let usable = known.filter { $0 <= minimum }
      return usable.dropLast().map { ($0, limited(to: $0)) } + [(usable.last ?? .a, self)]
    }
  }

  /// Returns the claimed transfers of a source, in ledger order.
  func isClaimed(_ transfer: Int) -> Bool {
    view.contains(transfer) && (columns.returns.isEmpty || !columns.restoresPayment(transfer))
  }

  ///
  /// An account without stated claims claims all that it paid, except payments that only restore one of its payments
  /// that a chargeback had returned: those would count the same loss twice.
  func claims(of source: Source) throws(FundTracingError) -> [Int] {
    guard source.account.position < view.ledger.accountCount else {
      throw .unknownAccount(source.account)
    }
    guard let claims = source.claims else {
      let paid = outgoing[source.account.position].map(Int.init)
      let lost = columns.returns.isEmpty ? paid : paid.filter { !columns.restoresPayment($0) }
      return view.included == nil ? lost : lost.filter(view.contains)
    }
    for claim in claims where columns.payer[claim.position] != source.account.index {
      throw .claimOfAnother(claim, source.account)
    }
    return Set(claims.map(\.position)).filter(view.contains).sorted()
  }

  /// Returns the claims of a source, or all payments of the account to others; see ``UncountedClaims``.
  ///
  /// Money that an account pays to itself is no loss.
  private func losses(of source: Source) throws(FundTracingError) -> [Int] {
    try claims(of: source).filter { columns.beneficiary[$0] != source.account.index }
  }

  /// Returns the sources with those of one account merged, in the order of account keys.
  func merged(_ sources: [Source]) throws(FundTracingError) -> [(account: Int, claims: [Int])] {
    guard !sources.isEmpty else { throw .noSources }
    let keys = view.ledger.accountKeys
    var merged: [(account: Int, claims: [Int])] = []
    merged.reserveCapacity(sources.count)
    var isInOrder = true
    for source in sources {
      let account = source.account.position
      if let last = merged.last { isInOrder = isInOrder && keys.precedes(last.account, account) }
      merged.append((account, try losses(of: source)))
    }
    if isInOrder { return merged }
    var apart = merged.sorted { keys.precedes($0.account, $1.account) }[...]
    merged.removeAll(keepingCapacity: true)
    while let next = apart.popFirst() {
      if let last = merged.last, last.account == next.account {
        merged[merged.count - 1].claims = Set(last.claims).union(next.claims).sorted()
      } else {
        merged.append(next)
      }
    }
    return merged
  }

  /// Returns the steps between consecutive transfers that only a tie allows.
  func openOrders(_ transfers: [Int]) -> [OpenOrder] {
    zip(transfers, transfers.dropFirst()).compactMap { receipt, payout in
      let relation = precedence.relation(receipt, payout)
      guard relation != .before, relation != .placedBefore else { return nil }
      return OpenOrder(
        first: TransferID(receipt), second: TransferID(payout),
        isAgainstRows: relation == .placedAfter)
    }
  }

  /// Returns the steps between consecutive transfers that may have waited longer than the limit.
  func openWaits(_ transfers: [Int]) -> [OpenWait] {
    guard let limit = rules.longestWait else { return [] }
    return zip(transfers, transfers.dropFirst()).compactMap { receipt, payout in
      let most = precedence.longestWait(receipt, payout)
      if let most, most <= limit { return nil }
      return OpenWait(
        first: TransferID(receipt), second: TransferID(payout), limit: limit,
        least: precedence.shortestWait(receipt, payout), most: most,
        cause: precedence.causeOfOpenWait(receipt, payout))
    }
  }

  /// Returns a walk with its links, its grade, its open orders and its open waits.
  func walk(_ transfers: [Int]) -> Walk {
    var used: [Link] = []
    var grade = Grade.a
    for (receipt, payout) in zip(transfers, transfers.dropFirst())
    where pooled[Int(columns.beneficiary[receipt])] {
      if let link = links.link(from: receipt, to: payout) {
        used.append(link)
        grade = max(grade, link.grade)
      } else {
        grade = max(grade, .d)
      }
    }
    return Walk(
      transfers: transfers.map { TransferID($0) }, links: used, grade: grade,
      openOrders: openOrders(transfers), openWaits: openWaits(transfers))
  }
}

extension TransferColumns {
  /// True where a transfer is a chargeback into the account that made a payment.
  func isChargeback(_ back: Int, of payment: Int) -> Bool {
    kind[back] == .chargeback && beneficiary[back] == payer[payment]
  }
}
