internal import PaymentGraph

/// The poison method: the victims whose money ever touched an account, and the amounts that then flowed on.
///
/// It takes one pass in the order of processing. A payment out of an account exposes its whole amount to every victim
/// whose money came in before; a victim's own payments that are not claimed expose nothing. At pooled accounts only
/// linked receipts expose a payout.
struct ExposureSweep {
  private let events: TracingEvents
  private let words: Int
  private var touched: [Int32: [UInt64]] = [:]
  private var carried: [Int32: [UInt64]] = [:]
  private var inflow: [Int32: [Int: Int128]] = [:]
  /// The victims whose exposure is on its way, by the event in which it left.
  private var onTheWay: [Int: [UInt64]] = [:]

  init(_ events: TracingEvents, victimCount: Int) {
    self.events = events
    words = (victimCount + 63) / 64
  }

  mutating func run(victimOf claim: [TransferID: Int]) {
    var coming = ArrivalCursor(events)
    for event in 0..<events.count {
      while let came = coming.next(before: event) { arrive(came, onTheWay[came]) }
      let transfer = TransferID(Int(events.transfer[event]))
      var exposed: [UInt64]?
      if events.entering[event] >= 0 {
        if let victim = claim[transfer] {
          var bits = Array(repeating: UInt64(0), count: words)
          bits[victim / 64] |= 1 << UInt64(victim % 64)
          exposed = bits
        }
      } else if let credits = events.identified[Int32(event)] {
        for link in credits { exposed = ExposureSweep.union(exposed, carried[link.credit]) }
        if !events.isOpaque[Int(events.from[event])] {
          exposed = ExposureSweep.union(exposed, touched[events.from[event]])
        }
      } else if !events.isOpaque[Int(events.from[event])] {
        exposed = touched[events.from[event]]
      }
      if !events.isLate.isEmpty, events.isLate[event] {
        onTheWay[event] = exposed
      } else {
        arrive(event, exposed)
      }
    }
    while let came = coming.next() { arrive(came, onTheWay[came]) }
  }

  private mutating func arrive(_ event: Int, _ exposed: [UInt64]?) {
    guard let bits = exposed else { return }
    let place = events.to[event]
    touched[place] = ExposureSweep.union(touched[place], bits)
    if !events.isIdentified.isEmpty, events.isIdentified[event] { carried[Int32(event)] = bits }
    // What an account pays to itself brings nothing to it.
    guard events.from[event] != place else { return }
    let received = events.view.ledger.columns.receipt(Int(events.transfer[event])).amount
    for victim in 0..<words * 64 where bits[victim / 64] >> UInt64(victim % 64) & 1 == 1 {
      inflow[place, default: [:]][victim, default: 0] += Int128(received)
    }
  }

  func figures(victims: [AccountID]) -> [Tracing.Figure] {
    inflow.flatMap { place, sums in
      sums.map { victim, sum in
        Tracing.Figure(
          account: AccountID(index: events.balances.account[Int(place)]), victim: victims[victim],
          currency: events.view.ledger.columns.currency(events.balances.currency[Int(place)]),
          amount: Fraction(wide: sum))
      }
    }
  }

  private static func union(_ left: [UInt64]?, _ right: [UInt64]?) -> [UInt64]? {
    guard let left else { return right }
    guard let right else { return left }
    return zip(left, right).map { $0 | $1 }
  }
}
