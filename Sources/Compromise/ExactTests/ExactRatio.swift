internal import BigInt

/// A quotient of whole numbers in lowest terms.
struct ExactRatio: Sendable, Hashable, CustomStringConvertible {
  let numerator: BigInt
  let denominator: BigInt

  /// - Parameter denominator: not 0.
  init(_ numerator: BigInt, _ denominator: BigInt) {
    let divisor = numerator.greatestCommonDivisor(with: denominator)
    self.numerator = divisor == 0 ? numerator : numerator / divisor
    self.denominator = divisor == 0 ? denominator : denominator / divisor
  }

  var description: String { "\(numerator)/\(denominator)" }

  /// The nearest decimal.
  var decimal: Double {
    // Both are cut to 128 bits, so that neither is too large for a decimal.
    let surplus = max(0, denominator.bitWidth - 900)
    let (top, bottom) = (numerator >> surplus, denominator >> surplus)
    return Double(top) / Double(bottom)
  }
}
