import Foundation
import PaymentGraph
import Simulation
import Testing

/// A raw case by itself: the same bytes for the same seed, statements that close, and a truth that every
/// file bears out.
@Suite("Raw cases")
struct RawCaseFileTests {
  @Test func sameSeedSameBytes() {
    #expect(RawCase(seed: 7).files == RawCase(seed: 7).files)
    #expect(RawCase(seed: 8).files != RawCase(seed: 7).files)
    let paths = RawCase(seed: 7).files.map(\.path)
    #expect(paths == paths.sorted())
  }

  /// The case in the repository is what the generator writes for its seed, and nothing else.
  @Test func theCaseInTheRepositoryIsThatOfItsSeed() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "fixtures/cases/raw")
    let files = RawCase(seed: 7).files
    for file in files {
      let bytes = try Data(contentsOf: folder.appending(path: file.path))
      #expect(Array(bytes) == file.bytes, "\(file.path) is not what seed 7 makes")
    }
    let present = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { !$0.hasSuffix("/") && $0.contains(".") }
    #expect(Set(present) == Set(files.map(\.path)))
  }

  @Test(arguments: 0..<20 as Range<UInt64>) func theTruthAddsUp(_ seed: UInt64) {
    let raw = RawCase(seed: seed)
    #expect(raw.payments.map(\.moment) == raw.payments.map(\.moment).sorted())
    var rows: [RawRow: Int] = [:]
    for payment in raw.payments {
      #expect(!payment.rows.isEmpty, "\(payment.id) stands in no file")
      #expect(payment.sent.minorUnits > 0 && payment.received.minorUnits > 0)
      if payment.isClaim {
        #expect(Set(payment.rows.map(\.file)).count == 2, "\(payment.id) is told of by one side")
      }
      for row in payment.rows where payment.kind != .fee { rows[row, default: 0] += 1 }
    }
    // Only a fee shares its row with another payment.
    #expect(rows.values.allSatisfy { $0 == 1 })
    // Nothing is paid that is not there, and PayPal's balances end at nothing.
    for closing in raw.closings {
      #expect(closing.closing.minorUnits >= 0, "\(closing.file) is overdrawn")
      if closing.file == "paypal.csv" { #expect(closing.closing.minorUnits >= 0) }
    }
    // The victims' money that an account holds never exceeds what it received.
    for holding in raw.holdings { #expect(holding.held >= 0 && holding.held <= holding.received) }
    #expect(raw.shared.count >= 5)
  }

  /// Every statement's rows add up from its opening to its closing, payment by payment of the truth.
  @Test(arguments: 0..<10 as Range<UInt64>) func statementsClose(_ seed: UInt64) throws {
    let raw = RawCase(seed: seed)
    let names = [
      "barclays.csv": "Barclays", "lloyds.csv": "Lloyds", "nationwide.csv": "Nationwide",
      "natwest.csv": "NatWest", "aib.csv": "AIB", "starling.csv": "Starling",
      "hdfc.csv": "HDFC Bank", "icici.csv": "ICICI Bank", "sbi.xls": "State Bank of India",
    ]
    for closing in raw.closings {
      guard let name = names[closing.file] else { continue }
      let own = try #require(raw.accounts.firstIndex { $0.institution == name })
      let shown = raw.payments.filter { $0.rows.contains { $0.file == closing.file } }
      #expect(shown.count == closing.rowCount)
      let change = shown.reduce(Int64(0)) { sum, payment in
        sum + (payment.payer == own ? -payment.sent.minorUnits : payment.received.minorUnits)
      }
      #expect(closing.opening.minorUnits + change == closing.closing.minorUnits)
    }
  }
}
