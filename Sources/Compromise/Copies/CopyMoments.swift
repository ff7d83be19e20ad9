/// The time within which a copy of a list explains a victim: from the first payment until the contact.
struct CopyInterval: Sendable, Hashable {
  let firstPayment: Int64
  /// The first moment that is too late.
  let contacted: Int64
}

/// The fewest moments at which a list can have been copied, so that every victim was on it and not yet called.
struct CopyMoments: Sendable {
  /// A stretch in which a copy explains some victims.
  struct Moment: Sendable, Hashable {
    /// The first moment.
    let earliest: Int64
    /// The first moment that is too late.
    let before: Int64
    let victims: Int
  }

  /// The fewest copies, by time.
  let copies: [Moment]
  /// The stretches that lie inside most intervals, by time.
  let most: [Moment]

  /// - Complexity: O(*n* log *n*) for the copies, O(*n*²) for the most.
  init(_ intervals: [CopyInterval]) {
    let valid = intervals.filter { $0.firstPayment < $0.contacted }
    var left = valid.sorted { ($0.contacted, $0.firstPayment) < ($1.contacted, $1.firstPayment) }
    var copies: [Moment] = []
    while let first = left.first {
      // The last moment before the earliest contact explains most.
      let hit = left.filter { $0.firstPayment < first.contacted }
      copies.append(
        Moment(
          earliest: hit.map(\.firstPayment).max() ?? first.firstPayment, before: first.contacted,
          victims: hit.count))
      left.removeAll { $0.firstPayment < first.contacted }
    }
    self.copies = copies
    let ends = Set(valid.flatMap { [$0.firstPayment, $0.contacted] }).sorted()
    var stretches: [Moment] = []
    for (start, end) in zip(ends, ends.dropFirst()) {
      let count = valid.count { $0.firstPayment <= start && start < $0.contacted }
      if let last = stretches.last, last.before == start, last.victims == count {
        stretches[stretches.count - 1] = Moment(
          earliest: last.earliest, before: end, victims: count)
      } else {
        stretches.append(Moment(earliest: start, before: end, victims: count))
      }
    }
    let greatest = stretches.map(\.victims).max() ?? 0
    most = stretches.filter { $0.victims == greatest && greatest > 0 }
  }
}
