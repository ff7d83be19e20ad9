/// The layout of Starling: the other party, the reference and the type in columns of their own; the
/// currency in the header.
struct LayoutStarling: RawLayout {
  func write(_ statement: RawStatement, into table: inout RawTable) {
    table.add(
      "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP),Spending Category,Notes")
    for (entry, balance) in zip(statement.entries, statement.balances) {
      let (party, reference, type, category) = words(entry)
      table.add(
        [
          RawDay.numbers(entry.booked), party, reference, type, RawNumber.plain(entry.change),
          RawNumber.plain(balance), category, "",
        ].joined(separator: ","), showing: [entry.payment])
    }
  }

  private func words(_ entry: RawEntry) -> (String, String, String, String) {
    switch entry.text {
    case .card(let shop, let town):
      return (Self.title(shop), "\(shop) \(town) GBR", "CONTACTLESS", "GROCERIES")
    case .payPal(let seller):
      return ("PayPal", "PAYPAL *\(seller) 35314369001 GBR", "ONLINE PAYMENT", "SHOPPING")
    case .payPalRefund(let seller):
      return ("PayPal", "PAYPAL *\(seller) 35314369001 GBR", "ONLINE PAYMENT", "SHOPPING")
    case .directDebit(let name):
      return (Self.title(name), name, "DIRECT DEBIT", "BILLS_AND_SERVICES")
    case .standingOrder(let name, let reference):
      return (Self.title(name), reference, "STANDING ORDER", "HOME")
    case .salary(let name, let reference):
      return (Self.title(name), reference, "FASTER PAYMENT", "INCOME")
    case .transfer(let name, let reference, _):
      return (Self.title(name), reference, "FASTER PAYMENT", "PAYMENTS")
    case .cash(_, _, let town): return ("ATM \(Self.title(town))", town, "ATM", "GENERAL")
    default: return ("Starling", "", "FEE", "")
    }
  }

  /// Writes `FAIRBROOK STORES` as `Fairbrook Stores`.
  private static func title(_ text: String) -> String {
    text.split(separator: " ").map { $0.prefix(1).uppercased() + $0.dropFirst().lowercased() }
      .joined(separator: " ")
  }
}
