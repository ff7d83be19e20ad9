internal import PaymentGraph

/// An order in which the rows of a statement may have happened.
///
/// A file that lists its days newest first may list the rows of a day in either direction: a sort by day keeps them as
/// they were. Days alone therefore do not show the order within a day of such a file.
struct RowArrangement: Hashable {
  /// True where later rows of the file happened earlier, within a day.
  var isReversedWithinDays = false
  /// True where later rows of the file have earlier days.
  var hasNewestDayFirst = false

  static let asWritten = RowArrangement()
  static let backwards = RowArrangement(isReversedWithinDays: true, hasNewestDayFirst: true)

  /// The same arrangement with the rows of each day reversed.
  var withDaysTurned: RowArrangement {
    RowArrangement(
      isReversedWithinDays: !isReversedWithinDays, hasNewestDayFirst: hasNewestDayFirst)
  }

  /// Returns the indices of rows, the earliest first.
  ///
  /// - Parameter days: the day of each row, in the order of the file.
  func positions(of days: [Int64]) -> [Int] {
    if isReversedWithinDays == hasNewestDayFirst {
      return isReversedWithinDays ? days.indices.reversed() : Array(days.indices)
    }
    return days.indices.sorted {
      let (one, other) = (days[$0], days[$1])
      return one != other ? one < other : ($0 < $1) != isReversedWithinDays
    }
  }

  /// Returns the arrangements of a file that its balances may confirm; the first one stands where the balances do not
  /// tell them apart.
  ///
  /// - Parameters:
  ///   - days: the day of each row, in the order of the file.
  ///   - stated: the order that the profile of such files states.
  static func candidates(_ days: [Int64], stated: StatementProfile.Order) -> [RowArrangement] {
    let pairs = zip(days, days.dropFirst())
    let isRising = pairs.allSatisfy { $0.0 <= $0.1 } && days.first != days.last
    let isFalling = pairs.allSatisfy { $0.0 >= $0.1 } && days.first != days.last
    let startsLate = (days.first ?? 0) > (days.last ?? 0)
    let isBackwards: Bool =
      switch stated {
      case .auto: startsLate
      case .oldestFirst: false
      case .newestFirst: true
      }
    var found = isBackwards ? [backwards, asWritten] : [asWritten, backwards]
    if isRising { found.append(asWritten.withDaysTurned) }
    if isFalling { found.append(backwards.withDaysTurned) }
    return found
  }
}

extension RowArrangement {
  /// Returns the day of each row, in the order of the file; a row without a time, such as a pending one, takes the day
  /// of the row before it.
  static func days(of drafts: [StatementRows.Draft]) -> [Int64] {
    func day(_ time: PostingTime) -> Int64? {
      time.precision == .unknown ? nil : CivilDate.dayStart(of: time.start)
    }
    var last = drafts.lazy.compactMap { day($0.entry.time) }.first ?? 0
    return drafts.map {
      last = day($0.entry.time) ?? last
      return last
    }
  }

  /// Returns true where the clocks of rows of one day run backwards through the file, false where they run forwards;
  /// nil where they do not show it, or contradict each other.
  static func clocksRunBackwards(_ drafts: [StatementRows.Draft]) -> Bool? {
    var (forwards, backwards) = (false, false)
    for (one, other) in zip(drafts, drafts.dropFirst()) {
      guard let first = moment(one.entry), let second = moment(other.entry),
        CivilDate.dayStart(of: first) == CivilDate.dayStart(of: second)
      else { continue }
      if first < second { forwards = true }
      if first > second { backwards = true }
    }
    return forwards == backwards ? nil : backwards
  }

  /// Returns the moment of a row, more exactly than its day; nil where it gives only the day.
  private static func moment(_ entry: StatementEntry) -> Int64? {
    if let clock = entry.clock { return entry.time.start + clock }
    guard let length = entry.time.precision.milliseconds, length < 86_400_000 else { return nil }
    return entry.time.start
  }
}
