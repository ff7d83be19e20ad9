import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// A ledger numbers its transfers with 31 bits; more of them are refused before memory is spent.
@Suite("Largest ledger") struct LargestLedgerTests {
  private static let header = "time,from,to,amount,currency\n"

  private func refusal(_ texts: [String], most: Int) throws -> IngestError? {
    let folder = try TemporaryFolder(
      Dictionary(uniqueKeysWithValues: texts.enumerated().map { ("f\($0.offset).csv", $0.element) })
    )
    var reader = TransactionReader()
    reader.mostRows = most
    do throws(IngestError) {
      _ = try reader.read(texts.indices.map { folder.path("f\($0).csv") })
      return nil
    } catch {
      return error
    }
  }

  private func rows(_ count: Int, from first: Int = 0) -> String {
    Self.header
      + (first..<first + count).map { "2024-01-01,a\($0 % 3),b,\($0 + 1).00,EUR\n" }.joined()
  }

  @Test func fewerRowsLoad() throws {
    #expect(try refusal([rows(9)], most: 9) == nil)
    #expect(try refusal([rows(4), rows(5, from: 4)], most: 9) == nil)
  }

  @Test func moreRowsAreRefusedWithTheWayOut() throws {
    for texts in [[rows(10)], [rows(6), rows(4, from: 6)]] {
      let error = try #require(try refusal(texts, most: 9))
      #expect(error.code == .tooManyRows)
      #expect(error.message.contains("more than 9 payments or accounts"))
      #expect(error.message.contains("tributary extract"))
    }
  }

  @Test func aLastLineWithoutItsEndCounts() throws {
    let text = String(rows(10).dropLast())
    #expect(try refusal([text], most: 9)?.code == .tooManyRows)
    #expect(try refusal([text], most: 10) == nil)
  }

  @Test func moreAccountsAreRefused() throws {
    let text =
      "account,role\n" + (0..<4).map { "x\($0),victim\n" }.joined()
    #expect(try refusal([text, rows(3)], most: 3)?.code == .tooManyRows)
  }

  @Test func repeatedFilesCountOnce() throws {
    #expect(try refusal([rows(6), rows(6)], most: 9) == nil)
  }
}
