/// The side of a payment that a row shows, beside the row of the same transfer that is kept.
package enum RowSide: Sendable, Hashable {
  /// The same side as the other row: both departure and arrival.
  case same
  /// The arrival, where the other row is the payer's and shows the departure.
  case arrival
  /// The departure, where the other row is the beneficiary's and shows the arrival.
  case departure
  /// The arrival, where the other row shows both.
  case arrivalToo
  /// The departure, where the other row shows both.
  case departureToo
}
