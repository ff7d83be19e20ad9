/// The order that follows from rows of several files together: a payment that two statements show
/// ties the order of one to that of the other.
///
/// Rows with one time and precision of one clock in one file are a chain. For every time at which a payment of
/// several rows took place, each departure and arrival keeps, for every chain, how much of that
/// chain comes no later: so one comparison tells which of two is known to be first. O(*r* *c*) for
/// *r* rows and *c* chains of such a time; where that is more than a limit, only rows of one file
/// are compared, which leaves ties and decides nothing wrongly.
package struct DecidedChains: Sendable {
  /// The most numbers that are kept for one time.
  private static let limit = 1 << 18

  private struct Node: Sendable {
    let group: Int
    let number: Int
  }

  private struct Group: Sendable {
    let chainCount: Int
    /// The chain of each node, and its position there from 1 on; 0 where it is in none.
    var chain: [Int32]
    var position: [Int32]
    /// The position up to which a chain comes no later than a node, by node and chain.
    var clocks: [Int32]

    /// Returns true where one node is known to come before another.
    func comes(_ one: Int, before other: Int) -> Bool {
      guard position[one] > 0, position[other] > 0, one != other else { return false }
      return clocks[other * chainCount + Int(chain[one])] >= position[one]
    }
  }

  private var departures: [UInt32: Node] = [:]
  private var arrivals: [UInt32: Node] = [:]
  private var groups: [Group] = []
  /// The longest time by which a transfer may have left before the time that its columns state, in
  /// milliseconds.
  let skew: Int64

  /// Creates chains that decide nothing.
  init() { skew = 0 }

  /// Builds the chains.
  ///
  /// - Parameter columns: The transfers in the order of times.
  init(_ columns: TransferColumns, _ habits: [FileHabit]) {
    var skew: Int64 = 0
    var starts: Set<Int64> = []
    for (transfer, rows) in columns.timedRows {
      for moment in rows.departures {
        skew = max(skew, columns.start[Int(transfer)] - moment.start)
      }
      starts.formUnion((rows.departures + rows.arrivals).map(\.start))
    }
    self.skew = skew
    guard !starts.isEmpty else { return }
    var coming: [Int64: [UInt32]] = [:]
    for transfer in columns.timedRows.keys.sorted() {
      guard let rows = columns.timedRows[transfer], !rows.arrivals.isEmpty else { continue }
      for start in Set(rows.arrivals.map(\.start)).sorted() {
        coming[start, default: []].append(transfer)
      }
    }
    var first = 0
    for start in starts.sorted() {
      first = BinarySearch.lowerBound(first..<columns.count) { columns.start[$0] < start }
      var end = first
      while end < columns.count, columns.start[end] == start { end += 1 }
      addGroup(first..<end, coming: coming[start] ?? [], at: start, in: columns, habits: habits)
      first = end
    }
  }

  /// Returns the order of two moments as far as it is decided; of a whole transfer the arrival
  /// counts as the first moment, the departure as the second.
  func relation(_ first: TransferMoment, _ second: TransferMoment) -> OrderRelation {
    guard !groups.isEmpty, let one = node(first, comes: first.side != .departure),
      let other = node(second, comes: second.side == .arrival), one.group == other.group
    else { return .tied }
    let group = groups[one.group]
    if group.comes(one.number, before: other.number) { return .placedBefore }
    return group.comes(other.number, before: one.number) ? .placedAfter : .tied
  }

  private func node(_ moment: TransferMoment, comes: Bool) -> Node? {
    let transfer = UInt32(moment.transfer)
    return comes ? arrivals[transfer] ?? departures[transfer] : departures[transfer]
  }

  private struct Chain: Hashable {
    let file: UInt16
    let precision: TimePrecision
    let namesZone: Bool

    init(_ moment: RowMoment) {
      (file, precision, namesZone) = (moment.file, moment.precision, moment.namesZone)
    }
  }

  private mutating func addGroup(
    _ own: Range<Int>, coming: [UInt32], at start: Int64, in columns: TransferColumns,
    habits: [FileHabit]
  ) {
    var nodes: [(transfer: UInt32, isArrival: Bool)] = []
    var stands: [(chain: Chain, position: Int64, transfer: UInt32, node: Int)] = []
    func add(_ moments: [RowMoment], _ transfer: UInt32, isArrival: Bool) {
      for moment in moments where moment.hasPosition && moment.start == start {
        guard let position = moment.position else { continue }
        stands.append((Chain(moment), position, transfer, nodes.count))
      }
      nodes.append((transfer, isArrival))
    }
    for transfer in own {
      let number = UInt32(transfer)
      let rows =
        columns.timedRows[number] ?? TransferRows(departures: [.own(transfer, of: columns, habits)])
      add(rows.departures, number, isArrival: false)
    }
    for transfer in coming {
      add(columns.timedRows[transfer]?.arrivals ?? [], transfer, isArrival: true)
    }
    var numbers: [Chain: Int] = [:]
    for one in stands where numbers[one.chain] == nil { numbers[one.chain] = numbers.count }
    let chainCount = numbers.count
    guard chainCount > 1, nodes.count * chainCount <= DecidedChains.limit else { return }
    stands.sort {
      (numbers[$0.chain] ?? 0, $0.position, $0.transfer, $0.node)
        < (numbers[$1.chain] ?? 0, $1.position, $1.transfer, $1.node)
    }
    var group = Group(
      chainCount: chainCount, chain: Array(repeating: 0, count: nodes.count),
      position: Array(repeating: 0, count: nodes.count),
      clocks: Array(repeating: 0, count: nodes.count * chainCount))
    var next: [[Int]] = Array(repeating: [], count: nodes.count)
    var open = Array(repeating: 0, count: nodes.count)
    func edge(_ from: Int, _ to: Int) {
      next[from].append(to)
      open[to] += 1
    }
    var last: (chain: Int, node: Int, position: Int32) = (-1, -1, 0)
    for one in stands {
      let chain = numbers[one.chain] ?? 0
      let position = chain == last.chain ? last.position + 1 : 1
      if chain == last.chain { edge(last.node, one.node) }
      group.clocks[one.node * chainCount + chain] = position
      group.chain[one.node] = Int32(chain)
      group.position[one.node] = position
      last = (chain, one.node, position)
    }
    var departure: [UInt32: Int] = [:]
    for (number, node) in nodes.enumerated() where !node.isArrival {
      departure[node.transfer] = number
    }
    for (number, node) in nodes.enumerated() where node.isArrival {
      if let left = departure[node.transfer] { edge(left, number) }
    }
    var ready = nodes.indices.filter { open[$0] == 0 }
    while let node = ready.popLast() {
      open[node] = -1
      for follower in next[node] {
        for chain in 0..<chainCount {
          let index = follower * chainCount + chain
          group.clocks[index] = max(group.clocks[index], group.clocks[node * chainCount + chain])
        }
        open[follower] -= 1
        if open[follower] == 0 { ready.append(follower) }
      }
    }
    // Files that contradict each other decide nothing about the rows in between.
    for node in nodes.indices where open[node] != -1 { group.position[node] = 0 }
    let number = groups.count
    groups.append(group)
    for (index, node) in nodes.enumerated() {
      if node.isArrival {
        arrivals[node.transfer] = Node(group: number, number: index)
      } else {
        departures[node.transfer] = Node(group: number, number: index)
      }
    }
  }
}

/// The order of two transfers as far as the records show it.
package enum OrderRelation: Sendable, Hashable {
  /// The times alone put the first before the second.
  case before
  /// The times alone put the second before the first.
  case after
  /// The times are equal, and the positions of rows put the first before the second.
  case placedBefore
  /// The times are equal, and the positions of rows put the second before the first.
  case placedAfter
  /// Nothing decides: a tie.
  case tied
}
