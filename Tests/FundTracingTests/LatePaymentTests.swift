import FundTracing
import PaymentGraph
import Testing

/// Payments that come later than they leave: two events, and money on its way in between.
@Suite struct LatePaymentTests {
  @Test func enginesEqualTheDefinitionsWithRandomDelays() throws {
    var late = 0
    for seed in UInt64(1)...60 {
      let features: CaseBook.Features =
        seed % 3 == 0 ? .all : seed % 3 == 1 ? [.links] : [.hubs, .chargebacks, .links]
      let book = CaseBook.random(seed, features, events: 14).delayed(seed)
      late += book.events.count { $0.comes != nil }
      for rule in TracingProperties.rules {
        let slow = SlowTrace(book, ownFunds: rule.ownFunds.rawValue, order: rule.order.rawValue)
        let found = try book.traced(rule)
        #expect(found.holdings == slow.holdings, "seed \(seed), \(rule.name)")
        #expect(found.values == slow.values, "seed \(seed), \(rule.name)")
        #expect(found.compositions == slow.compositions, "seed \(seed), \(rule.name)")
        #expect(found.tracing.reconciles, "seed \(seed), \(rule.name)")
      }
    }
    #expect(late > 300)
  }

  /// At every moment: each account has what lay there, what came and what left; each claim is somewhere, to the unit.
  @Test func nothingIsLostAtAnyMoment() throws {
    var onTheWay = 0
    for seed in UInt64(1)...40 {
      let whole = CaseBook.random(seed, [.links], events: 12).delayed(seed, keepsBalances: true)
      for count in 1...whole.events.count {
        let book = whole.cut(after: count)
        guard book.events.contains(where: { book.victims.contains($0.from) }) else { continue }
        var balances: [String: Int64] = book.openings.mapValues { $0.reduce(0, +) }
        var claims: [String: Int64] = [:]
        for (number, event) in book.events.enumerated() {
          balances[event.from, default: 0] -= event.sent
          if let comes = event.comes, comes > count {
            balances["on-its-way:\(event.to)", default: 0] += event.received
            onTheWay += 1
          } else {
            balances[event.to, default: 0] += event.received
          }
          if book.victims.contains(event.from), !book.unclaimed.contains(number) {
            claims[event.from, default: 0] += event.sent
          }
        }
        for rule in [TracingRule.fifo, .lifo, .proRata, .ownFirstProRata] {
          let found = try book.traced(rule)
          var sums: [String: Fraction] = [:]
          for (place, labels) in found.holdings {
            let all = labels.values.reduce(Fraction.zero) { $0 + (Fraction($1) ?? .zero) }
            if book.openings[place] != nil || place.hasPrefix("on-its-way:") {
              #expect(all == Fraction(balances[place] ?? 0), "seed \(seed), \(count), \(place)")
            }
            for (label, amount) in labels {
              sums[label, default: .zero] += Fraction(amount) ?? .zero
            }
          }
          for (victim, claimed) in claims {
            #expect(
              sums[victim] == Fraction(claimed), "seed \(seed), \(count), \(rule.name), \(victim)")
          }
          #expect(found.tracing.reconciles)
        }
      }
    }
    #expect(onTheWay > 300)
  }

  @Test func boundsAreThoseOfTheSlowReference() throws {
    var (count, wide) = (0, 0)
    for seed in UInt64(0)..<80 {
      let book = CaseBook.random(seed, [.links], events: seed % 2 == 0 ? 12 : 20)
        .delayed(seed, keepsBalances: true)
      let ledger = book.ledger()
      let table = try book.scope(ledger).bounds(of: book.sources(ledger), terms: book.terms(ledger))
      let slow = SlowBounds(book)
      for account in book.openings.keys.sorted() {
        guard let id = ledger.account(account)?.id else { continue }
        for place in [Holding.Place.account(id), .onItsWay(to: id)] {
          for group in book.victims.sorted().map({ Set([$0]) }) + [book.victims] {
            let (least, most) = slow.bounds(of: group, at: place.label(in: ledger))
            let victims = group.sorted().compactMap { ledger.account($0)?.id }
            let found = table.bounds.first { $0.victims == victims && $0.place == place }
            #expect(
              found.map { [$0.lower, $0.upper] } ?? [0, 0] == [Int128(least), Int128(most)],
              "seed \(seed), \(group.sorted()) at \(place.label(in: ledger))")
            count += 1
            wide += least < most ? 1 : 0
          }
        }
      }
    }
    #expect(count > 1_000 && wide > 150)
  }

  @Test func explanationsAddUpWithRandomDelays() throws {
    for seed in UInt64(1)...30 {
      let book = CaseBook.random(seed, seed % 2 == 0 ? .all : [.links], events: 12).delayed(seed)
      let ledger = book.ledger()
      for account in book.openings.keys.sorted() {
        guard let id = ledger.account(account)?.id else { continue }
        for rule in [TracingRule.fifo, .proRata] {
          let found = try book.scope(ledger).explainFigure(
            of: book.sources(ledger), at: id, by: rule, terms: book.terms(ledger))
          #expect(found.addsUp, "seed \(seed), \(rule.name), \(account)")
          for lot in found.lots where lot.site.place == .onItsWay(to: id) {
            #expect(lot.transfers.last.map { ledger.transfer($0).beneficiary.id } == id)
          }
        }
      }
    }
  }

  /// v pays m on the first day, m has it on the third; what m paid on the second is none of it.
  @Test func whatLeftBeforeItCameIsNoneOfIt() throws {
    var book = CaseBook()
    book.victims = ["v"]
    book.openings = ["m": [100], "c": []]
    book.events = [
      CaseBook.Event(from: "v", to: "m", sent: 100, received: 100, comes: 2),
      CaseBook.Event(from: "m", to: "c", sent: 60, received: 60),
      CaseBook.Event(from: "m", to: "c", sent: 60, received: 60),
    ]
    for rule in [TracingRule.lifo, .ownLastFIFO, .proRata] {
      let found = try book.traced(rule)
      #expect(found.compositions[1] == ["own:m": "60"])
      #expect(found.compositions[2]["v"] != nil)
      let codes = Set(found.tracing.notes.map(\.code))
      #expect(codes.contains(.onItsWay) && !codes.contains(.inTransit))
    }
    // It comes after the first payout, and the question ends before.
    book.events[0].comes = 3
    let between = book.cut(after: 2)
    let found = try between.traced(.lifo)
    #expect(found.holdings["on-its-way:m"] == ["v": "100"])
    #expect(found.tracing.victimHoldings.map(\.fate) == [.onItsWay])
    let ledger = between.ledger()
    let poison = try between.scope(ledger).trace(
      of: between.sources(ledger), by: .poison, terms: between.terms(ledger))
    #expect(poison.figures.isEmpty)
  }

  /// What a payout names that left before the payment came was there: one event, and the reader is warned.
  @Test func aReceiptThatWasPassedOnByNameBeforeItCameIsOneEvent() throws {
    var book = CaseBook()
    book.victims = ["v"]
    book.openings = ["m": [100], "c": []]
    book.events = [
      CaseBook.Event(from: "v", to: "m", sent: 100, received: 100, comes: 3),
      CaseBook.Event(from: "m", to: "c", sent: 60, received: 60, link: 0),
      CaseBook.Event(from: "m", to: "c", sent: 10, received: 10),
    ]
    let ledger = book.ledger()
    let trace = try book.scope(ledger).trace(
      of: book.sources(ledger), by: .rule(.fifo), terms: book.terms(ledger))
    #expect(trace.latePayments.isEmpty == trace.notes.contains { $0.code == .inTransit })
    #expect(trace.reconciles)
  }
}
