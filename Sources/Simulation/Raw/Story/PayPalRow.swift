internal import PaymentGraph

/// A row of the seller's PayPal activity.
struct PayPalRow {
  let moment: Int64
  let name: String
  let type: String
  var status = "Completed"
  let gross: Money
  var fee: Int64 = 0
  /// The other party's e-mail; empty where there is none.
  var email = ""
  let id: String
  var reference = ""
  var item = ""
  /// The payments that the row shows; empty for a row that moves nothing.
  var payments: [Int] = []

  var net: Int64 { gross.minorUnits + fee }
}
