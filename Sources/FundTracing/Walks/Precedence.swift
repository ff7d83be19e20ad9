internal import PaymentGraph

/// Whether one transfer may follow another in time, under a tie rule.
///
/// A file whose clock has no zone orders its own rows by it; between its rows and those of another file only the day
/// counts.
struct Precedence: Sendable {
  private static let day: Int64 = 86_400_000

  private let columns: TransferColumns
  private let ties: TieRule
  /// By file: whether its clock has no zone; empty where that changes nothing.
  private let hasLocalClock: [Bool]
  /// Whether only what the records decide may follow: a tie that either order fits is none.
  private let needsDecision: Bool

  init(_ ledger: Ledger, ties: TieRule) {
    let isLocal = ledger.hasLocalClock
    self.init(
      ledger.columns, ties, isLocal.count > 1 && isLocal.contains(true) ? isLocal : [],
      needsDecision: false)
  }

  private init(
    _ columns: TransferColumns, _ ties: TieRule, _ hasLocalClock: [Bool], needsDecision: Bool
  ) {
    self.columns = columns
    self.ties = ties
    self.hasLocalClock = hasLocalClock
    self.needsDecision = needsDecision
  }

  /// The same, but only what the records decide may follow: later stretches of time, and the place in one file.
  var decided: Precedence { Precedence(columns, ties, hasLocalClock, needsDecision: true) }

  /// Whether any two transfers are compared by their days, though they have times of day.
  var comparesDays: Bool { !hasLocalClock.isEmpty }

  /// The first millisecond after the stretch in which a transfer happened.
  func end(_ transfer: Int) -> Int64 {
    switch columns.precision[transfer] {
    case .unknown, .period: columns.time(transfer).end
    case .day: columns.start[transfer] &+ 86_400_000
    case .hour: columns.start[transfer] &+ 3_600_000
    case .minute: columns.start[transfer] &+ 60_000
    case .second: columns.start[transfer] &+ 1_000
    case .millisecond: columns.start[transfer] &+ 1
    }
  }

  /// Whether the later may pass on what the earlier brought.
  func mayFollow(_ earlier: Int, _ later: Int) -> Bool {
    if earlier == later { return false }
    let isBeyondFile = comparesDays && columns.file[earlier] != columns.file[later]
    let (firstStart, firstEnd) = stretch(earlier, isBeyondFile)
    let (lastStart, lastEnd) = stretch(later, isBeyondFile)
    if firstEnd <= lastStart { return true }
    if lastEnd <= firstStart { return false }
    if needsDecision {
      return ties != .forbid && hasCommonSequence(earlier, later) && earlier < later
    }
    switch ties {
    case .forbid: return false
    case .allow: return true
    case .recorded: return hasCommonSequence(earlier, later) ? earlier < later : true
    }
  }

  /// The stretch of time of a transfer, as rows of its own file see it or as those of others do.
  private func stretch(_ transfer: Int, _ isBeyondFile: Bool) -> (start: Int64, end: Int64) {
    let (start, end) = (columns.start[transfer], end(transfer))
    guard isBeyondFile, hasLocalClock[Int(columns.file[transfer])] else { return (start, end) }
    switch columns.precision[transfer] {
    case .unknown, .period, .day: return (start, end)
    case .hour, .minute, .second, .millisecond:
      let day = CivilDate.dayStart(of: start)
      return (day, day &+ Precedence.day)
    }
  }

  /// A moment from which on whatever starts certainly follows a transfer, in its own file and in others.
  func certainEnd(_ transfer: Int) -> Int64 {
    let end = end(transfer)
    guard comparesDays, columns.precision[transfer] != .unknown else { return end }
    return CivilDate.dayStart(of: end &- 1) &+ Precedence.day
  }

  /// Whether the place in the file says which of two tied transfers was first.
  func hasCommonSequence(_ left: Int, _ right: Int) -> Bool {
    let precision = columns.precision[left]
    return columns.file[left] == columns.file[right] && columns.start[left] == columns.start[right]
      && precision == columns.precision[right] && precision != .unknown && precision != .period
  }

  /// The shortest wait between two transfers that their times allow, in milliseconds.
  func shortestWait(_ earlier: Int, _ later: Int) -> Int64 {
    guard columns.precision[earlier] != .unknown, columns.precision[later] != .unknown else {
      return 0
    }
    let isBeyondFile = comparesDays && columns.file[earlier] != columns.file[later]
    return max(
      0, stretch(later, isBeyondFile).start &- (stretch(earlier, isBeyondFile).end &- 1))
  }

  /// Whether the ledger's order alone decides what may follow what, among the transfers in scope:
  /// then one pass in that order finds every walk.
  func isSequence(in view: LedgerView) -> Bool {
    // What holds for all transfers holds for those in scope.
    if ties == .recorded, view.ledger.isPlainSequence { return true }
    if comparesDays { return false }
    var latestEnd = Int64.min
    var last = -1
    for transfer in 0..<columns.count where view.contains(transfer) {
      if last >= 0, columns.start[transfer] < latestEnd {
        guard ties == .recorded, hasCommonSequence(last, transfer), end(last) == latestEnd else {
          return false
        }
      }
      latestEnd = max(latestEnd, end(transfer))
      last = transfer
    }
    return true
  }
}
