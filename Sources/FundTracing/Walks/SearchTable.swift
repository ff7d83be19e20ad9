internal import PaymentGraph

/// What a search notes of transfers or accounts: a number, 0 where nothing is noted, and where it came from.
///
/// A search that stays small keeps its notes in a table of its own size, so that it costs nothing to ask
/// about one account of a large ledger; one that grows keeps a place for everything, which is faster.
/// Once grown it stays so: the next search starts with memory that is there.
struct SearchTable: Sendable {
  private struct Slot: Sendable {
    /// What is noted of, + 1; 0 where free.
    var key: UInt32 = 0
    var number: UInt32 = 0
    var origin: Int32 = -1
  }

  /// From how many notes on everything has a place.
  private static let sparseLimit = 1 << 14

  private let size: Int
  private var dense: [Slot] = []
  /// Open addressing, as many as a power of two.
  private var slots = Array(repeating: Slot(), count: 256)
  private var count = 0
  /// Secret, so that no accounts can be chosen that all fall on one slot.
  private let factor = HashSeed.process.factor

  /// A table for keys below a size.
  init(size: Int) { self.size = size }

  /// The number that is noted; 0 where none is.
  @inline(__always)
  func number(_ key: Int) -> UInt32 {
    dense.isEmpty ? slots[slot(of: key)].number : dense[key].number
  }

  /// Where it came from, or -1.
  func origin(_ key: Int) -> Int {
    Int(dense.isEmpty ? slots[slot(of: key)].origin : dense[key].origin)
  }

  /// A key, where it came from, where that came from, and so on.
  ///
  /// O(their number).
  func origins(of key: Int) -> [Int] {
    var keys: [Int] = []
    var at = key
    while at >= 0 {
      keys.append(at)
      at = origin(at)
    }
    return keys
  }

  /// Notes a number above 0, in place of what was noted before.
  @inline(__always)
  mutating func note(_ key: Int, _ number: UInt32, from origin: Int = -1) {
    let new = Slot(
      key: UInt32(truncatingIfNeeded: key) &+ 1, number: number,
      origin: Int32(truncatingIfNeeded: origin))
    guard dense.isEmpty else {
      dense[key] = new
      return
    }
    let place = slot(of: key)
    if slots[place].key == 0 { count += 1 }
    slots[place] = new
    if count * 2 > slots.count { grow() }
  }

  /// Forgets everything, which are notes of the given keys.
  mutating func forget(_ keys: [Int]) {
    if !dense.isEmpty {
      for key in keys { dense[key] = Slot() }
    } else if count > 0 {
      for place in slots.indices { slots[place] = Slot() }
      count = 0
    }
  }

  /// The slot of a key, or the free one where it would be.
  @inline(__always)
  private func slot(of key: Int) -> Int {
    let wanted = UInt32(truncatingIfNeeded: key) &+ 1
    let mask = slots.count &- 1
    var place = HashSeed.place(Int(wanted), by: factor) & mask
    while slots[place].key != 0, slots[place].key != wanted { place = (place &+ 1) & mask }
    return place
  }

  private mutating func grow() {
    let old = slots
    if count >= SearchTable.sparseLimit {
      dense = Array(repeating: Slot(), count: size)
      slots = []
      for entry in old where entry.key != 0 { dense[Int(entry.key) - 1] = entry }
      return
    }
    slots = Array(repeating: Slot(), count: old.count * 2)
    for entry in old where entry.key != 0 { slots[slot(of: Int(entry.key) - 1)] = entry }
  }
}
