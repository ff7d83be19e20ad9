internal import PaymentGraph

/// A statement as a table of entries.
struct EntryTableForm {
  private let statement: PlantedStatement

  init(_ statement: PlantedStatement) { self.statement = statement }

  private static let header = [
    "Own account", "Booking date", "Amount", "Direction", "Currency", "Counterparty",
    "Counterparty account", "Reference", "Id", "Text", "Status", "Balance",
  ]

  /// The columns of amounts.
  static let amounts = [2, 11]

  /// The header and the rows.
  var rows: [[String]] {
    var rows = [EntryTableForm.header]
    for (number, entry) in statement.entries.enumerated() {
      let isLast = number == statement.entries.count - 1
      let sign = statement.closing < 0 ? "-" : ""
      // A message states its balances once; so does this table.
      let balance = isLast ? sign + statement.amount(statement.closing) : ""
      rows.append([
        statement.own, entry.day.iso8601, statement.amount(entry.minorUnits),
        entry.isOut ? "debit" : "credit", statement.currency.code, entry.name, entry.account,
        entry.reference, entry.id, entry.text, "BOOK", balance,
      ])
    }
    return rows
  }

  var text: String {
    let rows = rows
    var writer = CSVWriter(rows[0].joined(separator: ",") + "\n")
    for row in rows.dropFirst() {
      for cell in row { writer.add(text: cell) }
      writer.endRow()
    }
    return String(decoding: writer.text, as: UTF8.self)
  }
}
