internal import BigInt

extension Fraction {
  /// The nearest whole numbers of the lower and the upper bound, halves up: one number where the rounding is decided.
  package var nearestUnits: (low: Int128, high: Int128) {
    func nearest(_ number: Fraction) -> Int128 {
      (number + Fraction.half).floored()?.whole ?? 0
    }
    guard !isExact else {
      let units = nearest(self)
      return (units, units)
    }
    let value = enclosure
    let half = UInt128(1) << 127
    func rounded(_ end: FixedPoint) -> Int128 { end.whole &+ (end.fraction >= half ? 1 : 0) }
    return (rounded(value.lower), rounded(value.upper))
  }

  private static let half = Fraction(1, 2) ?? .zero

  /// Whether the number itself is known, not only two bounds around it.
  public var isExact: Bool {
    if case .between = storage { return false }
    return true
  }

  /// Two numbers between which the number lies; they are the number itself where it is exact.
  ///
  /// Of a number of more than 127 bits before the point nothing is known; sums of money have no such.
  public var bounds: (lower: Fraction, upper: Fraction) {
    guard case .between(let value) = storage else { return (self, self) }
    return (Fraction.binary(value.lower), Fraction.binary(value.upper))
  }

  /// How far apart the bounds are; 0 for an exact number.
  ///
  /// O(1).
  var width: FixedPoint {
    guard case .between(let value) = storage else { return FixedPoint(whole: 0, fraction: 0) }
    return value.lower.negated.flatMap { value.upper.adding($0) } ?? .most
  }

  /// Whether the number is less than another wherever both lie between their bounds.
  public func isSurelyLess(than other: Fraction) -> Bool {
    if isExact, other.isExact { return self < other }
    return enclosure.upper < other.enclosure.lower
  }

  /// Whether the number is not above another wherever both lie between their bounds.
  func isSurelyAtMost(_ other: Fraction) -> Bool {
    if isExact, other.isExact { return self <= other }
    return enclosure.upper <= other.enclosure.lower
  }

  /// The smaller of two numbers; bounds around it where theirs overlap.
  static func lesser(_ left: Fraction, _ right: Fraction) -> Fraction {
    if left.isSurelyAtMost(right) { return left }
    if right.isSurelyAtMost(left) { return right }
    let (one, other) = (left.enclosure, right.enclosure)
    return Fraction(Enclosure(min(one.lower, other.lower), min(one.upper, other.upper)))
  }

  /// What the number has more than another, 0 where it has less; bounds around it where it is not proved which.
  func excess(over other: Fraction) -> Fraction {
    isSurelyAtMost(other) ? .zero : (self - other).notBelowZero
  }

  /// A number that is known not to be below 0.
  var notBelowZero: Fraction {
    guard case .between(let value) = storage else { return max(self, .zero) }
    let zero = FixedPoint(whole: 0, fraction: 0)
    if value.upper <= zero { return .zero }
    return value.lower < zero ? Fraction(Enclosure(zero, value.upper)) : self
  }

  /// Any number from 0 to the most that this one can be.
  var atMost: Fraction {
    let zero = FixedPoint(whole: 0, fraction: 0)
    return isZero ? self : Fraction(Enclosure(zero, max(zero, enclosure.upper)))
  }

  /// Whether the number is proved to be above 0.
  var isSurelyPositive: Bool { Fraction.zero.isSurelyLess(than: self) }

  /// Whether both can be the same number.
  public func mayEqual(_ other: Fraction) -> Bool {
    if isExact, other.isExact { return self == other }
    return !isSurelyLess(than: other) && !other.isSurelyLess(than: self)
  }

  /// The one integer that the number can be; nil where it can be none or several.
  package var onlyInteger: Int128? {
    switch storage {
    case .small(let numerator, 1): return Int128(numerator)
    case .small, .large: return nil
    case .between(let value):
      let first = value.lower.fraction == 0 ? value.lower.whole : value.lower.whole &+ 1
      return value.upper.whole == first ? first : nil
    }
  }
}
