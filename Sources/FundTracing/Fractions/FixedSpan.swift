/// Two numbers of fixed width that enclose an exact number that is not negative.
///
/// It is like ``Enclosure``, but computed in three machine words and stored in one block of memory, for passes over
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
    return Fraction(Enclosure(lower.point, upper.point))
  }
}

extension Fixed192 {
  /// Returns a computed lower end, or zero, which is always below, where it had too many bits.
  @inline(__always) fileprivate func floor(_ result: Fixed192) -> Fixed192 {
    result == .most ? .zero : result
  }
}
