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
    return Fraction(Interval(min(one.lower, other.lower), min(one.upper, other.upper)))
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
    return value.lower < zero ? Fraction(Interval(zero, value.upper)) : self
  }

  /// Bounds from 0 to the upper bound of the number.
  var atMost: Fraction {
    let zero = FixedPoint(whole: 0, fraction: 0)
    return isZero ? self : Fraction(Interval(zero, max(zero, enclosure.upper)))
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

extension Fraction: Hashable, Comparable {
  /// Compares two fractions: exact numbers are equal in value, enclosures are equal where their bounds are.
  ///
  /// Equal enclosures do not prove equal numbers: see ``mayEqual(_:)``.
  public static func == (left: Fraction, right: Fraction) -> Bool {
    switch (left.storage, right.storage) {
    case (.small(let a, let b), .small(let c, let d)): a == c && b == d
    case (.large(let left), .large(let right)):
      left.numerator == right.numerator && left.denominator == right.denominator
    case (.between(let left), .between(let right)):
      left.lower == right.lower && left.upper == right.upper
    default: false
    }
  }

  /// Orders numbers by value, and enclosures by lower, then upper bound.
  ///
  /// The order serves sorting; ``isSurelyLess(than:)`` says whether a number is proved to be less.
  public static func < (left: Fraction, right: Fraction) -> Bool {
    guard case .small(let a, let b) = left.storage, case .small(let c, let d) = right.storage else {
      if case .between(let one) = left.storage, case .between(let other) = right.storage {
        return (one.lower, one.upper) < (other.lower, other.upper)
      }
      guard let (left, right) = exact(left, right) else {
        let (one, other) = (left.bounds, right.bounds)
        return (one.lower, one.upper) < (other.lower, other.upper)
      }
      return left.numerator * right.denominator < right.numerator * left.denominator
    }
    if b == d { return a < c }
    return Int128(a) * Int128(d) < Int128(c) * Int128(b)
  }

  /// Hashes numerator and denominator, or the bounds.
  public func hash(into hasher: inout Hasher) {
    switch storage {
    case .small(let numerator, let denominator):
      hasher.combine(numerator)
      hasher.combine(denominator)
    case .large(let value):
      hasher.combine(value.numerator)
      hasher.combine(value.denominator)
    case .between(let value):
      hasher.combine(value.lower)
      hasher.combine(value.upper)
    }
  }
}

extension Fraction: CustomStringConvertible {
  /// The number as `12` or `7/3`; of an enclosure the bounds with twenty decimals, `1.23…4..1.23…5`.
  public var description: String {
    switch storage {
    case .small(let numerator, 1): "\(numerator)"
    case .small(let numerator, let denominator): "\(numerator)/\(denominator)"
    case .large(let value):
      value.denominator == 1
        ? "\(value.numerator)" : "\(value.numerator)/\(value.denominator)"
    case .between(let value): value.text(decimals: 20)
    }
  }
}
