/// The payment that a transfer gives back, as a ledger's columns hold it.
package struct ReturnMark: Sendable, Hashable {
  /// The index of the payment.
  package var payment: UInt32
  /// True where the records name the payment; else it is the only one that fits.
  package let isNamed: Bool

  package init(payment: UInt32, isNamed: Bool) {
    self.payment = payment
    self.isNamed = isNamed
  }
}
