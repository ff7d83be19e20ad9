/// The layout of NatWest: an empty first line, apostrophes before texts, a comma too many at the
/// end of rows, the newest row first; commas divide the text.
struct LayoutNatWest: RawLayout {
  func write(_ statement: RawStatement, into table: inout RawTable) {
    table.add("")
    table.add("Date, Type, Description, Value, Balance, Account Name, Account Number")
    table.add("")
    let holder = statement.holder.uppercased()
    for (entry, balance) in zip(statement.entries, statement.balances).reversed() {
      let (type, text) = words(entry)
      table.add(
        [
          RawDay.numbers(entry.booked), type, "\"'\(text)\"", RawNumber.plain(entry.change),
          RawNumber.plain(balance), "\"'\(holder)\"",
          "\"'\(statement.sortCode)-\(statement.number)\"", "",
        ].joined(separator: ","), showing: [entry.payment])
    }
  }

  private func words(_ entry: RawEntry) -> (type: String, text: String) {
    let stamp = RawDay.stamp(entry.happened, hasYear: true)
    switch entry.text {
    case .card(let shop, let town): return ("POS", "2285 \(stamp) , \(shop) , \(town) GB")
    case .payPal(let seller):
      return ("POS", "2285 \(stamp) , PAYPAL *\(seller) , 35314369001 GB")
    case .payPalRefund(let seller):
      return ("POS", "2285 \(stamp) , PAYPAL *\(seller) , 35314369001 GB")
    case .directDebit(let name): return ("D/D", name)
    case .standingOrder(let name, let reference): return ("S/O", "\(name) , \(reference)")
    case .salary(let name, let reference): return ("BAC", "\(name) , \(reference)")
    case .transfer(let name, let reference, let number):
      let day = RawDay.numbers(entry.happened, isShort: true)
      return ("OTR", "\(name) , \(reference) , FP \(day) 10 , \(number)")
    case .cash(_, _, let town): return ("C/L", "2285 \(stamp) , \(town)")
    default: return ("CHG", "")
    }
  }
}
