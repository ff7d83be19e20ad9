import PaymentGraph

/// A small generator whose numbers are the same everywhere, so that a failing seed can be run again.
package struct SplitMix64: RandomNumberGenerator {
  private var numbers: SeededNumbers

  /// A generator of the numbers that belong to a seed.
  package init(seed: UInt64) { numbers = SeededNumbers(seed: seed) }

  /// The next number; all 2⁶⁴ come once before any comes again.
  package mutating func next() -> UInt64 { numbers.next() }
}
