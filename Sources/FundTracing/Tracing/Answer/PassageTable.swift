internal import PaymentGraph

/// Adds up each victim's money that passes through each account, transfer by transfer.
struct PassageTable: Sendable {
  /// Sums of bounds of fixed width, which may be larger than a ``Fixed192``.
  private struct WideSpan: Sendable {
    private var lower = FixedPoint(whole: 0, fraction: 0)
    private var upper = FixedPoint(whole: 0, fraction: 0)
    private var isUnknown = false

    var isPositive: Bool { !upper.isZero || isUnknown }

    mutating func add(_ span: FixedSpan) {
      guard !isUnknown, span.upper != .most, let low = lower.adding(span.lower.point),
        let high = upper.adding(span.upper.point)
      else {
        isUnknown = true
        return
      }
      (lower, upper) = (low, high)
    }

    var fraction: Fraction {
      if isUnknown { return Fraction(Interval(.least, .most)) }
      if lower == upper, lower.fraction == 0 { return Fraction(wide: lower.whole) }
      return upper.isZero ? .zero : Fraction(Interval(lower, upper))
    }
  }

  private struct FixedSums: Sendable {
    var received = WideSpan()
    var forwarded = WideSpan()
  }

  private let ledger: Ledger
  private let columns: TransferColumns
  private let balances: Balances?
  private let victims: [AccountID]
  /// The index of the victim by label of a claim; -1 for other labels.
  private var victimOf: [Int32] = []
  /// The index of the victim, by claimed transfer.
  private var victimOfClaim: [Int32: Int32] = [:]
  private var table = PairTable()
  private var sums: [AccountPassage] = []
  private var fixed: [FixedSums] = []
  /// The sums of ``FixedPass``, by row.
  var flows: [FixedPiles.Flow] = []
  /// The parts that are on their way, by the event in which they left.
  private var onTheWay: [Int: Carried] = [:]
  private var coming: ArrivalCursor?

  /// Creates an empty table, for methods that are not traces.
  init(_ ledger: Ledger) {
    self.ledger = ledger
    columns = ledger.columns
    balances = nil
    victims = []
  }

  init(_ events: TracingEvents, sources: [(account: Int, claims: [Int])]) {
    ledger = events.view.ledger
    columns = events.view.ledger.columns
    balances = events.balances
    victims = sources.map { AccountID($0.account) }
    coming = ArrivalCursor(events)
    var numbers: [TransferID: Int32] = [:]
    for (number, source) in sources.enumerated() {
      for claim in source.claims { numbers[TransferID(claim)] = Int32(truncatingIfNeeded: number) }
    }
    for label in 0..<Int32(events.labels.count) {
      let claim = events.labels.claim(label)
      let victim = claim.flatMap { numbers[$0] } ?? -1
      victimOf.append(victim)
      if let claim, victim >= 0 {
        victimOfClaim[Int32(truncatingIfNeeded: claim.position)] = victim
      }
    }
  }

  /// Returns the index of the victim whose claim a label is; below 0 for other labels, and for labels made later.
  private func victim(_ label: Int32) -> Int32 {
    Int(label) < victimOf.count ? victimOf[Int(label)] : -1
  }

  /// Returns the row of a label's victim at a balance; -1 for money of no victim.
  mutating func row(_ place: Int32, _ label: Int32) -> Int32 {
    let victim = victim(label)
    guard victim >= 0 else { return -1 }
    let row = entry(place, victim)
    while flows.count < sums.count { flows.append(FixedPiles.Flow()) }
    return Int32(truncatingIfNeeded: row)
  }

  private mutating func entry(_ place: Int32, _ victim: Int32) -> Int {
    let number = table.number(place, victim)
    if number == sums.count, let balances {
      sums.append(
        AccountPassage(
          account: AccountID(index: balances.account[Int(place)]),
          currency: columns.currency(balances.currency[Int(place)]),
          victim: victims[Int(victim)]))
    }
    return number
  }

  /// The accounts that any of the claims passed or reached.
  var accounts: Set<AccountID> { Set(sums.map(\.account)) }

  /// Adds the parts that a transfer carried; transfers come in the order of processing.
  mutating func add(_ event: Int, of events: TracingEvents, _ carried: Carried) {
    while let came = coming?.next(before: event) { arrive(came, events) }
    if events.isOwn(event) { return }
    forward(event, events: events, carried: carried)
    if !events.isLate.isEmpty, events.isLate[event] {
      onTheWay[event] = carried
    } else {
      receive(event, events: events, carried: carried)
    }
  }

  private mutating func arrive(_ event: Int, _ events: TracingEvents) {
    guard let carried = onTheWay.removeValue(forKey: event) else { return }
    receive(event, events: events, carried: carried)
  }

  private mutating func forward(_ event: Int, events: TracingEvents, carried: Carried) {
    let (transfer, from) = (events.transfer[event], events.from[event])
    // A claimed payment brings its claim with it: no earlier money of the claim leaves its payer.
    let claimant = victimOfClaim[transfer] ?? -1
    switch carried {
    case .exact(let shares):
      for share in shares {
        let victim = victim(share.label)
        guard victim >= 0, victim != claimant else { continue }
        sums[entry(from, victim)].forwarded += share.amount
      }
    case .fixed(let parts):
      for share in parts.shares {
        let victim = victim(share.label)
        guard victim >= 0, victim != claimant else { continue }
        let place = fixedEntry(from, victim)
        fixed[place].forwarded.add(share.amount)
      }
    }
  }

  private mutating func receive(_ event: Int, events: TracingEvents, carried: Carried) {
    let transfer = events.transfer[event]
    let receipt = columns.receipt(Int(transfer))
    let (sent, to) = (columns.sent[Int(transfer)], events.to[event])
    switch carried {
    case .exact(let shares):
      guard shares.contains(where: { victim($0.label) >= 0 }) else { return }
      let rate = Fraction(receipt.amount) / Fraction(max(1, sent))
      for share in shares where victim(share.label) >= 0 {
        let place = entry(to, victim(share.label))
        if sums[place].forwarded.signum > 0 { sums[place].mayBeCircular = true }
        sums[place].received += share.amount * rate
      }
    case .fixed(let parts):
      let isWhole = receipt.amount == sent
      var rate: FixedSpan?
      for share in parts.shares {
        let victim = victim(share.label)
        guard victim >= 0 else { continue }
        let place = fixedEntry(to, victim)
        if fixed[place].forwarded.isPositive { sums[place].mayBeCircular = true }
        if isWhole {
          fixed[place].received.add(share.amount)
        } else {
          let factor =
            rate ?? FixedSpan(max(0, receipt.amount).magnitude, over: max(1, sent).magnitude)
          rate = factor
          fixed[place].received.add(share.amount * factor)
        }
      }
    }
  }

  private mutating func fixedEntry(_ place: Int32, _ victim: Int32) -> Int {
    let number = entry(place, victim)
    while fixed.count < sums.count { fixed.append(FixedSums()) }
    return number
  }

  /// Adds the amounts held at the end and the amounts that paid off overdrafts.
  mutating func addEnds(_ tables: AttributionTables, of events: TracingEvents) {
    while let came = coming?.next() { arrive(came, events) }
    onTheWay = [:]
    for place in tables.held.keys.sorted() {
      for share in tables.held[place] ?? [] where victim(share.label) >= 0 {
        sums[entry(place, victim(share.label))].held += share.amount
      }
    }
    for place in tables.absorbed.keys.sorted() {
      for share in tables.absorbed[place] ?? [] where victim(share.label) >= 0 {
        sums[entry(place, victim(share.label))].absorbed += share.amount
      }
    }
    for number in fixed.indices {
      sums[number].received = fixed[number].received.fraction
      sums[number].forwarded = fixed[number].forwarded.fraction
    }
    fixed = []
    for number in flows.indices {
      let flow = flows[number]
      sums[number].received =
        FixedSpan(
          lower: flow.received, upper: flow.received.adding(Fixed192(flow.receivedSlack))
        ).fraction
      sums[number].forwarded =
        FixedSpan(
          lower: flow.forwarded, upper: flow.forwarded.adding(Fixed192(flow.forwardedSlack))
        ).fraction
      if flow.mayBeCircular { sums[number].mayBeCircular = true }
    }
    flows = []
  }

  /// All passages, by account key, currency and victim.
  var sorted: [AccountPassage] {
    let ranks = ledger.keyRanks
    let order = sums.indices.map { number in
      (
        account: ranks[sums[number].account.position], currency: sums[number].currency,
        victim: ranks[sums[number].victim.position], number: number
      )
    }.sorted { left, right in
      if left.account != right.account { return left.account < right.account }
      if left.currency != right.currency { return left.currency < right.currency }
      return left.victim < right.victim
    }
    return order.map { sums[$0.number] }
  }
}

/// Numbers pairs of numbers in the order in which they are first met.
///
/// It is a table with open addressing, for pairs that are asked for millions of times. Its seed differs in every run,
/// so that no input can be chosen to fill one stretch of it; no order of an answer depends on it. O(1) a pair.
struct PairTable: Sendable {
  private(set) var pairs: [(first: Int32, second: Int32)] = []
  private var slots = [Int32](repeating: -1, count: 64)
  private let seed = UInt64.random(in: .min ... .max)
  private let factor = UInt64.random(in: .min ... .max) | 1

  private func place(_ first: Int32, _ second: Int32) -> Int {
    let key = UInt64(UInt32(bitPattern: first)) << 32 | UInt64(UInt32(bitPattern: second))
    let product = (key ^ seed).multipliedFullWidth(by: factor)
    return Int(truncatingIfNeeded: (product.high ^ product.low) & UInt64(slots.count - 1))
  }

  /// Returns the number of a pair; a new pair gets the next number.
  mutating func number(_ first: Int32, _ second: Int32) -> Int {
    var slot = place(first, second)
    while true {
      let known = Int(slots[slot])
      if known < 0 { break }
      if pairs[known].first == first, pairs[known].second == second { return known }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Int32(truncatingIfNeeded: pairs.count)
    pairs.append((first, second))
    if pairs.count * 2 > slots.count { grow() }
    return pairs.count - 1
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for (number, pair) in pairs.enumerated() {
      var slot = place(pair.first, pair.second)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(truncatingIfNeeded: number)
    }
  }
}
