import FundTracing
import PaymentGraph
import Testing

/// The limits that no rule can pass: the least and the most of any view, and the accounts that money could have reached
/// at all (P10, P11 of the specification).
@Suite struct TracingLimitTests {
  @Test func p10EveryRuleLiesWithinTheBounds() throws {
    for seed in TracingProperties.seeds.prefix(20) {
      let book = CaseBook.random(seed, [])
      let flow = SlowBounds(book)
      for victim in book.victims {
        for account in book.openings.keys {
          let (least, most) = flow.bounds(of: victim, at: account)
          for rule in TracingProperties.rules {
            let found = Fraction(try book.traced(rule).holdings[account]?[victim] ?? "0") ?? .zero
            #expect(
              Fraction(least) <= found && found <= Fraction(most),
              "seed \(seed), \(rule.name), \(victim) at \(account): \(least) \(found) \(most)")
          }
        }
      }
    }
  }

  @Test func p11AttributedMoneyIsExposedAndReachable() throws {
    for seed in TracingProperties.seeds {
      let book = CaseBook.random(seed, [.hubs, .links])
      let ledger = book.ledger()
      let terms = book.terms(ledger)
      let sources = book.sources(ledger)
      let poison = try ledger.whole.trace(of: sources, by: .poison, terms: terms)
      var exposed: Set<String> = []
      for figure in poison.figures {
        if let account = figure.account {
          exposed.insert("\(ledger.account(account).key) \(ledger.account(figure.victim).key)")
        }
      }
      for rule in TracingProperties.rules {
        for (place, labels) in try book.traced(rule).holdings {
          for label in labels.keys where book.victims.contains(label) {
            #expect(exposed.contains("\(place) \(label)"), "seed \(seed), \(rule.name)")
          }
        }
      }
      for source in sources where !(source.claims ?? []).isEmpty {
        var rules = WalkRules()
        if terms.pooling != .asOrdinary { rules.pooling = .links(minimumGrade: .a) }
        let reached = try ledger.whole.reach(of: [source], rules: rules)
        let keys = Set(reached.accounts.map { ledger.account($0.account).key })
        let victim = ledger.account(source.account).key
        for place in try book.traced(.fifo).holdings.filter({ $0.value[victim] != nil }).keys
        where place != victim {
          #expect(keys.contains(place), "seed \(seed): \(victim) at \(place)")
        }
      }
    }
  }
}
