internal import BigInt
internal import PaymentGraph

extension TraceEngine where Money == Mixtures {
  /// The sums whose compositions are needed at the end: those in the balances and those taken away, by balance.
  private struct Ends {
    var held: [Int32: [MixturePart]] = [:]
    var absorbed: [Int32: [MixturePart]] = [:]
    var fees: [Int32: [MixturePart]] = [:]
    var onTheWay: [Int32: [MixturePart]] = [:]
    var paid: [Int32: [MixturePart]] = [:]

    var all: [[MixturePart]] {
      [held, absorbed, fees, onTheWay, paid].flatMap { table in
        table.keys.sorted().map { table[$0] ?? [] }
      }
    }
  }

  /// Returns all results, after one forward pass through the mixtures.
  ///
  /// The figures are exact fractions where there are few mixtures (``CompositionTables/mostExactShares``) or where the terms
  /// ask for them, otherwise bounds of fixed width.
  ///
  /// - Parameters:
  ///   - mostOthers: see ``CompositionTables/mostOthers``.
  ///   - mostClaims: see ``CompositionTables/mostClaims``.
  ///   - mostParts: see ``CompositionTables/mostParts``.
  ///   - each: called with the parts of every transfer, in the order of processing, where they are recorded.
  mutating func tables(
    mostOthers: Int = CompositionTables.mostOthers, mostClaims: Int = CompositionTables.mostClaims,
    mostParts: Int = CompositionTables.mostParts, each: (Int, Carried) -> Void
  ) -> AttributionTables {
    var graph = money.graph
    let ends = ends(closing: &graph)
    var labels = events.labels
    let origins = labels
    let parts = [moved] + ends.all
    let uses = graph.uses(of: parts)
    let others: Int32? =
      records
        && graph.hasMoreShares(
          than: mostOthers, uses, of: { !origins.isClaim($0) }, takenFromIngredients: false)
      ? labels.separate(.other) : nil
    let records = records
    let firsts = firstClaims(graph, uses: uses, mostClaims: mostClaims)
    if let firsts { labels.unite(firsts) }
    func counted(_ label: Int32) -> Int32? {
      if origins.isClaim(label) { return firsts?[label] ?? label }
      return records ? others ?? label : nil
    }
    let isExact =
      events.terms.keepsFractions
      || !graph.hasMoreShares(
        than: CompositionTables.mostExactShares, uses, of: { counted($0) != nil },
        takenFromIngredients: true)
    var tables = AttributionTables()
    if isExact {
      var mixtures = CompositionTables(graph, parts: parts, label: counted)
      if records {
        move(&tables, mixtures: &mixtures, labels: &labels, mostParts: mostParts, each: each)
      }
      fill(&tables, ends: ends) { mixtures.shares(of: $0) }
    } else {
      var (refined, undecided) = (0, 0)
      let isClaim = labels.origins.map(\.isClaim)
      func decided(_ shares: [Share], of parts: [MixturePart]) -> [Share] {
        var shares = shares
        for index in shares.indices where isClaim[Int(shares[index].label)] {
          decide(
            &shares[index], of: parts, graph: graph, counted: counted, refined: &refined,
            undecided: &undecided)
        }
        return shares
      }
      if !records, isCheaperBackward(graph, ends: ends, uses: uses, counted) {
        var backward = BackwardCompositions(graph, label: counted)
        fill(&tables, ends: ends) { decided(backward.fractions(of: $0), of: $0) }
      } else {
        var mixtures = FixedCompositionTables(graph, labels, parts: parts, label: counted)
        if records {
          move(&tables, mixtures: &mixtures, labels: &labels, mostParts: mostParts, each: each)
        }
        var sum = FixedComposition()
        fill(&tables, ends: ends) { decided(mixtures.fractions(of: $0, with: &sum), of: $0) }
      }
      (tables.refined, tables.undecided) = (refined, undecided)
    }
    tables.claimsAreByVictim = firsts != nil
    for (place, balance) in money.balances.enumerated() where !balance.debt.isZero {
      tables.debts[Int32(place)] = balance.debt
    }
    tables.convertedWithin = convertedWithin
    events.labels = labels
    return tables
  }

  /// True where mixtures take few enough shares from one another for exact fractions, whatever is asked for.
  var hasFewShares: Bool {
    let (labels, records) = (events.labels, records)
    return !money.graph.hasMoreShares(
      than: CompositionTables.mostExactShares,
      Array(repeating: 1, count: money.graph.nodeCount),
      of: { records || labels.isClaim($0) }, takenFromIngredients: true)
  }

  /// True where passes backwards from the sums at the end cost less than one forwards through all labels.
  var isCheaperBackward: Bool {
    var graph = money.graph
    let ends = ends(closing: &graph)
    let labels = events.labels
    return isCheaperBackward(graph, ends: ends, uses: graph.uses(of: ends.all)) {
      labels.isClaim($0) ? $0 : nil
    }
  }

  private func isCheaperBackward(
    _ graph: CompositionGraph, ends: Ends, uses: [Int32], _ counted: (Int32) -> Int32?
  ) -> Bool {
    graph.hasMoreShares(
      than: ends.all.count * (graph.nodeCount + graph.ingredientCount), uses,
      of: { counted($0) != nil }, takenFromIngredients: true)
  }

  /// Returns, by label of a claim, the label under which it counts; nil where single claims are few enough to tell
  /// apart.
  private func firstClaims(_ graph: CompositionGraph, uses: [Int32], mostClaims: Int) -> [Int32:
    Int32]?
  {
    let labels = events.labels
    let firsts = labels.firstClaims(events.view.ledger.columns)
    guard firsts.contains(where: { $0.key != $0.value }),
      graph.hasMoreShares(
        than: mostClaims, uses, of: { labels.isClaim($0) }, takenFromIngredients: true)
    else { return nil }
    return firsts
  }

  /// The most figures that are computed as fractions because their bounds do not decide their rounding.
  private static var mostRefined: Int { 64 }
  /// The most bits of numbers in that computation.
  private static var mostRefinedBits: Int { 1 << 16 }

  /// Computes a figure exactly where its bounds lie on both sides of a half unit.
  private func decide(
    _ share: inout Share, of parts: [MixturePart], graph: CompositionGraph,
    counted: (Int32) -> Int32?, refined: inout Int, undecided: inout Int
  ) {
    let label = share.label
    func exact(isValue: Bool) -> Fraction? {
      var sum = Fraction.zero
      for part in parts {
        guard
          let own = graph.exactShare(
            of: part, isValue: isValue, mostBits: MixtureEngine.mostRefinedBits,
            where: { counted($0) == label })
        else { return nil }
        if own.numerator.isZero { continue }
        // Money of one label in several mixtures of one balance is rare, and keeps its bounds.
        guard sum.isZero else { return nil }
        sum = Fraction.deciding(own)
      }
      return sum
    }
    let isSame = share.amount == share.value
    for isValue in [false, true] {
      let figure = isValue ? share.value : share.amount
      guard !figure.isRoundingDecided else { continue }
      if refined < MixtureEngine.mostRefined, let known = exact(isValue: isValue) {
        refined += 1
        if isValue || isSame { share.value = known }
        if !isValue { share.amount = known }
      } else {
        undecided += 1
      }
    }
  }

  private func ends(closing graph: inout CompositionGraph) -> Ends {
    var ends = Ends()
    func closed(_ mix: Mixture) -> [MixturePart] {
      guard !mix.amount.isZero else { return [] }
      var mix = mix
      let amount = mix.amount
      return [MixturePart(amount: amount, node: graph.close(&mix), isClaimant: true)]
    }
    func closed(_ table: [Int32: Mixture]) -> [Int32: [MixturePart]] {
      var parts: [Int32: [MixturePart]] = [:]
      for key in table.keys.sorted() { parts[key] = table[key].map(closed) ?? [] }
      return parts
    }
    for (place, balance) in money.balances.enumerated() {
      let found = closed(balance.claimants) + closed(balance.others)
      if !found.isEmpty { ends.held[Int32(place)] = found }
    }
    for event in money.identified.keys.sorted() {
      guard let balance = money.identified[event] else { continue }
      ends.held[events.to[Int(event)], default: []] +=
        closed(balance.claimants) + closed(balance.others)
    }
    ends.absorbed = closed(money.absorbed)
    ends.fees = closed(money.fees)
    for event in onTheWay.keys.sorted() {
      ends.onTheWay[events.to[Int(event)], default: []] += onTheWay[event]?.parts ?? []
    }
    ends.paid = closed(money.substituted)
    return ends
  }

  private func fill(
    _ tables: inout AttributionTables, ends: Ends, shares: ([MixturePart]) -> [Share]
  ) {
    func table(_ parts: [Int32: [MixturePart]]) -> [Int32: [Share]] {
      var found: [Int32: [Share]] = [:]
      for key in parts.keys.sorted() {
        let own = shares(parts[key] ?? [])
        if !own.isEmpty { found[key] = own }
      }
      return found
    }
    tables.held = table(ends.held)
    tables.absorbed = table(ends.absorbed)
    tables.fees = table(ends.fees)
    tables.onTheWay = table(ends.onTheWay)
    tables.substitute(table(ends.paid))
  }

  /// Notes the parts of every transfer.
  private func move(
    _ tables: inout AttributionTables, mixtures: inout CompositionTables, labels: inout OriginTable,
    mostParts: Int, each: (Int, Carried) -> Void
  ) {
    var count = 0
    var together: Int32?
    for event in 0..<events.count {
      let shares = mixtures.shares(of: moved[Int(moveStarts[event])..<Int(moveStarts[event + 1])])
      each(event, .exact(shares))
      if let together {
        tables.moved.append(AttributionTables.together(shares, labels, as: together))
        continue
      }
      tables.moved.append(shares)
      count += shares.count { labels.isClaim($0.label) }
      guard count > mostParts else { continue }
      let all = labels.separate(.allClaims)
      tables.moved = tables.moved.together(labels, as: all)
      together = all
    }
    tables.claimsAreTogether = together != nil
  }

  /// Notes the parts of every transfer in bounds of fixed width.
  private func move(
    _ tables: inout AttributionTables, mixtures: inout FixedCompositionTables,
    labels: inout OriginTable, mostParts: Int, each: (Int, Carried) -> Void
  ) {
    var moves = FixedMoves(
      hasRates: money.graph.rates.count > 1, reserving: events.count, mostParts)
    var parts = FixedComposition()
    for event in 0..<events.count {
      mixtures.shares(
        of: moved[Int(moveStarts[event])..<Int(moveStarts[event + 1])], into: &parts)
      each(event, .fixed(parts))
      moves.add(parts, &labels)
    }
    moves.end(&tables)
  }

  /// Computes exactly the claims in some balances whose bounds, found by ``FixedPass``, lie on both sides of a half unit.
  ///
  /// - Parameter counted: returns the label under which claims of a label are counted; nil for other money.
  func refine(
    _ tables: inout AttributionTables, at places: [Int32], counted: (Int32) -> Int32?
  ) {
    var graph = money.graph
    let ends = ends(closing: &graph)
    var (refined, undecided) = (0, 0)
    func decide(_ shares: inout [Share]?, _ parts: [MixturePart]?) {
      for index in (shares ?? []).indices
      where shares.map({ counted($0[index].label) != nil }) == true {
        guard var share = shares?[index] else { continue }
        self.decide(
          &share, of: parts ?? [], graph: graph, counted: counted, refined: &refined,
          undecided: &undecided)
        shares?[index] = share
      }
    }
    for place in places {
      decide(&tables.held[place], ends.held[place])
      decide(&tables.onTheWay[place], ends.onTheWay[place])
    }
    (tables.refined, tables.undecided) = (refined, undecided)
  }
}
