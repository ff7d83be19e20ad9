internal import PaymentGraph

/// A statement as OFX 2.
struct OpenExchangeForm {
  private let statement: PlantedStatement

  init(_ statement: PlantedStatement) { self.statement = statement }

  var text: String {
    var text = "<?xml version=\"1.0\"?>\n<?OFX OFXHEADER=\"200\" VERSION=\"211\"?>\n"
    func leaf(_ name: String, _ value: String) {
      text += "<\(name)>\(MarkupForm.escaped(value))</\(name)>\n"
    }
    func day(_ day: CivilDate) -> String {
      Characters.digits(day.year, 4) + Characters.digits(day.month, 2)
        + Characters.digits(day.day, 2)
    }
    let last = statement.entries.last?.day ?? CivilDate(milliseconds: 0)
    text += "<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS>\n"
    leaf("CURDEF", statement.currency.code)
    text += "<BANKACCTFROM>\n"
    leaf("BANKID", "ZQ")
    leaf("ACCTID", statement.own)
    text += "</BANKACCTFROM>\n<BANKTRANLIST>\n"
    leaf("DTEND", day(last))
    for entry in statement.entries {
      text += "<STMTTRN>\n"
      leaf("TRNTYPE", entry.isOut ? "DEBIT" : "CREDIT")
      leaf("DTPOSTED", day(entry.day))
      leaf("TRNAMT", (entry.isOut ? "-" : "") + statement.amount(entry.minorUnits))
      leaf("FITID", entry.id)
      if !entry.reference.isEmpty { leaf("REFNUM", entry.reference) }
      leaf("NAME", entry.name)
      leaf("MEMO", entry.text)
      text += "<BANKACCTTO>\n"
      leaf("BANKID", "ZQ")
      leaf("ACCTID", entry.account)
      text += "</BANKACCTTO>\n</STMTTRN>\n"
    }
    text += "</BANKTRANLIST>\n<LEDGERBAL>\n"
    leaf("BALAMT", (statement.closing < 0 ? "-" : "") + statement.amount(statement.closing))
    leaf("DTASOF", day(last))
    text += "</LEDGERBAL>\n</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n"
    return text
  }
}
