/// The bookings of an account by the files that have them.
///
/// Daily exports of the last three months make many pairs of files with equal rows: this tells at once which pairs have
/// rows of their own.
struct FileGroups {
  private let groups: [(files: Set<Int>, days: [Int])]

  init(_ bookings: [Booking]) {
    groups = Dictionary(grouping: bookings, by: \.files)
      .map { (files: $0.key, days: $0.value.map(\.day).sorted()) }
  }

  /// Returns true where both of two files have rows that the other lacks, one of them on days that both cover, and the
  /// other not far from these.
  func haveOpenRows(_ one: Int, _ other: Int, days: ClosedRange<Int>) -> Bool {
    let wide = days.lowerBound - AccountOverlap.mostDays...days.upperBound + AccountOverlap.mostDays
    let (left, right) = (open(one, without: other), open(other, without: one))
    return left.contains { has($0, days) } && right.contains { has($0, wide) }
      || right.contains { has($0, days) } && left.contains { has($0, wide) }
  }

  private func open(_ file: Int, without other: Int) -> [[Int]] {
    groups.filter { $0.files.contains(file) && !$0.files.contains(other) }.map(\.days)
  }

  private func has(_ days: [Int], _ range: ClosedRange<Int>) -> Bool { days.hasOne(in: range) }
}

/// Amounts with the days on which bookings have them.
struct DatedAmounts {
  private let days: [Int128: [Int]]

  init(_ bookings: [Booking]) {
    days = Dictionary(grouping: bookings, by: \.amount).mapValues { $0.map(\.day).sorted() }
  }

  /// Returns true where a booking has an amount, at most five days away.
  func has(_ amount: Int128, near day: Int) -> Bool {
    let most = AccountOverlap.mostDays
    return days[amount]?.hasOne(in: day - most...day + most) ?? false
  }
}

extension [Int] {
  /// Returns true where these ascending numbers have one in a range.
  fileprivate func hasOne(in range: ClosedRange<Int>) -> Bool {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] <= range.upperBound
  }
}
