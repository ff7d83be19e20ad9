internal import PaymentGraph

extension FixedPass {
  /// Notes the parts of a payment that leaves.
  mutating func record(
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
    guard events.entering[event] < 0, !events.isOwn(event) else { return }
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

  /// Returns the sums of what came and left at the payer, for everybody whose money a payment moves; none where the
  /// payment goes to another balance.
  mutating func sumsBesideOwn(_ event: Int) -> [(row: Int, sums: FixedPiles.Flow)] {
    guard records, events.isOwn(event) else { return [] }
    var found: [(row: Int, sums: FixedPiles.Flow)] = []
    for sum in moving {
      for index in piles.piles[sum.pile].indices {
        let row = passages.row(events.from[event], piles.parts[index].label)
        if row >= 0 { found.append((Int(row), passages.flows[Int(row)])) }
      }
    }
    return found
  }

  // MARK: The end

  mutating func fill(_ tables: inout AttributionTables) {
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
    for place in 0..<Int32(truncatingIfNeeded: balanceCount) {
      parts.removeAll()
      add(Int(place), to: &parts)
      if separates { add(balanceCount + Int(place), to: &parts) }
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
    var engine = MixtureEngine(events, rule: rule, records: false)
    engine.run()
    let (isClaim, firsts) = (piles.isClaim, firsts)
    engine.refine(&tables, at: places.sorted()) { label in
      guard Int(label) < isClaim.count, isClaim[Int(label)] else { return nil }
      return firsts?[label] ?? label
    }
  }
}
