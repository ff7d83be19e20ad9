internal import BigInt

/// Two numbers that enclose an exact number whose fraction would be too long.
///
/// Every operation rounds the lower end down and the upper end up, so that the exact result lies between the ends of
/// the result wherever the exact operands lie between theirs: a proof, not an estimate. An end that would need too many
/// bits becomes the least or the greatest number.
///
/// Reference: R. E. Moore, Interval Analysis (1966).
final class Interval: Sendable {
  let lower: FixedPoint
  let upper: FixedPoint

  init(_ lower: FixedPoint, _ upper: FixedPoint) {
    self.lower = lower
    self.upper = upper
  }

  /// Creates the closest ends around a quotient with a denominator above 0.
  convenience init(_ numerator: BigInt, _ denominator: BigInt) {
    self.init(
      from: numerator << FixedPoint.fractionBits, to: numerator << FixedPoint.fractionBits,
      over: denominator)
  }

  convenience init(_ numerator: Int64, _ denominator: Int64) {
    if denominator == 1 {
      let end = FixedPoint(whole: Int128(numerator), fraction: 0)
      self.init(end, end)
    } else if numerator > 0, denominator > 0 {
      let span = FixedSpan(numerator.magnitude, over: denominator.magnitude)
      self.init(span.lower.point, span.upper.point)
    } else {
      self.init(BigInt(numerator), BigInt(denominator))
    }
  }

  /// Creates the closest ends around two quotients in units of 2⁻¹²⁸ with a denominator above 0.
  private convenience init(from least: BigInt, to most: BigInt, over denominator: BigInt) {
    let low = FixedPoint.divided(least, by: denominator).quotient
    let (high, rest) = FixedPoint.divided(most, by: denominator)
    self.init(
      FixedPoint(units: low) ?? .least,
      FixedPoint(units: rest.isZero ? high : high + 1) ?? .most)
  }

  private var isUnknown: Bool { lower == .least || upper == .most }
  private static let unknown = Interval(.least, .most)

  var negated: Interval {
    guard !isUnknown, let low = upper.negated, let high = lower.negated else { return .unknown }
    return Interval(low, high)
  }

  static func + (left: Interval, right: Interval) -> Interval {
    guard !left.isUnknown, !right.isUnknown, let low = left.lower.adding(right.lower),
      let high = left.upper.adding(right.upper)
    else { return .unknown }
    return Interval(low, high)
  }

  /// Returns the product with an exact number whose denominator is above 0.
  func times(_ numerator: Int64, over denominator: Int64) -> Interval {
    guard !isUnknown else { return .unknown }
    guard !lower.isNegative, numerator >= 0 else {
      return times(BigInt(numerator), over: BigInt(denominator))
    }
    let (factor, divisor) = (numerator.magnitude, denominator.magnitude)
    guard let least = lower.multiplied(by: factor), let most = upper.multiplied(by: factor) else {
      return times(BigInt(numerator), over: BigInt(denominator))
    }
    if divisor == 1 { return Interval(least, most) }
    guard let low = least.divided(by: divisor, up: false),
      let high = most.divided(by: divisor, up: true)
    else { return .unknown }
    return Interval(low, high)
  }

  /// Returns the product with an exact number whose denominator is above 0.
  func times(_ numerator: BigInt, over denominator: BigInt) -> Interval {
    guard !isUnknown else { return .unknown }
    let ends = [lower.units * numerator, upper.units * numerator]
    return Interval(from: min(ends[0], ends[1]), to: max(ends[0], ends[1]), over: denominator)
  }

  static func * (left: Interval, right: Interval) -> Interval {
    guard !left.isUnknown, !right.isUnknown else { return .unknown }
    let (a, b) = (left.lower.units, left.upper.units)
    let (c, d) = (right.lower.units, right.upper.units)
    let products = [a * c, a * d, b * c, b * d]
    guard let least = products.min(), let most = products.max() else { return .unknown }
    return Interval(from: least, to: most, over: BigInt(1) << FixedPoint.fractionBits)
  }

  /// One divided by the number; unknown where it may be 0.
  var inverse: Interval {
    guard !isUnknown, !(lower.isNegative || lower.isZero) || upper.isNegative else {
      return .unknown
    }
    let one = BigInt(1) << (2 * FixedPoint.fractionBits)
    if upper.isNegative { return negated.inverse.negated }
    let low = FixedPoint.divided(one, by: upper.units).quotient
    let (high, rest) = FixedPoint.divided(one, by: lower.units)
    return Interval(
      FixedPoint(units: low) ?? .least, FixedPoint(units: rest.isZero ? high : high + 1) ?? .most)
  }

  /// Returns both ends in decimals, the lower one rounded down and the upper one up: `1.25…3..1.25…4`.
  func text(decimals: Int) -> String {
    let scale = BigInt(10).power(decimals)
    let unit = BigInt(1) << FixedPoint.fractionBits
    func decimal(_ number: BigInt) -> String {
      let digits = String(number.magnitude)
      let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
      return
        "\(number.signum() < 0 ? "-" : "")\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
    }
    if isUnknown { return "unknown" }
    if decimals <= 37, !lower.isNegative {
      return "\(lower.decimal(decimals, up: false))..\(upper.decimal(decimals, up: true))"
    }
    let low = FixedPoint.divided(lower.units * scale, by: unit).quotient
    let (high, rest) = FixedPoint.divided(upper.units * scale, by: unit)
    return "\(decimal(low))..\(decimal(rest.isZero ? high : high + 1))"
  }
}

/// A binary number with 128 bits before the point and 128 behind it, in two's complement.
///
/// An end of an ``Interval``. The caller chooses the direction of rounding.
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
