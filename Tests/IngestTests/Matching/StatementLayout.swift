import Foundation
import TestSupport

/// The layouts in which one bank gives the statement of one British account.
enum StatementLayout: String, CaseIterable {
  case table, quicken, network, camt

  /// A change of the account.
  struct Entry {
    let day: Int
    /// The amount in pence: money out is negative.
    let pence: Int
    let name: String
    var reference = ""
  }

  var fileName: String {
    switch self {
    case .table: "statement.csv"
    case .quicken: "statement.ofx"
    case .network: "statement.sta"
    case .camt: "statement.xml"
    }
  }

  /// Writes entries, the oldest first, in this layout.
  func text(_ entries: [Entry], opening: Int = 100_000) -> String {
    let closing = entries.reduce(opening) { $0 + $1.pence }
    switch self {
    case .table:
      var (balance, rows) = (opening, [String]())
      for entry in entries {
        balance += entry.pence
        let (out, into) = entry.pence < 0 ? (money(-entry.pence), "") : ("", money(entry.pence))
        rows.append(
          "\(two(entry.day))/03/2024,DEB,'30-90-62,24648987,\(entry.name),\(out),\(into),\(money(balance))"
        )
      }
      return
        "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance\n"
        + rows.reversed().joined(separator: "\n") + "\n"
    case .quicken:
      let rows = entries.enumerated().map { number, entry in
        "<STMTTRN><TRNTYPE>\(entry.pence < 0 ? "DEBIT" : "CREDIT")<DTPOSTED>202403\(two(entry.day))"
          + "<TRNAMT>\(entry.pence < 0 ? "-" : "")\(money(abs(entry.pence)))"
          + "<FITID>202403\(two(entry.day))\(number)<NAME>\(entry.name)<MEMO>card or transfer</STMTTRN>"
      }
      return """
        OFXHEADER:100
        DATA:OFXSGML
        VERSION:102
        ENCODING:USASCII
        CHARSET:1252

        <OFX><BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STMTRS><CURDEF>GBP<BANKACCTFROM><BANKID>309062<ACCTID>24648987<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><DTSTART>20240301<DTEND>20240331
        \(rows.joined(separator: "\n"))
        </BANKTRANLIST><LEDGERBAL><BALAMT>\(money(closing))<DTASOF>20240331</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>

        """
    case .network:
      let rows = entries.enumerated().map { number, entry in
        let day = "03\(two(entry.day))"
        return ":61:24\(day)\(day)\(entry.pence < 0 ? "D" : "C")R"
          + "\(money(abs(entry.pence)).replacing(".", with: ","))NTRF"
          + "\(entry.reference.isEmpty ? "NONREF" : entry.reference)//B\(number)\n:86:\(entry.name)"
      }
      return ":20:S1\n:25:GB20LOYD30906224648987\n:28C:3/1\n:60F:C240301GBP\(comma(opening))\n"
        + rows.joined(separator: "\n") + "\n:62F:C240331GBP\(comma(closing))\n-\n"
    case .camt:
      let rows = entries.enumerated().map { number, entry in
        let isOut = entry.pence < 0
        let party = isOut ? "Cdtr" : "Dbtr"
        let date = "<Dt>2024-03-\(two(entry.day))</Dt>"
        return "<Ntry><Amt Ccy=\"GBP\">\(money(abs(entry.pence)))</Amt>"
          + "<CdtDbtInd>\(isOut ? "DBIT" : "CRDT")</CdtDbtInd><Sts>BOOK</Sts><BookgDt>\(date)</BookgDt>"
          + "<ValDt>\(date)</ValDt><AcctSvcrRef>R\(number)</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>"
          + "\(entry.reference.isEmpty ? "NOTPROVIDED" : entry.reference)</EndToEndId></Refs><RltdPties>"
          + "<\(party)><Nm>\(entry.name)</Nm></\(party)></RltdPties><RmtInf><Ustrd>INVOICE \(number)</Ustrd>"
          + "</RmtInf></TxDtls></NtryDtls></Ntry>"
      }
      return """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId><CreDtTm>2024-03-31T08:00:00+01:00</CreDtTm></GrpHdr>
        <Stmt><Id>S1</Id><CreDtTm>2024-03-31T08:00:00+01:00</CreDtTm><Acct><Id><IBAN>GB20LOYD30906224648987</IBAN></Id><Ccy>GBP</Ccy></Acct>
        <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="GBP">\(money(opening))</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2024-03-01</Dt></Dt></Bal>
        <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="GBP">\(money(closing))</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2024-03-31</Dt></Dt></Bal>
        \(rows.joined(separator: "\n"))
        </Stmt></BkToCstmrStmt></Document>

        """
    }
  }

  private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private func money(_ pence: Int) -> String { "\(pence / 100).\(two(pence % 100))" }

  private func comma(_ pence: Int) -> String { money(pence).replacing(".", with: ",") }

  private static let names = [
    "TESCO STORES 2041", "BRITISH GAS", "J SMITH", "ACME LTD SALARY", "PAYPAL HELPDESK",
    "R KUMAR", "CORNER SHOP", "NORTHMOOR ENERGY",
  ]

  /// Makes entries of March: several days have more than one, some of equal amounts.
  static func entries(_ count: Int, random: inout SplitMix64) -> [Entry] {
    (0..<count).map { _ in Int.random(in: 2...29, using: &random) }.sorted().map { day in
      let amounts = [
        18_500, -18_500, -1_234, -4_550, 20_000, Int.random(in: 100...99_999, using: &random),
      ]
      return Entry(
        day: day, pence: amounts.randomElement(using: &random) ?? 100,
        name: names.randomElement(using: &random) ?? "SHOP")
    }
  }
}
