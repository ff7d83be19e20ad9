import Foundation
import TestSupport
import Testing

/// One file with the statements of two accounts that pay each other: the same pairs as in two files.
@Suite("Statements of two accounts in one file")
struct TwoAccountsInOneFileTests {
  private static let header =
    "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance\n"
  private static let paying = "05/03/2024,TFR,'30-96-26,12345678,TO 87654321,100.00,,900.00\n"
  private static let receiving =
    "05/03/2024,TFR,'30-96-26,87654321,FROM 12345678,,100.00,600.00\n"

  private func run(_ words: String, in folder: TemporaryFolder) throws -> Program.Run {
    try Program.shell("cd \(folder.url.path) && $TRIBUTARY \(words)")
  }

  /// Rows that may be one payment are told, and a walk along them is possible, never excluded.
  @Test(arguments: [1, 2])
  func aPairThatNamesNobodyMayBeOne(files: Int) throws {
    let folder = try TemporaryFolder()
    let names = files == 1 ? "one.csv" : "one.csv two.csv"
    if files == 1 {
      try folder.write(Self.header + Self.paying + Self.receiving, as: "one.csv")
    } else {
      try folder.write(Self.header + Self.paying, as: "one.csv")
      try folder.write(Self.header + Self.receiving, as: "two.csv")
    }
    let check = try run("check \(names)", in: folder)
    #expect((check.output + check.messages).contains("[match-possible]"), "\(check.output)")
    let path = try run(
      "path --from gb:309626/12345678 --to gb:309626/87654321 -q \(names)", in: folder)
    #expect(path.output.contains("possible"), "\(path.output)")
    #expect(!path.output.contains("excluded"), "\(path.output)")
  }

  /// Each statement names the other's whole account: one payment, in one message as in two.
  @Test(arguments: [1, 2])
  func aPairThatNamesEachOtherIsOne(files: Int) throws {
    let folder = try TemporaryFolder()
    let statements = [
      statement("DE02120300000000202051", "DBIT", "DE02500105170137075030"),
      statement("DE02500105170137075030", "CRDT", "DE02120300000000202051"),
    ]
    let names = files == 1 ? "one.xml" : "one.xml two.xml"
    if files == 1 {
      try folder.write(document(statements.joined()), as: "one.xml")
    } else {
      try folder.write(document(statements[0]), as: "one.xml")
      try folder.write(document(statements[1]), as: "two.xml")
    }
    let run = try run("transfers -q --format csv \(names)", in: folder)
    let rows = Table(run.output).rows(["time", "from", "to", "amount"])
    #expect(
      rows == ["2024-03-05 iban:DE02120300000000202051 iban:DE02500105170137075030 100.00"],
      "\(run.output) \(run.messages)")
  }

  private func document(_ statements: String) -> String {
    "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId>"
      + "<CreDtTm>2024-03-06T08:00:00</CreDtTm></GrpHdr>\(statements)</BkToCstmrStmt></Document>"
  }

  private func statement(_ own: String, _ mark: String, _ other: String) -> String {
    let (debtor, creditor) = mark == "DBIT" ? (own, other) : (other, own)
    func account(_ name: String, _ number: String) -> String {
      "<\(name)><Id><IBAN>\(number)</IBAN></Id></\(name)>"
    }
    return "<Stmt><Id>\(own)</Id><CreDtTm>2024-03-06T08:00:00</CreDtTm>\(account("Acct", own))"
      + "<Ntry><Amt Ccy=\"EUR\">100.00</Amt><CdtDbtInd>\(mark)</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>"
      + "<BookgDt><Dt>2024-03-05</Dt></BookgDt><NtryDtls><TxDtls><Refs><EndToEndId>RENT-2024-0305</EndToEndId></Refs>"
      + "<Amt Ccy=\"EUR\">100.00</Amt><CdtDbtInd>\(mark)</CdtDbtInd><RltdPties>\(account("DbtrAcct", debtor))"
      + "\(account("CdtrAcct", creditor))</RltdPties></TxDtls></NtryDtls></Ntry></Stmt>"
  }
}
