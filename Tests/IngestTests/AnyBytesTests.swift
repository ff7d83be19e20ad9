import Foundation
import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Any bytes load, are rejected row by row, or are refused: the check that `make fuzz` runs for minutes, here for a
/// moment and always with the same bytes.
@Suite struct AnyBytesTests {
  private static let seeds: [[UInt8]] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder = root.appending(path: "fixtures/diagnostics")
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".csv") }.sorted().compactMap {
      FileManager.default.contents(atPath: folder.appending(path: $0).path).map {
        Array($0.prefix(2_000))
      }
    }
  }()

  @Test func loadOrAreRejectedOrRefused() throws {
    var random = SplitMix64(seed: 31)
    let folder = try TemporaryFolder()
    let pieces = [
      "\"", "\n", "\r", ",", ";", "\t", "\u{0}", "\u{FEFF}", "-", "1,234.56", "é", "''", "\\\"",
      "9.12E+11", "99999999999999999999", "31/02/2010", "=\"x\"", "GBP", "sep=;\n",
    ].map { Array($0.utf8) }
    #expect(Self.seeds.count > 40)
    for round in 0..<(LongRuns.areWanted ? 400 : 80) {
      var bytes = Self.seeds.randomElement(using: &random) ?? []
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let at = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0...3, using: &random) {
        case 0: bytes.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: at)
        case 1:
          bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...9, using: &random)))
        case 2: if at < bytes.count { bytes[at] = UInt8.random(in: 0...255, using: &random) }
        default: bytes += bytes[..<min(at, 400)]
        }
      }
      let path = try folder.write(bytes)
      let tolerance: Tolerance = Bool.random(using: &random) ? .normal : .lenient
      do {
        let intake = try TransactionReader(tolerance: tolerance).read([path])
        let rows = intake.rows
        #expect(min(rows.loaded, rows.memo, rows.skipped, rows.rejected) >= 0, "round \(round)")
        let errors = intake.diagnostics.contains { $0.severity == .error }
        #expect(rows.rejected == 0 || errors, "round \(round)")
        for row in intake.ledger.transfers.flatMap(\.evidence) {
          #expect(row.byteRange.upperBound <= bytes.count, "round \(round)")
        }
        if rows.rejected > 0 { _ = try RejectFile(of: intake) }
      } catch {
        // Refused, which is an answer.
      }
    }
  }
}
