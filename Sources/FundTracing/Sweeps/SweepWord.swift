/// The victims of one sweep, a bit for each: 64, 128 or 256 of them.
///
/// Where victims are many they reach the same accounts, and a wider word fetches an account's row once for
/// all of them.
protocol SweepWord: Sendable {
  /// How many words of 64 victims it holds.
  static var partCount: Int { get }
  /// Nobody.
  static var none: Self { get }
  /// One victim.
  static func only(_ victim: Int) -> Self
  static func | (left: Self, right: Self) -> Self
  static func & (left: Self, right: Self) -> Self
  /// Those of these that are not among others.
  func without(_ others: Self) -> Self
  var isEmpty: Bool { get }
  var nonzeroBitCount: Int { get }
  /// Those of the first 64 victims, of the next, and so on.
  func part(_ number: Int) -> UInt64
}

extension SweepWord {
  /// How many victims it holds.
  static var size: Int { partCount * 64 }
}

extension SweepWord where Self: FixedWidthInteger & UnsignedInteger {
  static var partCount: Int { bitWidth / 64 }
  static var none: Self { 0 }
  @inline(__always)
  static func only(_ victim: Int) -> Self { 1 &<< Self(truncatingIfNeeded: victim) }
  @inline(__always)
  func without(_ others: Self) -> Self { self & ~others }
  var isEmpty: Bool { self == 0 }
  @inline(__always)
  func part(_ number: Int) -> UInt64 {
    UInt64(truncatingIfNeeded: self &>> Self(truncatingIfNeeded: number &* 64))
  }
}

extension UInt64: SweepWord {}
extension UInt128: SweepWord {}
