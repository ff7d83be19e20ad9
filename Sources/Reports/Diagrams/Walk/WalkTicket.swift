internal import FundTracing
internal import PaymentGraph

/// A transfer that carried one victim's money, or several between the same two cards together.
struct WalkTicket: Sendable {
  /// The indices of the cards.
  let from: Int
  let to: Int
  /// The evidence for a payout of a pooled account.
  let evidence: FlowEvidence
  /// The grade of the weakest link to a payout of a pooled account; nil for other transfers, and
  /// for payouts that no link explains.
  let grade: Grade?
  /// True where the money goes back to an account that it came from.
  var isReturn = false
  /// The transfers, in the order of processing.
  var transfers: [TransferID]
  /// The victim's part of the sum sent, in minor units of the currency sent, exact.
  var amount: Fraction
  /// The whole sum sent.
  var whole: Money
  /// The victim's part of the sum received, in minor units of the currency received.
  var arrived: Fraction
  /// The currency received.
  let receivedCurrency: Currency

  var currency: Currency { whole.currency }
  /// True where the whole sum is the victim's.
  var isWhole: Bool { amount == Fraction(whole.minorUnits) }
}
