internal import PaymentGraph

/// The layout of PayPal's activity download in English of 2018 and later: a byte order mark, all
/// cells in quotes, one running balance for each currency.
struct LayoutPayPal {
  let owner: String
  let rows: [PayPalRow]

  func write(into table: inout RawTable) {
    let names = [
      "Date", "Time", "TimeZone", "Name", "Type", "Status", "Currency", "Gross", "Fee", "Net",
      "From Email Address", "To Email Address", "Transaction ID", "Item Title",
      "Reference Txn ID", "Receipt ID", "Balance", "Country Code", "Balance Impact",
    ]
    table.add("\u{FEFF}" + Self.line(names))
    var balances: [Currency: Int64] = [:]
    for row in rows {
      let currency = row.gross.currency
      balances[currency, default: 0] += row.net
      let isIn = row.gross.minorUnits > 0
      // Times are those of British clocks, under the name that the clocks have on the day.
      let isSummer = RawDay.isSummer(row.moment)
      let local = row.moment + (isSummer ? 3_600_000 : 0)
      table.add(
        Self.line([
          RawDay.numbers(local), RawDay.clock(local), isSummer ? "BST" : "GMT", row.name, row.type,
          row.status, currency.code, RawNumber.thousands(row.gross.minorUnits),
          RawNumber.thousands(row.fee), RawNumber.thousands(row.net), isIn ? row.email : owner,
          isIn ? owner : row.email, row.id, row.item, row.reference, "",
          RawNumber.thousands(balances[currency, default: 0]), "", isIn ? "Credit" : "Debit",
        ]), showing: row.payments)
    }
  }

  private static func line(_ cells: [String]) -> String {
    cells.map { "\"\($0)\"" }.joined(separator: ",")
  }
}
