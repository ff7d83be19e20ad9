/// A transfer as one event, or one side of it where the two took place at different times.
package struct TransferMoment: Hashable, Sendable {
  /// Which part of a transfer took place.
  package enum Side: Hashable, Sendable {
    /// The money left its payer and came to its beneficiary.
    case whole
    /// It left its payer, and was on its way from then on.
    case departure
    /// It came to its beneficiary.
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
