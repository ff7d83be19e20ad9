/// Puts the transfers of a ledger into its one order.
///
/// The first criterion is time. Transfers of one time that share an account, directly or through
/// others, are arranged so that every order that rows decide is kept, and so that the rest depends
/// on nothing but the transfers: not on the names, the digests or the number of files, nor on rows
/// of other accounts. In the rest, transfers further upstream go first (an account is paid before
/// it pays), then the smaller amount, then the other content of the rows. No answer rests on that
/// order where nothing decides it.
///
/// O(*t* log *t*) for *t* transfers that are not in order; where all of one time come from one
/// file, their order is the file's and costs nothing.
struct SequenceArranger {
  private let columns: TransferColumns
  private let habits: [FileHabit]
  private let accountKeys: TextTable
  private let texts: TextTable
  /// The number of each account within the transfers that are being arranged; -1 for other
  /// accounts.
  private var slots: [Int32] = []

  init(
    _ columns: TransferColumns, _ habits: [FileHabit], accountKeys: TextTable, texts: TextTable
  ) {
    self.columns = columns
    self.habits = habits
    self.accountKeys = accountKeys
    self.texts = texts
  }

  /// Returns the transfers in the ledger's order, by their old indices; nil where they are in that
  /// order already.
  mutating func order() -> [UInt32]? {
    var order: [UInt32]?
    if !isOrdered {
      order = (0..<UInt32(columns.count)).sorted { precedesInFiles(Int($0), Int($1)) }
    }
    var first = 0
    while first < columns.count {
      func at(_ index: Int) -> Int { order.map { Int($0[index]) } ?? index }
      let start = columns.start[at(first)]
      var end = first + 1
      var isOneChain = isChained(at(first))
      let (file, precision) = (columns.file[at(first)], columns.precision[at(first)])
      while end < columns.count, columns.start[at(end)] == start {
        let transfer = at(end)
        isOneChain =
          isOneChain && columns.file[transfer] == file && columns.precision[transfer] == precision
          && isChained(transfer)
        end += 1
      }
      if end - first > 1, !isOneChain {
        let group = (first..<end).map { UInt32(at($0)) }
        let arranged = arranged(group)
        if arranged != group {
          if order == nil { order = Array(0..<UInt32(columns.count)) }
          order?.replaceSubrange(first..<end, with: arranged)
        }
      }
      first = end
    }
    return order
  }

  /// Returns true where nothing orders a transfer but the position of its own row among those of
  /// its time and file.
  private func isChained(_ transfer: Int) -> Bool {
    let file = Int(columns.file[transfer])
    return columns.precision[transfer].isOneMoment
      && !(habits.indices.contains(file) && habits[file].isUnordered)
      && (columns.timedRows.isEmpty || columns.timedRows[UInt32(transfer)] == nil)
      && (columns.rowPositions.isEmpty || columns.rowPositions[UInt32(transfer)] == nil)
  }

  private var isOrdered: Bool {
    for position in stride(from: 1, to: columns.count, by: 1)
    where precedesInFiles(position, position - 1) {
      return false
    }
    return true
  }

  /// Compares by time, then file by file, each in its own order.
  private func precedesInFiles(_ left: Int, _ right: Int) -> Bool {
    let times = (columns.start[left], columns.start[right])
    if times.0 != times.1 { return times.0 < times.1 }
    if columns.file[left] != columns.file[right] {
      return columns.file[left] < columns.file[right]
    }
    let offsets = (columns.evidence.byteOffset(left), columns.evidence.byteOffset(right))
    if offsets.0 != offsets.1 {
      let file = Int(columns.file[left])
      let isBackwards = habits.indices.contains(file) && habits[file].isNewestFirst
      return (offsets.0 < offsets.1) != isBackwards
    }
    return left < right
  }

  // MARK: Transfers of one time

  /// Arranges transfers of one time: each group of connected accounts by itself.
  private mutating func arranged(_ group: [UInt32]) -> [UInt32] {
    if slots.isEmpty { slots = Array(repeating: -1, count: accountKeys.count) }
    var union = PartUnion()
    var used: [Int] = []
    func slot(_ account: UInt32, _ slots: inout [Int32]) -> Int {
      if slots[Int(account)] < 0 {
        slots[Int(account)] = Int32(union.add())
        used.append(Int(account))
      }
      return Int(slots[Int(account)])
    }
    for transfer in group {
      let payer = slot(columns.payer[Int(transfer)], &slots)
      union.join(payer, slot(columns.beneficiary[Int(transfer)], &slots))
    }
    let levels = levels(group, accountCount: used.count)
    var numberOfPart: [Int: Int] = [:]
    var parts: [[UInt32]] = []
    for transfer in group {
      let root = union.root(Int(slots[Int(columns.payer[Int(transfer)])]))
      if let number = numberOfPart[root] {
        parts[number].append(transfer)
      } else {
        numberOfPart[root] = parts.count
        parts.append([transfer])
      }
    }
    func precedes(_ left: UInt32, _ right: UInt32) -> Int {
      let one = levels[Int(slots[Int(columns.payer[Int(left)])])]
      let other = levels[Int(slots[Int(columns.payer[Int(right)])])]
      return one != other ? (one < other ? -1 : 1) : compare(Int(left), Int(right))
    }
    let arranged = parts.map { part -> [UInt32] in
      part.count == 1 ? part : merge(part, precedes)
    }
    let firsts = parts.map { part in part.min { precedes($0, $1) < 0 } ?? 0 }
    let order = parts.indices.sorted {
      let compared = precedes(firsts[$0], firsts[$1])
      return compared != 0 ? compared < 0 : $0 < $1
    }
    for account in used { slots[account] = -1 }
    return order.flatMap { arranged[$0] }
  }

  /// Returns the level of each account of a group: the longest way from an account that nobody of
  /// the group pays; accounts in cycles, and after them, come last together.
  private func levels(_ group: [UInt32], accountCount: Int) -> [Int32] {
    var incoming = Array(repeating: 0, count: accountCount)
    var edges: [(from: Int32, to: Int32)] = []
    for transfer in group {
      let payer = slots[Int(columns.payer[Int(transfer)])]
      let beneficiary = slots[Int(columns.beneficiary[Int(transfer)])]
      guard payer != beneficiary else { continue }
      edges.append((payer, beneficiary))
      incoming[Int(beneficiary)] += 1
    }
    let outgoing = AdjacencyKernel(
      edges.map { UInt32($0.from) }, accountCount: accountCount, cores: 1)
    var levels = Array(repeating: Int32(0), count: accountCount)
    var isDone = Array(repeating: false, count: accountCount)
    var ready = (0..<accountCount).filter { incoming[$0] == 0 }
    var deepest: Int32 = 0
    while let account = ready.popLast() {
      isDone[account] = true
      deepest = max(deepest, levels[account])
      for edge in Int(outgoing.starts[account])..<Int(outgoing.starts[account + 1]) {
        let payee = Int(edges[Int(outgoing.rows[edge])].to)
        levels[payee] = max(levels[payee], levels[account] + 1)
        incoming[payee] -= 1
        if incoming[payee] == 0 { ready.append(payee) }
      }
    }
    for account in levels.indices where !isDone[account] { levels[account] = deepest + 1 }
    return levels
  }

  /// Returns the transfers of a connected part, each after those that rows put before it; of the
  /// candidates for the next the first is taken, and with it all that equal it in everything.
  private func merge(_ part: [UInt32], _ compare: (UInt32, UInt32) -> Int) -> [UInt32] {
    let followers = followers(part)
    var open = Array(repeating: 0, count: part.count)
    for list in followers { for number in list { open[number] += 1 } }
    func isFirst(_ one: Int, _ other: Int) -> Bool {
      let compared = compare(part[one], part[other])
      return compared != 0 ? compared < 0 : one < other
    }
    var ready = ReadyHeap()
    for number in part.indices where open[number] == 0 { ready.insert(number, by: isFirst) }
    var result: [UInt32] = []
    result.reserveCapacity(part.count)
    var isDone = Array(repeating: false, count: part.count)
    var waiting = part.indices.sorted { compare(part[$0], part[$1]) < 0 }[...]
    if followers.allSatisfy(\.isEmpty) { return waiting.map { part[$0] } }
    while result.count < part.count {
      var equal: [Int] = []
      while let number = ready.first,
        equal.first.map({ compare(part[$0], part[number]) == 0 }) ?? true
      {
        equal.append(number)
        ready.removeFirst(by: isFirst)
      }
      if equal.isEmpty {
        // The statements contradict each other: the first of the remaining transfers begins.
        while let number = waiting.first, isDone[number] { waiting.removeFirst() }
        guard let number = waiting.first else { break }
        equal = [number]
      }
      for number in equal where !isDone[number] {
        isDone[number] = true
        result.append(part[number])
      }
      for number in equal {
        for follower in followers[number] {
          open[follower] -= 1
          if open[follower] == 0, !isDone[follower] { ready.insert(follower, by: isFirst) }
        }
      }
    }
    return result
  }

  /// Returns the next transfers in a file with the same time, for each transfer of a part.
  private func followers(_ part: [UInt32]) -> [[Int]] {
    var stands: [(chain: UInt32, position: Int64, number: Int)] = []
    let start = part.first.map { columns.start[Int($0)] }
    for (number, transfer) in part.enumerated() {
      let own = RowMoment.own(Int(transfer), of: columns, habits)
      let timed = columns.timedRows.isEmpty ? nil : columns.timedRows[transfer]
      let moments = timed.map { $0.departures + $0.arrivals } ?? [own]
      for moment in moments where moment.hasPosition && moment.start == start {
        guard let position = moment.position else { continue }
        stands.append((moment.chain, position, number))
      }
    }
    // A payment and its fee have one position: the one that was read first comes first.
    stands.sort {
      ($0.chain, $0.position, part[$0.number]) < ($1.chain, $1.position, part[$1.number])
    }
    var followers: [[Int]] = Array(repeating: [], count: part.count)
    for (one, other) in zip(stands, stands.dropFirst())
    where one.chain == other.chain && one.number != other.number {
      followers[one.number].append(other.number)
    }
    return followers
  }

  /// Compares the content of two rows without their positions: -1, 0 or 1.
  private func compare(_ left: Int, _ right: Int) -> Int {
    func compared<Value: Comparable>(_ one: Value, _ other: Value) -> Int {
      one == other ? 0 : one < other ? -1 : 1
    }
    var result = compared(columns.sentCurrency[left], columns.sentCurrency[right])
    if result == 0 { result = compared(columns.sent[left], columns.sent[right]) }
    if result == 0 {
      let (one, other) = (columns.receipt(left), columns.receipt(right))
      result = compared(one.currency, other.currency)
      if result == 0 { result = compared(one.amount, other.amount) }
    }
    if result == 0 { result = compared(columns.kind[left].rawValue, columns.kind[right].rawValue) }
    if result == 0 {
      result = compared(columns.precision[left].rawValue, columns.precision[right].rawValue)
    }
    if result == 0 { result = compared(columns.time(left).end, columns.time(right).end) }
    for column in [columns.references, columns.ids, columns.links] where result == 0 {
      guard !column.isEmpty, column[left] != column[right] else { continue }
      if column[left] == 0 || column[right] == 0 {
        result = compared(column[left], column[right])
      } else {
        result = texts.precedes(Int(column[left]) - 1, Int(column[right]) - 1) ? -1 : 1
      }
    }
    for column in [columns.payer, columns.beneficiary] where result == 0 {
      guard column[left] != column[right] else { continue }
      result = accountKeys.precedes(Int(column[left]), Int(column[right])) ? -1 : 1
    }
    return result
  }
}

/// A set of numbered elements joined into parts, one by one.
package struct PartUnion {
  private var parent: [Int32] = []

  package init() {}

  /// Adds an element, which is a part by itself, and returns its number.
  package mutating func add() -> Int {
    parent.append(Int32(parent.count))
    return parent.count - 1
  }

  /// Returns the number that represents an element's part.
  package mutating func root(_ thing: Int) -> Int {
    var at = thing
    while parent[at] != at {
      parent[at] = parent[Int(parent[at])]
      at = Int(parent[at])
    }
    return at
  }

  package mutating func join(_ one: Int, _ other: Int) {
    let (left, right) = (root(one), root(other))
    // The smaller number stays, so that equal input gives equal parts.
    parent[max(left, right)] = Int32(min(left, right))
  }
}

/// A heap of numbers, the first by some order on top; the order must be the same at every call.
struct ReadyHeap {
  private var numbers: [Int] = []

  var first: Int? { numbers.first }

  mutating func insert(_ number: Int, by precedes: (Int, Int) -> Bool) {
    numbers.append(number)
    var at = numbers.count - 1
    while at > 0, precedes(numbers[at], numbers[(at - 1) / 2]) {
      numbers.swapAt(at, (at - 1) / 2)
      at = (at - 1) / 2
    }
  }

  mutating func removeFirst(by precedes: (Int, Int) -> Bool) {
    guard let last = numbers.popLast(), !numbers.isEmpty else { return }
    numbers[0] = last
    var at = 0
    while true {
      var least = at
      for child in [2 * at + 1, 2 * at + 2]
      where child < numbers.count && precedes(numbers[child], numbers[least]) {
        least = child
      }
      if least == at { return }
      numbers.swapAt(at, least)
      at = least
    }
  }
}
