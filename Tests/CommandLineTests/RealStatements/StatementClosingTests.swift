import Foundation
import TestSupport
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

  private func lloyds(_ rows: [String]) -> String {
    "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance\n"
      + rows.reversed().map { $0 + "\n" }.joined()
  }

  private func lloydsFolder(_ files: [String: [String]]) throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, rows) in files {
      try lloyds(rows).write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
    return folder
  }

  private static let victim = "'?:gb:309812/12345678:FPS:A VICTIM'"

  /// Money that left before the scope begins is no longer in the account.
  @Test func theOpeningOfAStatementMovesWithTheScope() throws {
    let folder = try lloydsFolder([
      "s.csv": [
        "05/02/2024,FPO,'30-98-12,12345678,RENT CO,1000.00,,0.00",
        "06/02/2024,FPI,'30-98-12,12345678,A VICTIM,,200.00,200.00",
        "10/02/2024,FPO,'30-98-12,12345678,J MARTIN,150.00,,50.00",
      ]
    ])
    let text = try run(
      "trace --since 2024-02-06 --victims \(Self.victim) --rule fifo --schedule accounts", folder)
    #expect(
      text.contains("proof of cash: opening GBP 0.00 + credits GBP 200.00 - debits GBP 150.00"),
      "\(text)")
  }

  /// An overdraft that the statement shows is a debt to the bank, and nothing is assumed beside it.
  @Test(arguments: [("-100.00", "GBP 100.00"), ("0.00", "GBP 150.00")])
  func anOverdraftIsAsTheStatementShowsIt(_ opening: String, _ martin: String) throws {
    let start = opening == "0.00" ? 0 : -100
    let folder = try lloydsFolder([
      "s.csv": [
        "06/02/2024,FPI,'30-98-12,12345678,A VICTIM,,200.00,\(start + 200).00",
        "07/02/2024,FPO,'30-98-12,12345678,J MARTIN,150.00,,\(start + 50).00",
      ]
    ])
    let text = try run("trace --victims \(Self.victim) --rule fifo --schedule accounts", folder)
    #expect(
      text.contains("proof of cash: opening GBP \(opening) + credits GBP 200.00"), "\(text)")
    #expect(!text.contains("assumed-opening") && text.contains(martin), "\(text)")
  }

  /// Statements that begin and end within a day join, and are no warning.
  @Test func statementsMaySplitADay() throws {
    let folder = try lloydsFolder([
      "s1.csv": [
        "04/03/2024,FPI,'30-98-12,12345678,A VICTIM,,200.00,200.00",
        "05/03/2024,FPO,'30-98-12,12345678,J MARTIN,50.00,,150.00",
      ],
      "s2.csv": [
        "05/03/2024,FPO,'30-98-12,12345678,K SMITH,20.00,,130.00",
        "06/03/2024,FPO,'30-98-12,12345678,L JONES,30.00,,100.00",
      ],
    ])
    let text = try run("trace --victims \(Self.victim) --rule fifo --schedule accounts", folder)
    #expect(!text.contains("statement-differs") && !text.contains("statement-gap"), "\(text)")
  }

  /// Each account's order comes from its own statement, though the payee's bank booked a day earlier.
  @Test func thePayersStatementSaysWhenMoneyLeft() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let raju =
      Self.head
      + row(
        "04/03/24", "UPI-ANITA RAO-ANITA.RAO@OKAXIS-UTIB0001111-406412345001-LOAN",
        credit: "10000.00", balance: "11000.00")
      + row(
        "04/03/24", "IMPS-406312345999-SURESH PATEL-HDFC-XXXXXXXX9999-SEND", debit: "9000.00",
        balance: "2000.00")
    let suresh =
      Self.head
      + row(
        "03/03/24", "IMPS-406312345999-RAJU KUMAR-HDFC-XXXXXXXX5678-SEND", credit: "9000.00",
        balance: "9100.00")
    try raju.write(
      to: folder.appending(path: "50100012345678_HDFC.csv"), atomically: true, encoding: .utf8)
    try suresh.write(
      to: folder.appending(path: "50100099999999_HDFC.csv"), atomically: true, encoding: .utf8)
    let text = try run(
      "path --from upi:anita.rao@okaxis --to in:HDFC:50100099999999", folder)
    #expect(text.contains(": proven"), "\(text)")
  }
}
