public import PaymentGraph

/// One limit that keeps more of somebody's money from reaching an account: an arc of the minimum cut.
public struct Bottleneck: Sendable, Hashable {
  /// The kinds of limits.
  public enum Kind: Sendable, Hashable {
    /// No more than this was claimed.
    case claim(TransferID)
    /// No more than this of a payment could pass: its amount, or the part that a link, a fee, an overdraft or the
    /// balance of the account leaves.
    case payment(TransferID)
    /// No more than this was left in the account after a payment out of it.
    case balance(AccountID, after: TransferID)
  }

  /// The kind of the limit.
  public let kind: Kind
  /// The amount that can pass, in minor units.
  public let minorUnits: Int128
}
