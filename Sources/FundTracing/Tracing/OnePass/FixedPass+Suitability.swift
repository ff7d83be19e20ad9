internal import PaymentGraph

extension FixedPass {
  /// The conditions under which a pass can answer: every amount stays in whole minor units of 63 bits, and no account is
  /// overdrawn.
  struct Suitability {
    /// True where money is converted, so that parts have a worth of their own.
    private(set) var tracksWorth = false

    init?(_ events: TracingEvents, _ rule: TracingRule) {
      guard events.isMixed(rule), !events.terms.keepsFractions, events.overrides.isEmpty,
        events.coordinations.isEmpty, events.debts.isEmpty
      else { return nil }
      let columns = events.view.ledger.columns
      // The money in each balance, and all that ever came to it.
      var balances = Array(repeating: (now: Int64(0), came: Int64(0)), count: events.balances.count)
      func add(_ amount: Int64, _ place: Int32) -> Bool {
        let (sum, overflow) = balances[Int(place)].came.addingReportingOverflow(amount)
        balances[Int(place)].came = sum
        balances[Int(place)].now &+= amount
        return !overflow
      }
      func received(_ event: Int) -> Int64 {
        columns.receipt(Int(events.transfer[event])).amount
      }
      // All money that is not taken from a balance, of which the worth is.
      var entered: UInt64 = 0
      func enter(_ amount: Int64) -> Bool {
        let (sum, overflow) = entered.addingReportingOverflow(amount.magnitude)
        entered = sum
        return !overflow && sum < 1 << 63
      }
      var isWithin = true
      for (place, list) in events.openings {
        for opening in list {
          guard opening.amount >= 0, add(opening.amount, place) else { return nil }
          if !enter(opening.amount) { isWithin = false }
        }
      }
      let hasReceipts = !columns.received.isEmpty
      let areApart = !events.isIdentified.isEmpty
      var coming = ArrivalCursor(events)
      for event in 0..<events.count {
        while let came = coming.next(before: event) {
          guard add(received(came), events.to[came]) else { return nil }
        }
        let position = Int(events.transfer[event])
        let amount = columns.sent[position]
        let (from, to) = (events.from[event], events.to[event])
        if hasReceipts, let receipt = columns.received[position] {
          guard receipt.amount > 0 else { return nil }
          if receipt.currency != columns.sentCurrency[position] { tracksWorth = true }
          if !enter(max(0, receipt.amount &- amount)) { isWithin = false }
        }
        if areApart {
          // A receipt kept apart in an ordinary account is divided with the rest of it in proportion.
          if events.isIdentified[event], !events.isOpaque[Int(to)] { return nil }
          for link in events.identified[Int32(truncatingIfNeeded: event)] ?? []
          where events.to[Int(link.credit)] != from {
            tracksWorth = true
          }
        }
        if events.entering[event] >= 0 || events.isOpaque[Int(from)] {
          if !enter(amount) { isWithin = false }
        } else {
          balances[Int(from)].now &-= amount
          guard balances[Int(from)].now >= 0 else { return nil }
        }
        if events.isLate.isEmpty || !events.isLate[event] {
          guard add(hasReceipts ? received(event) : amount, to) else { return nil }
        }
      }
      while let came = coming.next() {
        guard add(received(came), events.to[came]) else { return nil }
      }
      guard isWithin || !tracksWorth else { return nil }
    }
  }
}
