import FundTracing
import PaymentGraph
import Testing

/// The properties P1 to P18 of the specification on seeded random cases; a failure names its seed.
@Suite struct TracingPropertyTests {
  static let seeds: ClosedRange<UInt64> = 1...30
  static let rules = TracingRule.all + [TracingRule(ownFunds: .last, order: .lifo)]

  private func each(
    _ features: CaseBook.Features, events: Int = 12,
    _ body: (CaseBook, TracingRule, String) throws -> Void
  ) rethrows {
    for seed in Self.seeds {
      let book = CaseBook.random(seed, features, events: events)
      for rule in Self.rules { try body(book, rule, "seed \(seed), \(rule.name)") }
    }
  }

  @Test func engineEqualsTheDefinitions() throws {
    try each(.all) { book, rule, name in
      let slow = SlowTrace(book, ownFunds: rule.ownFunds.rawValue, order: rule.order.rawValue)
      let found = try book.traced(rule)
      #expect(found.holdings == slow.holdings, "\(name)")
      #expect(found.values == slow.values, "\(name)")
      #expect(found.compositions == slow.compositions, "\(name)")
    }
  }

  @Test func p1HoldingsAddUpToTheBalance() throws {
    try each([.conversions, .links, .overrides, .overdrafts]) { book, rule, name in
      let found = try book.traced(rule).tracing
      let ledger = found.scope.ledger
      for account in book.openings.keys.sorted() {
        guard let id = ledger.account(account)?.id else { continue }
        var balance = Int64(0)
        for amount in book.openings[account] ?? [] { balance += amount }
        for event in book.events {
          if event.from == account { balance -= event.sent }
          if event.to == account { balance += event.received }
        }
        var held = Fraction.zero
        for holding in found.holdings where holding.place == .account(id) { held += holding.amount }
        let debt = found.overdrafts.filter { $0.account == id }.reduce(Fraction.zero) {
          $0 + $1.debt
        }
        #expect(held - debt == Fraction(balance), "\(name), \(account)")
      }
    }
  }

  @Test func p2P3P15ClaimsAndPaymentsAddUp() throws {
    try each(.all) { book, rule, name in
      let found = try book.traced(rule).tracing
      #expect(found.reconciles, "\(name)")
      let ledger = found.scope.ledger
      var claims: [TransferID: Fraction] = [:]
      for holding in found.holdings {
        #expect(holding.amount.signum > 0, "\(name)")
        if case .claim(let claim) = holding.origin {
          claims[claim, default: .zero] += holding.value
        }
      }
      for claim in found.claims {
        #expect(
          claims[claim] == Fraction(ledger.transfer(claim).sent.minorUnits), "\(name): claim")
      }
      for step in found.transfers {
        let sum = step.parts.reduce(Fraction.zero) { $0 + $1.amount }
        #expect(sum == Fraction(ledger.transfer(step.transfer).sent.minorUnits), "\(name)")
        #expect(step.parts.allSatisfy { $0.amount.signum > 0 }, "\(name)")
      }
    }
  }

  @Test func p4LaterRowsChangeNothingBefore() throws {
    try each(.all) { book, rule, name in
      let whole = try book.traced(rule).compositions
      var early = book
      early.events.removeLast(5)
      early.unclaimed = early.unclaimed.filter { $0 < early.events.count }
      let before = try early.traced(rule).compositions
      #expect(before == Array(whole.dropLast(5)), "\(name)")
    }
  }

  @Test func p5SplittingAPaymentChangesNothing() throws {
    try each([.overdrafts]) { book, rule, name in
      guard let index = book.events.firstIndex(where: { $0.sent > 1 && $0.from.hasPrefix("a") })
      else { return }
      var split = book
      let event = book.events[index]
      let part = event.sent / 2
      split.events[index].sent = part
      split.events[index].received = part
      var rest = event
      rest.sent -= part
      rest.received -= part
      split.events.insert(rest, at: index + 1)
      split.unclaimed = Set(split.unclaimed.map { $0 > index ? $0 + 1 : $0 })
      let (one, other) = (try split.traced(rule), try book.traced(rule))
      #expect(one.holdings == other.holdings, "\(name)")
    }
  }

  @Test func p6NeighboursOnOtherAccountsCommute() throws {
    var tries = 0
    try each([.overdrafts, .conversions]) { book, rule, name in
      let events = book.events
      guard
        let index = events.indices.dropLast().first(where: {
          Set([events[$0].from, events[$0].to]).isDisjoint(
            with: [events[$0 + 1].from, events[$0 + 1].to])
            && !book.unclaimed.contains($0) && !book.unclaimed.contains($0 + 1)
        })
      else { return }
      var swapped = book
      swapped.events.swapAt(index, index + 1)
      tries += 1
      let (one, other) = (try swapped.traced(rule), try book.traced(rule))
      #expect(one.holdings == other.holdings, "\(name)")
    }
    #expect(tries > 40)
  }

  @Test func p7MergingVictimsAddsTheirColumns() throws {
    try each([.overdrafts, .links]) { book, rule, name in
      guard book.victims.count > 1, book.unclaimed.isEmpty,
        !book.events.contains(where: { book.victims.contains($0.to) })
      else { return }
      var merged = book
      merged.victims = ["v0"]
      for index in merged.events.indices where book.victims.contains(merged.events[index].from) {
        merged.events[index].from = "v0"
      }
      let (one, many) = (try merged.traced(rule), try book.traced(rule))
      for (place, labels) in one.holdings {
        let sum = book.victims.reduce(Fraction.zero) {
          $0 + (Fraction(many.holdings[place]?[$1] ?? "0") ?? .zero)
        }
        #expect(Fraction(labels["v0"] ?? "0") == sum, "\(name), \(place)")
      }
    }
  }

  @Test func p8CreditsMayBePermutedUnderProRata() throws {
    var tries = 0
    var lifoChanged = false
    for seed in Self.seeds {
      let book = CaseBook.random(seed, [])
      let events = book.events
      guard
        let index = events.indices.dropLast().first(where: {
          events[$0].to == events[$0 + 1].to && events[$0].from != events[$0 + 1].from
            && events[$0 + 1].from != events[$0].to
            && !book.unclaimed.contains($0) && !book.unclaimed.contains($0 + 1)
        })
      else { continue }
      var swapped = book
      swapped.events.swapAt(index, index + 1)
      tries += 1
      for rule in [TracingRule.proRata, .ownFirstProRata, .ownLastProRata] {
        #expect(
          try swapped.traced(rule).holdings == book.traced(rule).holdings, "seed \(seed) \(rule)")
      }
      if try swapped.traced(.lifo).holdings != book.traced(.lifo).holdings { lifoChanged = true }
    }
    #expect(tries > 4 && lifoChanged)
  }

  @Test func p9OwnFirstIsTheLowestIntermediateBalance() throws {
    var debits = 0
    for seed in Self.seeds {
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

  @Test func p10EveryRuleLiesWithinTheBounds() throws {
    for seed in Self.seeds.prefix(20) {
      let book = CaseBook.random(seed, [])
      let flow = SlowBounds(book)
      for victim in book.victims {
        for account in book.openings.keys {
          let (least, most) = flow.bounds(of: victim, at: account)
          for rule in Self.rules {
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
    for seed in Self.seeds {
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
      for rule in Self.rules {
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

  @Test func p12FirstInFirstOutIsAPrefix() throws {
    for seed in Self.seeds {
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
    for seed in Self.seeds {
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
      for rule in Self.rules {
        let found = try claims(rule)
        #expect(try found <= claims(.ownFirstProRata), "seed \(seed), \(rule.name)")
        #expect(try found >= claims(.ownLastFIFO), "seed \(seed), \(rule.name)")
      }
    }
  }

  @Test func p14ScaleTimeAndNamesChangeNothing() throws {
    try each(.all) { book, rule, name in
      let found = try book.traced(rule)
      var scaled = book
      for index in scaled.events.indices {
        scaled.events[index].sent *= 7
        scaled.events[index].received *= 7
      }
      scaled.openings = scaled.openings.mapValues { $0.map { $0 * 7 } }
      let sevenfold = found.holdings.mapValues { labels in
        labels.mapValues { "\((Fraction($0) ?? .zero) * Fraction(7))" }
      }
      #expect(try scaled.traced(rule).holdings == sevenfold, "\(name): scaled")
      var moved = book
      moved.firstDay = 9_000
      #expect(try moved.traced(rule).holdings == found.holdings, "\(name): moved")
      var renamed = book
      renamed.names = ["a0": "zz", "a1": "mm", "v0": "vz", "t0": "0"]
      func back(_ text: String) -> String {
        let parts = text.split(separator: ":").map(String.init)
        let names = ["zz": "a0", "mm": "a1", "vz": "v0", "0": "t0"]
        return (parts.dropLast() + [names[parts[parts.count - 1]] ?? parts[parts.count - 1]])
          .joined(separator: ":")
      }
      var holdings: [String: [String: String]] = [:]
      for (place, labels) in try renamed.traced(rule).holdings {
        for (label, amount) in labels { holdings[back(place), default: [:]][back(label)] = amount }
      }
      #expect(holdings == found.holdings, "\(name): renamed")
    }
  }

  @Test func p16ALinkedPaymentIsItsReceiptWhateverTheRule() throws {
    var tries = 0
    for seed in Self.seeds {
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
      for rule in Self.rules {
        let compositions = try book.traced(rule).compositions
        #expect(compositions[receipt] == compositions[receipt + 1], "seed \(seed), \(rule.name)")
      }
    }
    #expect(tries > 15)
  }

  @Test func p17RoundedPartsAddUp() throws {
    for seed in Self.seeds {
      var random = SplitMix64(seed: seed)
      let weights = (0..<Int.random(in: 1...9, using: &random)).map { _ in
        Fraction(Int64.random(in: 1...1_000_000, using: &random))
      }
      let total = Int64.random(in: 1...10_000_000, using: &random)
      let sum = weights.reduce(Fraction.zero, +)
      let parts = weights.map { $0 * Fraction(total) / sum }
      let rounded = try #require(LargestRemainder.rounded(parts))
      #expect(rounded.reduce(0, +) == Int128(total))
      for (part, whole) in zip(parts, rounded) {
        let difference = part - Fraction(Int64(whole))
        #expect(difference < .one && -difference < .one, "seed \(seed)")
      }
      // Whoever is rounded up lost at least as much by rounding down as whoever is not.
      let rests = zip(parts, rounded).map { part, whole in part - Fraction(Int64(whole)) }
      let up = rests.filter { $0.signum < 0 }.map { $0 + .one }.min() ?? .one
      let down = rests.filter { $0.signum >= 0 }.max() ?? .zero
      #expect(up >= down, "seed \(seed)")
    }
  }

  /// Under every proportional rule the mix graph is the engine; it is held against plain lots in
  /// ``engineEqualsTheDefinitions()``, and here its backward pass against its forward pass.
  @Test func p18TheBackwardPassEqualsTheForwardPass() throws {
    try MixGraphComparison.check(seeds: Self.seeds)
  }
}
