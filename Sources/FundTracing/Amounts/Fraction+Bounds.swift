internal import BigInt

extension Fraction {
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
    return Fraction.$mostBits.withValue(.max) {
      let unit = BigInt(1) << FixedPoint.fractionBits
      return (
        Fraction.reduced(value.lower.units, unit), Fraction.reduced(value.upper.units, unit)
      )
    }
  }

  /// Whether the number is less than another wherever both lie between their bounds.
  public func isSurelyLess(than other: Fraction) -> Bool {
    if isExact, other.isExact { return self < other }
    return enclosure.upper < other.enclosure.lower
  }

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
