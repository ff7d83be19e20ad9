import Foundation
import Hashing
import PaymentGraph
import TestSupport
import Testing

@testable import Exchange

/// Identifiers are digests of evidence: the same in every run, for every choice, and never shared.
@Suite("Identifiers of exports")
struct IdentifierTests {
  private static func hex(_ text: String) -> String {
    String(Hex.of(SHA256.digest(of: Array(text.utf8))).prefix(20))
  }

  @Test func aTransferIsNamedByItsRow() {
    let ledger = LedgerLiteral("2024-03-01 a -> b 1.00 EUR\n2024-03-02 b -> c 1.00 EUR file:b")
      .ledger
    let ids = TransferIdentifiers(ledger)
    // Files of literals have one byte as their digest.
    #expect(ids.id(of: 0) == "t-" + Self.hex("00:1"))
    #expect(ids.id(of: 1) == "t-" + Self.hex("01:2"))
  }

  /// A payment and its fee stand in one row; a message may stand on one line.
  @Test func transfersOfOneRowAreToldApart() {
    var builder = LedgerBuilder()
    let file = builder.add(
      SourceFile(path: "a.csv", digest: FileDigest(bytes: [7]), byteCount: 0))
    let eur = Currency("EUR") ?? .none
    for number in 0..<4 {
      builder.add(
        TransferDraft(
          payer: builder.account("p\(number)"), beneficiary: builder.account("q"),
          sent: Money(minorUnits: 100, currency: eur),
          time: PostingTime(start: Int64(4 - number) * 86_400_000, precision: .day), file: file,
          line: 1, byteRange: number * 50..<number * 50 + 40))
    }
    let ledger = builder.build()
    let ids = TransferIdentifiers(ledger)
    var byPayer: [String: String] = [:]
    for transfer in ledger.transfers {
      byPayer[transfer.payer.key] = ids.id(of: transfer.id.position)
    }
    #expect(Set(byPayer.values).count == 4)
    // The first bytes of the line come first, whatever their time.
    #expect(byPayer["p0"] == "t-" + Self.hex("07:1"))
    #expect(byPayer["p1"] == "t-" + Self.hex("07:1#2"))
    #expect(byPayer["p3"] == "t-" + Self.hex("07:1#4"))
  }

  @Test func rowsAreSortedAndCountOnce() {
    #expect(StableID.isForm("a-0123456789abcdef0123", letter: 0x61))
    #expect(!StableID.isForm("a-0123456789abcdeg0123", letter: 0x61))
    #expect(StableID.text("a", of: "anna") == "a-" + Self.hex("anna"))
  }

  /// No choice of transfers changes an identifier.
  @Test func identifiersDoNotDependOnTheChoice() throws {
    let ledger = SampleLedger.tangle(seed: 3, transfers: 300)
    let whole = try Rows.of(ExportMaterial(ledger.whole), .json)
    let period = Period(from: CivilDate(year: 2009, month: 2, day: 1))
    let part = try Rows.of(ExportMaterial(ledger.whole.during(period)), .json)
    #expect(!part.isEmpty && part.count < whole.count)
    let ids = Dictionary(uniqueKeysWithValues: whole.map { ($0.sequence, $0.id) })
    for row in part { #expect(ids[row.sequence] == row.id) }
    #expect(Set(whole.map(\.id)).count == whole.count)
  }
}

/// The rows of an export, for tests.
enum Rows {
  static func of(_ material: ExportMaterial, _ format: ExportFormat) throws -> [ExportTransfer] {
    var rows = try ExportRows(material, for: format)
    var all: [ExportTransfer] = []
    try rows.eachTransfer { row throws(ExportError) in all.append(row) }
    return all
  }
}
