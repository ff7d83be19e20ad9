/// Secret numbers by which a table of keys spreads them.
///
/// A hash that everybody can compute lets somebody choose keys that all fall on one slot, and a file of them then
/// takes hours. Every step multiplies by a secret number and folds the upper half of the product onto the lower, so
/// that keys which collide under one seed do not under another, and none collide under all.
///
/// No answer depends on it: tables number their keys in the order in which they come.
package struct HashSeed: Sendable {
  package let start: UInt64
  /// An odd number.
  package let factor: UInt64
  package let second: UInt64
  package let third: UInt64

  /// The seed of all tables of this process.
  package static let process = HashSeed.random()

  /// A seed that nobody else knows.
  package static func random() -> HashSeed {
    var generator = SystemRandomNumberGenerator()
    return HashSeed(using: &generator)
  }

  /// A seed from a source of random numbers.
  package init(using generator: inout some RandomNumberGenerator) {
    start = generator.next()
    factor = generator.next() | 1
    second = generator.next()
    third = generator.next()
  }

  /// The 128 bits of a product, folded to 64.
  @inlinable
  package static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }

  /// A slot in a table of 2^32 entries at most for a number that is smaller than that.
  @inlinable
  package static func slot(_ number: Int, by factor: UInt64) -> Int {
    Int(truncatingIfNeeded: (UInt64(truncatingIfNeeded: number) &* factor) >> 32)
  }
}
