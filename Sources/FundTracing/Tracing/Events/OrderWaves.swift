internal import PaymentGraph

/// The transfers of a group that may come next by their times: those than which no other one left is certainly earlier.
///
/// Rows of one clock are compared by one kind of stretch, so each clock has its transfers in order of start and of end,
/// and only the first one left of each need be examined. O(*g* log *g*) for a group of *g*, times the square of the
/// number of its clocks, of which there are few.
struct OrderWaves {
  /// The transfers of one clock.
  private struct Clock {
    let clock: RowClock
    /// Indices in the group, by start and by end.
    var byStart: [Int] = []
    var byEnd: [Int] = []
    var entered = 0
    var firstOpen = 0
  }

  private let group: [TransferMoment]
  private let precedence: Precedence
  private var clocks: [Clock] = []

  init(_ group: [TransferMoment], _ precedence: Precedence) {
    self.group = group
    self.precedence = precedence
    var numbers: [RowClock: Int] = [:]
    for position in group.indices {
      let clock = precedence.mixesClocks ? precedence.clock(group[position]) : .universal
      let number = numbers[clock] ?? clocks.count
      if number == clocks.count {
        numbers[clock] = number
        clocks.append(Clock(clock: clock))
      }
      clocks[number].byStart.append(position)
    }
    for number in clocks.indices {
      let clock = clocks[number].clock
      let ends = clocks[number].byStart.map { stretch($0, beside: clock).end }
      let starts = clocks[number].byStart.map { stretch($0, beside: clock).start }
      let positions = clocks[number].byStart
      clocks[number].byStart = positions.indices.sorted { (starts[$0], $0) < (starts[$1], $1) }
        .map { positions[$0] }
      clocks[number].byEnd = positions.indices.sorted { (ends[$0], $0) < (ends[$1], $1) }
        .map { positions[$0] }
    }
  }

  private func stretch(_ position: Int, beside clock: RowClock) -> (start: Int64, end: Int64) {
    guard precedence.mixesClocks else { return precedence.span(group[position]) }
    return precedence.stretch(group[position], beside: clock)
  }

  /// Calls a function with every transfer that may come from now on.
  ///
  /// - Parameter isPlaced: true for each index of the group that has come.
  mutating func advance(_ isPlaced: [Bool], _ body: (Int) -> Void) {
    for number in clocks.indices {
      while clocks[number].firstOpen < clocks[number].byEnd.count,
        isPlaced[clocks[number].byEnd[clocks[number].firstOpen]]
      {
        clocks[number].firstOpen += 1
      }
    }
    for number in clocks.indices {
      while clocks[number].entered < clocks[number].byStart.count {
        let position = clocks[number].byStart[clocks[number].entered]
        guard mayCome(position, clocks[number].clock) else { break }
        clocks[number].entered += 1
        body(position)
      }
    }
  }

  /// Returns true where no transfer that is left is certainly earlier.
  private func mayCome(_ position: Int, _ own: RowClock) -> Bool {
    clocks.allSatisfy { other in
      guard other.firstOpen < other.byEnd.count else { return true }
      let first = other.byEnd[other.firstOpen]
      return stretch(position, beside: other.clock).start < stretch(first, beside: own).end
    }
  }
}
