internal import PaymentGraph

extension TraceEngine where Money == Mixtures {
  /// The most walks to one account that are listed.
  static var mostWays: Int { 20_000 }
  /// The most steps in the search for them.
  private static var mostSteps: Int { 200_000 }

  /// Returns the lots of some claims at an account, each with the transfers by which it came; nil where there are more
  /// than a limit, or where the bounds of a mixture leave open whether it is empty.
  ///
  /// An amount is the product of the parts taken at each mixing: a fraction of up to ``Fraction/mostDigits`` digits,
  /// and bounds beyond. O(walks and the mixings on them).
  func ways(
    to account: AccountID, of claims: Set<Int>, limit: Int
  ) -> [FigureExplanation.Lot]? {
    var graph = money.graph
    var starts: [(site: BoundTable.Site, node: Int32, amount: Fraction)] = []
    func note(_ mix: Mixture?, place: Holding.Place, number: Int32) {
      guard var mix, !mix.amount.isZero else { return }
      let amount = mix.amount
      let currency = events.view.ledger.columns.currency(events.balances.currency[Int(number)])
      starts.append(
        (BoundTable.Site(place: place, currency: currency), graph.close(&mix), amount))
    }
    for number in 0..<Int32(events.balances.count)
    where events.balances.account[Int(number)] == account.index {
      note(money.balances[Int(number)].claimants, place: .account(account), number: number)
      note(money.balances[Int(number)].others, place: .account(account), number: number)
      for event in money.identified.keys.sorted() where events.to[Int(event)] == number {
        note(money.identified[event]?.claimants, place: .account(account), number: number)
        note(money.identified[event]?.others, place: .account(account), number: number)
      }
      note(money.absorbed[number], place: .bank(of: account), number: number)
      note(money.fees[number], place: .fees(of: account), number: number)
      for event in onTheWay.keys.sorted() where events.to[Int(event)] == number {
        for part in onTheWay[event]?.parts ?? [] {
          var mix = Mixture()
          graph.add(part, to: &mix, by: event)
          note(mix, place: .onItsWay(to: account), number: number)
        }
      }
    }
    let isWanted = events.labels.origins.indices.map { label in
      events.labels.claim(Int32(label)).map { claims.contains($0.position) } ?? false
    }
    let holds = graph.nodesThatHold { Int($0) < isWanted.count && isWanted[Int($0)] }
    guard areFew(starts.map(\.node), graph: graph, holds: holds, limit: limit) else { return nil }
    var lots: [FigureExplanation.Lot] = []
    for start in starts {
      // The search goes depth first without recursion, because a walk may pass as many mixtures as there are transfers.
      var stack = [(node: start.node, amount: start.amount, value: start.amount, way: -1)]
      var way: [(event: Int32, before: Int)] = []
      while let next = stack.popLast() {
        if let label = graph.label(of: next.node) {
          guard let claim = events.labels.claim(label) else { continue }
          var transfers: [TransferID] = []
          var at = next.way
          while at >= 0 {
            transfers.append(TransferID(Int(events.transfer[Int(way[at].event)])))
            at = way[at].before
          }
          lots.append(
            FigureExplanation.Lot(
              claim: claim, site: start.site, transfers: transfers, amount: next.amount,
              value: next.value))
          continue
        }
        guard graph.isSurelySomething(next.node) else { return nil }
        let total = graph.total(of: next.node)
        graph.forEachStep(of: next.node) { child, amount, rate, event in
          guard holds[Int(child)] else { return }
          if event >= 0 { way.append((event, next.way)) }
          let part = amount == total ? Fraction.one : amount / total
          let worth = rate == 0 ? part : part * graph.rates[Int(rate)]
          stack.append(
            (
              child, next.amount * part, next.value * worth,
              event >= 0 ? way.count - 1 : next.way
            ))
        }
      }
    }
    return MixtureEngine.together(lots, events.view.ledger.keyRanks)
  }

  /// Returns true where the walks from some mixtures back to the claims, and the steps on them, are few enough to list;
  /// they are counted before any is followed.
  private func areFew(
    _ starts: [Int32], graph: CompositionGraph, holds: [Bool], limit: Int
  ) -> Bool {
    var ways = Array(repeating: 0, count: graph.nodeCount)
    var steps = Array(repeating: 0, count: graph.nodeCount)
    // Ingredients come before their mixtures.
    for node in 0..<Int32(graph.nodeCount) where holds[Int(node)] {
      steps[Int(node)] = 1
      if graph.label(of: node) != nil {
        ways[Int(node)] = 1
        continue
      }
      graph.forEachIngredient(of: node) { child, _, _ in
        // Numbers stop just above the limits.
        ways[Int(node)] = min(limit + 1, ways[Int(node)] + ways[Int(child)])
        steps[Int(node)] = min(MixtureEngine.mostSteps + 1, steps[Int(node)] + steps[Int(child)])
      }
    }
    let all = starts.reduce((ways: 0, steps: 0)) {
      ($0.ways + ways[Int($1)], $0.steps + steps[Int($1)])
    }
    return all.ways <= limit && all.steps <= MixtureEngine.mostSteps
  }

  /// Returns lots in the order of an answer, those of one walk merged.
  private static func together(
    _ lots: [FigureExplanation.Lot], _ ranks: [UInt32]
  ) -> [FigureExplanation.Lot] {
    let sorted = lots.sorted { left, right in
      if left.site != right.site { return left.site.precedes(right.site, ranks) }
      if left.claim != right.claim { return left.claim < right.claim }
      return left.transfers.lexicographicallyPrecedes(right.transfers)
    }
    var result: [FigureExplanation.Lot] = []
    for lot in sorted {
      if let last = result.last, last.site == lot.site, last.claim == lot.claim,
        last.transfers == lot.transfers
      {
        result[result.count - 1] = FigureExplanation.Lot(
          claim: lot.claim, site: lot.site, transfers: lot.transfers,
          amount: last.amount + lot.amount, value: last.value + lot.value)
      } else {
        result.append(lot)
      }
    }
    return result
  }
}
