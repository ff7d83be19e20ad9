/// What a row that turned out to show the transfer of another says beside that one.
package enum RowSide: Sendable, Hashable {
  /// The same: when it left and when it came.
  case same
  /// When it came, where the other row is the payer's and says when it left.
  case arrival
  /// When it left, where the other row is the beneficiary's and says when it came.
  case departure
  /// When it came, where the other row says both.
  case arrivalToo
  /// When it left, where the other row says both.
  case departureToo
}
