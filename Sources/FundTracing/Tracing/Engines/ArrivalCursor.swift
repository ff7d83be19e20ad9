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
