internal import BigInt

extension Fraction {
  /// The whole numbers nearest to the lower and the upper bound, halves up: one number where the rounding is decided.
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

  /// True where the number itself is known, not only two bounds around it.
  public var isExact: Bool {
    if case .between = storage { return false }
    return true
  }

  /// Two numbers that enclose the number; they are the number itself where it is exact.
  ///
  /// They are unknown for a number of more than 127 bits before the point; no sum of money is so large.
  public var bounds: (lower: Fraction, upper: Fraction) {
    guard case .between(let value) = storage else { return (self, self) }
    return (Fraction.binary(value.lower), Fraction.binary(value.upper))
  }

  /// The distance between the bounds; 0 for an exact number.
  ///
  /// O(1).
  var width: FixedPoint {
    guard case .between(let value) = storage else { return FixedPoint(whole: 0, fraction: 0) }
    return value.lower.negated.flatMap { value.upper.adding($0) } ?? .most
  }

  /// Returns true where the number is less than another wherever both lie between their bounds.
  public func isSurelyLess(than other: Fraction) -> Bool {
    if isExact, other.isExact { return self < other }
    return enclosure.upper < other.enclosure.lower
  }

  /// Returns true where the number is not above another wherever both lie between their bounds.
  func isSurelyAtMost(_ other: Fraction) -> Bool {
    if isExact, other.isExact { return self <= other }
    return enclosure.upper <= other.enclosure.lower
  }

  /// Returns the smaller of two numbers, or bounds around it where theirs overlap.
  static func lesser(_ left: Fraction, _ right: Fraction) -> Fraction {
    if left.isSurelyAtMost(right) { return left }
    if right.isSurelyAtMost(left) { return right }
    let (one, other) = (left.enclosure, right.enclosure)
    return Fraction(Enclosure(min(one.lower, other.lower), min(one.upper, other.upper)))
  }

  /// Returns the excess of the number over another, 0 where it is less; bounds around it where neither is proved.
  func excess(over other: Fraction) -> Fraction {
    isSurelyAtMost(other) ? .zero : (self - other).notBelowZero
  }

  /// The number with anything below 0 cut off, where it is known not to be negative.
  var notBelowZero: Fraction {
    guard case .between(let value) = storage else { return max(self, .zero) }
    let zero = FixedPoint(whole: 0, fraction: 0)
    if value.upper <= zero { return .zero }
    return value.lower < zero ? Fraction(Enclosure(zero, value.upper)) : self
  }

  /// Bounds from 0 to the upper bound of the number.
  var atMost: Fraction {
    let zero = FixedPoint(whole: 0, fraction: 0)
    return isZero ? self : Fraction(Enclosure(zero, max(zero, enclosure.upper)))
  }

  /// True where the number is proved to be above 0.
  var isSurelyPositive: Bool { Fraction.zero.isSurelyLess(than: self) }

  /// Returns true where both can be the same number.
  public func mayEqual(_ other: Fraction) -> Bool {
    if isExact, other.isExact { return self == other }
    return !isSurelyLess(than: other) && !other.isSurelyLess(than: self)
  }

  /// The one integer that the number can be; nil where it can be no integer or several.
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
