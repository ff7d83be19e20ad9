/// Two numbers of fixed width between which an exact number lies that is not negative.
///
/// As ``Enclosure``, but computed in three machine words and kept beside others in one piece of memory: what a
/// pass over many compositions needs. Every operation rounds the lower end down and the upper end up.
struct FixedSpan: Sendable, Hashable {
  var lower: Fixed192
  var upper: Fixed192

  static let zero = FixedSpan(lower: .zero, upper: .zero)
  static let one = FixedSpan(lower: .one, upper: .one)

  /// The closest ends around a quotient of integers, of which the second is not 0.
  init(_ numerator: UInt64, over denominator: UInt64) {
    lower = Fixed192(numerator, over: denominator, roundedUp: false)
    upper = Fixed192(numerator, over: denominator, roundedUp: true)
  }

  init(lower: Fixed192, upper: Fixed192) {
    self.lower = lower
    self.upper = upper
  }

  /// Ends around a number that is not negative.
  init(_ number: Fraction) {
    switch number.storage {
    case .small(let numerator, let denominator):
      self.init(numerator <= 0 ? 0 : numerator.magnitude, over: denominator.magnitude)
    case .large, .between:
      let enclosure = number.enclosure
      self.init(lower: Fixed192(enclosure.lower), upper: Fixed192(enclosure.upper))
      // An end that is the most says nothing of what lies below it.
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

  /// The product with an integer: no end is rounded.
  @inline(__always) func times(_ factor: UInt64) -> FixedSpan {
    FixedSpan(
      lower: lower.floor(lower.times(factor)), upper: upper == .most ? .most : upper.times(factor))
  }

  /// Any number from 0 to the upper end.
  var atMost: FixedSpan { FixedSpan(lower: .zero, upper: upper) }

  /// A part of a whole: not above 1.
  var notAboveOne: FixedSpan {
    upper > .one ? FixedSpan(lower: min(lower, .one), upper: .one) : self
  }

  var isZero: Bool { upper.isZero }

  /// The distance of the ends.
  var width: FixedPoint {
    lower.point.negated.flatMap { upper.point.adding($0) } ?? .most
  }

  /// The number as a fraction: itself where both ends are one number of few digits, else bounds.
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
  /// A lower end that was computed; nothing, which is always below, where it had too many bits.
  @inline(__always) fileprivate func floor(_ result: Fixed192) -> Fixed192 {
    result == .most ? .zero : result
  }
}
