public import PaymentGraph

/// A document that is not among the records, and what it would decide.
public struct DocumentRequest: Sendable, Hashable {
  /// What to ask for.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The statement of an account: money arrived, and no record shows the account after that.
    case statement
    /// The activity of a payment service in a stretch of time of which it has no records.
    case activity
    /// What became of some receipts: the service's records are there, and link no payout to them.
    case settlement
    /// Receipts that payouts name and that no record holds.
    case receipts
    /// What a payment was made from, where its amount is what keeps any rule from saying more.
    case paymentSource
    /// The balance that an account had after a payment, where that is what keeps any rule from saying
    /// more.
    case balance
  }

  /// How many receipts of a payment service are linked with a payout.
  public struct LinkedShare: Sendable, Hashable {
    /// Those that are linked.
    public let linked: Int
    /// All.
    public let all: Int
  }

  /// What to ask for.
  public let kind: Kind
  /// The account whose records are wanted; its institution is whom to ask.
  public let account: AccountID
  /// The first day wanted; nil for the beginning.
  public let from: CivilDate?
  /// The last day wanted; nil for all up to now.
  public let to: CivilDate?
  /// Where the trail ends or begins for want of it, in ledger order.
  public let transfers: [TransferID]
  /// What those records are called by, to quote in the request: references, ids of receipts; in
  /// alphabetical order.
  public let references: [String]
  /// The claimed payments whose way it would show, in ledger order.
  public let claims: [TransferID]
  /// What those claims add up to, as sent: the most that it decides of them.
  public let claimed: MoneyTotals
  /// What it can be expected to decide of them: at a payment service ``claimed`` times the share of its
  /// receipts that are linked where there are records, rounded down; elsewhere all.
  public let expected: MoneyTotals
  /// Of the service's receipts in times with records, how many are linked with a payout; nil where the
  /// document is no service's activity.
  public let linkedShare: LinkedShare?
  /// What it would say the origin of: payouts to accounts that victims' money reaches, as sent.
  public let unexplained: MoneyTotals
}
