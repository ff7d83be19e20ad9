/// A movement on a bank's statement.
struct RawEntry {
  /// The moment of booking, which orders the rows; only the day is printed.
  let booked: Int64
  /// The day of the payment, where the text prints it.
  let happened: Int64
  /// The change of the balance, in minor units.
  let change: Int64
  let text: RawText
  /// The payment that the row shows.
  let payment: Int
}
