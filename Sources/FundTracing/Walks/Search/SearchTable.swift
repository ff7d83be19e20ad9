internal import PaymentGraph

/// The notes of a search about transfers or accounts: a number, 0 where nothing is noted, and the origin.
///
/// A small search keeps its notes in a table of its own size, so that a question about one account of a large ledger
/// costs little; a search that grows gets a slot for every key, which is faster. A table that has grown stays so: the
/// next search reuses its memory.
struct SearchTable: Sendable {
  private struct Slot: Sendable {
    /// The key + 1; 0 where the slot is free.
    var key: UInt32 = 0
    var number: UInt32 = 0
    var origin: Int32 = -1
  }

  /// The number of notes from which every key gets a slot.
  private static let sparseLimit = 1 << 14

  private let size: Int
  private var dense: [Slot] = []
  /// The slots of an open-addressing table; their number is a power of two.
  private var slots = Array(repeating: Slot(), count: 256)
  private var count = 0
  /// Secret, so that no accounts can be chosen that all fall on one slot.
  private let factor = HashSeed.process.factor

  /// Creates a table for keys below a size.
  init(size: Int) { self.size = size }

  /// Returns the number noted for a key; 0 where none is.
  @inline(__always)
  func number(_ key: Int) -> UInt32 {
    dense.isEmpty ? slots[slot(of: key)].number : dense[key].number
  }

  /// Returns the origin of a key, or -1.
  func origin(_ key: Int) -> Int {
    Int(dense.isEmpty ? slots[slot(of: key)].origin : dense[key].origin)
  }

  /// Returns a key, its origin, the origin of that, and so on.
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

  /// Notes a number above 0 in place of an earlier one.
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

  /// Forgets all notes; the given keys are those that have notes.
  mutating func forget(_ keys: [Int]) {
    if !dense.isEmpty {
      for key in keys { dense[key] = Slot() }
    } else if count > 0 {
      for place in slots.indices { slots[place] = Slot() }
      count = 0
    }
  }

  /// Returns the slot of a key, or the free slot for it.
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
