/// Numbers that are the same in every run and on every machine: SplitMix64, with bounds by multiplication.
///
/// The standard library's own way from bits to a range may change between versions.
///
/// Reference: Steele, Lea, Flood, Fast splittable pseudorandom number generators, 2014.
package struct SeededNumbers: RandomNumberGenerator, Sendable {
  @usableFromInline var state: UInt64

  /// Creates the numbers that belong to a seed.
  @inlinable
  package init(seed: UInt64) { state = seed }

  /// Returns the next number; all 2⁶⁴ come once before any comes again.
  @inlinable
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Returns a number from 0 up to, and without, a bound; 0 where there is none.
  @inlinable
  package mutating func below(_ bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(max(0, bound))).high)
  }

  /// Puts items in an order of chance: Fisher and Yates, from the end.
  @inlinable
  package mutating func shuffle<Item>(_ items: inout [Item]) {
    for last in stride(from: items.count - 1, to: 0, by: -1) {
      items.swapAt(last, below(last + 1))
    }
  }
}
