/// The layout of Lloyds: the newest row first, a comma too many in the header, an apostrophe before
/// the sort code.
struct LayoutLloyds: RawLayout {
  func write(_ statement: RawStatement, into table: inout RawTable) {
    table.add(
      "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,"
        + "Debit Amount,Credit Amount,Balance,")
    let code = statement.sortCode
    let sortCode = "'\(code.prefix(2))-\(code.dropFirst(2).prefix(2))-\(code.suffix(2))"
    for (entry, balance) in zip(statement.entries, statement.balances).reversed() {
      let (type, text) = words(entry)
      table.add(
        [
          RawDay.numbers(entry.booked), type, sortCode, statement.number, text + " ",
          entry.change < 0 ? RawNumber.plain(-entry.change) : "",
          entry.change < 0 ? "" : RawNumber.plain(entry.change), RawNumber.plain(balance),
        ].joined(separator: ","), showing: [entry.payment])
    }
  }

  private func words(_ entry: RawEntry) -> (type: String, text: String) {
    switch entry.text {
    case .card(let shop, _): return ("DEB", "\(shop) CD 4417")
    case .payPal(let seller): return ("DEB", "PAYPAL *\(seller) 4029357733 CD 4417")
    case .payPalRefund(let seller): return ("DEB", "PAYPAL *\(seller) 4029357733 CD 4417")
    case .directDebit(let name): return ("DD", name)
    case .standingOrder(let name, let reference): return ("SO", "\(name) \(reference)")
    case .salary(let name, let reference): return ("BGC", "\(name) \(reference)")
    case .transfer(let name, let reference, let number):
      let stamp = RawDay.stamp(entry.happened, hasYear: true)
      let clock = RawDay.clock(entry.happened).prefix(5)
      return ("FPO", "\(name) \(number) \(reference) 040075     10 \(stamp) \(clock)")
    case .cash(_, _, let town): return ("CPT", "LNK \(town) CD 4417")
    default: return ("PAY", "")
    }
  }
}
