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
