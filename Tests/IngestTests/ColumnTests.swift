import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// The evidence of a whole column decides the reading of each of its cells.
@Suite("Columns decided as wholes")
struct ColumnTests {
  private func times(_ cells: [String], _ order: ColumnMapping.DateOrder? = nil) throws -> [String]
  {
    let rows = cells.enumerated().map { "t\($0.offset),\"\($0.element)\",a,b,1.00,EUR" }
    let intake = try load(
      "id,time,from,to,amount,currency\n" + rows.joined(separator: "\n") + "\n",
      mapping: order.map { ColumnMapping(dates: $0) })
    return intake.ledger.transfers.map(\.time.iso8601)
  }

  @Test func oneCellShowsTheOrderOfAll() throws {
    #expect(try times(["03/04/2024", "25/06/2024"]) == ["2024-04-03", "2024-06-25"])
    #expect(try times(["03/04/2024", "06/25/2024"]) == ["2024-03-04", "2024-06-25"])
    #expect(try times(["3.4.24", "25.06.24 10:05"]) == ["2024-04-03", "2024-06-25T10:05"])
    #expect(try times(["03-04-99", "25-06-69"]) == ["1999-04-03", "2069-06-25"])
  }

  @Test func namesAndCompactForms() throws {
    #expect(try times(["4 Mar 2010", "05-Apr-10"]) == ["2010-03-04", "2010-04-05"])
    #expect(try times(["Mar 4, 2010"]) == ["2010-03-04"])
    #expect(try times(["20100304"]) == ["2010-03-04"])
    #expect(try times(["2010-03-04T10:05:06+05:30"]) == ["2010-03-04T04:35:06Z"])
  }

  @Test func twoReadingsAreAskedFor() throws {
    let error = #expect(throws: IngestError.self) { try times(["03/04/2024", "05/06/2024"]) }
    #expect(error?.code == .twoReadings)
    #expect(try times(["03/04/2024"], .dayFirst) == ["2024-04-03"])
    #expect(try times(["03/04/2024"], .monthFirst) == ["2024-03-04"])
  }

  @Test func rowsThatFitOnlyTheOtherOrderAreRejected() throws {
    let cells = ["25/06/2024", "26/06/2024", "06/27/2024"]
    let rows = cells.enumerated().map { "t\($0.offset),\($0.element),a,b,1.00,EUR" }
    let intake = try load(
      "id,time,from,to,amount,currency\n" + rows.joined(separator: "\n") + "\n")
    #expect(intake.rows.loaded == 2 && intake.rows.rejected == 1)
    #expect(codes(intake) == ["time-conflict"])
    #expect(
      intake.files[0].decisions.joined().contains(
        "2 of 3 cells allow no other order, 1 do not fit it")
    )
  }

  @Test func oneCellShowsTheDecimalMarkOfAll() throws {
    func units(_ cells: [String]) throws -> [Int64] {
      let rows = cells.enumerated().map {
        "t\($0.offset);2024-01-0\($0.offset + 1);a;b;\($0.element);EUR"
      }
      return try load("id;time;from;to;amount;currency\n" + rows.joined(separator: "\n") + "\n")
        .ledger.transfers.map(\.sent.minorUnits)
    }
    #expect(try units(["1.234", "5,50"]) == [123_400, 550])
    #expect(try units(["1,234", "5.50"]) == [123_400, 550])
    #expect(try units(["1.234,50", "7"]) == [123_450, 700])
    #expect(try units(["1,23,456.78", "1,234"]) == [12_345_678, 123_400])
    let error = #expect(throws: IngestError.self) { try units(["1,234", "7"]) }
    #expect(error?.code == .twoReadings)
  }

  /// Shuffled rows and any cut of them into files give each cell the same value, or a refusal.
  @Test(arguments: 0..<60) func theOrderOfRowsDecidesNothing(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let isDayFirst = Bool.random(using: &random)
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let rows = (0..<12).map { number in
      let day = Int.random(in: 1...28, using: &random)
      let month = Int.random(in: 1...12, using: &random)
      let date = isDayFirst ? "\(two(day))/\(two(month))/2024" : "\(two(month))/\(two(day))/2024"
      return "t\(number),\(date),a,b,\(Int.random(in: 1...9, using: &random)).50,EUR"
    }
    func read(_ rows: [String]) -> Set<String>? {
      let text = "id,time,from,to,amount,currency\n" + rows.joined(separator: "\n") + "\n"
      return (try? load(text)).map { intake in
        Set(intake.ledger.transfers.map { "\($0.recordedID ?? "") \($0.time.iso8601)" })
      }
    }
    #expect(read(rows) == read(rows.shuffled(using: &random)))
  }
}
