internal import PaymentGraph

/// The payments that the beneficiary's statement shows later than the ledger has them: each is two events of a trace, one
/// when the money leaves and one when it arrives.
///
/// A payment that the beneficiary's own statement passes on by name before it arrived is one event: the money must have
/// been there.
struct LatePayments {
  /// The payments that are two events.
  private var divided: Set<Int32> = []
  /// Those of them that arrive within the period of the question, by time of arrival, then in ledger order.
  private(set) var arriving: [(start: Int64, transfer: Int32)] = []
  /// The payments that payouts name which left before they arrived.
  private(set) var passedOnBefore: [Int32] = []

  /// - Parameter receipts: the receipts that each payout passes on, by payout.
  init(_ view: LedgerView, receipts: [Int32: [(receipt: Int32, share: Int64?)]]) {
    let (columns, order) = (view.ledger.columns, view.ledger.recordedOrder)
    guard order.hasTimedRows else { return }
    var isUsedBefore: Set<Int32> = []
    for (payout, parts) in receipts {
      for part in parts where order.relation(Int(part.receipt), Int(payout)) == .after {
        isUsedBefore.insert(part.receipt)
      }
    }
    for transfer in columns.timedRows.keys.sorted().map(Int.init)
    where view.contains(transfer) && order.cameLater(transfer) {
      let number = Int32(truncatingIfNeeded: transfer)
      if isUsedBefore.contains(number) {
        passedOnBefore.append(number)
        continue
      }
      divided.insert(number)
      guard let start = order.arrivalSpan(transfer)?.start,
        view.period.until.map({ start < $0.milliseconds }) ?? true
      else { continue }
      arriving.append((start, number))
    }
    arriving.sort { $0 < $1 }
  }

  var isEmpty: Bool { divided.isEmpty }

  /// Returns true where a payment is two events.
  func contains(_ transfer: Int32) -> Bool { !divided.isEmpty && divided.contains(transfer) }
}

/// Returns the payments of a trace that arrive later than they leave, each when it is due.
struct ArrivalCursor {
  private let arrivals: [TracingEvents.Arrival]
  private var place = 0
  /// The event before which the next one arrives.
  private var due = Int.max

  init(_ events: TracingEvents) {
    arrivals = events.arrivals
    due = arrivals.first.map { Int($0.before) } ?? .max
  }

  /// Returns the event whose money arrives next, where it arrives before another event.
  @inline(__always) mutating func next(before event: Int) -> Int? {
    due > event ? nil : take()
  }

  /// Returns the event whose money arrives next, after all that left.
  mutating func next() -> Int? { place < arrivals.count ? take() : nil }

  private mutating func take() -> Int? {
    let event = Int(arrivals[place].event)
    place += 1
    due = place < arrivals.count ? Int(arrivals[place].before) : .max
    return event
  }
}
