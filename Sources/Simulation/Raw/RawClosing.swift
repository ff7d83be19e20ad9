public import PaymentGraph

/// What one account's statement adds up to.
public struct RawClosing: Sendable, Hashable {
  /// The file's name.
  public let file: String
  /// How many rows show payments or hold back money, those of the frame left out.
  public let rowCount: Int
  /// What stands on the account before the first row.
  public let opening: Money
  /// What stands on it after the last.
  public let closing: Money
}
