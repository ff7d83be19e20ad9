import PaymentGraph
import Testing

@testable import Ingest

/// Every row that is neither loaded nor rejected says why, and where the first of its kind stands.
@Suite("Rows set aside")
struct SkippedRowTests {
  private func written(_ rows: RowBalance) -> [String] {
    rows.setAside.map {
      "\($0.reason.rawValue) \($0.word ?? "-") \($0.count) from \($0.firstLine.map(String.init) ?? "-")"
    }
  }

  @Test func rowsOfALedger() throws {
    let intake = try load(
      """
      id,time,from,to,amount,currency,kind
      t1,2010-03-01,a,b,1.00,GBP,payment

      t2,2010-03-02,a,b,0.00,GBP,
      t3,2010-03-02,a,b,5.00,GBP,hold
      id,time,from,to,amount,currency,kind
      t1,2010-03-01,a,b,1.00,GBP,payment
      t4,2010-03-02,a,b,5.00,GBP,memo
      ,,,,,,
      t5,2010-03-02,a,b,6.00,GBP,hold
      t6,2010-03-02,a,b,x,GBP,
      """)
    let rows = intake.files[0].rows
    #expect(
      written(rows) == [
        "zero - 1 from 4", "announcement hold 2 from 5", "announcement memo 1 from 8",
        "empty - 2 from 3", "header - 1 from 6", "repetition - 1 from 7",
      ])
    #expect((rows.loaded, rows.memo, rows.skipped, rows.rejected) == (1, 4, 4, 1))
    #expect(rows.read == 10)
  }

  @Test func rowsOfAStatement() throws {
    let intake = try load(
      """
      Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance
      TRANSFER,Current,2023-01-29 10:00:00,2023-01-29 10:00:05,To anna,-10.00,0.00,EUR,COMPLETED,990.00
      TRANSFER,Current,2023-01-30 10:00:00,,To bela,-20.00,0.00,EUR,PENDING,
      TRANSFER,Current,2023-01-30 11:00:00,,To cara,-20.00,0.00,EUR,REVERTED,
      TRANSFER,Current,2023-01-31 11:00:00,,To dora,-20.00,0.00,EUR,PENDING,
      """)
    #expect(intake.files[0].profile == "revolut.personal.csv")
    #expect(
      written(intake.files[0].rows) == [
        "unsettled PENDING 2 from 3", "unsettled REVERTED 1 from 4",
      ])
  }

  /// Words that no file should have so many of are counted together: nothing grows without limit.
  @Test func tooManyWordsAreCountedTogether() {
    var rows = RowBalance()
    for line in 1...100 { rows.setAside(.unsettled, word: "state \(line)", line: line) }
    #expect(rows.memo == 100 && rows.setAside.count == 13)
    let rest = rows.setAside.first { $0.word == nil }
    #expect(rest?.count == 88 && rest?.firstLine == 13)
  }

  /// Over several files lines mean nothing.
  @Test func sumsOverFilesHaveNoLines() {
    var (one, other) = (RowBalance(), RowBalance())
    one.setAside(.empty, line: 7)
    other.setAside(.empty, line: 3)
    other.setAside(.total, line: 9)
    one.add(other)
    #expect(written(one) == ["empty - 2 from -", "total - 1 from -"])
  }
}
