public import PaymentGraph

/// A payment of a raw case as it really took place, and the rows that show it.
public struct RawPayment: Sendable, Hashable {
  /// The name that the truth gives it; no file shows it.
  public internal(set) var id: String
  /// The moment at which it took place, in milliseconds since 1970.
  public let moment: Int64
  /// The account that pays: its number among the accounts.
  public let payer: Int
  /// The account that is paid.
  public let payee: Int
  /// What leaves the payer.
  public let sent: Money
  /// What the payee gets.
  public let received: Money
  /// What it is.
  public let kind: TransferKind
  /// True where a victim claims it.
  public let isClaim: Bool
  /// The rows that show it, in the order of the files' names and lines.
  public internal(set) var rows: [RawRow] = []
}
