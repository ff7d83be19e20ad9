/// The scale that puts numbers of 64 bits in 32: as whole multiples of a unit above a base.
@usableFromInline
struct CompactScale: Sendable {
  @usableFromInline let base: Int64
  /// The unit: 1 or 1,000.
  @usableFromInline let unit: Int64

  /// The value that marks a number that does not fit.
  @usableFromInline static let tooFar = UInt32.max

  /// Returns the number that lies so many units above the base.
  @inlinable @inline(__always)
  func number(_ units: UInt32) -> Int64 { base &+ Int64(units) &* unit }

  /// Returns the units of a number above the base; nil where it does not fit.
  @inline(__always)
  func units(of number: Int64) -> UInt32? {
    // The difference is exact modulo 2^64: a number below the base gives a value far above all that
    // fit.
    let above = UInt64(bitPattern: number &- base)
    let units = unit == 1 ? above : above / 1_000
    guard units < UInt64(CompactScale.tooFar), units &* UInt64(unit) == above else { return nil }
    return UInt32(truncatingIfNeeded: units)
  }
}
