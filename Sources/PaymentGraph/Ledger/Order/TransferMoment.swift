/// A transfer as one event, or one side of it where the two took place at different times.
package struct TransferMoment: Hashable, Sendable {
  /// The part of a transfer that took place.
  package enum Side: Hashable, Sendable {
    /// The money left its payer and arrived at its beneficiary.
    case whole
    /// The money left its payer, and was on its way from then on.
    case departure
    /// The money arrived at its beneficiary.
    case arrival
  }

  /// The position of the transfer in the ledger.
  package let transfer: Int
  package let side: Side

  package init(_ transfer: Int, _ side: Side) {
    self.transfer = transfer
    self.side = side
  }
}
