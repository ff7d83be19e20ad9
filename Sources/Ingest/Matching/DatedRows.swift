/// Rows by their days, for counting and finding those of a few days among very many.
struct DatedRows {
  private let rows: [(day: Int, row: Int)]

  init(_ rows: [(day: Int, row: Int)]) {
    self.rows = rows.sorted { ($0.day, $0.row) < ($1.day, $1.row) }
  }

  /// Returns the rows of some days, by day and then in the order given.
  func rows(in days: ClosedRange<Int>) -> [Int] { rows[range(days)].map(\.row) }

  /// Returns the number of rows of some days.
  func count(in days: ClosedRange<Int>) -> Int { range(days).count }

  private func range(_ days: ClosedRange<Int>) -> Range<Int> {
    place(of: days.lowerBound)..<place(of: days.upperBound + 1)
  }

  /// Returns the index of the first row that is not before a day.
  private func place(of day: Int) -> Int {
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].day < day { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
