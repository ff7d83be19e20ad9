public import PaymentGraph

/// The totals of one account's statement.
public struct RawClosing: Sendable, Hashable {
  /// The file's name.
  public let file: String
  /// The number of rows that show payments or hold back money, without those of the frame.
  public let rowCount: Int
  /// The balance before the first row.
  public let opening: Money
  /// The balance after the last row.
  public let closing: Money
}
