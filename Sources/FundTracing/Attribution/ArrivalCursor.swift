/// Gives the payments of a trace that come later than they leave, each when it is due.
struct ArrivalCursor {
  private let arrivals: [TracingEvents.Arrival]
  private var place = 0
  /// The event before which the next one comes.
  private var due = Int.max

  init(_ events: TracingEvents) {
    arrivals = events.arrivals
    due = arrivals.first.map { Int($0.before) } ?? .max
  }

  /// The event whose money comes next, where it comes before another event.
  @inline(__always) mutating func next(before event: Int) -> Int? {
    due > event ? nil : take()
  }

  /// The event whose money comes next, after all that left.
  mutating func next() -> Int? { place < arrivals.count ? take() : nil }

  private mutating func take() -> Int? {
    let event = Int(arrivals[place].event)
    place += 1
    due = place < arrivals.count ? Int(arrivals[place].before) : .max
    return event
  }
}
