internal import PaymentGraph

/// What an engine found, as shares by label: the same whichever engine it was.
struct AttributionTables {
  /// By place: what lies there.
  var held: [Int32: [Share]] = [:]
  /// By place: what discharged its overdraft.
  var absorbed: [Int32: [Share]] = [:]
  /// By place of the payer: what was kept on the way as a fee.
  var fees: [Int32: [Share]] = [:]
  /// By event: what a transfer carried, in the currency sent.
  var moved: [[Share]] = []
  /// By place: what it owes its bank.
  var debts: [Int32: Fraction] = [:]
  var convertedWithin = 0

  /// Adds up the shares of each label; those of nothing fall away.
  static func sums(_ shares: some Sequence<Share>) -> [Share] {
    var sums: [Int32: Share] = [:]
    for share in shares {
      if sums[share.label] == nil {
        sums[share.label] = share
      } else {
        sums[share.label]?.amount += share.amount
        sums[share.label]?.value += share.value
      }
    }
    return sums.values.filter { !$0.amount.isZero }.sorted { $0.label < $1.label }
  }

  /// Puts the money of co-ordinated credits where the overdraft of their debits went.
  ///
  /// - Parameters:
  ///   - paid: by label of an overdraft, what counts as having paid it.
  mutating func substitute(_ paid: [Int32: [Share]]) {
    guard !paid.isEmpty else { return }
    for label in paid.keys.sorted() {
      var total = Fraction.zero
      for shares in held.values { total += AttributionTables.amount(of: label, in: shares) }
      for shares in absorbed.values { total += AttributionTables.amount(of: label, in: shares) }
      for shares in fees.values { total += AttributionTables.amount(of: label, in: shares) }
      guard let parts = paid[label], !total.isZero else { continue }
      func replaced(_ shares: [Share]) -> [Share] {
        let amount = AttributionTables.amount(of: label, in: shares)
        guard !amount.isZero else { return shares }
        var result = shares
        for part in parts {
          result.append(
            Share(
              label: part.label, amount: part.amount * amount / total,
              value: part.value * amount / total))
          result.append(
            Share(
              label: label, amount: -(part.amount * amount / total),
              value: -(part.amount * amount / total)))
        }
        return AttributionTables.sums(result)
      }
      held = held.mapValues(replaced)
      absorbed = absorbed.mapValues(replaced)
      fees = fees.mapValues(replaced)
    }
  }

  private static func amount(of label: Int32, in shares: [Share]) -> Fraction {
    shares.reduce(Fraction.zero) { $1.label == label ? $0 + $1.amount : $0 }
  }
}

extension LotEngine {
  /// Everything that was found.
  func tables() -> AttributionTables {
    func shares(_ lots: some Sequence<Lot>) -> [Share] {
      AttributionTables.sums(
        lots.lazy.map {
          Share(
            label: $0.label, amount: $0.amount,
            value: $0.rate == 0 ? $0.amount : $0.amount * rates[Int($0.rate)])
        })
    }
    var tables = AttributionTables()
    for (place, pocket) in pockets.enumerated() {
      let found = shares(Array(pocket.claimants.all) + Array(pocket.others.all))
      if !found.isEmpty { tables.held[Int32(place)] = found }
      if !pocket.debt.isZero { tables.debts[Int32(place)] = pocket.debt }
    }
    for (place, share) in unclaimed.shares { tables.held[place] = [share] }
    tables.absorbed = absorbed.mapValues(shares)
    tables.fees = fees.mapValues(shares)
    if records {
      tables.moved = (0..<events.count).map {
        shares(moved[Int(moveStarts[$0])..<Int(moveStarts[$0 + 1])])
      }
    }
    tables.convertedWithin = convertedWithin
    tables.substitute(substituted.mapValues(shares))
    return tables
  }
}

extension MixEngine {
  /// Everything that was found: one forward pass through the mixtures.
  func tables() -> AttributionTables {
    var graph = graph
    func closed(_ mix: Mix) -> MixPart? {
      guard !mix.amount.isZero else { return nil }
      var mix = mix
      let amount = mix.amount
      return MixPart(amount: amount, node: graph.close(&mix), isClaimant: true)
    }
    func parts(_ pockets: [Pocket]) -> [MixPart] {
      pockets.flatMap { [closed($0.claimants), closed($0.others)].compactMap { $0 } }
    }
    var atPlace: [Int32: [MixPart]] = [:]
    for (place, pocket) in pockets.enumerated() {
      let found = parts([pocket])
      if !found.isEmpty { atPlace[Int32(place)] = found }
    }
    for event in identified.keys.sorted() {
      atPlace[events.to[Int(event)], default: []] += parts([identified[event] ?? Pocket()])
    }
    let absorbedParts = absorbed.mapValues { [$0].compactMap(closed) }
    let feeParts = fees.mapValues { [$0].compactMap(closed) }
    let paidParts = substituted.mapValues { [$0].compactMap(closed) }
    var nodes = Set(moved.map(\.node))
    for parts in [atPlace, absorbedParts, feeParts, paidParts] {
      for list in parts.values { nodes.formUnion(list.map(\.node)) }
    }
    let labels = events.labels
    let known = graph.compositions(of: nodes) { records || labels.isClaim($0) }
    func shares(_ parts: some Sequence<MixPart>) -> [Share] {
      AttributionTables.sums(
        parts.flatMap { part in
          let rate = graph.rates[Int(part.rate)]
          return (known[part.node] ?? []).map {
            Share(
              label: $0.label, amount: $0.amount * part.amount,
              value: $0.value * part.amount * rate)
          }
        })
    }
    var tables = AttributionTables()
    tables.held = atPlace.mapValues { shares($0) }
    tables.absorbed = absorbedParts.mapValues { shares($0) }
    tables.fees = feeParts.mapValues { shares($0) }
    if records {
      tables.moved = (0..<events.count).map {
        shares(moved[Int(moveStarts[$0])..<Int(moveStarts[$0 + 1])])
      }
    }
    for (place, pocket) in pockets.enumerated() where !pocket.debt.isZero {
      tables.debts[Int32(place)] = pocket.debt
    }
    tables.convertedWithin = convertedWithin
    tables.substitute(paidParts.mapValues { shares($0) })
    return tables
  }
}
