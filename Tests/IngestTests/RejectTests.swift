import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

@Suite struct RejectTests {
  private static let header = "id,time,from,to,amount,currency,memo"

  private func rows(_ csv: [UInt8]) -> [[String]] {
    var scanner = RowScanner(dialect: Dialect(), from: 0)
    var row = Row()
    var rows: [[String]] = []
    while scanner.next(in: csv.span, into: &row) {
      rows.append(row.cells.map { CellText.string(csv.span, $0) })
    }
    return rows
  }

  @Test func rejectedRowsAreWrittenWordForWord() throws {
    let folder = try TemporaryFolder()
    let text = """
      \(Self.header)
      t1,2010-01-01,a,b,1.00,GBP,
      t2,2010-01-01,a,b,oops,GBP,"two
      lines, ""quoted""\"
      t3,2010-01-01,a,b
      t4,2010-01-01,a,b,1.00,GBP,=cmd

      """
    let path = try folder.write(text)
    let intake = try TransactionReader().read([path])
    let file = try RejectFile(of: intake)
    let found = rows(file.csv)
    #expect(file.count == 2 && found.count == 3)
    #expect(
      found[0] == [
        "file", "line_first", "line_last", "byte_first", "byte_last", "code", "column", "value",
        "message", "raw",
      ])
    #expect(found[1][1...2] == ["3", "4"])
    #expect(found[1][5...7] == ["AMT_PARSE", "amount", "oops"])
    #expect(found[1][9] == "t2,2010-01-01,a,b,oops,GBP,\"two\nlines, \"\"quoted\"\"\"")
    #expect(found[2][5] == "ROW_SHORT" && found[2][9] == "t3,2010-01-01,a,b")
    let bytes = Array(text.utf8)
    for row in found.dropFirst() {
      let first = try #require(Int(row[3]))
      let last = try #require(Int(row[4]))
      #expect(String(decoding: bytes[first...last], as: UTF8.self) == row[9])
    }
  }

  @Test func rejectsOfOtherEncodingsAreShownAsText() throws {
    let folder = try TemporaryFolder()
    let text = "\(Self.header)\nt1,2010-01-01,Müller,b,x,EUR,\nt2,2010-01-01,é,b,1.00,EUR,\n"
    var utf16: [UInt8] = [0xFF, 0xFE]
    for unit in text.utf16 { utf16 += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    let intake = try TransactionReader().read([folder.write(utf16)])
    let found = rows(try RejectFile(of: intake).csv)
    #expect(found[1][7] == "x" && found[1][9] == "t1,2010-01-01,Müller,b,x,EUR,")
  }

  @Test func aFileThatChangedIsNotCited() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("\(Self.header)\nt1,2010-01-01,a,b,x,GBP,\n")
    let intake = try TransactionReader().read([path])
    _ = try folder.write("\(Self.header)\nt1,2010-01-01,a,b,y,GBP,\n")
    #expect(throws: IngestError.self) { try RejectFile(of: intake) }
  }

  @Test func strictLoadsAllOrNothing() throws {
    let folder = try TemporaryFolder()
    let bad = try folder.write("\(Self.header)\nt1,2010-01-01,a,b,x,GBP,\n")
    let good = try folder.write("\(Self.header)\nt1,2010-01-01,a,b,1,GBP,\n", as: "good.csv")
    let reader = TransactionReader(tolerance: .strict)
    #expect(try reader.read([good]).rows.loaded == 1)
    do {
      _ = try reader.read([good, bad])
      Issue.record("a bad row was let through")
    } catch {
      #expect(error.code == .rowRejected && error.path == bad)
      #expect(error.message.hasPrefix("line 2: amount \"x\" is not a number"))
    }
  }

  private func lenient(_ row: String) throws -> Intake {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "\(Self.header)\nt0,2010-01-01,a,b,1.00,GBP,\n\(row)\nt9,2010-01-02,a,b,1.00,GBP,\n")
    let normal = try TransactionReader().read([path])
    #expect(normal.rows.rejected == 1 && normal.rows.loaded == 2, "\(row)")
    return try TransactionReader(tolerance: .lenient).read([path])
  }

  @Test func lenientMendsWhatHasOneReading() throws {
    let joined = try lenient("t1,2010-01-01,a,b,1,234.56,GBP,")
    #expect(codes(joined) == ["row-mended"])
    #expect(joined.ledger.transfers[1].sent.decimalText == "1234.56")
    let closed = try lenient("t1,2010-01-01,a,b,5.00,GBP,\"open")
    #expect(codes(closed) == ["row-mended"] && closed.rows.loaded == 3)
  }

  @Test func aRowThatLacksNothingNeededLoadsWithAWarning() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("\(Self.header)\nt1,2010-01-01,a,b,5.00,GBP\n")
    let normal = try TransactionReader().read([path])
    #expect(codes(normal) == ["row-short"] && normal.rows.loaded == 1)
    let padded = try TransactionReader(tolerance: .lenient).read([path])
    #expect(codes(padded) == ["row-mended"] && padded.rows.loaded == 1)
  }

  @Test(arguments: [
    // Two readings, none, or a reading that is no amount.
    "t1,2010-01-01,a,b,1,234,56,GBP,", "t1,2010-01-01,a,b,x,1.00,GBP,", "t1,2010-01-01,a,b,5.00",
    "t1,2010-01-01,a,b,5.00,GBP,hello, world", "t1,2010-01-01,\"a,b,5.00,GBP,", "\"a\"x",
    "t1,2010-01-01,a,b,12,34.56,GBP,", "t1,2010-01-01,1,234,1,234.56,GBP,",
  ])
  func lenientLeavesTheRest(_ row: String) throws {
    let intake = try lenient(row)
    #expect(intake.rows.rejected == 1 && intake.rows.loaded == 2)
  }

  /// The end of an open quote may stand many rows later; the rows between are not its text.
  @Test(arguments: [
    "t1,2010-01-01,a,b,1.00,GBP,\"open\nt2,2010-01-02,a,b,2.00,GBP,\nt3,2010-01-03,a,b,3.00,GBP,5\"\n",
    "t1,2010-01-01,a,b,1.00,GBP,\"open\nt2,2010-01-02,a,b,2.00,GBP,\nt3,2010-01-03,a,b,3.00,GBP,\"shut\"\n",
    "t1,2010-01-01,a,b,1.00,GBP,\"open\nt2,2010-01-02,a,b,2.00,GBP,\nt3,2010-01-03,a,b,3.00,GBP,\n",
    "t1,2010-01-01,a,b,1.00,GBP,\"open\r\nt2,2010-01-02,a,b,2.00,GBP,\r\nt3,2010-01-03,a,b,3.00,GBP,5\"\r\n",
  ])
  func anOpenQuoteCostsItsOwnRow(_ rows: String) throws {
    let intake = try load("\(Self.header)\n\(rows)")
    #expect(codes(intake).filter { $0 != "quote-inside" } == ["quote-open"])
    #expect(intake.diagnostics.first?.citation?.line == 2)
    #expect(intake.ledger.transfers.map(\.recordedID) == ["t2", "t3"])
    #expect(intake.rows.read == 3)
  }

  @Test func textOfSeveralLinesStaysText() throws {
    let intake = try load(
      "\(Self.header)\nt1,2010-01-01,a,b,1.00,GBP,\"Dear a,\n\nb, c, 5.00, GBP\nyours\"\n")
    #expect(intake.rows.loaded == 1 && intake.diagnostics.isEmpty)
  }

  @Test func aRepeatedHeaderIsSkipped() throws {
    let intake = try load(
      "\(Self.header)\nt1,2010-01-01,a,b,1.00,GBP,\n\(Self.header)\nt2,2010-01-01,a,b,1.00,GBP,\n")
    #expect(intake.rows.loaded == 2 && intake.rows.skipped == 1)
    #expect(codes(intake) == ["header-repeated"])
  }
}
