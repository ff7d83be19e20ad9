/// The walks by which lots came, as trees of steps: each step is a transfer and the step before it.
struct LotPaths {
  /// The labels whose walks are kept.
  private let wanted: Set<Int32>
  /// The most steps that are made; see ``isCut``.
  private let limit: Int
  private var parents: [Int32] = []
  private var events: [Int32] = []
  /// True where there were more steps than the limit, or more work than would end in time.
  private(set) var isCut = false
  /// The cost so far of moving lots: one for each, more where its fraction is long.
  private var work = 0
  private static let mostWork = 100_000_000
  private var current: Int32 = -1
  private var children: [Int32: Int32] = [:]

  init(of labels: Set<Int32>, limit: Int) {
    wanted = labels
    self.limit = limit
  }

  /// Adds a transfer to the walk of all lots that it carries.
  mutating func extend(_ lots: inout [Lot], by event: Int32) {
    for lot in lots {
      let length = lot.amount.bitWidth / 128
      work += length * length
    }
    if work > LotPaths.mostWork { isCut = true }
    for index in lots.indices where wanted.contains(lots[index].label) {
      if current != event {
        current = event
        children.removeAll(keepingCapacity: true)
      }
      let parent = lots[index].path
      if let known = children[parent] {
        lots[index].path = known
        continue
      }
      guard parents.count < limit else {
        isCut = true
        return
      }
      parents.append(parent)
      events.append(event)
      let step = Int32(truncatingIfNeeded: parents.count - 1)
      children[parent] = step
      lots[index].path = step
    }
  }

  /// Returns the events of a walk, the first one first.
  func way(to step: Int32) -> [Int32] {
    var way: [Int32] = []
    var step = step
    while step >= 0 {
      way.append(events[Int(step)])
      step = parents[Int(step)]
    }
    return way.reversed()
  }
}
