/// The number of payments behind one row of a ledger.
public enum RowMeaning: Hashable, Sendable {
  /// The row is one payment.
  case one
  /// The row is the total of several payments; the number is theirs where it is stated.
  case several(Int?)
}
