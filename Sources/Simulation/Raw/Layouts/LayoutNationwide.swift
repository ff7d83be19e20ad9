/// The layout of Nationwide: a preamble with the account's name, all cells in quotes, pound signs
/// in Windows-1252.
struct LayoutNationwide: RawLayout {
  func write(_ statement: RawStatement, into table: inout RawTable) {
    table.add("\"Account Name:\",\"FlexAccount ****\(statement.number.suffix(5))\"")
    table.add("\"Account Balance:\",\"£\(RawNumber.thousands(statement.closing))\"")
    table.add("\"Available Balance: \",\"£\(RawNumber.thousands(statement.closing))\"")
    table.add("")
    table.add(
      "\"Date\",\"Transaction type\",\"Description\",\"Paid out\",\"Paid in\",\"Balance\"")
    for (entry, balance) in zip(statement.entries, statement.balances) {
      let (type, text) = words(entry)
      let cells = [
        RawDay.words(entry.booked), type, text,
        entry.change < 0 ? "£\(RawNumber.thousands(-entry.change))" : "",
        entry.change < 0 ? "" : "£\(RawNumber.thousands(entry.change))",
        "£\(RawNumber.thousands(balance))",
      ]
      table.add(cells.map { "\"\($0)\"" }.joined(separator: ","), showing: [entry.payment])
    }
  }

  private func words(_ entry: RawEntry) -> (type: String, text: String) {
    switch entry.text {
    case .card(let shop, let town): return ("Visa purchase", "\(shop) \(town)")
    case .payPal(let seller): return ("Visa purchase", "PAYPAL *\(seller) 35314369001 GB")
    case .payPalRefund(let seller): return ("Visa credit", "PAYPAL *\(seller) 35314369001 GB")
    case .directDebit(let name): return ("Direct debit", name)
    case .standingOrder(let name, let reference): return ("Standing order", "\(name) \(reference)")
    case .salary(let name, let reference): return ("Bank credit", "\(name) \(reference)")
    case .transfer(let name, let reference, _): return ("Payment to", "\(name) \(reference)")
    case .cash(_, _, let town): return ("ATM Withdrawal", "NATIONWIDE \(town)")
    default: return ("Other", "")
    }
  }
}
