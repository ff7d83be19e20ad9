import Foundation
import TestSupport
import Testing

/// Every code of a reject file, through the program: for rows that name both accounts and for statements.
@Suite("Reject codes")
struct RejectCodeTests {
  /// The codes that reject rows, with the folder of fixtures that shows each.
  static let rejecting = [
    ("ENC_INVALID", "encoding-invalid"), ("QUOTE_OPEN", "quote-open"), ("ROW_SHORT", "row-short"),
    ("ROW_LONG", "row-long"), ("DATE_PARSE", "time-unparseable"),
    ("DATE_CONFLICT", "time-conflict"), ("DATE_RANGE", "time-impossible"),
    ("AMT_PARSE", "amount-unparseable"), ("AMT_GROUPING", "amount-grouping"),
    ("AMT_BOTH_SIDES", "amount-both-sides"), ("AMT_NONE", "amount-missing"),
    ("CCY_UNKNOWN", "currency-unknown"), ("CCY_CONFLICT", "currency-conflict"),
    ("ACCOUNT_MISSING", "account-missing"), ("ACCOUNT_INVALID", "account-invalid"),
    ("UNKNOWN_STATUS", "status-unknown"), ("CELL_HUGE", "cell-huge"),
    ("MESSAGE_TORN", "message-torn"),
  ]

  /// The codes that warn and reject nothing, so that they stand in no reject file.
  static let warning = [
    ("ID_CLASH", "id-clash"), ("BALANCE_BREAK", "balance-break"),
    ("HEADER_REPEAT", "header-repeated"),
  ]

  private struct Reject {
    let lines: ClosedRange<Int>
    let bytes: ClosedRange<Int>
    let code: String
    let raw: String
  }

  private func rejects(_ arguments: [String], in folder: String) throws -> (Program.Run, [Reject]) {
    let out = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).csv")
    defer { try? FileManager.default.removeItem(at: out) }
    let run = try Program.run(arguments + ["--rejects", out.path], in: folder)
    guard let data = try? Data(contentsOf: out) else { return (run, []) }
    return (
      run,
      try records(String(decoding: data, as: UTF8.self)).dropFirst().map { cells in
        try #require(cells.count == 10)
        let numbers = cells[1...4].compactMap { Int($0) }
        try #require(numbers.count == 4)
        return Reject(
          lines: numbers[0]...numbers[1], bytes: numbers[2]...numbers[3], code: cells[5],
          raw: cells[9])
      }
    )
  }

  /// The tests' own reader of the file, so that what is tested does not read itself.
  private func records(_ text: String) -> [[String]] {
    var records: [[String]] = []
    var cells: [String] = []
    var cell = ""
    var isOpen = false
    var rest = Array(text.unicodeScalars)[...]
    while let next = rest.popFirst() {
      switch next {
      case "\"" where isOpen && rest.first == "\"":
        cell.append("\"")
        rest.removeFirst()
      case "\"": isOpen.toggle()
      case "," where !isOpen:
        cells.append(cell)
        cell = ""
      case "\n" where !isOpen:
        records.append(cells + [cell])
        (cells, cell) = ([], "")
      default: cell.unicodeScalars.append(next)
      }
    }
    return records
  }

  @Test(arguments: rejecting) func aRejectedRowHasItsCode(_ code: String, _ folder: String) throws {
    let folder = "fixtures/diagnostics/\(folder)"
    let options = try? String(
      contentsOf: Repository.root.appending(path: "\(folder)/options"), encoding: .utf8)
    let words = (options ?? "").split { $0.isWhitespace }.map(String.init)
      .filter { $0 != "--lenient" }
    let input = code == "MESSAGE_TORN" ? "input.xml" : "input.csv"
    let (run, found) = try rejects(["check", input] + words, in: folder)
    #expect(found.contains { $0.code == code }, "\(found.map(\.code)) \(run.messages)")
    #expect(run.status == 1)
    let bytes = try Data(
      contentsOf: Repository.root.appending(path: "\(folder)/\(input)"))
    for reject in found {
      // A damaged byte is shown as the replacement character.
      #expect(String(decoding: bytes[reject.bytes], as: UTF8.self) == reject.raw)
    }
  }

  @Test(arguments: warning) func aWarningRejectsNothing(_ code: String, _ folder: String) throws {
    let folder = "fixtures/diagnostics/\(folder)"
    let (run, found) = try rejects(["check", "input.csv"], in: folder)
    #expect(found.isEmpty && run.status == 0, "\(code): \(found.map(\.code))")
  }

  // MARK: Statements

  private static let header =
    "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,"
    + "Debit Amount,Credit Amount,Balance\n"

  /// Each row with its code; the good ones before and after them close.
  private static let bad = [
    ("ROW_SHORT", "02/03/2010,FPO,30-96-26,50000001"),
    ("ROW_LONG", "02/03/2010,FPO,30-96-26,50000001,B, PAYEE,1,5.00,,85.00"),
    ("QUOTE_OPEN", "02/03/2010,FPO,30-96-26,50000001,\"B PAYEE,5.00,,85.00"),
    ("QUOTE_STRAY", "02/03/2010,FPO,30-96-26,50000001,\"B\"PAYEE,5.00,,85.00"),
    ("DATE_PARSE", "soon,FPO,30-96-26,50000001,B PAYEE,5.00,,85.00"),
    ("DATE_CONFLICT", "03/27/2010,FPO,30-96-26,50000001,B PAYEE,5.00,,85.00"),
    ("DATE_RANGE", "30/02/2010,FPO,30-96-26,50000001,B PAYEE,5.00,,85.00"),
    ("AMT_PARSE", "02/03/2010,FPO,30-96-26,50000001,B PAYEE,five,,85.00"),
    ("AMT_GROUPING", "02/03/2010,FPO,30-96-26,50000001,B PAYEE,\"12,34.00\",,85.00"),
    ("AMT_BOTH_SIDES", "02/03/2010,FPO,30-96-26,50000001,B PAYEE,5.00,5.00,85.00"),
    ("AMT_NONE", "02/03/2010,FPO,30-96-26,50000001,B PAYEE,,,85.00"),
    ("CCY_CONFLICT", "02/03/2010,FPO,30-96-26,50000001,B PAYEE,€5.00,,85.00"),
    ("ACCOUNT_INVALID", "02/03/2010,FPO,30-96-26,5OOOOOO1,B PAYEE,5.00,,85.00"),
  ]

  private static func statement(_ rows: [String]) -> String {
    header + "01/03/2010,FPO,30-96-26,50000001,A PAYEE,10.00,,90.00\n"
      + rows.map { $0 + "\n" }.joined()
      + "03/03/2010,FPO,30-96-26,50000001,C PAYEE,5.00,,85.00\n"
  }

  private func withFile<Result>(
    _ bytes: some Sequence<UInt8>, _ body: (String, String) throws -> Result
  ) throws -> Result {
    let folder = try TemporaryFolder()
    try Data(bytes).write(to: folder.url.appending(path: "input.csv"))
    return try body(folder.url.path, folder.path("input.csv"))
  }

  @Test func eachBadRowOfAStatementHasItsCodeLinesAndBytes() throws {
    let text = Self.statement(Self.bad.map(\.1))
    var wide: [UInt8] = [0xFF, 0xFE]
    for unit in text.utf16 { wide += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    let forms: [([UInt8], String.Encoding)] = [
      (Array(text.utf8), .utf8), (wide, .utf16LittleEndian),
    ]
    for (bytes, encoding) in forms {
      try withFile(bytes) { _, path in
        let (run, found) = try rejects(["check", path], in: ".")
        #expect(found.map(\.code) == Self.bad.map(\.0))
        #expect(found.map(\.raw) == Self.bad.map(\.1))
        #expect(found.map(\.lines) == Self.bad.indices.map { $0 + 3...$0 + 3 })
        for reject in found {
          #expect(String(data: Data(bytes[reject.bytes]), encoding: encoding) == reject.raw)
        }
        #expect(run.status == 1 && run.messages.contains("2 loaded"))
        #expect(run.messages.contains("\(Self.bad.count) rejected"))
      }
    }
  }

  @Test(arguments: bad) func strictAndAllowedRejectsHoldForStatements(
    _ code: String, _ row: String
  ) throws {
    try withFile(Self.statement([row]).utf8) { _, path in
      let strict = try Program.run(["check", path, "--strict"])
      #expect(strict.status == 2 && strict.messages.contains("line 3: "), "\(code)")
      #expect(try Program.run(["check", path, "--allow-rejects", "1"]).status == 0)
      #expect(try Program.run(["check", path, "--allow-rejects", "0"]).status == 1)
    }
  }

  /// The end of an open quote may stand rows later; the rows between are not its text.
  @Test func anOpenQuoteOfAStatementCostsItsOwnRow() throws {
    let rows = [
      "02/03/2010,FPO,30-96-26,50000001,\"B PAYEE,5.00,,85.00",
      "02/03/2010,FPO,30-96-26,50000001,C PAYEE,5.00,,80.00",
      "02/03/2010,FPO,30-96-26,50000001,D PAYEE \" X,5.00,,75.00",
    ]
    try withFile(Self.statement(rows).utf8) { _, path in
      let (run, found) = try rejects(["check", path], in: ".")
      #expect(found.map(\.code) == ["QUOTE_OPEN"] && found.map(\.raw) == [rows[0]])
      #expect(run.messages.contains("4 loaded"))
    }
  }

  /// A divided amount has one reading here: that with which the balances follow.
  @Test(arguments: [
    ("02/03/2010,FPO,30-96-26,50000001,B PAYEE,1,234.00,,-1144.00", "out GBP 1,249.00"),
    ("02/03/2010,FPI,30-96-26,50000001,B PAYER,,1,910.00,2000.00", "in GBP 1,910.00"),
    ("02/03/2010,FPO,30-96-26,50000001,\"B PAYEE,5.00,,85.00", nil),
    ("02/03/2010,FPO,30-96-26,50000001,B PAYEE,5.00,", "out GBP 20.00"),
    // The balance does not follow, so that the amount is not the one meant.
    ("02/03/2010,FPO,30-96-26,50000001,B PAYEE,1,234.00,,-1145.00", nil),
    ("02/03/2010,FPO,30-96-26,50000001,B PAYEE,12,34.00,,85.00", nil),
  ])
  func lenientMendsRowsOfStatements(_ row: String, _ money: String?) throws {
    try withFile(Self.statement([row]).utf8) { _, path in
      let normal = try Program.run(["check", path])
      #expect(normal.status == 1 && normal.messages.contains("2 loaded"))
      let run = try Program.run(["check", path, "--lenient"])
      if let money {
        #expect(run.status == 0 && run.output.contains("[row-mended]"), "\(run.output)")
        #expect(run.messages.contains("3 loaded"))
        #expect(run.output.contains(money))
      } else {
        #expect(run.status == 1 && run.messages.contains("2 loaded"), "\(run.output)")
      }
    }
  }

  /// The open quote stands in the last cell, so that all others are where they belong.
  @Test func lenientClosesAQuoteAtTheEndOfARow() throws {
    let text = """
      Number,Date,Account,Amount,Subcategory,Memo
      ,01/03/2010,20-20-15 55555555,-10.00,PAYMENT,A PAYEE
      ,02/03/2010,20-20-15 55555555,-5.00,PAYMENT,"B PAYEE
      ,03/03/2010,20-20-15 55555555,-5.00,PAYMENT,C PAYEE

      """
    try withFile(text.utf8) { _, path in
      let (normal, found) = try rejects(["check", path], in: ".")
      #expect(normal.status == 1 && found.map(\.code) == ["QUOTE_OPEN"])
      let run = try Program.run(["check", path, "--lenient"])
      #expect(run.status == 0 && run.messages.contains("3 loaded"))
      #expect(run.output.contains("its open quote ended with the line"))
    }
  }
}
