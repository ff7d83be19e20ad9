import Foundation
import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// A file that cannot be read hides no other one and leaves no trace.
@Suite("Files that are set aside")
struct UnreadableFileTests {
  private static let good =
    "id,time,from,to,amount,currency\n1,2010-03-04,4000000000000002,b,1.00,GBP\n"
  /// Day and month can change places in its only row; that is seen when its rows are read.
  private static let open = """
    Date,Time,Time Zone,Name,Type,Status,Currency,Amount,Receipt ID,Balance
    02/03/2010,10:00:00,GMT,Shop,Web Accept Payment Sent,Completed,GBP,-10.00,,90.00

    """

  @Test func theOthersAreReadAsIfItHadNotBeenNamed() throws {
    let folder = try TemporaryFolder()
    let good = try folder.write(Self.good, as: "good.csv")
    let unread = [
      folder.url.appending(path: "missing.csv").path,
      try folder.write("no,header\n1,2\n", as: "unknown.csv"),
      try folder.write("a PDF is no text: \u{0}\u{1}\u{2}\n", as: "binary.csv"),
      try folder.write(
        "id,time,from,to,amount,currency\n1,01/02/2010,a,b,1.00,GBP\n", as: "two.csv"),
      try folder.write(Self.open, as: "statement.csv"),
      try folder.write(Self.open, as: "again.csv"),
    ]
    let reader = TransactionReader()
    let reasons = unread.map { path in
      #expect(throws: IngestError.self) { try reader.read([path]) }
    }
    #expect(reasons.map { $0?.code }.suffix(3) == [.twoReadings, .twoReadings, .twoReadings])
    let alone = try reader.read([good])
    for place in [0, 3, unread.count] {
      var paths = unread
      paths.insert(good, at: place)
      let result = reader.readAvailable(paths)
      let intake = try #require(result.intake)
      #expect(result.unread == reasons)
      #expect(intake.files == alone.files)
      #expect(intake.ledger.files == alone.ledger.files)
      #expect(intake.ledger.accounts.map(\.key) == alone.ledger.accounts.map(\.key))
    }
  }

  @Test func aRepeatedFileTakesThePlaceOfTheOneSetAside() throws {
    let folder = try TemporaryFolder()
    let paths = try ["first.csv", "second.csv"].map { try folder.write(Self.open, as: $0) }
    var reader = TransactionReader()
    reader.mapping = ColumnMapping(dates: .dayFirst)
    let both = reader.readAvailable(paths)
    #expect(both.unread.isEmpty && both.intake?.files.map(\.profile).last == "repeated")
    #expect(both.intake?.ledger.transfers.count == 1)
    reader.mapping = nil
    let none = reader.readAvailable(paths)
    #expect(none.intake == nil && none.unread.map(\.path) == paths)
  }

  @Test func aRejectedRowIsTheLastReasonWhereNoneMayBe() throws {
    let folder = try TemporaryFolder()
    let bad = try folder.write(Self.good + "2,soon,a,b,1.00,GBP\n", as: "bad.csv")
    let missing = folder.url.appending(path: "missing.csv").path
    let result = TransactionReader(tolerance: .strict).readAvailable([bad, missing])
    #expect(result.intake == nil)
    #expect(result.unread.map(\.code) == [.noSuchFile, .rowRejected])
  }
}
