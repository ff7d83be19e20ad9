internal import PaymentGraph

/// An order in which the rows of a statement may have taken place.
///
/// A file that lists its days newest first may list the rows of a day either way round: a sort by day keeps them as
/// they were. Days alone therefore say nothing of the order within a day of such a file.
struct RowArrangement: Hashable {
  /// True where rows that stand later took place earlier, within a day.
  var isReversedWithinDays = false
  /// True where days that stand later are earlier.
  var hasNewestDayFirst = false

  static let asWritten = RowArrangement()
  static let backwards = RowArrangement(isReversedWithinDays: true, hasNewestDayFirst: true)

  /// The same days with their rows the other way round.
  var withDaysTurned: RowArrangement {
    RowArrangement(
      isReversedWithinDays: !isReversedWithinDays, hasNewestDayFirst: hasNewestDayFirst)
  }

  /// Positions of rows, the earliest first.
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

  /// The arrangements of a file that its balances may bear out; the one that comes first stands where they do not
  /// tell them apart.
  ///
  /// - Parameters:
  ///   - days: the day of each row, in the order of the file.
  ///   - stated: what the profile of such files says.
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
  /// The day of each row, in the order of the file; a row without a time, one that is pending, is of the day of the row
  /// before it.
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

  /// How the clocks of rows of one day run through the file: true backwards, false forwards; nil where they do not
  /// say, or contradict each other.
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

  /// When a row says that it took place, to better than the day; nil where it gives the day only.
  private static func moment(_ entry: StatementEntry) -> Int64? {
    if let clock = entry.clock { return entry.time.start + clock }
    guard let length = entry.time.precision.milliseconds, length < 86_400_000 else { return nil }
    return entry.time.start
  }
}
