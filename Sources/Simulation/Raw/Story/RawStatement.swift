/// The statement of one account, for a layout to print.
struct RawStatement {
  let bank: RawBank
  /// The holder's name.
  let holder: String
  /// The account's number as the bank writes it inside the file.
  let number: String
  /// The sort code of a British or Irish account, six digits.
  let sortCode: String
  let opening: Int64
  /// The entries in the order of booking.
  var entries: [RawEntry] = []
  /// The first and the last day, in milliseconds since 1970.
  let period: ClosedRange<Int64>

  /// The balance after each entry.
  var balances: [Int64] {
    var balance = opening
    return entries.map {
      balance += $0.change
      return balance
    }
  }

  var closing: Int64 { balances.last ?? opening }
}
