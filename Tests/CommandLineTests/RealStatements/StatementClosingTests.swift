import Foundation
import Testing

/// Answers on accounts whose ledger does not close to their statements.
@Suite("Ledger beside statement")
struct StatementClosingTests {
  private static let head =
    "\n  Date     ,Narration      ,Value Dat,Debit Amount       ,Credit Amount      ,Chq/Ref Number   ,Closing Balance\n"

  private func row(
    _ date: String, _ text: String, debit: String = "0.00", credit: String = "0.00",
    balance: String
  ) -> String {
    "  \(date)  ,\(text)      , \(date) ,        \(debit)  ,        \(credit)  ,"
      + "0000300000000000   ,        \(balance)  \n"
  }

  /// The statement of a mule in two parts; between them a balance jumps.
  private func folder(_ ledger: String? = nil, jump: Bool = false) throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    func write(_ name: String, _ text: String) throws {
      try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
    try write(
      "50200234567812_HDFC.csv",
      Self.head
        + row(
          "04/03/23", "UPI-ASHA RAO-ASHA.RAO@YBL-HDFC0004321-306312345670-HELP", credit: "500.00",
          balance: "700.00")
        + row(
          "08/03/23", "IMPS-306712345672-BISWAS GOLD-BARB-XXXXXXXX1234-GOLD", debit: "400.00",
          balance: "300.00"))
    try write(
      "50200234567812_HDFC_april.csv",
      Self.head
        + row(
          "04/04/23", "UPI-ASHA RAO-ASHA.RAO@YBL-HDFC0004321-309412345670-HELP", credit: "100.00",
          balance: jump ? "1400.00" : "400.00"))
    if let ledger {
      try write("processor.csv", "id,time,from,to,amount,currency\n\(ledger)\n")
    }
    return folder
  }

  private func run(_ command: String, _ folder: URL) throws -> String {
    defer { try? FileManager.default.removeItem(at: folder) }
    return try Program.shell("cd \(folder.path) && $TRIBUTARY \(command) *.csv --quiet").output
  }

  private static let trace =
    "trace --victims upi:asha.rao@ybl --rule fifo --schedule accounts"

  @Test func aLedgerThatClosesSaysSoStatementByStatement() throws {
    let text = try run(Self.trace, folder())
    #expect(
      text.contains(
        "2023-03-04 to 2023-03-08  INR 200.00      INR 300.00   INR 300.00        none"), "\(text)")
    #expect(!text.contains("statement-differs") && !text.contains("statement-gap"))
  }

  /// A row of another file that the statement does not show is no part of the statement's balance.
  @Test(arguments: [
    "sinks --victims all --min-victims 1", "reach --from x",
    "path --from x --to in:HDFC:50200234567812",
    "trace --victims x --rule proRata", "explain --victims x --account in:HDFC:50200234567812",
    "trace --victims x --compare",
  ])
  func whatDoesNotCloseComesBeforeAnyFigure(_ command: String) throws {
    let text = try run(command, folder("t1,2023-03-06,x,in:HDFC:50200234567812,50.00,INR"))
    let warning =
      "warning: in:HDFC:50200234567812 does not close: its statement of 2023-03-04 to 2023-03-08 "
      + "(50200234567812_HDFC.csv) ends at INR 300.00, the transfers loaded give INR 350.00, INR 50.00 more"
    #expect(text.contains(warning), "\(text)")
    let before = text.components(separatedBy: "warning: ").first ?? ""
    #expect(!before.contains("INR "), "\(text)")
  }

  @Test func whatStatementsDoNotShowBetweenThemIsAGap() throws {
    let text = try run(Self.trace, folder(jump: true))
    #expect(
      text.contains(
        "warning: in:HDFC:50200234567812: INR 1,000.00 came in before 2023-04-04 that no statement shows"
      ), "\(text)")
  }
}
