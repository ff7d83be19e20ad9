import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Columns that no field of the ledger holds.
@Suite struct KeptCellTests {
  private func cells(_ text: String, _ change: (inout TransactionReader) -> Void = { _ in }) throws
    -> [[KeptCell]]
  {
    let folder = try TemporaryFolder()
    var reader = TransactionReader()
    change(&reader)
    let intake = try reader.read([folder.write(text, as: "a.csv")])
    let rows = intake.ledger.transfers.compactMap { $0.evidence.first }
    let cells = try reader.keptCells(of: rows)
    return rows.map { cells[$0] ?? [] }
  }

  @Test func memoAndUnknownColumnsAreKept() throws {
    let found = try cells(
      "id,time,from,to,amount,currency,memo,Case No,cvv\n"
        + "t1,2010-03-01,a,b,1.00,GBP,\"paid \"\"twice\"\"\",C-7,123\nt2,2010-03-02,a,b,1.00,GBP,,,\n"
    )
    #expect(
      found == [
        [
          KeptCell(column: "memo", text: "paid \"twice\""),
          KeptCell(column: "Case No", text: "C-7"),
        ],
        [],
      ])
  }

  @Test func numbersOfCardsAreMasked() throws {
    let found = try cells(
      "time,from,to,amount,currency,memo\n2010-03-01,a,b,1.00,GBP,card 4111 1111 1111 1111\n")
    #expect(found == [[KeptCell(column: "memo", text: "card 411111…1111")]])
  }

  @Test func otherEncodingsAreReadAsWhatTheyAre() throws {
    let folder = try TemporaryFolder()
    let text = "time,from,to,amount,currency,memo\r\n2010-03-01,a,b,1.00,GBP,Grüße\r\n"
    let path = try folder.write(
      [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, as: "a.csv")
    let reader = TransactionReader()
    let intake = try reader.read([path])
    let cells = try reader.keptCells(of: intake.ledger.transfers.flatMap(\.evidence))
    #expect(Array(cells.values) == [[KeptCell(column: "memo", text: "Grüße")]])
  }

  @Test func aFileThatChangedIsNotShown() throws {
    let folder = try TemporaryFolder()
    let text = "time,from,to,amount,currency,memo\n2010-03-01,a,b,1.00,GBP,x\n"
    let path = try folder.write(text, as: "a.csv")
    let reader = TransactionReader()
    let rows = try reader.read([path]).ledger.transfers.flatMap(\.evidence)
    _ = try folder.write(text + "\n", as: "a.csv")
    #expect { try reader.keptCells(of: rows) } throws: {
      ($0 as? IngestError)?.code == .unreadable
    }
  }

  @Test func statementsKeepTheirOwnColumns() throws {
    let found = try cells(
      "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance,Branch\n"
        + "14/03/2011,DEB,'30-96-26,12345678,BAKERY,5.00,,145.00,Cork\n")
    #expect(found.first?.contains(KeptCell(column: "Branch", text: "Cork")) == true)
    #expect(found.first?.contains { $0.column == "Balance" } == false)
  }
}
