/// The layout of AIB: three columns of text, the balance on the last row of a day only, short
/// years.
struct LayoutAIB: RawLayout {
  func write(_ statement: RawStatement, into table: inout RawTable) {
    table.add(
      "Posted Account, Posted Transactions Date, Description1, Description2, Description3, "
        + "Debit Amount, Credit Amount,Balance,Posted Currency,Transaction Type,"
        + "Local Currency Amount,Local Currency")
    let balances = statement.balances
    for (place, entry) in statement.entries.enumerated() {
      let isLastOfDay =
        place + 1 == statement.entries.count
        || RawDay.numbers(statement.entries[place + 1].booked) != RawDay.numbers(entry.booked)
      let (first, second) = words(entry)
      let size = RawNumber.thousands(abs(entry.change))
      table.add(
        [
          "\"\(statement.sortCode)\(statement.number)\"",
          RawDay.numbers(entry.booked, isShort: true), "\"\(first)\"", "\"\(second)\"", "\"\"",
          "\"\(entry.change < 0 ? size : "")\"", "\"\(entry.change < 0 ? "" : size)\"",
          "\"\(isLastOfDay ? RawNumber.thousands(balances[place]) : "")\"", "EUR",
          "\"\(entry.change < 0 ? "Debit" : "Credit")\"", "\" \(size)\"", "EUR",
        ].joined(separator: ","), showing: [entry.payment])
    }
  }

  private func words(_ entry: RawEntry) -> (first: String, second: String) {
    switch entry.text {
    case .card(let shop, _): return ("VDP-\(shop.prefix(14))", "")
    case .payPal(let seller): return ("VDP-PAYPAL *\(seller.prefix(7))", "")
    case .payPalRefund(let seller): return ("VDC-PAYPAL *\(seller.prefix(7))", "")
    case .directDebit(let name): return ("D/D \(name.prefix(14))", "")
    case .standingOrder(let name, let reference): return ("S/O \(name.prefix(14))", reference)
    case .salary(let name, let reference): return (String(name.prefix(18)), reference)
    case .transfer(let name, let reference, _): return ("*INET \(name.prefix(12))", reference)
    case .cash(_, _, let town): return ("ATM \(town.prefix(14))", "")
    default: return ("FEE", "")
    }
  }
}
