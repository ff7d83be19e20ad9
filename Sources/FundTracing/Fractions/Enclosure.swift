internal import BigInt

/// Two numbers that enclose an exact number whose fraction would be too long.
///
/// Every operation rounds the lower end down and the upper end up, so that the exact result lies between the ends of
/// the result wherever the exact operands lie between theirs: a proof, not an estimate. An end that would need too many
/// bits becomes the least or the greatest number.
///
/// Reference: R. E. Moore, Interval Analysis (1966).
final class Enclosure: Sendable {
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
  private static let unknown = Enclosure(.least, .most)

  var negated: Enclosure {
    guard !isUnknown, let low = upper.negated, let high = lower.negated else { return .unknown }
    return Enclosure(low, high)
  }

  static func + (left: Enclosure, right: Enclosure) -> Enclosure {
    guard !left.isUnknown, !right.isUnknown, let low = left.lower.adding(right.lower),
      let high = left.upper.adding(right.upper)
    else { return .unknown }
    return Enclosure(low, high)
  }

  /// Returns the product with an exact number whose denominator is above 0.
  func times(_ numerator: Int64, over denominator: Int64) -> Enclosure {
    guard !isUnknown else { return .unknown }
    guard !lower.isNegative, numerator >= 0 else {
      return times(BigInt(numerator), over: BigInt(denominator))
    }
    let (factor, divisor) = (numerator.magnitude, denominator.magnitude)
    guard let least = lower.multiplied(by: factor), let most = upper.multiplied(by: factor) else {
      return times(BigInt(numerator), over: BigInt(denominator))
    }
    if divisor == 1 { return Enclosure(least, most) }
    guard let low = least.divided(by: divisor, up: false),
      let high = most.divided(by: divisor, up: true)
    else { return .unknown }
    return Enclosure(low, high)
  }

  /// Returns the product with an exact number whose denominator is above 0.
  func times(_ numerator: BigInt, over denominator: BigInt) -> Enclosure {
    guard !isUnknown else { return .unknown }
    let ends = [lower.units * numerator, upper.units * numerator]
    return Enclosure(from: min(ends[0], ends[1]), to: max(ends[0], ends[1]), over: denominator)
  }

  static func * (left: Enclosure, right: Enclosure) -> Enclosure {
    guard !left.isUnknown, !right.isUnknown else { return .unknown }
    let (a, b) = (left.lower.units, left.upper.units)
    let (c, d) = (right.lower.units, right.upper.units)
    let products = [a * c, a * d, b * c, b * d]
    guard let least = products.min(), let most = products.max() else { return .unknown }
    return Enclosure(from: least, to: most, over: BigInt(1) << FixedPoint.fractionBits)
  }

  /// One divided by the number; unknown where it may be 0.
  var inverse: Enclosure {
    guard !isUnknown, !(lower.isNegative || lower.isZero) || upper.isNegative else {
      return .unknown
    }
    let one = BigInt(1) << (2 * FixedPoint.fractionBits)
    if upper.isNegative { return negated.inverse.negated }
    let low = FixedPoint.divided(one, by: upper.units).quotient
    let (high, rest) = FixedPoint.divided(one, by: lower.units)
    return Enclosure(
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
