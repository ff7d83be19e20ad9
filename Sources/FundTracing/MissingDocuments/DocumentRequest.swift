public import PaymentGraph

/// A document that is missing from the records, and the money whose way it would decide.
public struct DocumentRequest: Sendable, Hashable {
  /// The kinds of documents.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The statement of an account: money arrived, and no record shows the account afterwards.
    case statement
    /// The activity of a payment service in a period for which it has no records.
    case activity
    /// The settlement of some receipts: the service's records are there, and link no payout to them.
    case settlement
    /// The records of receipts that payouts name and that are not loaded.
    case receipts
    /// The source of the money of a payment whose amount keeps the bounds wide.
    case paymentSource
    /// The balance of an account after a payment, where that balance keeps the bounds wide.
    case balance
  }

  /// The part of a payment service's receipts that is linked with a payout.
  public struct LinkedShare: Sendable, Hashable {
    /// The number of linked receipts.
    public let linked: Int
    /// The number of all receipts.
    public let all: Int
  }

  /// The kind of the document.
  public let kind: Kind
  /// The account whose records are wanted; its institution is the one to ask.
  public let account: AccountID
  /// The first day wanted; nil for the beginning.
  public let from: CivilDate?
  /// The last day wanted; nil for no end.
  public let to: CivilDate?
  /// The transfers at which the trail ends or begins because the document is missing, in ledger order.
  public let transfers: [TransferID]
  /// The references and receipt ids of those records, to quote in the request, in alphabetical order.
  public let references: [String]
  /// The claimed payments whose way the document would show, in ledger order.
  public let claims: [TransferID]
  /// The sum of those claims, as sent: the most that the document can decide.
  public let claimed: MoneyTotals
  /// The sum that the document is expected to decide: at a payment service with records ``claimed`` times the share of
  /// its receipts that are linked, rounded down; elsewhere all of ``claimed``.
  public let expected: MoneyTotals
  /// The number of the service's receipts in times with records, and the number of them linked with a payout; nil where
  /// the document is not a service's activity.
  public let linkedShare: LinkedShare?
  /// The payouts, as sent, whose origin the document would show: those to accounts that victims' money reaches.
  public let unexplained: MoneyTotals
}
