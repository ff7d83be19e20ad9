/// The layout of HDFC Bank: a preamble of the bank and the holder, lines of asterisks around the
/// rows, a summary below; short years and lakhs.
struct LayoutHDFC: RawLayout {
  private static let stars =
    "********,**********,************,********,************,************,************"

  func write(_ statement: RawStatement, into table: inout RawTable) {
    let end = statement.period.upperBound
    table.add(
      "HDFC BANK Ltd.                                      Page No .: 1"
        + "                 Statement of accounts")
    table.add("M/S \(statement.holder.uppercased())")
    table.add("Account Branch : FORT, MUMBAI")
    table.add("Account No : \(statement.number)   CURRENT")
    table.add(
      "From : \(RawDay.numbers(statement.period.lowerBound))      To : \(RawDay.numbers(end))")
    table.add("")
    table.add(
      "Date,Narration,Chq./Ref.No.,Value Dt,Withdrawal Amt.,Deposit Amt.,Closing Balance")
    table.add(Self.stars)
    var totals: (out: Int64, in: Int64) = (0, 0)
    for (entry, balance) in zip(statement.entries, statement.balances) {
      let (text, reference) = words(entry, statement.holder)
      let day = RawDay.numbers(entry.booked, isShort: true)
      let size = "\"\(RawNumber.lakhs(abs(entry.change)))\""
      if entry.change < 0 { totals.out -= entry.change } else { totals.in += entry.change }
      table.add(
        [
          day, text.quotedWhereNeeded, reference, day, entry.change < 0 ? size : "",
          entry.change < 0 ? "" : size, "\"\(RawNumber.lakhs(balance))\"",
        ].joined(separator: ","), showing: [entry.payment])
    }
    table.add(Self.stars)
    table.add("")
    table.add("STATEMENT SUMMARY :-")
    table.add("Opening Balance,Debits,Credits,Closing Bal")
    table.add(
      [statement.opening, totals.out, totals.in, statement.closing]
        .map { "\"\(RawNumber.lakhs($0))\"" }.joined(separator: ","))
    table.add("Generated On: \(RawDay.numbers(end + RawDay.length, "-")) 10:11:12")
    table.add("*Closing balance includes funds earmarked for hold and uncleared funds")
  }

  private func words(
    _ entry: RawEntry, _ holder: String
  ) -> (text: String, reference: String) {
    switch entry.text {
    case .neftIn(let branch, let sender, let utr):
      return ("NEFT CR-\(branch)-\(sender)-\(holder.uppercased())-\(utr)", utr)
    case .neftOut(let branch, let name, let utr, let note):
      return ("NEFT DR-\(branch)-\(name.uppercased())-NETBANK, MUM-\(utr)-\(note)", utr)
    case .imps(let rrn, let name, let bank, let tail, let note):
      return ("IMPS-\(rrn)-\(name.uppercased())-\(bank)-XXXXXXXX\(tail)-\(note)", "0000\(rrn)")
    case .upi(let rrn, let name, let address, let branch, let note):
      return ("UPI-\(name.uppercased())-\(address)-\(branch)-\(rrn)-\(note)", "0000\(rrn)")
    case .cash(let card, let machine, let town):
      return ("ATW-\(card)-\(machine)-\(town)", "000000000000\(card.suffix(4))")
    case .interest: return ("CREDIT INTEREST CAPITALISED", "000000000000000")
    default: return ("", "")
    }
  }
}

/// The layout of ICICI Bank: an empty first column, `0.00` for no amount, numbered rows, a legend
/// below.
struct LayoutICICI: RawLayout {
  func write(_ statement: RawStatement, into table: inout RawTable) {
    let holder = statement.holder.uppercased()
    table.add(",,,,,,,,")
    table.add(",DETAILED STATEMENT,,,,,,,")
    table.add(
      ",Transactions List -,,M/S \(holder),,,(INR) - \(statement.number),,")
    table.add(
      ",From \(RawDay.numbers(statement.period.lowerBound)) To "
        + "\(RawDay.numbers(statement.period.upperBound)),,,,,,,")
    table.add(",,,,,,,,")
    table.add(
      ",S No.,Value Date,Transaction Date,Cheque Number,Transaction Remarks,"
        + "Withdrawal Amount (INR ),Deposit Amount (INR ),Balance (INR )")
    for (index, pair) in zip(statement.entries, statement.balances).enumerated() {
      let (entry, balance) = pair
      let day = RawDay.numbers(entry.booked)
      table.add(
        [
          "", String(index + 1), day, day, "", words(entry, statement).quotedWhereNeeded,
          entry.change < 0 ? RawNumber.plain(-entry.change) : "0.00",
          entry.change < 0 ? "0.00" : RawNumber.plain(entry.change), RawNumber.plain(balance),
        ].joined(separator: ","), showing: [entry.payment])
    }
    table.add(",,,,,,,,")
    table.add(",Legends Used in Account Statement,,,,,,,")
    table.add(",1.,NEFT - National Electronic Funds Transfer,,,,,,")
    table.add(",2.,MMT - Mobile Money Transfer,,,,,,")
    table.add(",3.,Int.Pd - Interest paid to customer,,,,,,")
  }

  private func words(_ entry: RawEntry, _ statement: RawStatement) -> String {
    switch entry.text {
    case .neftIn(_, let sender, let utr): return "NEFT-\(utr)-\(sender)"
    case .neftOut(let branch, let name, let utr, _):
      return "NEFT-\(utr)-\(name.uppercased())-\(branch)"
    case .imps(let rrn, let name, let bank, _, let note):
      return "MMT/IMPS/\(rrn)/\(note)/\(name.uppercased())/\(bank)"
    case .upi(let rrn, _, let address, let branch, let note):
      return "UPI/\(rrn)/\(note)/\(address)/\(Self.bankName(branch))/ICI\(rrn.suffix(6))"
    case .cash(_, let machine, _):
      return "ATM/\(machine)/CASH WDL/\(RawDay.numbers(entry.happened, "-", isShort: true))"
    case .interest: return "\(statement.number):Int.Pd:01-01-2021 to 31-03-2021"
    default: return ""
    }
  }

  private static func bankName(_ branch: String) -> String {
    switch branch.prefix(4) {
    case "HDFC": "HDFC BANK LTD"
    case "UTIB": "AXIS BANK"
    case "SBIN": "STATE BANK OF I"
    default: "YES BANK LIMITE"
    }
  }
}

/// The layout of the State Bank of India: text with tabs, named `.xls`; a column of the bank's own
/// pool accounts, eight blanks before `Debit`, a blank for no amount.
struct LayoutSBI: RawLayout {
  func write(_ statement: RawStatement, into table: inout RawTable) {
    let padded = String(repeating: "0", count: 17 - statement.number.count) + statement.number
    let (start, end) = (statement.period.lowerBound, statement.period.upperBound)
    for (name, value) in [
      ("Account Name", "M/s. \(statement.holder.uppercased())"), ("Address", "NEAR CLOCK TOWER"),
      ("Date", RawDay.words(end + RawDay.length, isPadded: false)),
      ("Account Number", "_\(padded)"), ("Account Description", "CURRENT ACCOUNT"),
      ("Branch", "CLOCK TOWER"), ("IFS Code", "_SBIN0000999"),
      ("Balance on \(RawDay.words(start, isPadded: false))", RawNumber.lakhs(statement.opening)),
      ("Start Date", RawDay.words(start, isPadded: false)),
      ("End Date", RawDay.words(end, isPadded: false)),
    ] { table.add("\(name.padded(max(19, name.count))):\t\(value)") }
    table.add("")
    table.add(
      "Txn Date\tValue Date\tDescription\tRef No./Cheque No.\t        Debit\tCredit\tBalance")
    for (entry, balance) in zip(statement.entries, statement.balances) {
      let (text, reference) = words(entry)
      let day = RawDay.words(entry.booked, isPadded: false)
      let size = RawNumber.lakhs(abs(entry.change))
      table.add(
        [
          day, day, "   \(text)--", reference, entry.change < 0 ? size : " ",
          entry.change < 0 ? " " : size, RawNumber.lakhs(balance),
        ].joined(separator: "\t"), showing: [entry.payment])
    }
    table.add("")
    table.add("**This is a computer generated statement and does not require a signature.")
  }

  private func words(_ entry: RawEntry) -> (text: String, reference: String) {
    let isIn = entry.change > 0
    let (by, way) =
      isIn ? ("BY", "TRANSFER FROM 3199999044307") : ("TO", "TRANSFER TO 4897999162090")
    switch entry.text {
    case .neftIn(let branch, let sender, let utr):
      return ("BY TRANSFER-NEFT*\(branch)*\(utr)*\(sender)", way)
    case .neftOut(let branch, let name, let utr, _):
      return ("TO TRANSFER-NEFT*\(branch)*\(utr)*\(name.uppercased())", way)
    case .imps(let rrn, let name, let bank, let tail, let note):
      return (
        "\(by) TRANSFER-INB IMPS/\(rrn)/\(bank)-XX\(tail)-\(name.uppercased())/\(note)", way
      )
    case .upi(let rrn, let name, let address, let branch, let note):
      return (
        "\(by) TRANSFER-UPI/\(isIn ? "CR" : "DR")/\(rrn)/\(name.uppercased().prefix(20))/"
          + "\(branch.prefix(4))/\(address)/\(note)", way
      )
    case .cash(let card, _, let town):
      return ("ATM WDL-ATM CASH \(card.suffix(4)) \(town)", " ")
    case .interest: return ("CREDIT INTEREST", " ")
    default: return ("", " ")
    }
  }
}
