public import PaymentGraph

/// One pass of a rule through a ledger, which answers questions about single accounts afterwards.
///
/// It serves ledgers of millions of transfers: it labels money only as claimed or not, and keeps nothing of single
/// transfers. The holdings of an account are computed when it is asked for, under proportional rules by one backward
/// pass through the mixtures.
public struct TracingRun: Sendable {
  private enum Engine: Sendable {
    case lots(LotEngine)
    case mixtures(MixtureEngine)
  }

  private let engine: Engine
  private let ledger: Ledger

  init(
    _ view: LedgerView, sources: [(account: Int, claims: [Int])], links: LinkSet,
    rule: TracingRule, terms: TracingTerms
  ) {
    ledger = view.ledger
    let events = TracingEvents(
      view, sources: sources, links: links, terms, tracksOthers: false)
    if events.isMixed(rule) {
      var engine = MixtureEngine(events, rule: rule, records: false)
      engine.run()
      self.engine = .mixtures(engine)
    } else {
      var engine = LotEngine(events, rule: rule, records: false)
      engine.run()
      self.engine = .lots(engine)
    }
  }

  /// Returns the claims in an account at the end, by currency and claimed payment.
  ///
  /// - Complexity: O(lots there), or under proportional rules O(*i*) exact operations for *i*
  ///   ingredients of its mixture.
  public func holdings(in account: AccountID) -> [Holding] {
    let (events, shares): (TracingEvents, (Int32) -> [Share]) =
      switch engine {
      case .lots(let engine): (engine.events, engine.claims(at:))
      case .mixtures(let engine): (engine.events, engine.claims(at:))
      }
    return (0..<Int32(events.balances.count)).filter {
      events.balances.account[Int($0)] == account.index
    }.flatMap { place in
      shares(place).map { share in
        Holding(
          place: .account(account),
          currency: events.view.ledger.columns.currency(events.balances.currency[Int(place)]),
          origin: events.labels.origins[Int(share.label)], amount: share.amount,
          value: share.value)
      }
    }
  }

  /// The accounts that hold any claim at the end, by account key.
  public var accounts: [AccountID] {
    let places: [UInt32] =
      switch engine {
      case .lots(let engine): engine.places
      case .mixtures(let engine): engine.places
      }
    let ranks = ledger.keyRanks
    return Set(places).sorted { ranks[Int($0)] < ranks[Int($1)] }.map { AccountID(index: $0) }
  }
}

extension TraceEngine where Money == Lots {
  func claims(at place: Int32) -> [Share] {
    let balance = money.balances[Int(place)]
    return AttributionTables.sums(
      (Array(balance.claimants.all) + Array(balance.others.all))
        .filter { events.labels.isClaim($0.label) }
        .map {
          Share(label: $0.label, amount: $0.amount, value: $0.amount * money.rates[Int($0.rate)])
        })
  }

  var places: [UInt32] {
    money.balances.indices.filter { place in
      money.balances[place].claimants.all.contains { events.labels.isClaim($0.label) }
    }.map { events.balances.account[$0] }
  }
}

extension TraceEngine where Money == Mixtures {
  func claims(at place: Int32) -> [Share] {
    var graph = money.graph
    var found: [Share] = []
    var mixes = [money.balances[Int(place)].claimants]
    for event in money.identified.keys.sorted() where events.to[Int(event)] == place {
      if let balance = money.identified[event] { mixes.append(balance.claimants) }
    }
    for var mix in mixes where !mix.amount.isZero {
      let amount = mix.amount
      // The mixture is closed first, because the graph must have the new node before it is asked.
      let node = graph.close(&mix)
      found += graph.shares(of: amount, node: node) { events.labels.isClaim($0) }
    }
    return AttributionTables.sums(found)
  }

  var places: [UInt32] {
    let holds = money.graph.nodesThatHold { events.labels.isClaim($0) }
    func holdsClaim(_ mix: Mixture) -> Bool {
      !mix.amount.isZero && money.graph.nodes(of: mix).contains { holds[$0] }
    }
    let common = money.balances.indices.filter { holdsClaim(money.balances[$0].claimants) }
    let apart = money.identified.keys.filter {
      money.identified[$0].map { holdsClaim($0.claimants) } ?? false
    }
    .map { Int(events.to[Int($0)]) }
    return (common + apart).map { events.balances.account[$0] }
  }
}
