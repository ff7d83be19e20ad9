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
