internal import PaymentGraph

/// Follows mixtures of money in one pass, in numbers of fixed width; ``MixEngine`` and ``FixedMixTables`` take two.
///
/// It serves ledgers in which every balance is whole minor units: no overdrafts, no elections, no named receipts outside
/// pooled accounts, and no conversion or fee that divides claims from other money where the rule keeps them apart. Then
/// only the composition of a balance has bounds, which ``FixedPiles`` keeps. A payment costs the labels that it carries.
/// For other ledgers, and where the mixtures are few (``MixTables/mostExactShares``), it gives no answer, and
/// ``MixEngine`` gives it.
struct FixedPass {
  /// The reasons to end a pass before the last transfer.
  private enum End {
    case tooManyClaims, tooManyOthers, unsuited
  }

  /// An amount that moves, of the composition of a pile.
  private struct Sum {
    let pile: Int
    /// The units of the pile that were taken, and the amount in the currency sent that they make.
    let taken: UInt64
    let amount: UInt64
    let isClaimant: Bool
    let mixture: Int32
    /// True where the parts of the pile have the rows of the payer's balance.
    var isOfPayer = false

    func of(_ mixture: Int32) -> Sum {
      Sum(pile: pile, taken: taken, amount: amount, isClaimant: isClaimant, mixture: mixture)
    }
  }

  /// An amount as it arrives, and the units of its pile that it is worth.
  private struct Arriving {
    let sum: Sum
    let amount: UInt64
    let worth: UInt64
  }

  /// The piles of a receipt that is kept apart, or of fees: claimants' money and other money; -1 for none yet.
  private struct Pair {
    var claimants = -1
    var others = -1

    subscript(isClaimant: Bool) -> Int {
      get { isClaimant ? claimants : others }
      set { if isClaimant { claimants = newValue } else { others = newValue } }
    }
    var all: [Int] { [claimants, others].filter { $0 >= 0 } }
  }

  private var events: TracingEvents
  private let columns: TransferColumns
  private let rule: TracingRule
  private let records: Bool
  /// True where claims and other money are kept apart.
  private let separates: Bool
  /// The claims of each balance, or all its money; then, where they are kept apart, its other money; then piles that are
  /// made on the way.
  private var piles: FixedPiles
  private let balances: Int
  /// The pile of each label's money; -1 where none was made.
  private var leaves: [Int] = []
  private var passages: PassageTable
  private var onTheWay: [Int: [Arriving]] = [:]
  /// The rest of each receipt that a payout passes on, by event of the receipt.
  private var identified: [Int32: Pair] = [:]
  private var fees: [Int32: Pair] = [:]
  private var moving: [Sum] = []
  private var convertedWithin = 0
  /// The label of all money that is no claim, where that has too many origins.
  private var together: Int32?
  /// The label under which each label of a claim counts, where single claims are too many to tell apart.
  private let firsts: [Int32: Int32]?

  private init(
    _ events: TracingEvents, _ rule: TracingRule, records: Bool, tracksWorth: Bool,
    passages: PassageTable, othersTogether: Bool, firsts: [Int32: Int32]?
  ) {
    self.events = events
    self.firsts = firsts
    self.passages = passages
    columns = events.view.ledger.columns
    self.rule = rule
    self.records = records
    separates = rule.ownFunds != .inOrder
    balances = events.pockets.count
    piles = FixedPiles(count: separates ? 2 * balances : balances, tracksWorth: tracksWorth)
    piles.reserve(parts: 8 * balances)
    if othersTogether { together = self.events.labels.separate(.other) }
    if let firsts { self.events.labels.unite(firsts) }
    piles.isClaim = self.events.labels.origins.map(\.isClaim)
  }

  /// Returns all results under a rule; nil where the pass gives no answer.
  ///
  /// - Parameter passages: the sums of what passed through the balances, which change only where there is an answer.
  static func tables(
    _ events: TracingEvents, _ rule: TracingRule, records: Bool,
    mostOthers: Int = MixTables.mostOthers, mostClaims: Int = MixTables.mostClaims,
    mostParts: Int = MixTables.mostParts, passages: inout PassageTable
  ) -> (AttributionTables, LabelTable)? {
    guard let needs = Suitability(events, rule) else { return nil }
    let all = events.labels.firstClaims(events.view.ledger.columns)
    let mayUnite = all.contains { $0.key != $0.value }
    var firsts: [Int32: Int32]?
    var othersAreTogether = false
    // Each round combines more origins of money, until they are few enough; mostly one round suffices.
    while true {
      var pass = FixedPass(
        events, rule, records: records, tracksWorth: needs.tracksWorth, passages: passages,
        othersTogether: othersAreTogether, firsts: firsts)
      var moves = FixedMoves(hasRates: needs.tracksWorth, reserving: events.count, mostParts)
      let end = pass.run(
        mostClaims: mayUnite && firsts == nil ? mostClaims : .max,
        mostOthers: records && !othersAreTogether ? mostOthers : .max, moves: &moves)
      switch end {
      case .unsuited: return nil
      case .tooManyClaims: firsts = all
      case .tooManyOthers: othersAreTogether = true
      case nil:
        guard pass.piles.tally.taken > MixTables.mostExactShares else { return nil }
        var tables = AttributionTables()
        tables.claimsAreByVictim = firsts != nil
        tables.convertedWithin = pass.convertedWithin
        moves.end(&tables)
        pass.fill(&tables)
        passages = pass.passages
        return (tables, pass.events.labels)
      }
    }
  }

  /// Follows the claims and returns the number of figures found; nil where the pass gives no answer.
  static func figureCount(_ events: TracingEvents, _ rule: TracingRule) -> Int? {
    guard let needs = Suitability(events, rule) else { return nil }
    var pass = FixedPass(
      events, rule, records: false, tracksWorth: needs.tracksWorth,
      passages: PassageTable(events.view.ledger), othersTogether: false, firsts: nil)
    var moves = FixedMoves(hasRates: needs.tracksWorth, reserving: 0, 0)
    guard pass.run(mostClaims: .max, mostOthers: .max, moves: &moves) == nil else { return nil }
    return pass.piles.piles[..<(pass.separates ? 2 * pass.balances : pass.balances)]
      .reduce(0) { $0 + Int($1.count) }
  }

  // MARK: The pass

  /// Follows the transfers to the end, or until enough is known; returns the reason where it ends before.
  private mutating func run(
    mostClaims: Int, mostOthers: Int, moves: inout FixedMoves
  ) -> End? {
    for place in events.openings.keys.sorted() {
      for opening in events.openings[place] ?? [] where opening.amount > 0 {
        let sum = leaf(opening.label, UInt64(opening.amount))
        lay(Arriving(sum: sum, amount: sum.amount, worth: sum.amount), at: place)
      }
    }
    var carried = FixedComposition()
    var coming = ArrivalCursor(events)
    for event in 0..<events.count {
      while let came = coming.next(before: event) {
        guard arrive(came) else { return .unsuited }
      }
      if piles.tally.claims > mostClaims { return .tooManyClaims }
      if piles.tally.others > mostOthers { return .tooManyOthers }
      fetch(after: event)
      moving.removeAll(keepingCapacity: true)
      guard leave(event) else { return .unsuited }
      if records { record(event, into: &moves, &carried) }
      guard arrive(event, by: moving) else { return .unsuited }
      for sum in moving where piles.piles[sum.pile].total == 0 { piles.empty(sum.pile) }
    }
    while let came = coming.next() {
      guard arrive(came) else { return .unsuited }
    }
    if piles.tally.claims > mostClaims { return .tooManyClaims }
    if piles.tally.others > mostOthers { return .tooManyOthers }
    return nil
  }

  /// Asks for the memory of the piles that the next payments move: a payment takes less time than memory takes to come.
  private func fetch(after event: Int) {
    let (far, near) = (event &+ 16, event &+ 8)
    if far < events.count {
      piles.fetch(Int(events.from[far]))
      piles.fetch(Int(events.to[far]))
    }
    if near < events.count {
      piles.fetchParts(of: Int(events.from[near]))
      piles.fetchParts(of: Int(events.to[near]))
    }
  }

  /// Returns money of one label.
  private mutating func leaf(
    _ label: Int32, _ amount: UInt64
  ) -> Sum {
    let index = Int(label)
    while piles.isClaim.count < events.labels.count { piles.isClaim.append(false) }
    while leaves.count <= index { leaves.append(-1) }
    // Mixtures are numbered from 1 on, labels below 0.
    let mixture = -label - 1
    if leaves[index] < 0 {
      let isClaim = piles.isClaim[index]
      let counted = isClaim ? firsts?[label] ?? label : records ? together ?? label : nil
      leaves[index] = piles.makeLeaf(counted, mixture: mixture, isClaim: isClaim)
    }
    return Sum(
      pile: leaves[index], taken: amount, amount: amount,
      isClaimant: events.labels.isClaimant[index], mixture: mixture)
  }

  /// Takes the money of a payment from the balance of its payer; returns false where the pass cannot.
  private mutating func leave(_ event: Int) -> Bool {
    let amount = UInt64(columns.sent[Int(events.transfer[event])])
    let place = Int(events.from[event])
    if events.entering[event] >= 0 {
      moving.append(leaf(events.entering[event], amount))
      return true
    }
    if events.isOpaque[place] { return leavePooled(event, amount) }
    var fromOthers: UInt64 = 0
    if separates {
      fromOthers =
        rule.ownFunds == .first
        ? min(amount, piles.piles[balances + place].total)
        : amount - min(amount, piles.piles[place].total)
    }
    if fromOthers > 0 { take(fromOthers, from: balances + place, isClaimant: false) }
    if amount > fromOthers { take(amount - fromOthers, from: place, isClaimant: true) }
    return true
  }

  private mutating func take(_ amount: UInt64, from pile: Int, isClaimant: Bool) {
    let mixture = piles.take(amount, from: pile)
    moving.append(
      Sum(
        pile: pile, taken: amount, amount: amount, isClaimant: isClaimant, mixture: mixture,
        isOfPayer: true))
  }

  /// Takes the money of a payout of a pooled account from the receipts that it passes on; the rest has no link.
  private mutating func leavePooled(_ event: Int, _ amount: UInt64) -> Bool {
    let place = events.from[event]
    var rest = amount
    for link in events.identified[Int32(truncatingIfNeeded: event)] ?? [] where rest > 0 {
      guard let pair = identified[link.credit] else { continue }
      let wanted = link.share.map { min(rest, UInt64(max(0, $0))) } ?? rest
      let held = pair.all.filter { piles.piles[$0].total > 0 }
      // Two kinds of money are divided in proportion, which whole amounts need not be.
      guard held.count < 2 else { return false }
      guard let pile = held.first, wanted > 0 else { continue }
      let left = piles.piles[pile].total
      let isConverted = events.to[Int(link.credit)] != place
      let taken = isConverted ? left : min(wanted, left)
      let mixture = piles.take(taken, from: pile)
      moving.append(
        Sum(
          pile: pile, taken: taken, amount: isConverted ? wanted : taken,
          isClaimant: pile == pair.claimants,
          mixture: isConverted ? piles.convertedMixture() : mixture, isOfPayer: !isConverted))
      if isConverted { convertedWithin += 1 }
      rest -= isConverted ? wanted : taken
    }
    if rest > 0 {
      let account = AccountID(index: events.pockets.account[Int(place)])
      moving.append(leaf(events.label(.unlinked(account)), rest))
    }
    return true
  }

  /// Adds the money of a payment to the balance of its beneficiary, or has it on its way.
  private mutating func arrive(_ event: Int, by sums: [Sum]) -> Bool {
    let position = Int(events.transfer[event])
    let isLate = !events.isLate.isEmpty && events.isLate[event]
    let receipt = columns.received.isEmpty ? nil : columns.received[position]
    let sent = UInt64(columns.sent[position])
    let isPlain =
      receipt.map {
        $0.amount == columns.sent[position] && $0.currency == columns.sentCurrency[position]
      } ?? true
    if isPlain, !isLate {
      for sum in sums {
        guard lay(Arriving(sum: sum, amount: sum.amount, worth: sum.taken), of: event)
        else { return false }
      }
      return true
    }
    var arriving: [Arriving] = []
    var made: Int?
    defer { if let made { piles.remove(made) } }
    if let receipt, !isPlain {
      guard let one = combined(sums) else { return false }
      if sums.count > 1 { made = one.pile }
      let received = UInt64(receipt.amount)
      if columns.sentCurrency[position] != receipt.currency {
        arriving.append(
          Arriving(sum: one.of(piles.convertedMixture()), amount: received, worth: one.taken))
      } else if received < sent {
        // A fee on money that was converted within the account has a worth that need not be whole.
        guard one.taken == one.amount else { return false }
        keepFee(of: one, sent - received, at: events.from[event])
        if received > 0 { arriving.append(Arriving(sum: one, amount: received, worth: received)) }
      } else {
        let extra = leaf(
          events.label(.unknown(AccountID(index: columns.payer[position]))), received - sent)
        arriving.append(Arriving(sum: one, amount: sent, worth: one.taken))
        arriving.append(Arriving(sum: extra, amount: extra.amount, worth: extra.amount))
      }
    } else {
      arriving = sums.map { Arriving(sum: $0, amount: $0.amount, worth: $0.taken) }
    }
    if isLate {
      onTheWay[event] = arriving.map { one in
        Arriving(
          sum: Sum(
            pile: piles.makeCopy(of: one.sum.pile, total: 1), taken: one.sum.taken,
            amount: one.sum.amount, isClaimant: one.sum.isClaimant, mixture: one.sum.mixture),
          amount: one.amount, worth: one.worth)
      }
    } else {
      for one in arriving {
        guard lay(one, of: event) else { return false }
      }
    }
    return true
  }

  /// Adds money that was on its way to the balance at which it arrives.
  private mutating func arrive(_ event: Int) -> Bool {
    for one in onTheWay.removeValue(forKey: event) ?? [] {
      guard lay(one, of: event) else { return false }
      piles.remove(one.sum.pile)
    }
    return true
  }

  private mutating func lay(_ one: Arriving, of event: Int) -> Bool {
    let place = events.to[event]
    guard !events.isIdentified.isEmpty, events.isIdentified[event] else {
      lay(one, at: place)
      return true
    }
    let number = Int32(truncatingIfNeeded: event)
    let isClaimant = one.sum.isClaimant || !separates
    var pair = identified[number] ?? Pair()
    if pair[isClaimant] < 0 {
      pair[isClaimant] = piles.make()
      identified[number] = pair
    }
    lay(one, in: pair[isClaimant], of: place)
    return true
  }

  private mutating func lay(_ one: Arriving, at place: Int32) {
    let pile = one.sum.isClaimant || !separates ? Int(place) : balances + Int(place)
    lay(one, in: pile, of: place)
  }

  private mutating func lay(_ one: Arriving, in pile: Int, of place: Int32) {
    guard one.amount > 0 else { return }
    var source = one.sum.pile
    let isSame = source == pile
    if isSame {
      source = piles.makeCopy(of: pile, total: 1)
      if piles.piles[pile].total == 0 { piles.empty(pile) }
    }
    let isKnown = piles.add(
      source, to: pile, amount: one.amount, worth: one.worth, mixture: one.sum.mixture,
      flows: &passages.flows)
    if records, !isKnown { giveRows(pile, of: place, source: source, amount: one.amount) }
    if isSame { piles.remove(source) }
  }

  /// Gives rows to the labels that are new in a pile, and notes that their money came.
  private mutating func giveRows(_ pile: Int, of place: Int32, source: Int, amount: UInt64) {
    let slack = piles.piles[source].slack &* UInt128(amount)
    for index in piles.piles[pile].indices {
      guard let (label, came) = piles.newPart(index, of: pile) else { continue }
      let row = passages.row(place, label)
      piles.setRow(row, at: index)
      if row >= 0 { passages.flows[Int(row)].receive(came, slack) }
    }
  }

  /// Returns several sums as one, of a pile that is made for it; nil where the rule keeps their kinds apart.
  private mutating func combined(_ sums: [Sum]) -> Sum? {
    guard sums.count > 1, let first = sums.first else { return sums.first }
    guard !separates || sums.allSatisfy({ $0.isClaimant == first.isClaimant }) else { return nil }
    let pile = piles.make()
    for sum in sums {
      _ = piles.add(
        sum.pile, to: pile, amount: sum.amount, worth: sum.taken, mixture: sum.mixture,
        flows: &passages.flows)
    }
    let total = piles.piles[pile].total
    let mixture = piles.take(total, from: pile)
    return Sum(
      pile: pile, taken: total, amount: total, isClaimant: first.isClaimant, mixture: mixture)
  }

  private mutating func keepFee(of sum: Sum, _ amount: UInt64, at place: Int32) {
    let isClaimant = sum.isClaimant || !separates
    var pair = fees[place] ?? Pair()
    if pair[isClaimant] < 0 {
      pair[isClaimant] = piles.make()
      fees[place] = pair
    }
    _ = piles.add(
      sum.pile, to: pair[isClaimant], amount: amount, worth: amount, mixture: sum.mixture,
      flows: &passages.flows)
  }

  // MARK: Records

  /// Notes the parts of a payment that leaves.
  private mutating func record(
    _ event: Int, into moves: inout FixedMoves, _ carried: inout FixedComposition
  ) {
    if moves.areTogether {
      moves.add(together: piles, moving.map { ($0.pile, $0.amount, $0.taken) })
    } else {
      carried.removeAll()
      for sum in moving {
        piles.forEachPart(of: sum.pile, amount: sum.amount, worth: sum.taken) {
          label, amount, value in
          carried.shares.append(FixedShare(label: label, amount: amount))
          if piles.tracksWorth { carried.values.append(value) }
        }
      }
      if moving.count > 1 { carried.join() }
      moves.add(carried, &events.labels)
    }
    // A payment that brings new money takes none from the balance of its payer.
    guard events.entering[event] < 0 else { return }
    for sum in moving {
      if sum.isOfPayer {
        piles.forward(sum.pile, amount: sum.amount, flows: &passages.flows)
        continue
      }
      let slack = piles.piles[sum.pile].slack &* UInt128(sum.amount)
      for index in piles.piles[sum.pile].indices {
        let part = piles.parts[index]
        let row = passages.row(events.from[event], part.label)
        guard row >= 0 else { continue }
        passages.flows[Int(row)].forward(part.least.multiplied(by: sum.amount), slack)
      }
    }
  }

  // MARK: The end

  private mutating func fill(_ tables: inout AttributionTables) {
    var open: Set<Int32> = []
    let isClaim = piles.isClaim
    func shares(_ parts: FixedComposition, _ place: Int32) -> [Share] {
      var parts = parts
      parts.join()
      return parts.shares.indices.compactMap { index in
        let share = parts.shares[index]
        guard !share.amount.isZero else { return nil }
        let amount = share.amount.fraction
        let isOwn = isClaim[Int(share.label)]
        let value = parts.values.isEmpty ? amount : parts.values[index].fraction
        if isOwn, !amount.isRoundingDecided || !value.isRoundingDecided { open.insert(place) }
        return Share(label: share.label, amount: amount, value: value)
      }
    }
    func add(_ pile: Int, to parts: inout FixedComposition) {
      piles.forEachPart(ofTotal: pile) { label, amount, value in
        parts.shares.append(FixedShare(label: label, amount: amount))
        if piles.tracksWorth { parts.values.append(value) }
      }
    }
    var apart: [Int32: [Int]] = [:]
    for event in identified.keys.sorted() {
      apart[events.to[Int(event)], default: []] += identified[event]?.all ?? []
    }
    var parts = FixedComposition()
    for place in 0..<Int32(truncatingIfNeeded: balances) {
      parts.removeAll()
      add(Int(place), to: &parts)
      if separates { add(balances + Int(place), to: &parts) }
      if !apart.isEmpty { for pile in apart[place] ?? [] { add(pile, to: &parts) } }
      if !parts.shares.isEmpty { tables.held[place] = shares(parts, place) }
    }
    for place in fees.keys.sorted() {
      parts.removeAll()
      for pile in fees[place]?.all ?? [] { add(pile, to: &parts) }
      let found = shares(parts, place)
      if !found.isEmpty { tables.fees[place] = found }
    }
    var coming: [Int32: FixedComposition] = [:]
    for event in onTheWay.keys.sorted() {
      for one in onTheWay[event] ?? [] {
        piles.forEachPart(of: one.sum.pile, amount: one.amount, worth: one.worth) {
          label, amount, value in
          coming[events.to[event], default: FixedComposition()].shares.append(
            FixedShare(label: label, amount: amount))
          if piles.tracksWorth {
            coming[events.to[event], default: FixedComposition()].values.append(value)
          }
        }
      }
    }
    for place in coming.keys.sorted() {
      let found = shares(coming[place] ?? FixedComposition(), place)
      if !found.isEmpty { tables.onTheWay[place] = found }
    }
    if !open.isEmpty { refine(&tables, at: open) }
  }

  /// Computes figures exactly whose bounds lie on both sides of a half unit, through the mix graph.
  private func refine(_ tables: inout AttributionTables, at places: Set<Int32>) {
    var engine = MixEngine(events, rule: rule, records: false)
    engine.run()
    let (isClaim, firsts) = (piles.isClaim, firsts)
    engine.refine(&tables, at: places.sorted()) { label in
      guard Int(label) < isClaim.count, isClaim[Int(label)] else { return nil }
      return firsts?[label] ?? label
    }
  }
}

extension FixedPass {
  /// The conditions under which a pass can answer: every amount stays in whole minor units of 63 bits, and no account is
  /// overdrawn.
  private struct Suitability {
    /// True where money is converted, so that parts have a worth of their own.
    private(set) var tracksWorth = false

    init?(_ events: TracingEvents, _ rule: TracingRule) {
      guard events.isMixed(rule), !events.terms.keepsFractions, events.overrides.isEmpty,
        events.coordinations.isEmpty, events.debts.isEmpty
      else { return nil }
      let columns = events.view.ledger.columns
      // The money in each balance, and all that ever came to it.
      var balances = Array(repeating: (now: Int64(0), came: Int64(0)), count: events.pockets.count)
      func add(_ amount: Int64, _ place: Int32) -> Bool {
        let (sum, overflow) = balances[Int(place)].came.addingReportingOverflow(amount)
        balances[Int(place)].came = sum
        balances[Int(place)].now &+= amount
        return !overflow
      }
      func received(_ event: Int) -> Int64 {
        columns.receipt(Int(events.transfer[event])).amount
      }
      // All money that is not taken from a balance, of which the worth is.
      var entered: UInt64 = 0
      func enter(_ amount: Int64) -> Bool {
        let (sum, overflow) = entered.addingReportingOverflow(amount.magnitude)
        entered = sum
        return !overflow && sum < 1 << 63
      }
      var isWithin = true
      for (place, list) in events.openings {
        for opening in list {
          guard opening.amount >= 0, add(opening.amount, place) else { return nil }
          if !enter(opening.amount) { isWithin = false }
        }
      }
      let hasReceipts = !columns.received.isEmpty
      let areApart = !events.isIdentified.isEmpty
      var coming = ArrivalCursor(events)
      for event in 0..<events.count {
        while let came = coming.next(before: event) {
          guard add(received(came), events.to[came]) else { return nil }
        }
        let position = Int(events.transfer[event])
        let amount = columns.sent[position]
        let (from, to) = (events.from[event], events.to[event])
        if hasReceipts, let receipt = columns.received[position] {
          guard receipt.amount > 0 else { return nil }
          if receipt.currency != columns.sentCurrency[position] { tracksWorth = true }
          if !enter(max(0, receipt.amount &- amount)) { isWithin = false }
        }
        if areApart {
          // A receipt kept apart in an ordinary account is divided with the rest of it in proportion.
          if events.isIdentified[event], !events.isOpaque[Int(to)] { return nil }
          for link in events.identified[Int32(truncatingIfNeeded: event)] ?? []
          where events.to[Int(link.credit)] != from {
            tracksWorth = true
          }
        }
        if events.entering[event] >= 0 || events.isOpaque[Int(from)] {
          if !enter(amount) { isWithin = false }
        } else {
          balances[Int(from)].now &-= amount
          guard balances[Int(from)].now >= 0 else { return nil }
        }
        if events.isLate.isEmpty || !events.isLate[event] {
          guard add(hasReceipts ? received(event) : amount, to) else { return nil }
        }
      }
      while let came = coming.next() {
        guard add(received(came), events.to[came]) else { return nil }
      }
      guard isWithin || !tracksWorth else { return nil }
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

  var areTogether: Bool { together != nil }

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

  /// Adds the sum of all claims in amounts of piles whose parts are those of a unit, and their other money.
  mutating func add(
    together piles: FixedPiles, _ sums: [(pile: Int, amount: UInt64, worth: UInt64)]
  ) {
    guard let together else { return }
    var composition = FixedComposition()
    var (claims, worth) = (FixedSpan.zero, FixedSpan.zero)
    for sum in sums {
      piles.forEachPart(of: sum.pile, amount: sum.amount, worth: sum.worth) {
        label, amount, value in
        if piles.isClaim[Int(label)] {
          claims = claims + amount
          if piles.tracksWorth { worth = worth + value }
        } else {
          composition.shares.append(FixedShare(label: label, amount: amount))
          if piles.tracksWorth { composition.values.append(value) }
        }
      }
    }
    if sums.count > 1 { composition.join() }
    if !claims.isZero {
      composition.shares.insert(FixedShare(label: together, amount: claims), at: 0)
      if piles.tracksWorth { composition.values.insert(worth, at: 0) }
    }
    moved.append(composition)
  }

  func end(_ tables: inout AttributionTables) {
    tables.moved = moved
    tables.claimsAreTogether = together != nil
  }
}
