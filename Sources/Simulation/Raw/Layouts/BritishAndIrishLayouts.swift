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

/// The layout of AIB: three columns of text, the balance on the last row of a day only, short
/// years.
struct LayoutAIB: RawLayout {
  func write(_ statement: RawStatement, into table: inout RawTable) {
    table.add(
      "Posted Account, Posted Transactions Date, Description1, Description2, Description3, "
        + "Debit Amount, Credit Amount,Balance,Posted Currency,Transaction Type,"
        + "Local Currency Amount,Local Currency")
    let balances = statement.balances
    for (index, entry) in statement.entries.enumerated() {
      let isLastOfDay =
        index + 1 == statement.entries.count
        || RawDay.numbers(statement.entries[index + 1].booked) != RawDay.numbers(entry.booked)
      let (first, second) = words(entry)
      let size = RawNumber.thousands(abs(entry.change))
      table.add(
        [
          "\"\(statement.sortCode)\(statement.number)\"",
          RawDay.numbers(entry.booked, isShort: true), "\"\(first)\"", "\"\(second)\"", "\"\"",
          "\"\(entry.change < 0 ? size : "")\"", "\"\(entry.change < 0 ? "" : size)\"",
          "\"\(isLastOfDay ? RawNumber.thousands(balances[index]) : "")\"", "EUR",
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
