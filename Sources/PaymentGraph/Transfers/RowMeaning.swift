/// How many payments one row of a ledger stands for.
public enum RowMeaning: Hashable, Sendable {
  /// The row is one payment.
  case one
  /// The row is the total of several payments; their number where it is stated.
  case several(Int?)
}
