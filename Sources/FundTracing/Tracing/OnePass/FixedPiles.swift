internal import PaymentGraph

/// Piles of money of which every part has the same composition, in whole minor units, side by side in one block of memory.
///
/// A pile knows of each label the part of a unit of the pile, or of its total, in fixed width: a number that is not above
/// the exact part. One number for the whole pile says by how many units of the last digit an exact part may exceed it. A
/// payment out takes of every label in proportion, so that the composition of a unit stays; a payment in adds to the parts
/// of the total. One form is made from the other only where payments in and out alternate.
///
/// Each part also has its worth in the currency of its claim, if money is converted on the way.
///
/// The caller makes sure that no total passes 63 bits, nor the worth of all money where it is tracked. Every operation on two piles is O(*k*) for *k* labels, and
/// allocates memory only where a pile gets more labels than it ever had.
struct FixedPiles {
  var piles: [Pile]
  var parts: [Part] = []
  /// The worth of each part; empty where nothing is converted.
  var worths: [Fixed192] = []
  let tracksWorth: Bool
  /// True for each label of a claim.
  var isClaim: [Bool] = []
  private(set) var tally = Tally()
  /// The starts of blocks that are free, by the power of two that is their length.
  private var freeBlocks: [[Int]] = Array(repeating: [], count: 32)
  private var freePiles: [Int] = []

  init(count: Int, tracksWorth: Bool) {
    piles = Array(repeating: Pile(), count: count)
    self.tracksWorth = tracksWorth
  }

  /// Sets memory aside, which is only taken when it is written to, so that the block of parts is seldom copied.
  mutating func reserve(parts count: Int) { parts.reserveCapacity(count) }

  // MARK: Piles

  /// Makes an empty pile and returns its index.
  mutating func make() -> Int {
    if let free = freePiles.popLast() { return free }
    piles.append(Pile())
    return piles.count - 1
  }

  /// Gives up a pile that was made.
  mutating func remove(_ pile: Int) {
    empty(pile)
    freePiles.append(pile)
  }

  /// Makes a pile of money of one label.
  ///
  /// - Parameter label: the label under which it counts; nil for money that is not asked for.
  mutating func makeLeaf(_ label: Int32?, mixture: Int32, isClaim: Bool) -> Int {
    piles.append(Pile())
    let pile = piles.count - 1
    piles[pile].total = 1
    piles[pile].last = mixture
    piles[pile].mixtures = 1
    guard let label else { return pile }
    reserve(pile, 1)
    let start = piles[pile].start
    parts[start] = Part(label: label, row: -1, least: .one)
    if tracksWorth { worths[start] = .one }
    piles[pile].count = 1
    piles[pile].claims = isClaim ? 1 : 0
    return pile
  }

  /// Makes a pile of the same composition; its parts have no rows.
  mutating func makeCopy(of source: Int, total: UInt64) -> Int {
    let pile = make()
    copy(source, to: pile, total: total)
    return pile
  }

  /// Leaves nothing in a pile; it keeps its memory.
  mutating func empty(_ pile: Int) {
    let (start, capacity) = (piles[pile].start, piles[pile].capacity)
    piles[pile] = Pile()
    piles[pile].start = start
    piles[pile].capacity = capacity
  }

  private mutating func copy(_ source: Int, to pile: Int, total: UInt64) {
    reserve(pile, piles[source].count)
    let (from, to) = (piles[source], piles[pile])
    for index in 0..<Int(from.count) {
      parts[to.start &+ index] = parts[from.start &+ index]
      parts[to.start &+ index].row = -1
    }
    if tracksWorth {
      for index in 0..<Int(from.count) {
        worths[to.start &+ index] = worths[from.start &+ index]
      }
    }
    var made = from
    (made.start, made.capacity) = (to.start, to.capacity)
    made.total = total
    piles[pile] = made
  }

  /// Gives a pile memory for so many labels; what it holds stays.
  private mutating func reserve(_ pile: Int, _ count: Int32) {
    let old = piles[pile]
    guard count > old.capacity else { return }
    let power = max(1, Int32.bitWidth - (count - 1).leadingZeroBitCount)
    let length = 1 << power
    let start: Int
    if let free = freeBlocks[power].popLast() {
      start = free
    } else {
      start = parts.count
      parts.append(contentsOf: repeatElement(.nothing, count: length))
      if tracksWorth { worths.append(contentsOf: repeatElement(.zero, count: length)) }
    }
    for index in 0..<Int(old.count) { parts[start &+ index] = parts[old.start &+ index] }
    if tracksWorth {
      for index in 0..<Int(old.count) { worths[start &+ index] = worths[old.start &+ index] }
    }
    if old.capacity > 0 { freeBlocks[Int(old.capacity).trailingZeroBitCount].append(old.start) }
    piles[pile].start = start
    piles[pile].capacity = Int32(truncatingIfNeeded: length)
  }

  // MARK: Memory

  /// Asks for the memory of a pile that is needed soon.
  @inline(__always) func fetch(_ pile: Int) {
    FetchKernel.fetch(piles, pile)
  }

  /// Asks for the memory of a pile's parts, which are needed soon, after that of the pile.
  ///
  /// The processor asks for the rest of a long pile by itself, and money of a new label needs only its end.
  @inline(__always) func fetchParts(of pile: Int) {
    let (start, count) = (piles[pile].start, min(128, Int(piles[pile].count)))
    var index = 0
    while index < count {
      FetchKernel.fetch(parts, start &+ index)
      index &+= 2
    }
  }

  // MARK: Payments

  /// Takes an amount, at most the total, out of a pile; its parts, now those of a unit, stay until the pile is emptied.
  ///
  /// - Returns: the number of the mixture that the money is of.
  mutating func take(_ amount: UInt64, from pile: Int) -> Int32 {
    if piles[pile].mixtures > 1 {
      tally.mixture &+= 1
      piles[pile].last = tally.mixture
      piles[pile].mixtures = 1
    }
    if !piles[pile].isOfUnit { divide(pile) }
    piles[pile].total &-= amount
    return piles[pile].last
  }

  /// Returns the number of a mixture of converted money, which is none of the others.
  mutating func convertedMixture() -> Int32 {
    tally.mixture &+= 1
    return tally.mixture
  }

  /// Adds an amount of the composition of one pile, in parts of a unit, to another.
  ///
  /// - Parameters:
  ///   - worth: the units of the first pile of which the amount was made; the amount where nothing was converted.
  ///   - flows: the sums of what came and left, by row.
  /// - Returns: the index of the first part whose label is new in the pile, so that it has no row; nil where there is none.
  mutating func add(
    _ source: Int, to pile: Int, amount: UInt64, worth: UInt64, mixture: Int32,
    flows: inout [Flow]
  ) -> Int? {
    if piles[pile].total == 0 {
      copy(source, to: pile, total: amount)
      piles[pile].last = mixture
      piles[pile].mixtures = 1
      if amount != worth { convert(pile, amount: amount, worth: worth) }
      return piles[pile].count == 0 ? nil : piles[pile].start
    }
    let (from, before) = (piles[source], piles[pile])
    if before.mixtures == 1, before.last == mixture, amount == worth {
      piles[pile].total &+= amount
      note(pile, amount: amount, flows: &flows)
      return nil
    }
    if before.last != mixture {
      if before.mixtures == 1 {
        tally.taken += Int(before.count)
        tally.claims += Int(before.claims)
        tally.others += Int(before.count - before.claims)
      }
      tally.taken += Int(from.count)
      tally.claims += Int(from.claims)
      piles[pile].last = mixture
      piles[pile].mixtures = before.mixtures &+ 1
    }
    if before.isOfUnit { multiply(pile) }
    piles[pile].total &+= amount
    if from.count == 0 { return nil }
    piles[pile].slack &+= from.slack &* UInt128(amount)
    if tracksWorth { piles[pile].worthSlack &+= from.worthSlack &* UInt128(worth) }
    return mix(from, in: pile, amount: amount, worth: worth, flows: &flows)
  }

  /// Adds the parts of a unit, taken so many times, to those of a pile.
  private mutating func mix(
    _ from: Pile, in pile: Int, amount: UInt64, worth: UInt64, flows: inout [Flow]
  ) -> Int? {
    let to = piles[pile]
    var (own, next) = (to.start, from.start)
    let (ownEnd, end) = (to.indices.upperBound, from.indices.upperBound)
    let flowSlack = from.slack &* UInt128(amount)
    let start = own
    do {
      var span = parts.mutableSpan
      var sums = flows.mutableSpan
      while next < end {
        let label = span[next].label
        if own < ownEnd, span[own].label < label {
          own = FixedPiles.first(from: own, to: ownEnd) { span[$0].label >= label }
        }
        guard own < ownEnd, span[own].label == label else { break }
        let product = span[next].least.multiplied(by: amount)
        span[own].least.add(product)
        let row = Int(span[own].row)
        if row >= 0 { sums[row].receive(product, flowSlack) }
        own &+= 1
        next &+= 1
      }
    }
    if tracksWorth { mixWorths(from.start..<next, into: start..<ownEnd, times: worth) }
    if next == end { return nil }
    return mixNew(
      from, next..<end, in: pile, after: own, amount: amount, worth: worth, flows: &flows)
  }

  /// Adds the worths of a unit, taken so many times, to those of the parts with the same labels, which are all there.
  private mutating func mixWorths(_ from: Range<Int>, into to: Range<Int>, times worth: UInt64) {
    var own = to.lowerBound
    for next in from {
      while parts[own].label < parts[next].label { own &+= 1 }
      worths[own].add(worths[next].multiplied(by: worth))
    }
  }

  /// Adds parts of which some have labels that the pile lacks: from the end on, so that nothing is copied twice.
  ///
  /// - Returns: the index of the first part that was written.
  private mutating func mixNew(
    _ from: Pile, _ rest: Range<Int>, in pile: Int, after first: Int, amount: UInt64,
    worth: UInt64, flows: inout [Flow]
  ) -> Int {
    let before = piles[pile]
    var (missing, claims): (Int32, Int32) = (0, 0)
    var own = first
    for index in rest {
      let label = parts[index].label
      own = FixedPiles.first(from: own, to: before.indices.upperBound) { parts[$0].label >= label }
      if own == before.indices.upperBound || parts[own].label != label {
        missing &+= 1
        if isClaim[Int(label)] { claims &+= 1 } else { tally.others += 1 }
      }
    }
    reserve(pile, before.count &+ missing)
    let to = piles[pile]
    piles[pile].count = before.count &+ missing
    piles[pile].claims = before.claims &+ claims
    let least = to.start &+ (first &- before.start)
    var old = to.start &+ Int(before.count) &- 1
    var new = old &+ Int(missing)
    var next = rest.upperBound &- 1
    let flowSlack = from.slack &* UInt128(amount)
    while next >= rest.lowerBound {
      let label = parts[next].label
      if old >= least, parts[old].label > label {
        parts[new] = parts[old]
        if tracksWorth { worths[new] = worths[old] }
        old &-= 1
      } else {
        let product = parts[next].least.multiplied(by: amount)
        let value = tracksWorth ? worths[next].multiplied(by: worth) : .zero
        if old >= least, parts[old].label == label {
          parts[new] = parts[old]
          parts[new].least.add(product)
          if tracksWorth {
            worths[new] = worths[old]
            worths[new].add(value)
          }
          let row = Int(parts[new].row)
          if row >= 0 { flows[row].receive(product, flowSlack) }
          old &-= 1
        } else {
          parts[new] = Part(label: label, row: FixedPiles.newRow, least: product)
          if tracksWorth { worths[new] = value }
        }
        next &-= 1
      }
      new &-= 1
    }
    return new &+ 1
  }

  private static let newRow: Int32 = -2

  /// Returns the first index at which a condition holds from then on, or the end; near the start it takes few steps.
  @inline(__always) private static func first(
    from start: Int, to end: Int, where holds: (Int) -> Bool
  ) -> Int {
    var (low, step) = (start, 1)
    while low &+ step < end, !holds(low &+ step) {
      low &+= step
      step &*= 2
    }
    return BinarySearch.lowerBound(low..<min(low &+ step, end)) { !holds($0) }
  }

  /// Returns the label and the amount of a part that has no row yet, because it has just come; nil for other parts.
  func newPart(_ index: Int, of pile: Int) -> (label: Int32, came: Fixed192)? {
    let pile = piles[pile]
    let part = parts[index]
    guard pile.mixtures == 1 || part.row == FixedPiles.newRow else { return nil }
    return (part.label, pile.isOfUnit ? part.least.multiplied(by: pile.total) : part.least)
  }

  mutating func setRow(_ row: Int32, at index: Int) { parts[index].row = row }

  /// Notes that an amount of the composition of a pile, in parts of a unit, came to it.
  private func note(_ pile: Int, amount: UInt64, flows: inout [Flow]) {
    let pile = piles[pile]
    for index in pile.indices where parts[index].row >= 0 {
      flows[Int(parts[index].row)].receive(
        parts[index].least.multiplied(by: amount), pile.slack &* UInt128(amount))
    }
  }

  /// Notes that an amount of the composition of a pile, in parts of a unit, left its balance.
  func forward(_ pile: Int, amount: UInt64, flows: inout [Flow]) {
    let pile = piles[pile]
    let slack = pile.slack &* UInt128(amount)
    for index in pile.indices where parts[index].row >= 0 {
      flows[Int(parts[index].row)].forward(parts[index].least.multiplied(by: amount), slack)
    }
  }
}
