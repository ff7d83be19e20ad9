/// Payments of one amount in the order of their times, searched for those in the days before a return.
struct PaymentsInTime {
  /// The payments that fit a return, and those that were not compared with it.
  struct Candidates {
    var transfers: [Int] = []
    /// The places of the payments in the span of time that were not compared, because enough others fit or too many lie
    /// in it.
    var rest = 0..<0
    /// True where ``PaymentsInTime/mostCompared`` payments were compared and more lie in the span.
    var isTooMany = false
  }

  /// The largest number of payments that are compared with one return.
  ///
  /// Where more lie in the days before it, no payment is taken as the one that it gives back.
  static let mostCompared = 1_000

  private let rows: [(start: Int64, transfer: Int)]

  init(_ rows: [(start: Int64, transfer: Int)]) {
    self.rows = rows.sorted { ($0.start, $0.transfer) < ($1.start, $1.transfer) }
  }

  /// Returns the last payments in a span of time that fit, the last first, at most `limit` of them.
  ///
  /// - Complexity: O(log *n*), and at most ``mostCompared`` comparisons.
  func last(
    _ limit: Int, in time: ClosedRange<Int64>, where fits: (Int) -> Bool
  ) -> Candidates {
    let first = count { $0 < time.lowerBound }
    let end = count { $0 <= time.upperBound }
    let least = max(first, end - PaymentsInTime.mostCompared)
    var found = Candidates()
    var place = end
    while place > least, found.transfers.count < limit {
      place -= 1
      if fits(rows[place].transfer) { found.transfers.append(rows[place].transfer) }
    }
    found.rest = first..<place
    found.isTooMany = place > first && found.transfers.count < limit
    return found
  }

  /// Returns the transfers of the payments in any of some spans of places.
  func transfers(in spans: [Range<Int>]) -> Set<Int> {
    var change = Array(repeating: 0, count: rows.count + 1)
    for span in spans {
      change[span.lowerBound] += 1
      change[span.upperBound] -= 1
    }
    var open = 0
    var found: Set<Int> = []
    for place in rows.indices {
      open += change[place]
      if open > 0 { found.insert(rows[place].transfer) }
    }
    return found
  }

  /// Counts the payments from the first one on whose times lie before a limit.
  private func count(where isBefore: (Int64) -> Bool) -> Int {
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(rows[middle].start) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
