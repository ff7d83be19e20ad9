import PaymentGraph

/// A form of statement that is polluted: how its header, its rows and what stands around them are written.
enum StatementForm: CaseIterable {
  /// A British bank: two columns of amounts, a balance, the own account in each row, the newest first.
  case lloyds
  /// An Indian bank: a preamble, amounts in lakhs, two dates, rows of stars, a second table below.
  case hdfc
  /// A processor: signed amounts, fees, a balance, both parties' addresses.
  case paypal

  /// One true row.
  struct Entry {
    let id: String
    let date: CivilDate
    /// The amount that came in (positive) or went out, before the fee.
    let amount: Int64
    /// The amount of the fee, zero or more.
    let fee: Int64
    /// The balance after the row.
    let balance: Int64
    let party: String
  }

  var own: String {
    switch self {
    case .lloyds: "gb:309626/50000001"
    case .hdfc: "in:HDFC:50100012345678"
    case .paypal: "email:seller@example.ca"
    }
  }

  var currency: String {
    switch self {
    case .lloyds: "GBP"
    case .hdfc: "INR"
    case .paypal: "USD"
    }
  }

  var profile: String {
    switch self {
    case .lloyds: "gb.lloyds.csv"
    case .hdfc: "in.hdfc.statement"
    case .paypal: "paypal.activity.en"
    }
  }

  var isNewestFirst: Bool { self == .lloyds }

  var preamble: [String] {
    self == .hdfc ? ["HDFC BANK Ltd.", "Account No : 50100012345678", ""] : []
  }

  var header: [String] {
    switch self {
    case .lloyds:
      [
        "Transaction Date", "Transaction Type", "Sort Code", "Account Number",
        "Transaction Description", "Debit Amount", "Credit Amount", "Balance",
      ]
    case .hdfc:
      [
        "Date", "Narration", "Chq./Ref.No.", "Value Dt", "Withdrawal Amt.", "Deposit Amt.",
        "Closing Balance",
      ]
    case .paypal:
      [
        "Date", "Time", "TimeZone", "Name", "Type", "Status", "Currency", "Gross", "Fee", "Net",
        "From Email Address", "To Email Address", "Transaction ID", "Balance",
      ]
    }
  }

  /// The column of each kind of value, for damage that is meant for one.
  var amountColumns: [Int] {
    switch self {
    case .lloyds: [5, 6, 7]
    case .hdfc: [4, 5, 6]
    case .paypal: [7, 8, 9, 13]
    }
  }

  func cells(_ entry: Entry) -> [String] {
    let out = entry.amount < 0 ? money(-entry.amount) : ""
    let into = entry.amount > 0 ? money(entry.amount) : ""
    switch self {
    case .lloyds:
      return [
        day(entry.date, "/", yearDigits: 4), entry.amount < 0 ? "FPO" : "FPI", "'30-96-26",
        "50000001", "\(entry.party) \(entry.id)", out, into, money(entry.balance),
      ]
    case .hdfc:
      return [
        day(entry.date, "/", yearDigits: 2), "NEFT DR-SBIN0001234-\(entry.party)-\(entry.id)",
        entry.id, day(entry.date, "/", yearDigits: 2), out, into, money(entry.balance),
      ]
    case .paypal:
      let other = "\(entry.party.lowercased().filter(\.isLetter))@example.ie"
      let sides = entry.amount < 0 ? ["seller@example.ca", other] : [other, "seller@example.ca"]
      return [
        day(entry.date, "/", yearDigits: 4), "10:11:12", "GMT", entry.party,
        entry.amount < 0 ? "Payment Sent" : "Payment Received", "Completed", "USD",
        money(entry.amount), money(-entry.fee), money(entry.amount - entry.fee),
      ] + sides + [entry.id, money(entry.balance)]
    }
  }

  private func day(_ date: CivilDate, _ mark: String, yearDigits: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let year = yearDigits == 2 ? two(date.year % 100) : "\(date.year)"
    return [two(date.day), two(date.month), year].joined(separator: mark)
  }

  /// An amount as this form writes it.
  func money(_ minorUnits: Int64) -> String {
    let digits = String(abs(minorUnits) / 100)
    let rest = abs(minorUnits) % 100
    var groups: [Substring] = []
    var left = digits[...]
    while !left.isEmpty {
      let size = groups.isEmpty || self != .hdfc ? 3 : 2
      groups.insert(left.suffix(size), at: 0)
      left = left.dropLast(size)
    }
    let whole = groups.joined(separator: ",")
    return (minorUnits < 0 ? "-" : "") + whole + "." + (rest < 10 ? "0" : "") + "\(rest)"
  }
}
