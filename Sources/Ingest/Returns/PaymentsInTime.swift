/// Payments of one amount in the order of their times, of which a return looks at those of the days before it.
struct PaymentsInTime {
  /// So many payments of the days before a return are looked at; where there are more, nobody can say which of them it gives back.
  static let mostLooked = 1_000

  private let rows: [(start: Int64, transfer: Int)]

  init(_ rows: [(start: Int64, transfer: Int)]) {
    self.rows = rows.sorted { ($0.start, $0.transfer) < ($1.start, $1.transfer) }
  }

  /// Lists the last payments of a stretch of time that fit, the last first.
  ///
  /// - Returns: at most `limit` of them; *isCut* where more payments than ``mostLooked`` lie in the stretch and not all of
  ///   them were looked at.
  /// - Complexity: O(log *n*) and at most ``mostLooked`` looks.
  func last(
    _ limit: Int, in time: ClosedRange<Int64>, where fits: (Int) -> Bool
  ) -> (transfers: [Int], isCut: Bool) {
    var place = end(of: time.upperBound)
    var found: [Int] = []
    var looks = 0
    while place > 0, rows[place - 1].start >= time.lowerBound, found.count < limit {
      guard looks < PaymentsInTime.mostLooked else { return (found, true) }
      looks += 1
      place -= 1
      if fits(rows[place].transfer) { found.append(rows[place].transfer) }
    }
    return (found, false)
  }

  /// Counts the payments up to a moment.
  private func end(of moment: Int64) -> Int {
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].start <= moment { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
