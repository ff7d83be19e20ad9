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
    for (place, pair) in zip(statement.entries, statement.balances).enumerated() {
      let (entry, balance) = pair
      let day = RawDay.numbers(entry.booked)
      table.add(
        [
          "", String(place + 1), day, day, "", words(entry, statement).quotedWhereNeeded,
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
