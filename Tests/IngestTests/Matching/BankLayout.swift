/// A bank's statements as its export writes them, for invented rows.
enum BankLayout: CaseIterable, Sendable {
  case hdfc, icici, sbi, axis, kotak
  case natWest, lloyds, barclays, nationwide, starling

  var isIndian: Bool {
    switch self {
    case .hdfc, .icici, .sbi, .axis, .kotak: true
    default: false
    }
  }

  /// The four letters of the bank's branch codes.
  var bank: String {
    switch self {
    case .hdfc: "HDFC"
    case .icici: "ICIC"
    case .sbi: "SBIN"
    case .axis: "UTIB"
    case .kotak: "KKBK"
    default: ""
    }
  }

  /// The key of an account with this number.
  func key(_ number: String) -> String {
    switch self {
    case .hdfc, .icici, .sbi, .axis, .kotak: "in:\(bank):\(number)"
    case .natWest: "gb:600008/\(number)"
    case .lloyds: "gb:309626/\(number)"
    case .barclays: "gb:202015/\(number)"
    case .nationwide: "gb:070116/\(number)"
    case .starling: "gb:608371/\(number)"
    }
  }

  /// A file of some rows.
  func file(_ rows: [String], account: String) -> String {
    let head =
      switch self {
      case .hdfc:
        "Date,Narration,Value Dat,Debit Amount,Credit Amount,Chq/Ref Number,Closing Balance\n"
      case .icici:
        "Value Date,Transaction Date,Cheque Number,Transaction Remarks,Withdrawal Amount (INR ),Deposit Amount (INR ),Balance (INR )\n"
      case .sbi:
        "Txn Date,Value Date,Description,Ref No./Cheque No.,Debit,Credit,Balance\n"
      case .axis: "Tran Date,CHQNO,PARTICULARS,DR,CR,BAL,SOL\n"
      case .kotak:
        "Transaction Date,Value Date,Description,Chq / Ref No.,Amount,Dr / Cr,Balance\n"
      case .natWest: "Date,Type,Description,Value,Balance,Account Name,Account Number\n"
      case .lloyds:
        "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance\n"
      case .barclays: "Number,Date,Account,Amount,Subcategory,Memo\n"
      case .nationwide: "Date,Transaction type,Description,Paid out,Paid in,Balance\n"
      case .starling:
        "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP),Spending Category\n"
      }
    return head + rows.map { $0 + "\n" }.joined()
  }

  /// True where its rows can print the other party's account.
  var printsAccounts: Bool {
    switch self {
    case .hdfc, .natWest, .lloyds, .barclays, .nationwide: true
    case .icici, .sbi, .axis, .kotak, .starling: false
    }
  }

  /// The number of lines before the first row.
  var linesBefore: Int { 1 }

  /// One row of an account's statement.
  func row(_ side: StatementSide, account: String) -> String {
    let (out, into) = side.isOut ? (side.amount, "") : ("", side.amount)
    let signed = side.isOut ? "-" + side.amount : side.amount
    let date = side.date
    switch self {
    case .hdfc:
      let day = "\(date.day)/\(date.month)/\(date.year.suffix(2))"
      let reference = String(repeating: "0", count: max(0, 16 - side.number.count)) + side.number
      return
        "\(day),\(narration(side)),\(day),\(out.isEmpty ? "0.00" : out),\(into.isEmpty ? "0.00" : into),\(reference),"
    case .icici:
      let day = "\(date.day)/\(date.month)/\(date.year)"
      return
        "\(day),\(day),,\(narration(side)),\(out.isEmpty ? "0.00" : out),\(into.isEmpty ? "0.00" : into),"
    case .sbi:
      let day = "\(date.day)-\(date.name)-\(date.year)"
      return
        "\(day),\(day),\(narration(side)),TRANSFER \(side.isOut ? "TO" : "FROM") 4897691162095,\(out),\(into),"
    case .axis:
      return
        "\(date.day)-\(date.month)-\(date.year),-,\(narration(side)),\(out.isEmpty ? " " : out),\(into.isEmpty ? " " : into),1.00,4875"
    case .kotak:
      let day = "\(date.day)-\(date.month)-\(date.year)"
      return
        "\(day),\(day),\(narration(side)),\(side.rail)-\(side.number),\(side.amount),\(side.isOut ? "DR" : "CR"),"
    case .natWest:
      return
        "\(date.day)/\(date.month)/\(date.year),BAC,\"\(narration(side))\",\(signed),,CURRENT,'600008-\(account)"
    case .lloyds:
      return
        "\(date.day)/\(date.month)/\(date.year),\(side.isOut ? "FPO" : "FPI"),'30-96-26,\(account),\(narration(side)),\(out),\(into),"
    case .barclays:
      return
        " ,\(date.day)/\(date.month)/\(date.year),20-20-15 \(account),\(signed),Funds Transfer,\"\(narration(side))\""
    case .nationwide:
      return
        "\(date.day) \(date.name) \(date.year),\(side.isOut ? "Transfer to" : "Transfer from"),\(narration(side)),\(out),\(into),1.00"
    case .starling:
      return
        "\(date.day)/\(date.month)/\(date.year),\(side.name),\(side.note),FASTER PAYMENT,\(signed),1.00,HOME"
    }
  }

  private func narration(_ side: StatementSide) -> String {
    let (number, name, note) = (side.number, side.name, side.note)
    switch (self, side.rail) {
    case (.hdfc, "UPI"): return "UPI-\(name)-\(side.address)-\(side.branch)-\(number)-\(note)"
    case (.hdfc, "IMPS"):
      return "IMPS-\(number)-\(name)-\(side.branch.prefix(4))-XXXXXXXX\(side.tail)-\(note)"
    case (.hdfc, "TPT"): return "\(side.account)-TPT-\(note)-\(name)"
    case (.hdfc, _):
      return "NEFT \(side.isOut ? "DR" : "CR")-\(side.branch)-\(name)-NETBANK-\(number)-\(note)"
    case (.icici, "UPI"): return "UPI/\(number)/\(note)/\(side.address)/\(side.bankName)/ICI1234"
    case (.icici, "IMPS"): return "MMT/IMPS/\(number)/\(note)/\(name)/\(side.bankName)"
    case (.icici, _): return "NEFT-\(number)-\(name)-\(note)"
    case (.sbi, "UPI"):
      return
        "\(side.isOut ? "TO" : "BY") TRANSFER-UPI/\(side.isOut ? "DR" : "CR")/\(number)/\(name)/\(side.branch.prefix(4))/\(side.address)/\(note)--"
    case (.sbi, "IMPS"):
      return
        "\(side.isOut ? "TO" : "BY") TRANSFER-INB IMPS\(number)/\(side.address.prefix(4))XX\(side.tail)/\(note)--"
    case (.sbi, _):
      return "\(side.isOut ? "TO" : "BY") TRANSFER-NEFT*\(side.branch)*\(number)*\(name)--"
    case (.axis, "UPI"), (.axis, "IMPS"):
      return "\(side.rail)/P2A/\(number)/\(name)/\(side.bankName)/\(note)/"
    case (.axis, _): return "NEFT/\(number)/\(name)/\(side.bankName)/\(note)"
    case (.kotak, "UPI"): return "UPI/\(name)/\(number)/\(note)"
    case (.kotak, "IMPS"): return "IMPS-\(number)-\(name)-\(note)"
    case (.kotak, _): return "NEFT \(number) \(name) \(note)"
    case (.natWest, _):
      return
        "\(side.account.isEmpty ? name : side.account) , \(note) , FP \(side.date.day)/\(side.date.month)/11 10\(number.isEmpty ? "" : " , " + number)"
    case (.lloyds, _):
      return
        "\(side.account.isEmpty ? name : side.account)\(number.isEmpty ? "" : " " + number) \(note) 600008 10 \(side.date.day)\(side.date.name.uppercased())11 10:02"
    case (.barclays, _):
      return side.account.isEmpty
        ? "\(name.padding(20))\(note) \(side.isOut ? "BBP" : "BGC")"
        : "\(side.account)       MOBILE-CHANNEL     FT"
    case (.nationwide, _): return side.account.isEmpty ? "\(name) \(note)" : side.account
    case (.starling, _): return note
    }
  }
}

/// The facts of a row, before a bank's export writes it.
struct StatementSide: Sendable {
  struct Day: Sendable {
    let year = "2011"
    let month: String
    let day: String
    let name: String

    /// A day of March.
    init(_ number: Int) {
      month = "03"
      name = "Mar"
      day = number < 10 ? "0\(number)" : "\(number)"
    }
  }

  var isOut: Bool
  var date: Day
  var amount: String
  var rail: String
  /// The payment's number; empty where the row has none.
  var number: String
  /// The name of the other party.
  var name: String
  var address = "sample.s@okaxis"
  var branch = "UTIB0000123"
  var bankName = "Axis Bank"
  var tail = "0001"
  /// The other party's account as the narration writes it; empty where it does not.
  var account = ""
  var note: String
}

extension String {
  fileprivate func padding(_ width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}
