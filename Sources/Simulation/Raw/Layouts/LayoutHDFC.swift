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
