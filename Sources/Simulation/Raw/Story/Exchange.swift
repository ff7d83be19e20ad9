internal import PaymentGraph

extension Money {
  /// Converts the amount to another currency at a rate in ten-thousandths, rounded half up.
  func exchanged(into currency: Currency, at rate: Int64) -> Money {
    Money(minorUnits: ExactMath.halfUp(minorUnits, rate, over: 10_000), currency: currency)
  }
}
