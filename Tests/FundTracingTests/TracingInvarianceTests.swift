import FundTracing
import PaymentGraph
import Testing

/// Changes that change nothing: later rows, divided payments, the order of unrelated payments, scale, time and names
/// (P4, P5, P6, P8, P14 of the specification).
@Suite struct TracingInvarianceTests {
  @Test func p4LaterRowsChangeNothingBefore() throws {
    try TracingProperties.each(.all) { book, rule, name in
      let whole = try book.traced(rule).compositions
      var early = book
      early.events.removeLast(5)
      early.unclaimed = early.unclaimed.filter { $0 < early.events.count }
      let before = try early.traced(rule).compositions
      #expect(before == Array(whole.dropLast(5)), "\(name)")
    }
  }

  @Test func p5SplittingAPaymentChangesNothing() throws {
    try TracingProperties.each([.overdrafts]) { book, rule, name in
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
    try TracingProperties.each([.overdrafts, .conversions]) { book, rule, name in
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

  @Test func p8CreditsMayBePermutedUnderProRata() throws {
    var tries = 0
    var lifoChanged = false
    for seed in TracingProperties.seeds {
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

  @Test func p14ScaleTimeAndNamesChangeNothing() throws {
    try TracingProperties.each(.all) { book, rule, name in
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
}
