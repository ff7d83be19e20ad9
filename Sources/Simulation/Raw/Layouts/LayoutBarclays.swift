/// The layout of Barclays: no balances, a signed amount, a text of fixed width that ends with the
/// channel.
struct LayoutBarclays: RawLayout {
  func write(_ statement: RawStatement, into table: inout RawTable) {
    table.add("Number,Date,Account,Amount,Subcategory,Memo")
    let code = statement.sortCode
    let account =
      "\(code.prefix(2))-\(code.dropFirst(2).prefix(2))-\(code.suffix(2)) \(statement.number)"
    for entry in statement.entries.reversed() {
      let (type, memo) = words(entry)
      table.add(
        [
          " ", RawDay.numbers(entry.booked), account, RawNumber.plain(entry.change), type,
          memo.quotedWhereNeeded,
        ].joined(separator: ","), showing: [entry.payment])
    }
  }

  private func words(_ entry: RawEntry) -> (type: String, memo: String) {
    let on = "ON \(RawDay.stamp(entry.happened, mark: " "))"
    switch entry.text {
    case .card(let shop, _): return ("Debit", "\(shop.padded(20))\(on) CPM")
    case .payPal(let seller): return ("Debit", "PAYPAL *\(seller)  35314369001 \(on) BCC")
    case .payPalRefund(let seller):
      return ("Credit", "PAYPAL *\(seller)  35314369001 \(on) BCC")
    case .directDebit(let name): return ("Direct Debit", "\(name.padded(20))DDR")
    case .standingOrder(let name, let reference):
      return ("Standing Order", "\(name.padded(20))\(reference) STO")
    case .salary(let name, let reference):
      return ("Counter Credit", "\(name.padded(20))\(reference) BGC")
    case .transfer(let name, let reference, _):
      return ("Bill Payment", "\(name.padded(20))\(reference) BBP")
    case .cash(_, _, let town): return ("Cash", "\(town.padded(20))\(on) ATM")
    default: return ("Other", "")
    }
  }
}
