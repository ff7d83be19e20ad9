internal import FundTracing
internal import PaymentGraph

/// A transfer that carried one victim's money, or several between the same two cards together.
struct WalkTicket: Sendable {
  /// The positions of the cards.
  let from: Int
  let to: Int
  /// On what a payout of a pooled account rests.
  let evidence: FlowEvidence
  /// The weakest link on which a payout of a pooled account rests; nil for other transfers, and for
  /// payouts that no link explains.
  let grade: Grade?
  /// Whether it leads back to where the money came from.
  var isReturn = false
  /// The transfers, in the order of processing.
  var transfers: [TransferID]
  /// How much of them is the victim's, in minor units of the currency sent: exact.
  var amount: Fraction
  /// All of what was sent.
  var whole: Money
  /// How much of them arrived that is the victim's, in minor units of the currency received.
  var arrived: Fraction
  /// The currency received.
  let receivedCurrency: Currency

  var currency: Currency { whole.currency }
  /// Whether all of it is the victim's.
  var isWhole: Bool { amount == Fraction(whole.minorUnits) }
}
