internal import PaymentGraph

/// Asks for the bounds of every victim, and of all together, at every site.
struct BoundQuestion {
  let ledger: Ledger
  let network: BalanceNetwork
  /// The network where accounts held no money but what the records show; nil where it is the same.
  private let closed: BalanceNetwork?
  let sources: [(account: Int, claims: [Int])]
  /// The accounts; nil for all.
  let accounts: Set<AccountID>?
  /// True where payments are declared to be co-ordinated.
  let isCoordinated: Bool
  /// The accounts that claimed money can have reached, that paid, and whose balances no record shows, by key.
  private let unknown: [AccountID]
  /// The claimed money that ends at pooled accounts because no link passes it on.
  private let stops: PooledStops
  /// The payments to each account that rows of another statement may show too, whose money then went on from there, and
  /// the payments of each account whose records name claimed money that is later than they are.
  private var doubtful: [UInt32: MoneyTotals] = [:]
  /// The payments of the sources' accounts after others' money may have come there: it may have left with them.
  private let passing: [UInt32: MoneyTotals]

  init(
    _ events: TracingEvents, sources: [(account: Int, claims: [Int])],
    accounts: Set<AccountID>?, isCoordinated: Bool
  ) {
    ledger = events.view.ledger
    self.sources = sources
    self.accounts = accounts
    self.isCoordinated = isCoordinated
    let isReached = events.reachedBalances
    let orders = OpenOrders(events, at: isReached)
    unknown = events.unknownBalances(isReached)
    stops = PooledStops(events, reaching: isReached)
    for payment in ledger.columns.possible.keys where events.view.contains(Int(payment)) {
      doubtful[ledger.columns.beneficiary[Int(payment)], default: MoneyTotals()]
        .add(ledger.columns.receivedMoney(Int(payment)))
    }
    let carrying = PairsAgainstTime.receipts(events, isReached)
    for pair in PairsAgainstTime(ledger).pairs
    where carrying.contains(pair.receipt) && events.view.contains(pair.payout) {
      doubtful[ledger.columns.payer[pair.payout], default: MoneyTotals()]
        .add(ledger.columns.sentMoney(pair.payout))
    }
    passing = sources.count > 1 ? BoundQuestion.passing(events, isReached) : [:]
    network = BalanceNetwork(events, orders, reaching: isReached, isComplete: unknown.isEmpty)
    closed =
      unknown.isEmpty
      ? nil : BalanceNetwork(events, orders, reaching: isReached, isComplete: true)
  }

  /// Returns the payments of accounts that pay with claimed or clean money, made after claimed money may have come.
  private static func passing(
    _ events: TracingEvents, _ isReached: [Bool]
  ) -> [UInt32: MoneyTotals] {
    let (columns, order) = (events.view.ledger.columns, events.view.ledger.recordedOrder)
    func isTimeless(_ transfer: Int) -> Bool { columns.precision[transfer] == .unknown }
    var since: [UInt32: Int64] = [:]
    for event in 0..<events.count where events.mayCarryClaims(event, isReached) {
      let transfer = Int(events.transfer[event])
      let payee = columns.beneficiary[transfer]
      guard payee != columns.payer[transfer] else { continue }
      let came = isTimeless(transfer) ? Int64.min : order.wideStart(transfer)
      since[payee] = min(since[payee] ?? .max, came)
    }
    var found: [UInt32: MoneyTotals] = [:]
    for event in 0..<events.count where events.entering[event] >= 0 {
      let transfer = Int(events.transfer[event])
      guard let came = since[columns.payer[transfer]],
        isTimeless(transfer) || order.wideEnd(transfer) > came
      else { continue }
      found[columns.payer[transfer], default: MoneyTotals()].add(columns.sentMoney(transfer))
    }
    return found
  }

  /// Some victims' claims in one currency.
  private struct Group {
    let victims: [AccountID]
    let claims: [BalanceNetwork.Claim]
    let claimed: Int128

    init(victims: [AccountID], claims: [BalanceNetwork.Claim]) {
      self.victims = victims
      self.claims = claims
      claimed = claims.reduce(0) { $0 + $1.amount }
    }
  }

  private var victims: [AccountID] { sources.map { AccountID($0.account) } }

  func answer(effort: Int) -> BoundTable {
    var bounds: [Int: [Bound]] = [:]
    var omitted: Set<Int> = []
    var search = PairOfSearches(network, closed)
    for currency in currencies {
      add(currency, effort: effort, search: &search, bounds: &bounds, omitted: &omitted)
    }
    return BoundTable(
      victims: victims, claims: network.claims.map { TransferID(Int($0.transfer)) }.sorted(),
      bounds: ordered.flatMap { bounds[$0] ?? [] },
      omitted: ordered.filter(omitted.contains).map(site), asked: accounts,
      unknownBalances: unknown, notes: notes(omitted.count))
  }

  private func notes(_ omitted: Int) -> [AnswerNote] {
    var notes: [AnswerNote] = []
    if omitted > 0 {
      notes.append(
        AnswerNote(
          code: .boundsLimited,
          text: "the least and the most under any rule were not computed for \(omitted) further "
            + "\(omitted == 1 ? "balance" : "balances"), because that would take long: name the "
            + "accounts that matter with --bounds"))
    }
    if let accounts {
      notes.append(
        AnswerNote(
          code: .boundsLimited,
          text: "the least and the most under any rule were computed only at the \(accounts.count) "
            + "\(accounts.count == 1 ? "account" : "accounts") named"))
    }
    if !unknown.isEmpty {
      notes.append(
        AnswerNote(
          code: .balancesUnknown,
          text:
            "the least and the most under any rule hold whatever other money lay in "
            + "\(AnswerNote.words(unknown, in: ledger)), and the figures if nothing else was held suppose that none did"
        ))
    }
    if isCoordinated {
      notes.append(
        AnswerNote(
          code: .boundsOfCoordinated,
          text:
            "the least and the most under any rule leave out payments declared co-ordinated: these run against "
            + "time, and a figure that rests on one may lie outside the bounds"))
    }
    return notes
  }

  private func site(_ end: Int) -> BoundTable.Site {
    let end = network.ends[end]
    return BoundTable.Site(place: end.place, currency: ledger.columns.currency(end.currency))
  }

  /// The currencies of the claims, by code.
  private var currencies: [UInt8] {
    Set(network.claims.map { ledger.columns.sentCurrency[Int($0.transfer)] })
      .sorted { ledger.columns.currency($0) < ledger.columns.currency($1) }
  }

  /// The ends by account key, kind of site and currency.
  private var ordered: [Int] {
    let ranks = ledger.keyRanks
    return network.ends.indices.filter {
      accounts?.contains(network.ends[$0].place.account) ?? true
    }.sorted { site($0).precedes(site($1), ranks) }
  }

  private func groups(_ currency: UInt8) -> [Group] {
    var claims: [UInt32: [BalanceNetwork.Claim]] = [:]
    for claim in network.claims
    where ledger.columns.sentCurrency[Int(claim.transfer)] == currency {
      claims[ledger.columns.payer[Int(claim.transfer)], default: []].append(claim)
    }
    return victims.compactMap { victim in
      claims[victim.index].map { Group(victims: [victim], claims: $0) }
    }
  }

  private func add(
    _ currency: UInt8, effort: Int, search: inout PairOfSearches, bounds: inout [Int: [Bound]],
    omitted: inout Set<Int>
  ) {
    let groups = groups(currency)
    let everywhere = ordered
    let (reached, arcs) = search.open.ends(reachedBy: groups.map(\.claims))
    let isAsked = accounts != nil
    let all = Group(victims: victims, claims: groups.flatMap(\.claims))
    search.admit(all.claims)
    // The cost for all victims together at a site is the most that any one of them costs. To find out what each of them
    // reaches costs less than a flow along the same arcs, and their rates cost more.
    var spent = groups.count > 1 ? (search.open.converts ? arcs * 4 : arcs / 4) : 0
    var chosen: [Int] = []
    var together: [Int: Bound] = [:]
    let byVictims = everywhere.filter { isAsked || reached[$0] > 0 }.enumerated().sorted {
      let (one, other) = (reached[$0.element], reached[$1.element])
      return one != other ? one > other : $0.offset < $1.offset
    }.map(\.element)
    for end in byVictims {
      let before = search.effort
      let found =
        spent < effort
        ? bound(
          all, end: end, currency: currency, search: &search,
          mostEffort: effort == .max ? .max : effort - spent) : nil
      spent =
        (search.effort - before).multipliedReportingOverflow(by: 1 + reached[end])
        .partialValue.addingReportingOverflow(spent).partialValue
      guard let found else {
        omitted.insert(end)
        continue
      }
      together[end] = found
      chosen.append(end)
    }
    for group in groups where sources.count > 1 && !chosen.isEmpty {
      search.admit(group.claims)
      for end in chosen where isAsked || search.open.reaches(end: end) {
        guard let found = bound(group, end: end, currency: currency, search: &search) else {
          continue
        }
        bounds[end, default: []].append(found)
      }
    }
    for end in chosen {
      if let bound = together[end] { bounds[end, default: []].append(bound) }
    }
  }

  private func bound(
    _ group: Group, end: Int, currency: UInt8, search: inout PairOfSearches, mostEffort: Int = .max
  ) -> Bound? {
    guard let found = search.find(end: end, mostEffort: mostEffort) else { return nil }
    let site = site(end)
    var (limits, ifNothingElse) = (BoundLimits(found.open), BoundLimits(found.closed))
    if case .account(let account) = site.place, ledger.pooled[account.position] {
      // A payout without a link may have been paid with any receipt.
      let passed = stops.mostPassedOn(account, in: site.currency)
      limits = limits.lessening(by: passed)
      ifNothingElse = ifNothingElse.lessening(by: passed)
    }
    if case .account(let account) = site.place, let paid = passing[account.index],
      group.victims != [account]
    {
      limits = limits.lessening(by: paid.minorUnits(of: site.currency))
      ifNothingElse = ifNothingElse.lessening(by: paid.minorUnits(of: site.currency))
    }
    if case .account(let account) = site.place, let open = doubtful[account.index] {
      limits = limits.lessening(by: open.minorUnits(of: site.currency))
      ifNothingElse = ifNothingElse.lessening(by: open.minorUnits(of: site.currency))
    }
    return Bound(
      victims: group.victims, place: site.place, currency: site.currency,
      claimCurrency: ledger.columns.currency(currency), claimed: group.claimed,
      limits: limits, ifNothingElse: ifNothingElse)
  }
}

/// The same search with and without other money in accounts whose balances no record shows.
struct PairOfSearches {
  private(set) var open: BoundSearch
  private var closed: BoundSearch?
  /// The number of each end of the first network in the second; nil where it is none there.
  private var closedEnd: [Int?] = []
  private let closedNetwork: BalanceNetwork?
  /// The indices of the second network's claims, by transfer.
  private var closedClaims: [Int32: [Int]] = [:]

  init(_ network: BalanceNetwork, _ closedNetwork: BalanceNetwork?) {
    self.closedNetwork = closedNetwork
    open = BoundSearch(network)
    closed = closedNetwork.map { BoundSearch($0) }
    guard let closedNetwork else { return }
    var numbers: [BalanceNetwork.End: Int] = [:]
    for (number, end) in closedNetwork.ends.enumerated() { numbers[end] = number }
    closedEnd = network.ends.map { numbers[$0] }
    for (index, claim) in closedNetwork.claims.enumerated() {
      closedClaims[claim.transfer, default: []].append(index)
    }
  }

  var effort: Int { open.effort + (closed?.effort ?? 0) }

  /// Admits only some claims, which are of the first network.
  mutating func admit(_ claims: [BalanceNetwork.Claim]) {
    open.open(claims)
    guard let closedNetwork else { return }
    let indices = Set(claims.flatMap { closedClaims[$0.transfer] ?? [] })
    closed?.open(indices.sorted().map { closedNetwork.claims[$0] })
  }

  /// Returns the bounds at a site; nil where they take more than the effort allowed.
  mutating func find(
    end: Int, mostEffort: Int
  ) -> (open: BoundSearch.Found, closed: BoundSearch.Found)? {
    guard let found = open.find(end: end, mostEffort: mostEffort) else { return nil }
    guard closed != nil else { return (found, found) }
    guard let number = closedEnd[end] else {
      return (found, BoundSearch.Found(upper: 0, lower: 0, bottlenecks: []))
    }
    guard let other = closed?.find(end: number, mostEffort: mostEffort) else { return nil }
    return (found, other)
  }
}

extension BoundLimits {
  init(_ found: BoundSearch.Found) {
    self.init(lower: found.lower, upper: found.upper, bottlenecks: found.bottlenecks)
  }

  /// Returns the limits where up to an amount, or any amount for nil, may have left besides.
  fileprivate func lessening(by amount: Int128?) -> BoundLimits {
    guard amount != 0 else { return self }
    return BoundLimits(
      lower: amount.map { max(0, lower - min($0, lower)) } ?? 0, upper: upper,
      bottlenecks: bottlenecks)
  }
}
