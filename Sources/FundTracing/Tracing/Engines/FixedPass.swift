internal import PaymentGraph

/// Follows mixtures of money in one pass, in numbers of fixed width; ``MixEngine`` and ``FixedMixTables`` take two.
///
/// It serves ledgers in which every balance is whole minor units: no conversions, no fees on the way, no overdrafts, no
/// named receipts, no elections. Then only the composition of a balance has bounds. A payment costs the labels that it
/// carries. For other ledgers, and where the mixtures are few (``MixTables/mostExactShares``), it gives no answer, and
/// ``MixEngine`` gives it.
struct FixedPass {
  private struct Sum {
    let parts: [FixedPart]
    let mixture: Int32
    let amount: UInt64
    let isClaimant: Bool
  }

  private var events: TracingEvents
  private let columns: TransferColumns
  private let rule: TracingRule
  private let records: Bool
  /// True where claims and other money are kept apart.
  private let separates: Bool
  /// The parts of a unit of each label; empty for money that is not asked for.
  private var leaves: [[FixedPart]] = []
  private var isClaim: [Bool] = []
  /// The claims of each balance, or all its money; then, where they are kept apart, its other money.
  private var claimants: [FixedPile]
  private var others: [FixedPile]
  private var onTheWay: [Int: [Sum]] = [:]
  private var tally = FixedPile.Tally()
  private var moving: [Sum] = []
  /// The label of all money that is no claim, where that has too many origins.
  private var together: Int32?
  /// The label under which each label of a claim counts, where single claims are too many to tell apart.
  private let firsts: [Int32: Int32]?

  private init(
    _ events: TracingEvents, _ rule: TracingRule, records: Bool, othersTogether: Bool = false,
    firsts: [Int32: Int32]? = nil
  ) {
    self.events = events
    self.firsts = firsts
    columns = events.view.ledger.columns
    self.rule = rule
    self.records = records
    separates = rule.ownFunds != .inOrder
    claimants = Array(repeating: FixedPile(), count: events.pockets.count)
    others = separates ? claimants : []
    if othersTogether { together = self.events.labels.separate(.other) }
    if let firsts { self.events.labels.unite(firsts) }
  }

  /// Returns all results under a rule; nil where the pass gives no answer.
  ///
  /// - Parameter each: as in ``MixEngine/tables(mostOthers:mostClaims:mostParts:each:)``.
  static func tables(
    _ events: TracingEvents, _ rule: TracingRule, records: Bool,
    mostOthers: Int = MixTables.mostOthers, mostClaims: Int = MixTables.mostClaims,
    mostParts: Int = MixTables.mostParts, each: (Int, Carried) -> Void
  ) -> (AttributionTables, LabelTable)? {
    guard suits(events, rule) else { return nil }
    let all = events.labels.firstClaims(events.view.ledger.columns)
    let mayUnite = all.contains { $0.key != $0.value }
    var firsts: [Int32: Int32]?
    var othersAreTogether = false
    var pass: FixedPass
    // Each round combines more origins of money, until they are few enough; mostly one round suffices.
    while true {
      pass = FixedPass(
        events, rule, records: records, othersTogether: othersAreTogether, firsts: firsts)
      let mayUniteClaims = mayUnite && firsts == nil
      let mayUniteOthers = records && !othersAreTogether
      pass.run(until: {
        mayUniteClaims && $0.claims > mostClaims || mayUniteOthers && $0.others > mostOthers
      })
      if mayUniteClaims, pass.tally.claims > mostClaims {
        firsts = all
      } else if mayUniteOthers, pass.tally.others > mostOthers {
        othersAreTogether = true
      } else {
        break
      }
    }
    guard pass.tally.taken > MixTables.mostExactShares else { return nil }
    // Where no transfers are recorded, the last round is the answer.
    var tables = AttributionTables()
    tables.claimsAreByVictim = firsts != nil
    if records {
      pass = FixedPass(
        events, rule, records: true, othersTogether: othersAreTogether, firsts: firsts)
      var moves = FixedMoves(hasRates: false, reserving: events.count, mostParts)
      pass.run(until: { _ in false }, emits: true) { event, parts, labels in
        each(event, .fixed(parts))
        moves.add(parts, &labels)
      }
      moves.end(&tables)
    }
    pass.fill(&tables)
    return (tables, pass.events.labels)
  }

  /// Returns true where a pass can answer: every amount stays in whole minor units of 63 bits, and no account is
  /// overdrawn.
  private static func suits(_ events: TracingEvents, _ rule: TracingRule) -> Bool {
    guard events.isMixed(rule), !events.terms.keepsFractions, events.identified.isEmpty,
      events.overrides.isEmpty, events.coordinations.isEmpty, events.debts.isEmpty
    else { return false }
    let columns = events.view.ledger.columns
    var balances = Array(repeating: Int64(0), count: events.pockets.count)
    func add(_ amount: Int64, _ place: Int32) -> Bool {
      let (sum, overflow) = balances[Int(place)].addingReportingOverflow(amount)
      balances[Int(place)] = sum
      return !overflow
    }
    for (place, list) in events.openings {
      guard list.allSatisfy({ $0.amount >= 0 && add($0.amount, place) }) else { return false }
    }
    var coming = ArrivalCursor(events)
    for event in 0..<events.count {
      while let came = coming.next(before: event) {
        guard add(columns.sent[Int(events.transfer[came])], events.to[came]) else { return false }
      }
      let position = Int(events.transfer[event])
      let amount = columns.sent[position]
      if !columns.received.isEmpty, let receipt = columns.received[position] {
        guard receipt.amount == amount, receipt.currency == columns.sentCurrency[position]
        else { return false }
      }
      let from = events.from[event]
      if events.entering[event] < 0, !events.isOpaque[Int(from)] {
        balances[Int(from)] -= amount
        guard balances[Int(from)] >= 0 else { return false }
      }
      if events.isLate.isEmpty || !events.isLate[event] {
        guard add(amount, events.to[event]) else { return false }
      }
    }
    while let came = coming.next() {
      guard add(columns.sent[Int(events.transfer[came])], events.to[came]) else { return false }
    }
    return true
  }

  /// Follows the transfers to the end, or until enough is known.
  ///
  /// - Parameters:
  ///   - isEnough: returns true where the rest of the transfers is not needed.
  ///   - emits: true to pass on the parts of every transfer.
  ///   - each: called with those parts.
  private mutating func run(
    until isEnough: (FixedPile.Tally) -> Bool,
    emits: Bool = false, each: (Int, FixedComposition, inout LabelTable) -> Void = { _, _, _ in }
  ) {
    for place in events.openings.keys.sorted() {
      for opening in events.openings[place] ?? [] where opening.amount > 0 {
        lay(leaf(opening.label, UInt64(opening.amount)), at: place)
      }
    }
    var carried = FixedComposition()
    var coming = ArrivalCursor(events)
    for event in 0..<events.count {
      while let came = coming.next(before: event) { arrive(came) }
      if isEnough(tally) { return }
      leave(event)
      if emits {
        gather(into: &carried)
        each(event, carried, &events.labels)
      }
      if !events.isLate.isEmpty, events.isLate[event] {
        onTheWay[event] = moving
      } else {
        for sum in moving { lay(sum, at: events.to[event]) }
      }
    }
    while let came = coming.next() { arrive(came) }
  }

  private mutating func arrive(_ event: Int) {
    for sum in onTheWay.removeValue(forKey: event) ?? [] { lay(sum, at: events.to[event]) }
  }

  /// Returns money of one label.
  private mutating func leaf(_ label: Int32, _ amount: UInt64) -> Sum {
    // The label of all other money together is the last of those there are at first.
    let last = max(label, together ?? label)
    while leaves.count <= Int(last) {
      let next = Int32(leaves.count)
      let known = Int(next) < events.labels.count
      isClaim.append(known && events.labels.isClaim(next))
      let counted = isClaim[Int(next)] ? firsts?[next] ?? next : together ?? next
      leaves.append(
        isClaim[Int(next)] || records ? [FixedPart(label: counted, least: .one)] : [])
    }
    // Mixtures are numbered from 1 on, labels below 0.
    return Sum(
      parts: leaves[Int(label)], mixture: -label - 1, amount: amount,
      isClaimant: events.labels.isClaimant[Int(label)])
  }

  private mutating func lay(_ sum: Sum, at place: Int32) {
    let index = Int(place)
    if sum.isClaimant || !separates {
      claimants[index].add(
        sum.parts, amount: sum.amount, from: sum.mixture, tally: &tally, isClaim: isClaim)
    } else {
      others[index].add(
        sum.parts, amount: sum.amount, from: sum.mixture, tally: &tally, isClaim: isClaim)
    }
  }

  /// Takes the money of a payment from the balance of its payer.
  private mutating func leave(_ event: Int) {
    moving.removeAll(keepingCapacity: true)
    let amount = UInt64(columns.sent[Int(events.transfer[event])])
    let place = Int(events.from[event])
    if events.entering[event] >= 0 {
      moving.append(leaf(events.entering[event], amount))
    } else if events.isOpaque[place] {
      let account = AccountID(index: events.pockets.account[place])
      moving.append(leaf(events.label(.unlinked(account)), amount))
    } else {
      var fromOthers: UInt64 = 0
      if separates {
        fromOthers =
          rule.ownFunds == .first
          ? min(amount, others[place].total)
          : amount - min(amount, claimants[place].total)
      }
      if fromOthers > 0 {
        let (parts, mixture) = others[place].take(fromOthers, &tally)
        moving.append(Sum(parts: parts, mixture: mixture, amount: fromOthers, isClaimant: false))
      }
      if amount > fromOthers {
        let (parts, mixture) = claimants[place].take(amount - fromOthers, &tally)
        moving.append(
          Sum(parts: parts, mixture: mixture, amount: amount - fromOthers, isClaimant: true))
      }
    }
  }

  /// Adds up the moving money by label.
  private func gather(into sum: inout FixedComposition) {
    sum.removeAll()
    for one in moving {
      for part in one.parts {
        sum.shares.append(FixedShare(label: part.label, amount: part.span(of: one.amount)))
      }
    }
    if moving.count > 1 { FixedPass.join(&sum.shares) }
  }

  /// Sorts shares by label, and adds up those of one label.
  private static func join(_ shares: inout [FixedShare]) {
    var joined: [FixedShare] = []
    joined.reserveCapacity(shares.count)
    for share in shares.sorted(by: { $0.label < $1.label }) {
      if let last = joined.last, last.label == share.label {
        joined[joined.count - 1].amount = last.amount + share.amount
      } else {
        joined.append(share)
      }
    }
    shares = joined
  }

  // MARK: The end

  private func fill(_ tables: inout AttributionTables) {
    var open: Set<Int32> = []
    func shares(_ spans: [FixedShare], _ place: Int32) -> [Share] {
      var spans = spans
      FixedPass.join(&spans)
      return spans.filter { !$0.amount.isZero }.map { share in
        let amount = share.amount.fraction
        if isClaim[Int(share.label)], !amount.isRoundingDecided { open.insert(place) }
        return Share(label: share.label, amount: amount, value: amount)
      }
    }
    for place in claimants.indices {
      let spans = claimants[place].spans + (separates ? others[place].spans : [])
      if spans.isEmpty { continue }
      tables.held[Int32(place)] = shares(spans, Int32(place))
    }
    var coming: [Int32: [FixedShare]] = [:]
    for event in onTheWay.keys.sorted() {
      coming[events.to[event], default: []] += (onTheWay[event] ?? []).flatMap { sum in
        sum.parts.map { FixedShare(label: $0.label, amount: $0.span(of: sum.amount)) }
      }
    }
    for place in coming.keys.sorted() {
      let found = shares(coming[place] ?? [], place)
      if !found.isEmpty { tables.onTheWay[place] = found }
    }
    if !open.isEmpty { refine(&tables, at: open) }
  }

  /// Computes figures exactly whose bounds lie on both sides of a half unit, through the mix graph.
  private func refine(_ tables: inout AttributionTables, at places: Set<Int32>) {
    var engine = MixEngine(events, rule: rule, records: false)
    engine.run()
    let (isClaim, firsts) = (isClaim, firsts)
    engine.refine(&tables, at: places.sorted()) { label in
      guard Int(label) < isClaim.count, isClaim[Int(label)] else { return nil }
      return firsts?[label] ?? label
    }
  }
}

/// The parts of transfers in bounds of fixed width; where there are too many, all claims of a transfer are one part.
struct FixedMoves {
  private var moved: CarriedParts
  private var count = 0
  private var together: Int32?
  private let most: Int

  init(hasRates: Bool, reserving events: Int, _ most: Int) {
    moved = CarriedParts(fixedWithRates: hasRates, reserving: events)
    self.most = most
  }

  mutating func add(_ parts: FixedComposition, _ labels: inout LabelTable) {
    if let together {
      moved.append(parts.together(labels, as: together))
      return
    }
    moved.append(parts)
    for share in parts.shares where labels.isClaim(share.label) { count += 1 }
    guard count > most else { return }
    let all = labels.separate(.allClaims)
    moved = moved.together(labels, as: all)
    together = all
  }

  func end(_ tables: inout AttributionTables) {
    tables.moved = moved
    tables.claimsAreTogether = together != nil
  }
}
