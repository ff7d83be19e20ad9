public import PaymentGraph

/// One of the places that keep more of somebody's money from reaching an account: an arc of the
/// minimum cut.
public struct Bottleneck: Sendable, Hashable {
  /// What the limit is.
  public enum Kind: Sendable, Hashable {
    /// No more than this was claimed.
    case claim(TransferID)
    /// No more than this of a payment went there: its amount, or the part that a link, a fee, an overdraft or
    /// the money in the account leaves.
    case payment(TransferID)
    /// No more than this was left in the account after a payment out of it.
    case balance(AccountID, after: TransferID)
  }

  /// What the limit is.
  public let kind: Kind
  /// How much it lets pass, in minor units.
  public let minorUnits: Int128
}
