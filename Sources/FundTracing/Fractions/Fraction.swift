internal import BigInt
internal import PaymentGraph

/// An exact rational number: the form of attributed amounts until they are shown.
///
/// It is always in lowest terms with a positive denominator. Numbers whose numerator and denominator fit in 64 bits are
/// computed in machine words (with 128 bits in between); larger ones in any number of words.
///
/// A number whose numerator or denominator would have more than ``mostDigits`` digits is kept as an enclosure: two
/// bounds around the exact number, proved by rounding outwards at every step (``isExact``, ``bounds``). So a figure
/// costs the same however many payments mixed on its way. O(1) for small numbers and enclosures, O(*b*²) for *b* bits
/// otherwise.
public struct Fraction: Sendable {
  /// Small numbers are the rule; large ones are stored behind one reference, so that a fraction stays two words.
  enum Storage: Sendable {
    case small(Int64, Int64)
    case large(LargeFraction)
    case between(Interval)
  }

  /// The most digits that numerator and denominator of an exact number may have.
  public static let mostDigits = 200

  /// The limit in bits; tests lower it, and callers that want every digit lift it.
  @TaskLocal static var mostBits = bits(digits: mostDigits)

  /// The limit within ``MixtureEngine``, separate from that of figures so that tests can lower either.
  @TaskLocal static var mostBitsOfMixtures = bits(digits: mostDigits)

  static func bits(digits: Int) -> Int { digits * 3322 / 1000 + 1 }

  let storage: Storage

  private init(_ storage: Storage) { self.storage = storage }

  /// Creates a number of which only bounds are known.
  init(_ enclosure: Interval) { storage = .between(enclosure) }

  /// Creates a whole number.
  public init(_ whole: Int64) { storage = .small(whole, 1) }

  /// Creates a whole number of 128 bits.
  init(wide whole: Int128) {
    if let small = Int64(exactly: whole) {
      storage = .small(small, 1)
    } else {
      storage = .large(LargeFraction(BigInt(whole), 1))
    }
  }

  /// Creates a quotient; nil where the denominator is 0.
  public init?(_ numerator: Int64, _ denominator: Int64) {
    guard denominator != 0 else { return nil }
    self = Fraction.reduced(Int128(numerator), Int128(denominator))
  }

  /// Reads a number from a text, `12`, `-7/3` or `12.50`; nil for any other text.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let numerator = Fraction.decimal(parts[0]) else {
      return nil
    }
    guard parts.count == 2 else {
      self = numerator
      return
    }
    guard let denominator = Fraction.decimal(parts[1]), !denominator.isZero else { return nil }
    self = numerator / denominator
  }

  /// Zero.
  public static let zero = Fraction(0)
  /// One.
  public static let one = Fraction(1)

  /// True where the number is 0.
  public var isZero: Bool {
    if case .small(let numerator, _) = storage { return numerator == 0 }
    return false
  }

  /// The sign: -1, 0 or 1.
  public var signum: Int {
    switch storage {
    case .small(let numerator, _): Int(numerator.signum())
    case .large(let value): Int(value.numerator.signum())
    case .between(let value):
      // An enclosure was made of numbers above 0, even where its lower end was rounded down to 0.
      value.upper.isNegative || value.upper.isZero
        ? (value.lower.isNegative ? -1 : 0) : (value.lower.isNegative ? 0 : 1)
    }
  }

  /// The number as an integer of 64 bits; nil where it is not one.
  var whole: Int64? {
    guard case .small(let numerator, 1) = storage else { return nil }
    return numerator
  }

  /// Returns the largest integer that is not above the number, and the remainder: at least 0, less than 1.
  ///
  /// Nil where the integer needs more than 128 bits, or where the bounds of the number leave it open.
  package func floored() -> (whole: Int128, rest: Fraction)? {
    switch storage {
    case .small(let numerator, let denominator):
      var (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
      if remainder < 0 {
        quotient -= 1
        remainder += denominator
      }
      return (Int128(quotient), Fraction(.small(remainder, denominator)))
    case .large(let value):
      var (quotient, remainder) = value.numerator.quotientAndRemainder(
        dividingBy: value.denominator)
      if remainder.signum() < 0 {
        quotient -= 1
        remainder += value.denominator
      }
      guard let whole = FixedPoint.whole(quotient) else { return nil }
      return (whole, Fraction.reduced(remainder, value.denominator))
    case .between(let value):
      guard value.lower.whole == value.upper.whole else { return nil }
      return (
        value.lower.whole,
        Fraction(
          .between(
            Interval(
              FixedPoint(whole: 0, fraction: value.lower.fraction),
              FixedPoint(whole: 0, fraction: value.upper.fraction))))
      )
    }
  }

  /// The number of bits of numerator and denominator: the cost of computing with the number.
  var bitWidth: Int {
    switch storage {
    case .small: 128
    case .large(let value): value.numerator.bitWidth + value.denominator.bitWidth
    case .between: 4 * FixedPoint.fractionBits
    }
  }

  // MARK: Arithmetic

  /// Returns the sum.
  public static func + (left: Fraction, right: Fraction) -> Fraction {
    guard case .small(let a, let b) = left.storage, case .small(let c, let d) = right.storage else {
      if left.isZero { return right }
      if right.isZero { return left }
      guard let (left, right) = exact(left, right) else {
        return Fraction(.between(left.enclosure + right.enclosure))
      }
      return sum(of: left, right)
    }
    if b == d {
      let (sum, overflow) = a.addingReportingOverflow(c)
      if !overflow { return b == 1 ? Fraction(sum) : reduced(sum, b) }
      return reduced(Int128(a) + Int128(c), Int128(b))
    }
    let (sum, overflow) = (Int128(a) * Int128(d)).addingReportingOverflow(Int128(c) * Int128(b))
    guard !overflow else {
      return reduced(BigInt(a) * BigInt(d) + BigInt(c) * BigInt(b), BigInt(b) * BigInt(d))
    }
    return reduced(sum, Int128(b) * Int128(d))
  }

  /// Returns the difference.
  public static func - (left: Fraction, right: Fraction) -> Fraction { left + (-right) }

  /// Returns the number with the other sign.
  public static prefix func - (value: Fraction) -> Fraction {
    switch value.storage {
    case .small(.min, let denominator): reduced(-Int128(Int64.min), Int128(denominator))
    case .small(let numerator, let denominator): Fraction(.small(-numerator, denominator))
    case .large(let value): Fraction(.large(LargeFraction(-value.numerator, value.denominator)))
    case .between(let value): Fraction(.between(value.negated))
    }
  }

  /// Returns the product.
  public static func * (left: Fraction, right: Fraction) -> Fraction {
    guard case .small(let a, let b) = left.storage, case .small(let c, let d) = right.storage else {
      if left.isZero || right.isZero { return .zero }
      guard let (left, right) = exact(left, right) else { return enclosed(left, times: right) }
      return product(of: left, right)
    }
    return reduced(Int128(a) * Int128(c), Int128(b) * Int128(d))
  }

  /// Returns the quotient; division by 0 gives 0, which callers exclude.
  public static func / (left: Fraction, right: Fraction) -> Fraction { left * right.inverse }

  private var inverse: Fraction {
    switch storage {
    case .small(0, _): .zero
    case .small(let numerator, let denominator):
      Fraction.reduced(Int128(denominator), Int128(numerator))
    case .large(let value): Fraction.reduced(value.denominator, value.numerator)
    case .between(let value): Fraction(.between(value.inverse))
    }
  }

  /// Returns the product of two numbers of which one is an enclosure.
  private static func enclosed(_ left: Fraction, times right: Fraction) -> Fraction {
    switch (left.storage, right.storage) {
    case (.between(let value), .small(let numerator, let denominator)),
      (.small(let numerator, let denominator), .between(let value)):
      numerator == 1 && denominator == 1
        ? Fraction(.between(value)) : Fraction(.between(value.times(numerator, over: denominator)))
    case (.between(let value), .large(let exact)), (.large(let exact), .between(let value)):
      Fraction(.between(value.times(exact.numerator, over: exact.denominator)))
    default: Fraction(.between(left.enclosure * right.enclosure))
    }
  }

  /// Adds to the number.
  public static func += (left: inout Fraction, right: Fraction) { left = left + right }
  /// Subtracts from the number.
  public static func -= (left: inout Fraction, right: Fraction) { left = left - right }

  // MARK: Lowest terms

  private static func reduced(_ numerator: Int64, _ denominator: Int64) -> Fraction {
    let common = gcd(numerator.magnitude, denominator.magnitude)
    guard common > 1, let divisor = Int64(exactly: common) else {
      return Fraction(.small(numerator, denominator))
    }
    return Fraction(.small(numerator / divisor, denominator / divisor))
  }

  private static func reduced(_ numerator: Int128, _ denominator: Int128) -> Fraction {
    if numerator == 0 { return .zero }
    let common = gcd(numerator.magnitude, denominator.magnitude)
    var (top, bottom) = (numerator, denominator)
    if common > 1, let divisor = Int128(exactly: common) {
      top /= divisor
      bottom /= divisor
    }
    if bottom < 0 {
      // Neither is Int128.min, because both are products or quotients of 64-bit numbers.
      top = -top
      bottom = -bottom
    }
    if let small = Int64(exactly: top), let below = Int64(exactly: bottom) {
      return Fraction(.small(small, below))
    }
    return lowest(BigInt(top), BigInt(bottom))
  }

  static func reduced(_ numerator: BigInt, _ denominator: BigInt) -> Fraction {
    if numerator.isZero { return .zero }
    var (top, bottom) = (numerator, denominator)
    cancel(&top, &bottom)
    if bottom.signum() < 0 {
      top.negate()
      bottom.negate()
    }
    return lowest(top, bottom)
  }

  /// Returns the sum of two numbers in lowest terms; only a divisor of both denominators can be common to the result
  /// (Henrici; Knuth, The Art of Computer Programming 2, 4.5.1), so that smaller numbers are reduced.
  private static func sum(of left: LargeFraction, _ right: LargeFraction) -> Fraction {
    let common = CommonDivisor.of(left.denominator.magnitude, right.denominator.magnitude)
    guard common > 1 else {
      return lowest(
        left.numerator * right.denominator + right.numerator * left.denominator,
        left.denominator * right.denominator)
    }
    let divisor = BigInt(common)
    let above = left.denominator / divisor
    var top = left.numerator * (right.denominator / divisor) + right.numerator * above
    if top.isZero { return .zero }
    let rest = BigInt(CommonDivisor.of(top.magnitude, common))
    if rest > 1 { top /= rest }
    return lowest(top, above * (rest > 1 ? right.denominator / rest : right.denominator))
  }

  /// Returns the product of two numbers in lowest terms: what they have in common stands crosswise.
  private static func product(of left: LargeFraction, _ right: LargeFraction) -> Fraction {
    var (a, b, c, d) = (left.numerator, left.denominator, right.numerator, right.denominator)
    cancel(&a, &d)
    cancel(&c, &b)
    return lowest(a * c, b * d)
  }

  /// Divides both numbers by what they have in common.
  private static func cancel(_ left: inout BigInt, _ right: inout BigInt) {
    let common = BigInt(CommonDivisor.of(left.magnitude, right.magnitude))
    guard common > 1 else { return }
    left /= common
    right /= common
  }

  /// Stores a number in lowest terms with a positive denominator.
  private static func lowest(_ top: BigInt, _ bottom: BigInt) -> Fraction {
    if let small = Int64(exactly: top), let below = Int64(exactly: bottom) {
      return Fraction(.small(small, below))
    }
    let limit = mostBits
    guard top.bitWidth <= limit, bottom.bitWidth <= limit else {
      return Fraction(.between(Interval(top, bottom)))
    }
    return Fraction(.large(LargeFraction(top, bottom)))
  }

  /// Returns the exact number of an end of an enclosure, whatever its digits: its denominator is a power of two.
  static func binary(_ end: FixedPoint) -> Fraction {
    let units = end.units
    if units.isZero { return .zero }
    let shift = min(units.magnitude.trailingZeroBitCount, FixedPoint.fractionBits)
    let (top, bottom) = (units >> shift, BigInt(1) << (FixedPoint.fractionBits - shift))
    if let small = Int64(exactly: top), let below = Int64(exactly: bottom) {
      return Fraction(.small(small, below))
    }
    return Fraction(.large(LargeFraction(top, bottom)))
  }

  private static func gcd<Number: FixedWidthInteger & UnsignedInteger>(
    _ left: Number, _ right: Number
  ) -> Number {
    // Euclid's algorithm, in 64 bits as soon as both fit: 128-bit division is a call.
    var (left, right) = (left, right)
    while right != 0 {
      if Number.bitWidth > 64, let small = UInt64(exactly: left), let other = UInt64(exactly: right)
      {
        return Number(truncatingIfNeeded: gcd(small, other))
      }
      (left, right) = (right, left % right)
    }
    return left
  }

  /// Numerator and denominator; nil where only bounds are known.
  var large: LargeFraction? {
    switch storage {
    case .small(let numerator, let denominator):
      LargeFraction(BigInt(numerator), BigInt(denominator))
    case .large(let value): value
    case .between: nil
    }
  }

  static func exact(
    _ left: Fraction, _ right: Fraction
  ) -> (LargeFraction, LargeFraction)? {
    guard let left = left.large, let right = right.large else { return nil }
    return (left, right)
  }

  var enclosure: Interval {
    switch storage {
    case .small(let numerator, let denominator): Interval(numerator, denominator)
    case .large(let value): Interval(value.numerator, value.denominator)
    case .between(let value): value
    }
  }

  private static func decimal(_ text: some StringProtocol) -> Fraction? {
    var digits = text[...]
    let isNegative = digits.first == "-"
    if isNegative { digits.removeFirst() }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts[0].count + (parts.last?.count ?? 0) > 0,
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let top = BigInt(parts.joined()), let bottom = BigInt("1" + zeros(parts.dropFirst().first))
    else { return nil }
    return reduced(isNegative ? -top : top, bottom)
  }

  private static func zeros(_ decimals: (some StringProtocol)?) -> String {
    String(repeating: "0", count: decimals?.count ?? 0)
  }
}

/// A rational number that machine words cannot hold, in lowest terms.
final class LargeFraction: Sendable {
  let numerator: BigInt
  let denominator: BigInt

  init(_ numerator: BigInt, _ denominator: BigInt) {
    self.numerator = numerator
    self.denominator = denominator
  }
}
