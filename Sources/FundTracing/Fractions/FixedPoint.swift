internal import BigInt

/// A binary number with 128 bits before the point and 128 behind it, in two's complement.
///
/// An end of an ``Enclosure``. The caller chooses the direction of rounding.
struct FixedPoint: Hashable, Sendable {
  /// The largest integer that is not above the number.
  let whole: Int128
  /// The rest, in units of 2⁻¹²⁸.
  let fraction: UInt128

  static let fractionBits = 128

  /// The smallest and the largest number, which stand for unknown ends.
  static let least = FixedPoint(whole: .min, fraction: 0)
  static let most = FixedPoint(whole: .max, fraction: .max)

  init(whole: Int128, fraction: UInt128) {
    self.whole = whole
    self.fraction = fraction
  }

  /// Creates the number of so many units of 2⁻¹²⁸; nil where it has too many bits.
  init?(units: BigInt) {
    let (quotient, remainder) = FixedPoint.divided(units, by: BigInt(1) << FixedPoint.fractionBits)
    guard let whole = FixedPoint.whole(quotient),
      let fraction = FixedPoint.magnitude(remainder.magnitude)
    else { return nil }
    self.init(whole: whole, fraction: fraction)
  }

  /// Returns a number of any size in 128 bits; nil where it needs more.
  ///
  /// It goes by the number's words: the library's generic conversion is wrong by 2⁶⁴ for some negative numbers.
  static func whole(_ number: BigInt) -> Int128? {
    guard let magnitude = magnitude(number.magnitude), let whole = Int128(exactly: magnitude) else {
      return nil
    }
    return number.signum() < 0 ? -whole : whole
  }

  private static func magnitude(_ number: BigUInt) -> UInt128? {
    var value: UInt128 = 0
    for (place, word) in number.words.enumerated() where word != 0 {
      guard place < 2 else { return nil }
      value |= UInt128(word) << (64 * UInt128(place))
    }
    return value
  }

  var units: BigInt { (BigInt(whole) << FixedPoint.fractionBits) + BigInt(fraction) }

  var isNegative: Bool { whole < 0 }
  var isZero: Bool { whole == 0 && fraction == 0 }

  /// Returns a number that is not negative in decimals, at most as many as 128 bits hold after the point.
  func decimal(_ decimals: Int, up: Bool) -> String {
    let scale = (0..<decimals).reduce(UInt128(1)) { power, _ in power * 10 }
    let (high, low) = fraction.multipliedFullWidth(by: scale)
    var (whole, digits) = (whole.magnitude, high)
    if up, low != 0 {
      digits += 1
      if digits == scale { (whole, digits) = (whole + 1, 0) }
    }
    let text = String(digits)
    return "\(whole).\(String(repeating: "0", count: max(0, decimals - text.count)))\(text)"
  }

  /// Returns the exact sum; nil where it has too many bits.
  func adding(_ other: FixedPoint) -> FixedPoint? {
    let (fraction, carry) = fraction.addingReportingOverflow(other.fraction)
    let (sum, overflow) = whole.addingReportingOverflow(other.whole)
    let (whole, overflowToo) = sum.addingReportingOverflow(carry ? 1 : 0)
    return overflow || overflowToo ? nil : FixedPoint(whole: whole, fraction: fraction)
  }

  /// The exact number with the other sign; nil where it has too many bits.
  var negated: FixedPoint? {
    guard whole != .min else { return nil }
    return fraction == 0
      ? FixedPoint(whole: -whole, fraction: 0)
      : FixedPoint(whole: ~whole, fraction: ~fraction &+ 1)
  }

  /// Returns the exact product of a number that is not negative with a small one; nil where it has too many bits.
  func multiplied(by factor: UInt64) -> FixedPoint? {
    var carry: UInt64 = 0
    func step(_ limb: UInt64) -> UInt64 {
      let (high, low) = limb.multipliedFullWidth(by: factor)
      let (sum, overflow) = low.addingReportingOverflow(carry)
      carry = high &+ (overflow ? 1 : 0)
      return sum
    }
    let limbs = limbs
    let (first, second) = (step(limbs.0), step(limbs.1))
    let (third, fourth) = (step(limbs.2), step(limbs.3))
    guard carry == 0, fourth >> 63 == 0 else { return nil }
    return FixedPoint(limbs: (first, second, third, fourth))
  }

  /// Returns the quotient of a number that is not negative by a small one that is not 0.
  ///
  /// - Parameter up: true to round up, false to round down.
  func divided(by divisor: UInt64, up: Bool) -> FixedPoint? {
    var rest: UInt64 = 0
    func step(_ limb: UInt64) -> UInt64 {
      let (quotient, remainder) = divisor.dividingFullWidth((rest, limb))
      rest = remainder
      return quotient
    }
    let limbs = limbs
    let (fourth, third) = (step(limbs.3), step(limbs.2))
    let (second, first) = (step(limbs.1), step(limbs.0))
    let quotient = FixedPoint(limbs: (first, second, third, fourth))
    return up && rest != 0 ? quotient.adding(FixedPoint(whole: 0, fraction: 1)) : quotient
  }

  /// Returns the quotient, rounded towards minus infinity, and the remainder, for a divisor above 0.
  static func divided(_ number: BigInt, by divisor: BigInt) -> (quotient: BigInt, rest: BigInt) {
    var (quotient, rest) = number.quotientAndRemainder(dividingBy: divisor)
    if rest.signum() < 0 {
      quotient -= 1
      rest += divisor
    }
    return (quotient, rest)
  }

  /// The limbs of 64 bits, the lowest first.
  private var limbs: (UInt64, UInt64, UInt64, UInt64) {
    let high = UInt128(bitPattern: whole)
    return (
      UInt64(truncatingIfNeeded: fraction), UInt64(truncatingIfNeeded: fraction >> 64),
      UInt64(truncatingIfNeeded: high), UInt64(truncatingIfNeeded: high >> 64)
    )
  }

  private init(limbs: (UInt64, UInt64, UInt64, UInt64)) {
    fraction = UInt128(limbs.1) << 64 | UInt128(limbs.0)
    whole = Int128(bitPattern: UInt128(limbs.3) << 64 | UInt128(limbs.2))
  }
}

extension FixedPoint: Comparable {
  static func < (left: FixedPoint, right: FixedPoint) -> Bool {
    left.whole == right.whole ? left.fraction < right.fraction : left.whole < right.whole
  }
}
