internal import PaymentGraph

/// Follows mixtures of money in one pass, in numbers of fixed width; ``MixtureEngine`` and ``FixedCompositionTables`` take two.
///
/// It serves ledgers in which every balance is whole minor units: no overdrafts, no elections, no named receipts outside
/// pooled accounts, and no conversion or fee that divides claims from other money where the rule keeps them apart. Then
/// only the composition of a balance has bounds, which ``FixedPiles`` keeps. A payment costs the labels that it carries.
/// For other ledgers, and where the mixtures are few (``CompositionTables/mostExactShares``), it gives no answer, and
/// ``MixtureEngine`` gives it.
struct FixedPass {
  var events: TracingEvents
  private let columns: TransferColumns
  let rule: TracingRule
  let records: Bool
  /// True where claims and other money are kept apart.
  let separates: Bool
  /// The claims of each balance, or all its money; then, where they are kept apart, its other money; then piles that are
  /// made on the way.
  var piles: FixedPiles
  let balanceCount: Int
  /// The pile of each label's money; -1 where none was made.
  private var leaves: [Int] = []
  var passages: PassageTable
  var onTheWay: [Int: [Arriving]] = [:]
  /// The rest of each receipt that a payout passes on, by event of the receipt.
  var identified: [Int32: Pair] = [:]
  var fees: [Int32: Pair] = [:]
  var moving: [Sum] = []
  private var convertedWithin = 0
  /// The label of all money that is no claim, where that has too many origins.
  private var together: Int32?
  /// The label under which each label of a claim counts, where single claims are too many to tell apart.
  let firsts: [Int32: Int32]?

  init(
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
    balanceCount = events.balances.count
    piles = FixedPiles(count: separates ? 2 * balanceCount : balanceCount, tracksWorth: tracksWorth)
    piles.reserve(parts: 8 * balanceCount)
    if othersTogether { together = self.events.labels.separate(.other) }
    if let firsts { self.events.labels.unite(firsts) }
    piles.isClaim = self.events.labels.origins.map(\.isClaim)
  }

  /// Returns all results under a rule; nil where the pass gives no answer.
  ///
  /// - Parameter passages: the sums of what passed through the balances, which change only where there is an answer.
  static func tables(
    _ events: TracingEvents, _ rule: TracingRule, records: Bool,
    mostOthers: Int = CompositionTables.mostOthers, mostClaims: Int = CompositionTables.mostClaims,
    mostParts: Int = CompositionTables.mostParts, passages: inout PassageTable
  ) -> (AttributionTables, OriginTable)? {
    guard let needs = Suitability(events, rule) else { return nil }
    let all = events.labels.firstClaims(events.view.ledger.columns)
    let mayUnite = all.contains { $0.key != $0.value }
    var firsts: [Int32: Int32]?
    var othersAreTogether = false
    // Where single transfers are not recorded and each payment carries very many labels, passes backwards may cost less.
    var mostShares = records ? Int.max : 64 * max(events.count, 1_000)
    // Each round combines more origins of money, until they are few enough; mostly one round suffices.
    while true {
      var pass = FixedPass(
        events, rule, records: records, tracksWorth: needs.tracksWorth, passages: passages,
        othersTogether: othersAreTogether, firsts: firsts)
      var moves = FixedMoves(hasRates: needs.tracksWorth, reserving: events.count, mostParts)
      let end = pass.run(
        mostClaims: mayUnite && firsts == nil ? mostClaims : .max,
        mostOthers: records && !othersAreTogether ? mostOthers : .max,
        mostShares: mostShares, moves: &moves)
      switch end {
      case .unsuited: return nil
      case .tooManyClaims: firsts = all
      case .tooManyOthers: othersAreTogether = true
      case .tooManyShares:
        var engine = MixtureEngine(events, rule: rule, records: false)
        engine.run()
        if engine.isCheaperBackward { return nil }
        mostShares = .max
      case nil:
        guard pass.piles.tally.taken > CompositionTables.mostExactShares else { return nil }
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

  // MARK: The pass

  /// Follows the transfers to the end, or until enough is known; returns the reason where it ends before.
  mutating func run(
    mostClaims: Int, mostOthers: Int, mostShares: Int = .max, moves: inout FixedMoves
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
      if piles.tally.taken > mostShares { return .tooManyShares }
      fetch(after: event)
      moving.removeAll(keepingCapacity: true)
      guard leave(event) else { return .unsuited }
      if records { record(event, into: &moves, &carried) }
      let unmoved = sumsBesideOwn(event)
      guard arrive(event, by: moving) else { return .unsuited }
      for (row, sums) in unmoved { passages.flows[row] = sums }
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
        ? min(amount, piles.piles[balanceCount + place].total)
        : amount - min(amount, piles.piles[place].total)
    }
    if fromOthers > 0 { take(fromOthers, from: balanceCount + place, isClaimant: false) }
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
      let account = AccountID(index: events.balances.account[Int(place)])
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
    let pile = one.sum.isClaimant || !separates ? Int(place) : balanceCount + Int(place)
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
    let firstNew = piles.add(
      source, to: pile, amount: one.amount, worth: one.worth, mixture: one.sum.mixture,
      flows: &passages.flows)
    if records, let firstNew {
      giveRows(pile, from: firstNew, of: place, source: source, amount: one.amount)
    }
    if isSame { piles.remove(source) }
  }

  /// Gives rows to the labels that are new in a pile, from one on, and notes that their money came.
  private mutating func giveRows(
    _ pile: Int, from first: Int, of place: Int32, source: Int, amount: UInt64
  ) {
    let slack = piles.piles[source].slack &* UInt128(amount)
    for index in first..<piles.piles[pile].indices.upperBound {
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
}
