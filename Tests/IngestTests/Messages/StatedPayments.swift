import TestSupport

/// Statements of one account made by a seed, written as every kind of message and as CSV.
struct StatedPayments {
  struct Payment {
    let day: Int
    let cents: Int
    let isOut: Bool
    let name: String
    let iban: String
    let reference: String
    let id: String
    let text: String
    /// The number of the next payments that stand in one entry with this one.
    var more = 0
  }

  static let own = "NL91ABNA0417164300"
  private static let others = [
    "DE89370400440532013000", "ES9121000418450200051332", "FR1420041010050500013M02606",
    "GB29NWBK60161331926819", "BE68539007547034", "AT611904300234573201",
  ]
  private static let names = [
    "Ana Vos", "Carla Ruiz", "Dov Levy", "Smith & Sons", "J. O'Neill", "K <Ltd>",
  ]

  let payments: [Payment]
  let opening: Int

  init(seed: UInt64) {
    var numbers = SplitMix64(seed: seed)
    func below(_ count: Int) -> Int { Int(numbers.next() % UInt64(count)) }
    opening = below(2) == 0 ? below(1_000_000) : -below(100_000)
    var day = 1 + below(3)
    var payments: [Payment] = []
    for number in 0..<(1 + below(12)) {
      day = min(28, day + below(4))
      let party = below(Self.others.count)
      payments.append(
        Payment(
          day: day, cents: 1 + below(500_000), isOut: below(2) == 0,
          name: Self.names[party], iban: Self.others[party],
          reference: "E2E-\(seed)-\(number)", id: "B\(seed)N\(number)", text: "invoice \(below(99))"
        ))
    }
    var number = 0
    while number < payments.count {
      let same = payments[number...].prefix {
        $0.day == payments[number].day && $0.isOut == payments[number].isOut
      }.count
      if same > 1, below(2) == 0 {
        payments[number].more = same - 1
        number += same
      } else {
        number += 1
      }
    }
    self.payments = payments
  }

  private var closing: Int { payments.reduce(opening) { $0 + ($1.isOut ? -$1.cents : $1.cents) } }

  private static func money(_ cents: Int, mark: String = ".") -> String {
    let value = abs(cents)
    return "\(value / 100)\(mark)\(value % 100 < 10 ? "0" : "")\(value % 100)"
  }

  private func day(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }

  // MARK: CSV

  /// The entries as CSV with the columns of the entries of messages.
  var csv: String {
    var lines = [
      "Own account,Booking date,Amount,Direction,Currency,Counterparty,Counterparty account,Reference,Id,Text,Status,Balance"
    ]
    for (number, payment) in payments.enumerated() {
      let balance =
        number == payments.count - 1
        ? "\(closing < 0 ? "-" : "")\(Self.money(closing))" : ""
      lines.append(
        [
          Self.own, "2024-03-\(day(payment.day))", Self.money(payment.cents),
          payment.isOut ? "debit" : "credit", "EUR", payment.name, payment.iban,
          payment.reference, payment.id, payment.text, "BOOK", balance,
        ].joined(separator: ","))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: camt

  /// The statement as `camt.053`.
  ///
  /// - Parameters:
  ///   - version: the version: 2, 8 or 13.
  ///   - prefix: the prefix of its elements.
  ///   - gap: the text between elements.
  func camt(version: Int, prefix: String = "", gap: String = "\n") -> String {
    var text = ""
    func open(_ name: String) { text += "<\(prefix)\(name)>" }
    func close(_ name: String) { text += "</\(prefix)\(name)>\(gap)" }
    func leaf(_ name: String, _ value: String) {
      open(name)
      text += value
      close(name)
    }
    func money(_ cents: Int) {
      text += "<\(prefix)Amt Ccy=\"EUR\">\(Self.money(cents))"
      close("Amt")
    }
    func within(_ name: String, _ body: () -> Void) {
      open(name)
      text += gap
      body()
      close(name)
    }
    func balance(_ code: String, _ cents: Int) {
      within("Bal") {
        within("Tp") { within("CdOrPrtry") { leaf("Cd", code) } }
        money(cents)
        leaf("CdtDbtInd", cents < 0 ? "DBIT" : "CRDT")
      }
    }
    func party(_ role: String, _ payment: Payment) {
      within(role) {
        if version >= 8 {
          within("Pty") { leaf("Nm", escaped(payment.name)) }
        } else {
          leaf("Nm", escaped(payment.name))
        }
      }
      within("\(role)Acct") { within("Id") { leaf("IBAN", payment.iban) } }
    }
    func detail(_ payment: Payment) {
      within("TxDtls") {
        within("Refs") {
          leaf("AcctSvcrRef", payment.id)
          leaf("EndToEndId", payment.reference)
        }
        if version >= 8 {
          money(payment.cents)
        } else {
          within("AmtDtls") { within("TxAmt") { money(payment.cents) } }
        }
        within("RltdPties") { party(payment.isOut ? "Cdtr" : "Dbtr", payment) }
        within("RmtInf") { leaf("Ustrd", payment.text) }
      }
    }
    let space = prefix.isEmpty ? "xmlns" : "xmlns:\(prefix.dropLast())"
    let number = version < 10 ? "0\(version)" : "\(version)"
    text += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\(gap)"
    text +=
      "<\(prefix)Document \(space)=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.\(number)\">\(gap)"
    within("BkToCstmrStmt") {
      within("Stmt") {
        within("Acct") {
          within("Id") { leaf("IBAN", Self.own) }
          leaf("Ccy", "EUR")
        }
        balance("OPBD", opening)
        balance("CLBD", closing)
        var first = 0
        while first < payments.count {
          let group = payments[first...(first + payments[first].more)]
          first += group.count
          within("Ntry") {
            money(group.reduce(0) { $0 + $1.cents })
            leaf("CdtDbtInd", payments[first - 1].isOut ? "DBIT" : "CRDT")
            if version >= 8 { within("Sts") { leaf("Cd", "BOOK") } } else { leaf("Sts", "BOOK") }
            within("BookgDt") { leaf("Dt", "2024-03-\(day(payments[first - 1].day))") }
            within("NtryDtls") { for payment in group { detail(payment) } }
          }
        }
      }
    }
    close("Document")
    return text
  }

  // MARK: MT940 and OFX

  /// The statement as `MT940`, with information in one of three forms.
  func network(form: Int) -> String {
    func balance(_ cents: Int) -> String {
      "\(cents < 0 ? "D" : "C")240301EUR\(Self.money(cents, mark: ","))"
    }
    var lines = [":20:STATEMENT", ":25:\(Self.own)EUR", ":28C:7/1", ":60F:\(balance(opening))"]
    for payment in payments {
      let day = day(payment.day)
      lines.append(
        ":61:2403\(day)03\(day)\(payment.isOut ? "D" : "C")\(Self.money(payment.cents, mark: ","))NTRF\(form == 2 ? payment.reference : "NONREF")//\(payment.id)"
      )
      var text: String
      switch form {
      case 0:
        text =
          "166?00TRANSFER?20EREF+\(payment.reference)?21SVWZ+\(payment.text)?30BANKXXXX?31\(payment.iban)?32\(payment.name)"
      case 1:
        text =
          "/IBAN/\(payment.iban)/NAME/\(payment.name)/REMI/\(payment.text)/EREF/\(payment.reference)"
      default:
        text =
          "/EREF/\(payment.reference)//CNTP/\(payment.iban)/BANKXX/\(payment.name)///REMI/USTD//\(payment.text)/"
      }
      text = ":86:" + text
      while text.count > 65 {
        lines.append(String(text.prefix(65)))
        text = String(text.dropFirst(65))
      }
      lines.append(text)
    }
    lines += [":62F:\(balance(closing))", "-"]
    return lines.joined(separator: "\r\n") + "\r\n"
  }

  /// The statement as OFX, which has no IBAN of the other party and no bank's reference beside its id.
  ///
  /// - Parameter isClosed: true for XML, false for leaves that are not closed.
  func exchange(isClosed: Bool) -> String {
    var text =
      isClosed ? "<?xml version=\"1.0\"?>\n<?OFX OFXHEADER=\"200\"?>\n" : "OFXHEADER:100\n\n"
    func leaf(_ name: String, _ value: String) {
      text += "<\(name)>\(escaped(value))\(isClosed ? "</\(name)>" : "")\n"
    }
    text += "<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS>\n"
    leaf("CURDEF", "EUR")
    text += "<BANKACCTFROM>\n"
    leaf("BANKID", "ABNANL2A")
    leaf("ACCTID", Self.own)
    text += "</BANKACCTFROM>\n<BANKTRANLIST>\n"
    leaf("DTEND", "20240331")
    for payment in payments {
      text += "<STMTTRN>\n"
      leaf("TRNTYPE", payment.isOut ? "DEBIT" : "CREDIT")
      leaf("DTPOSTED", "202403\(day(payment.day))120000[-5:EST]")
      leaf("TRNAMT", (payment.isOut ? "-" : "") + Self.money(payment.cents))
      leaf("FITID", payment.id)
      leaf("REFNUM", payment.reference)
      leaf("NAME", payment.name)
      leaf("MEMO", payment.text)
      text += "<BANKACCTTO>\n"
      leaf("BANKID", "XX")
      leaf("ACCTID", payment.iban)
      text += "</BANKACCTTO>\n</STMTTRN>\n"
    }
    text += "</BANKTRANLIST>\n<LEDGERBAL>\n"
    leaf("BALAMT", "\(closing < 0 ? "-" : "")\(Self.money(closing))")
    leaf("DTASOF", "20240331")
    text += "</LEDGERBAL>\n</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n"
    return text
  }
}
