internal import PaymentGraph

/// A statement as `camt.053.001.08`.
struct CamtForm {
  private let statement: PlantedStatement
  private var written = ""

  init(_ statement: PlantedStatement) {
    self.statement = statement
    write()
  }

  var text: String { written }

  private mutating func leaf(_ name: String, _ value: String) {
    written += "<\(name)>\(MarkupForm.escaped(value))</\(name)>\n"
  }

  private mutating func within(_ name: String, _ body: (inout CamtForm) -> Void) {
    written += "<\(name)>\n"
    body(&self)
    written += "</\(name)>\n"
  }

  private mutating func amount(_ minorUnits: Int64) {
    written +=
      "<Amt Ccy=\"\(statement.currency.code)\">\(statement.amount(minorUnits))</Amt>\n"
  }

  private mutating func balance(_ code: String, _ minorUnits: Int64) {
    within("Bal") { form in
      form.within("Tp") { $0.within("CdOrPrtry") { $0.leaf("Cd", code) } }
      form.amount(minorUnits)
      form.leaf("CdtDbtInd", minorUnits < 0 ? "DBIT" : "CRDT")
    }
  }

  private mutating func write() {
    let statement = statement
    written = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    written += "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\">\n"
    within("BkToCstmrStmt") { form in
      form.within("Stmt") { form in
        form.within("Acct") { form in
          form.within("Id") { $0.leaf("IBAN", statement.own) }
          form.leaf("Ccy", statement.currency.code)
        }
        form.balance("OPBD", statement.opening)
        form.balance("CLBD", statement.closing)
        for entry in statement.entries { form.write(entry) }
      }
    }
    written += "</Document>\n"
  }

  private mutating func write(_ entry: PlantedStatement.Entry) {
    within("Ntry") { form in
      form.amount(entry.minorUnits)
      form.leaf("CdtDbtInd", entry.isOut ? "DBIT" : "CRDT")
      form.within("Sts") { $0.leaf("Cd", "BOOK") }
      form.within("BookgDt") { $0.leaf("Dt", entry.day.iso8601) }
      form.within("NtryDtls") { form in
        form.within("TxDtls") { form in
          form.within("Refs") { form in
            form.leaf("AcctSvcrRef", entry.id)
            if !entry.reference.isEmpty { form.leaf("EndToEndId", entry.reference) }
          }
          form.amount(entry.minorUnits)
          let role = entry.isOut ? "Cdtr" : "Dbtr"
          form.within("RltdPties") { form in
            form.within(role) { $0.within("Pty") { $0.leaf("Nm", entry.name) } }
            form.within("\(role)Acct") { $0.within("Id") { $0.leaf("IBAN", entry.account) } }
          }
          form.within("RmtInf") { $0.leaf("Ustrd", entry.text) }
        }
      }
    }
  }
}

/// Text within the markup of messages.
enum MarkupForm {
  /// Returns a text with the signs of markup escaped.
  static func escaped(_ text: String) -> String {
    var written = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": written += "&amp;"
      case "<": written += "&lt;"
      case ">": written += "&gt;"
      default: written.unicodeScalars.append(scalar)
      }
    }
    return written
  }
}
