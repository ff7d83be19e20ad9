import FundTracing
import PaymentGraph
import Testing

/// The engines against the definitions computed slowly, and each rule against its known result (P9, P12, P13, P16, P18
/// of the specification).
@Suite struct TracingDefinitionTests {
  @Test func engineEqualsTheDefinitions() throws {
    try TracingProperties.each(.all) { book, rule, name in
      let slow = SlowTrace(book, ownFunds: rule.ownFunds.rawValue, order: rule.order.rawValue)
      let found = try book.traced(rule)
      #expect(found.holdings == slow.holdings, "\(name)")
      #expect(found.values == slow.values, "\(name)")
      #expect(found.compositions == slow.compositions, "\(name)")
    }
  }

  @Test func p9OwnFirstIsTheLowestIntermediateBalance() throws {
    var debits = 0
    for seed in TracingProperties.seeds {
      let book = CaseBook.random(seed, [], events: 16)
      for rule in [TracingRule.ownFirstProRata, .ownFirstFIFO, .ownFirstLIFO] {
        let compositions = try book.traced(rule).compositions
        for account in book.openings.keys where account.hasPrefix("a") {
          var balance = Fraction((book.openings[account] ?? []).reduce(0, +))
          var claims = Fraction.zero
          for (event, composition) in zip(book.events, compositions) {
            let part = composition.filter { book.victims.contains($0.key) }
              .values.reduce(Fraction.zero) { $0 + (Fraction($1) ?? .zero) }
            if event.from == account {
              balance -= Fraction(event.sent)
              let before = claims
              claims -= part
              debits += 1
              #expect(claims == min(before, balance), "seed \(seed), \(rule.name), \(account)")
            }
            if event.to == account {
              balance += Fraction(event.received)
              claims += part
            }
          }
        }
      }
    }
    #expect(debits > 100)
  }

  @Test func p12FirstInFirstOutIsAPrefix() throws {
    for seed in TracingProperties.seeds {
      let book = CaseBook.random(seed, [], events: 16)
      let compositions = try book.traced(.fifo).compositions
      for account in book.openings.keys where account.hasPrefix("a") {
        // Only where each credit has one label is the sequence within it known.
        var stream: [(label: String, amount: Fraction)] = (book.openings[account] ?? [])
          .map { ("own:\(account)", Fraction($0)) }
        var out: [String: Fraction] = [:]
        var total = Fraction.zero
        for (event, composition) in zip(book.events, compositions) {
          if event.from == account {
            for (label, amount) in composition {
              out[label, default: .zero] += Fraction(amount) ?? .zero
            }
            total += Fraction(event.sent)
            var rest = total
            var prefix: [String: Fraction] = [:]
            for lot in stream where rest.signum > 0 {
              prefix[lot.label, default: .zero] += min(rest, lot.amount)
              rest -= min(rest, lot.amount)
            }
            #expect(out == prefix.filter { !$0.value.isZero }, "seed \(seed), \(account)")
          }
          if event.to == account {
            if composition.count > 1 { break }
            for (label, amount) in composition { stream.append((label, Fraction(amount) ?? .zero)) }
          }
        }
      }
    }
  }

  @Test func p13OwnFirstKeepsMostAndOwnLastLeast() throws {
    for seed in TracingProperties.seeds {
      // One account: payments in from victims and others, payments out to places that keep them.
      var book = CaseBook.random(seed, [])
      book.openings = ["a0": [5], "t0": []]
      var balance = Int64(5)
      var kept: [CaseBook.Event] = []
      for var event in book.events {
        event.link = nil
        if book.victims.contains(event.from) || event.from == "x" {
          event.to = "a0"
          balance += event.sent
        } else {
          event.from = "a0"
          event.to = "t0"
          event.sent = min(event.sent, balance)
          event.received = event.sent
          balance -= event.sent
          if event.sent == 0 { continue }
        }
        kept.append(event)
      }
      book.events = kept
      book.unclaimed = []
      func claims(_ rule: TracingRule) throws -> Fraction {
        try book.traced(rule).holdings["a0", default: [:]]
          .filter { book.victims.contains($0.key) }.values
          .reduce(Fraction.zero) { $0 + (Fraction($1) ?? .zero) }
      }
      for rule in TracingProperties.rules {
        let found = try claims(rule)
        #expect(try found <= claims(.ownFirstProRata), "seed \(seed), \(rule.name)")
        #expect(try found >= claims(.ownLastFIFO), "seed \(seed), \(rule.name)")
      }
    }
  }

  @Test func p16ALinkedPaymentIsItsReceiptWhateverTheRule() throws {
    var tries = 0
    for seed in TracingProperties.seeds {
      var book = CaseBook.random(seed, [], events: 8)
      guard
        let receipt = book.events.lastIndex(where: {
          $0.to.hasPrefix("a") && !book.hubs.contains($0.to)
        })
      else { continue }
      let event = book.events[receipt]
      book.events.removeSubrange((receipt + 1)...)
      book.unclaimed = book.unclaimed.filter { $0 <= receipt }
      book.events.append(
        CaseBook.Event(
          from: event.to, to: "t1", sent: event.received, received: event.received, link: receipt))
      tries += 1
      for rule in TracingProperties.rules {
        let compositions = try book.traced(rule).compositions
        #expect(compositions[receipt] == compositions[receipt + 1], "seed \(seed), \(rule.name)")
      }
    }
    #expect(tries > 15)
  }

  /// Under every proportional rule the mix graph is the engine; it is held against plain lots in
  /// ``engineEqualsTheDefinitions()``, and here its backward pass against its forward pass.
  @Test func p18TheBackwardPassEqualsTheForwardPass() throws {
    try CompositionGraphComparison.check(seeds: TracingProperties.seeds)
  }
}
