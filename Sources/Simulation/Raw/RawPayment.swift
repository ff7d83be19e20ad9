public import PaymentGraph

/// A payment of a raw case as it really took place, and the rows that show it.
public struct RawPayment: Sendable, Hashable {
  /// The payment's name in the truth; no file shows it.
  public internal(set) var id: String
  /// The moment of the payment, in milliseconds since 1970.
  public let moment: Int64
  /// The number of the account that pays.
  public let payer: Int
  /// The number of the account that is paid.
  public let payee: Int
  /// The amount that leaves the payer.
  public let sent: Money
  /// The amount that the beneficiary receives.
  public let received: Money
  /// The kind of movement.
  public let kind: TransferKind
  /// True where a victim claims the payment.
  public let isClaim: Bool
  /// The rows that show the payment, in the order of the files' names and lines.
  public internal(set) var rows: [RawRow] = []
}
