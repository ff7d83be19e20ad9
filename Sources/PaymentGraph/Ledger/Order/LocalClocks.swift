/// The order of moments in the files whose times name no zone: beside other files they are open by hours or days, but in
/// one file an earlier time comes first.
///
/// O(*g* log *g*) for a group of *g* moments.
package struct LocalClocks {
  /// The moments of one file.
  private struct Clock {
    /// Indices in the group, by start and by end.
    var byStart: [Int] = []
    var byEnd: [Int] = []
    var entered = 0
    var firstOpen = 0
  }

  private var clocks: [Clock] = []
  /// The number of the clock of each moment that has one, by index in the group.
  private var clockOf: [Int: Int] = [:]
  private var stretches: [Int: (start: Int64, end: Int64)] = [:]
  private var isPlaced: Set<Int> = []
  /// The moments that must wait for earlier ones of their file, as indices in the group.
  package private(set) var waiting: [Int] = []

  init(_ rows: [(index: Int, file: UInt16, start: Int64, end: Int64)]) {
    var numbers: [UInt16: Int] = [:]
    for row in rows {
      let number = numbers[row.file] ?? clocks.count
      if number == clocks.count {
        numbers[row.file] = number
        clocks.append(Clock())
      }
      clocks[number].byStart.append(row.index)
      clockOf[row.index] = number
      stretches[row.index] = (row.start, row.end)
    }
    for number in clocks.indices {
      let own = clocks[number].byStart
      clocks[number].byStart = own.sorted { (start($0), $0) < (start($1), $1) }
      clocks[number].byEnd = own.sorted { (end($0), $0) < (end($1), $1) }
      advance(number) { _ in }
      waiting += clocks[number].byStart[clocks[number].entered...]
    }
  }

  /// Notes that a moment has come, and calls a function with every one that no longer waits.
  package mutating func place(_ index: Int, _ body: (Int) -> Void) {
    guard let number = clockOf[index] else { return }
    isPlaced.insert(index)
    advance(number, body)
  }

  private func start(_ index: Int) -> Int64 { stretches[index]?.start ?? .min }
  private func end(_ index: Int) -> Int64 { stretches[index]?.end ?? .max }

  private mutating func advance(_ number: Int, _ body: (Int) -> Void) {
    while clocks[number].firstOpen < clocks[number].byEnd.count,
      isPlaced.contains(clocks[number].byEnd[clocks[number].firstOpen])
    {
      clocks[number].firstOpen += 1
    }
    let open = clocks[number].firstOpen
    let earliest = open < clocks[number].byEnd.count ? end(clocks[number].byEnd[open]) : .max
    while clocks[number].entered < clocks[number].byStart.count {
      let index = clocks[number].byStart[clocks[number].entered]
      guard start(index) < earliest else { break }
      clocks[number].entered += 1
      body(index)
    }
  }
}

extension RecordedOrder {
  /// Returns the clocks of the moments of a group that one row of a file with local times shows.
  package func localClocks(of group: [TransferMoment]) -> LocalClocks {
    guard hasLocalTimes else { return LocalClocks([]) }
    return LocalClocks(
      group.enumerated().compactMap { index, moment in
        guard let row = onlyRow(moment), isLocal(row.file), row.precision.isOneMoment,
          clock(row) != .universal
        else { return nil }
        let stretch = ownStretch(row)
        return (index, row.file, stretch.start, stretch.end)
      })
  }
}
