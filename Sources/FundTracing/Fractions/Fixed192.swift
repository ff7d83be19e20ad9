/// A binary number that is not negative, with 64 bits before the point and 128 behind it.
///
/// An end of a ``FixedSpan``. The caller chooses the direction of rounding. A result that has too many bits is
/// ``most``, an upper end that bounds nothing. All operations are O(1) and allocate nothing.
struct Fixed192: Sendable, Hashable {
  /// Parts of 64 bits each, the lowest first; the last is the integer.
  private(set) var low: UInt64
  private(set) var middle: UInt64
  private(set) var whole: UInt64

  static let zero = Fixed192(whole: 0)
  static let one = Fixed192(whole: 1)
  /// The largest number, which stands for an unknown upper end.
  static let most = Fixed192(low: .max, middle: .max, whole: .max)

  init(whole: UInt64) { self.init(low: 0, middle: 0, whole: whole) }

  init(low: UInt64, middle: UInt64, whole: UInt64) {
    self.low = low
    self.middle = middle
    self.whole = whole
  }

  /// Creates the quotient of two integers, rounded down or up; the divisor is not 0.
  init(_ numerator: UInt64, over denominator: UInt64, roundedUp: Bool) {
    let (whole, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
    let (middle, next) = denominator.dividingFullWidth((rest, 0))
    let (low, last) = denominator.dividingFullWidth((next, 0))
    self.init(low: low, middle: middle, whole: whole)
    if roundedUp, last != 0 { increment() }
  }

  var isZero: Bool { low | middle | whole == 0 }

  /// Moves to the next number, or to ``most``.
  private mutating func increment() {
    var carry: Bool
    (low, carry) = low.addingReportingOverflow(1)
    guard carry else { return }
    (middle, carry) = middle.addingReportingOverflow(1)
    guard carry else { return }
    (whole, carry) = whole.addingReportingOverflow(1)
    if carry { self = .most }
  }

  /// Returns the exact sum, or ``most``.
  @inline(__always) func adding(_ other: Fixed192) -> Fixed192 {
    let (low, carry) = low.addingReportingOverflow(other.low)
    let (half, second) = middle.addingReportingOverflow(other.middle)
    let (middle, third) = half.addingReportingOverflow(carry ? 1 : 0)
    let (sum, fourth) = whole.addingReportingOverflow(other.whole)
    let (whole, fifth) = sum.addingReportingOverflow(second || third ? 1 : 0)
    return fourth || fifth ? .most : Fixed192(low: low, middle: middle, whole: whole)
  }

  /// Returns the exact product with an integer, or ``most``.
  @inline(__always) func times(_ factor: UInt64) -> Fixed192 {
    let first = low.multipliedFullWidth(by: factor)
    let second = middle.multipliedFullWidth(by: factor)
    let third = whole.multipliedFullWidth(by: factor)
    let (middle, carry) = second.low.addingReportingOverflow(first.high)
    let (sum, overflow) = third.low.addingReportingOverflow(second.high)
    let (whole, overflowToo) = sum.addingReportingOverflow(carry ? 1 : 0)
    if third.high != 0 || overflow || overflowToo { return .most }
    return Fixed192(low: first.low, middle: middle, whole: whole)
  }

  /// Returns the exact product with an integer; the caller makes sure that it has 64 bits before the point.
  @inline(__always) func multiplied(by factor: UInt64) -> Fixed192 {
    let first = low.multipliedFullWidth(by: factor)
    let second = middle.multipliedFullWidth(by: factor)
    let (middle, carry) = second.low.addingReportingOverflow(first.high)
    return Fixed192(
      low: first.low, middle: middle, whole: whole &* factor &+ second.high &+ (carry ? 1 : 0))
  }

  /// Adds a number; the caller makes sure that the sum has 64 bits before the point.
  @inline(__always) mutating func add(_ other: Fixed192) {
    let (low, carry) = self.low.addingReportingOverflow(other.low)
    let (half, second) = self.middle.addingReportingOverflow(other.middle)
    let (middle, third) = half.addingReportingOverflow(carry ? 1 : 0)
    self = Fixed192(
      low: low, middle: middle,
      whole: self.whole &+ other.whole &+ (second ? 1 : 0) &+ (third ? 1 : 0))
  }

  /// Returns the quotient by an integer that is not 0, rounded down, and the rest of the last digit.
  @inline(__always) func divided(by divisor: UInt64) -> (quotient: Fixed192, rest: UInt64) {
    let (first, one) =
      whole < divisor ? (0, whole) : whole.quotientAndRemainder(dividingBy: divisor)
    let (second, two) = divisor.dividingFullWidth((one, middle))
    let (third, rest) = divisor.dividingFullWidth((two, low))
    return (Fixed192(low: third, middle: second, whole: first), rest)
  }

  /// Returns the product, rounded down or up, or ``most``.
  @inline(__always) func times(_ other: Fixed192, roundedUp: Bool) -> Fixed192 {
    // Most factors are parts of a whole, below 1.
    if whole == 0, other.whole == 0 { return fraction(times: other, roundedUp) }
    if other.whole == 1, other.middle | other.low == 0 { return self }
    if whole == 1, middle | low == 0 { return other }
    return wide(times: other, roundedUp)
  }

  /// Returns the product of two numbers below 1.
  @inline(__always) private func fraction(times other: Fixed192, _ roundedUp: Bool) -> Fixed192 {
    let ll = low.multipliedFullWidth(by: other.low)
    let lm = low.multipliedFullWidth(by: other.middle)
    let ml = middle.multipliedFullWidth(by: other.low)
    let mm = middle.multipliedFullWidth(by: other.middle)
    // The limbs of the product, the lowest first: ll.low, second, third, fourth.
    let (half, one) = ll.high.addingReportingOverflow(lm.low)
    let (second, two) = half.addingReportingOverflow(ml.low)
    let (lower, three) = mm.low.addingReportingOverflow(lm.high)
    let (higher, four) = lower.addingReportingOverflow(ml.high)
    let (third, five) = higher.addingReportingOverflow((one ? 1 : 0) &+ (two ? 1 : 0))
    // Both factors are below 1, so the product is as well: nothing overflows.
    let fourth = mm.high &+ (three ? 1 : 0) &+ (four ? 1 : 0) &+ (five ? 1 : 0)
    var product = Fixed192(low: third, middle: fourth, whole: 0)
    if roundedUp, ll.low | second != 0 { product.increment() }
    return product
  }

  private func wide(times other: Fixed192, _ roundedUp: Bool) -> Fixed192 {
    let (left, right) = ([low, middle, whole], [other.low, other.middle, other.whole])
    var limbs = [UInt64](repeating: 0, count: 6)
    for (place, factor) in left.enumerated() {
      var carry: UInt64 = 0
      for (step, digit) in right.enumerated() {
        let product = factor.multipliedFullWidth(by: digit)
        let (sum, one) = product.low.addingReportingOverflow(limbs[place + step])
        let (total, two) = sum.addingReportingOverflow(carry)
        limbs[place + step] = total
        // The product of two limbs and two more limbs fit into two limbs.
        carry = product.high &+ (one ? 1 : 0) &+ (two ? 1 : 0)
      }
      limbs[place + 3] = carry
    }
    guard limbs[5] == 0 else { return .most }
    var product = Fixed192(low: limbs[2], middle: limbs[3], whole: limbs[4])
    if roundedUp, limbs[0] | limbs[1] != 0 { product.increment() }
    return product
  }
}

extension Fixed192: Comparable {
  static func < (left: Fixed192, right: Fixed192) -> Bool {
    if left.whole != right.whole { return left.whole < right.whole }
    return left.middle == right.middle ? left.low < right.low : left.middle < right.middle
  }
}

extension Fixed192 {
  /// The number as an end of an ``Interval``; ``most`` becomes the greatest end.
  var point: FixedPoint {
    if self == .most { return .most }
    return FixedPoint(whole: Int128(whole), fraction: UInt128(middle) << 64 | UInt128(low))
  }

  /// Creates the number of an end of an enclosure: 0 for a negative end, ``most`` for one that is too large.
  init(_ point: FixedPoint) {
    guard !point.isNegative else {
      self = .zero
      return
    }
    guard let whole = UInt64(exactly: point.whole), point != .most else {
      self = .most
      return
    }
    self.init(
      low: UInt64(truncatingIfNeeded: point.fraction),
      middle: UInt64(truncatingIfNeeded: point.fraction >> 64), whole: whole)
  }
}

/// Two numbers of fixed width that enclose an exact number that is not negative.
///
/// It is like ``Interval``, but computed in three machine words and stored in one block of memory, for passes over
/// many compositions. Every operation rounds the lower end down and the upper end up.
struct FixedSpan: Sendable, Hashable {
  var lower: Fixed192
  var upper: Fixed192

  static let zero = FixedSpan(lower: .zero, upper: .zero)
  static let one = FixedSpan(lower: .one, upper: .one)

  /// Creates the closest ends around a quotient of integers, of which the second is not 0.
  init(_ numerator: UInt64, over denominator: UInt64) {
    lower = Fixed192(numerator, over: denominator, roundedUp: false)
    upper = Fixed192(numerator, over: denominator, roundedUp: true)
  }

  init(lower: Fixed192, upper: Fixed192) {
    self.lower = lower
    self.upper = upper
  }

  /// Creates ends around a number that is not negative.
  init(_ number: Fraction) {
    switch number.storage {
    case .small(let numerator, let denominator):
      self.init(numerator <= 0 ? 0 : numerator.magnitude, over: denominator.magnitude)
    case .large, .between:
      let enclosure = number.enclosure
      self.init(lower: Fixed192(enclosure.lower), upper: Fixed192(enclosure.upper))
      // A lower end that became the greatest number is replaced by 0, because it bounds nothing.
      if lower == .most { lower = .zero }
    }
  }

  @inline(__always) static func + (left: FixedSpan, right: FixedSpan) -> FixedSpan {
    FixedSpan(
      lower: left.lower.floor(left.lower.adding(right.lower)), upper: left.upper.adding(right.upper)
    )
  }

  @inline(__always) static func * (left: FixedSpan, right: FixedSpan) -> FixedSpan {
    FixedSpan(
      lower: left.lower.floor(left.lower.times(right.lower, roundedUp: false)),
      upper: left.upper == .most || right.upper == .most
        ? .most : left.upper.times(right.upper, roundedUp: true))
  }

  /// Returns the product with an integer: no end is rounded.
  @inline(__always) func times(_ factor: UInt64) -> FixedSpan {
    FixedSpan(
      lower: lower.floor(lower.times(factor)), upper: upper == .most ? .most : upper.times(factor))
  }

  /// The span from 0 to the upper end.
  var atMost: FixedSpan { FixedSpan(lower: .zero, upper: upper) }

  /// The span cut to at most 1, for a part of a whole.
  var notAboveOne: FixedSpan {
    upper > .one ? FixedSpan(lower: min(lower, .one), upper: .one) : self
  }

  var isZero: Bool { upper.isZero }

  /// The distance between the ends.
  var width: FixedPoint {
    lower.point.negated.flatMap { upper.point.adding($0) } ?? .most
  }

  /// The number as a fraction: exact where both ends are one number of few digits, otherwise bounds.
  var fraction: Fraction {
    if lower == upper, lower.low == 0, let whole = Int64(exactly: lower.whole) {
      if lower.middle == 0 { return Fraction(whole) }
      if lower.middle.trailingZeroBitCount >= 32, whole < 1 << 31 {
        let shift = UInt64(lower.middle.trailingZeroBitCount)
        let bits = 64 - shift
        if let binary = Fraction(
          whole << Int64(bits) + Int64(truncatingIfNeeded: lower.middle >> shift), 1 << Int64(bits))
        {
          return binary
        }
      }
    }
    return Fraction(Interval(lower.point, upper.point))
  }
}

extension Fixed192 {
  /// Returns a computed lower end, or zero, which is always below, where it had too many bits.
  @inline(__always) fileprivate func floor(_ result: Fixed192) -> Fixed192 {
    result == .most ? .zero : result
  }
}
