/// Numbers pairs of numbers in the order in which they are first met.
///
/// It is a table with open addressing, for pairs that are asked for millions of times. Its seed differs in every run,
/// so that no input can be chosen to fill one stretch of it; no order of an answer depends on it. O(1) a pair.
struct PairTable: Sendable {
  private(set) var pairs: [(first: Int32, second: Int32)] = []
  private var slots = [Int32](repeating: -1, count: 64)
  private let seed = UInt64.random(in: .min ... .max)
  private let factor = UInt64.random(in: .min ... .max) | 1

  private func place(_ first: Int32, _ second: Int32) -> Int {
    let key = UInt64(UInt32(bitPattern: first)) << 32 | UInt64(UInt32(bitPattern: second))
    let product = (key ^ seed).multipliedFullWidth(by: factor)
    return Int(truncatingIfNeeded: (product.high ^ product.low) & UInt64(slots.count - 1))
  }

  /// Returns the number of a pair; a new pair gets the next number.
  mutating func number(_ first: Int32, _ second: Int32) -> Int {
    var slot = place(first, second)
    while true {
      let known = Int(slots[slot])
      if known < 0 { break }
      if pairs[known].first == first, pairs[known].second == second { return known }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Int32(truncatingIfNeeded: pairs.count)
    pairs.append((first, second))
    if pairs.count * 2 > slots.count { grow() }
    return pairs.count - 1
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for (number, pair) in pairs.enumerated() {
      var slot = place(pair.first, pair.second)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(truncatingIfNeeded: number)
    }
  }
}
