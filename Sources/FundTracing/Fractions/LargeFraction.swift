internal import BigInt

/// A rational number that machine words cannot hold, in lowest terms.
final class LargeFraction: Sendable {
  let numerator: BigInt
  let denominator: BigInt

  init(_ numerator: BigInt, _ denominator: BigInt) {
    self.numerator = numerator
    self.denominator = denominator
  }
}
