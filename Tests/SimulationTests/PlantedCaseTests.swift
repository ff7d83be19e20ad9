import Foundation
import Ingest
import PaymentGraph
import Simulation
import TestSupport
import Testing

/// The promises of a planted case: the same bytes for the same settings, whole money, and a truth that adds up with the
/// rows.
@Suite("Planted cases")
struct PlantedCaseTests {
  private func planted(
    _ seed: UInt64, _ regime: Regime, missing: Int = 0, rows: Int = 0
  ) throws -> PlantedCase {
    var settings = SimulationSettings(seed: seed, regime: regime, processorCount: 3)
    settings.missingFiles = missing
    settings.missingRowsPerMille = rows
    return try PlantedCase(settings)
  }

  @Test(arguments: Regime.allCases) func sameSeedSameBytes(_ regime: Regime) throws {
    let files = try planted(7, regime, missing: 2, rows: 10).files
    #expect(try planted(7, regime, missing: 2, rows: 10).files == files)
    #expect(try planted(8, regime, missing: 2, rows: 10).files != files)
    #expect(files.map(\.path) == files.map(\.path).sorted())
  }

  /// A change of the generator changes what every seed means: figures that were published with seeds
  /// must then be made anew.
  @Test func whatSeedsMeanIsFixed() throws {
    let files = try planted(1, .mixed, missing: 2, rows: 10).files
    let digest = files.flatMap(\.bytes).reduce(UInt64(14_695_981_039_346_656_037)) {
      ($0 ^ UInt64($1)) &* 1_099_511_628_211
    }
    #expect(digest == 10_494_955_456_785_735_008)
  }

  @Test(arguments: Regime.allCases) func theTruthOfPayoutsAddsUp(_ regime: Regime) throws {
    let planted = try planted(3, regime)
    #expect(planted.payouts.count > 300)
    var passed: Set<Int> = []
    for payout in planted.payouts {
      let record = planted.records[payout.payout]
      #expect(record.received.minorUnits == payout.shares.reduce(0) { $0 + $1.received.minorUnits })
      #expect(record.sent.minorUnits > 0 && record.received.minorUnits > 0)
      for share in payout.shares {
        let receipt = planted.records[share.receipt]
        #expect(receipt.beneficiary == record.payer && receipt.moment < record.moment)
        #expect(receipt.received == share.gross)
        #expect(share.net.minorUnits <= share.gross.minorUnits)
        #expect(passed.insert(share.receipt).inserted, "a receipt is passed on twice")
        switch payout.recorded {
        case .link: #expect(record.link == share.receipt)
        case .reference: #expect(record.reference != nil && record.reference == receipt.reference)
        case .misquoted:
          #expect(record.link != share.receipt)
          #expect(record.link != nil || record.reference != receipt.reference)
        case .nothing: #expect(record.link == nil && record.reference != receipt.reference)
        }
      }
    }
    if regime == .reference { #expect(planted.payouts.allSatisfy { $0.recorded != .nothing }) }
    if regime == .batch { #expect(planted.payouts.contains { $0.shares.count > 3 }) }
  }

  @Test(arguments: Regime.allCases) func claimedMoneyIsConserved(_ regime: Regime) throws {
    let planted = try planted(5, regime)
    for record in planted.records {
      let sum = record.parts.reduce(0) { $0 + $1.minorUnits }
      #expect(sum <= record.received.minorUnits && record.parts.allSatisfy { $0.minorUnits >= 0 })
      #expect(!record.isClaim || sum == record.received.minorUnits)
    }
    #expect(planted.holdings.allSatisfy { $0.held.minorUnits >= 0 })
    #expect(planted.holdings.contains { $0.held.minorUnits > 0 })
    // Destinations and cash hold the victims' money that mules paid them.
    let kinds = Set(planted.holdings.map { planted.accounts[$0.account].role })
    #expect(kinds.isSuperset(of: [.mule, .destination]))
  }

  /// The files, loaded, are the ledger that the case makes without them.
  @Test(arguments: [Regime.rupees, .mixed]) func filesLoadToTheSameLedger(_ regime: Regime) throws {
    let planted = try planted(11, regime, missing: 2, rows: 5)
    let folder = try TemporaryFolder()
    var paths: [String] = []
    for file in planted.files where !file.path.contains("/") && file.path.hasSuffix(".csv") {
      paths.append(folder.path(file.path))
      try Data(file.bytes).write(to: folder.url.appending(path: file.path))
    }
    let intake = try TransactionReader(mapping: nil).read(paths)
    #expect(intake.diagnostics.isEmpty)
    let (ledger, transfers) = planted.ledger()
    func facts(_ ledger: Ledger) -> [String] {
      ledger.transfers.map {
        "\($0.recordedID ?? "") \($0.time.iso8601) \($0.payer.key) \($0.beneficiary.key) \($0.sent) "
          + "\($0.received) \($0.kind) \($0.reference ?? "") \($0.recordedLink ?? "")"
      }.sorted()
    }
    #expect(facts(intake.ledger) == facts(ledger))
    #expect(intake.claims?.count == planted.records.count { $0.isClaim && !$0.isMissing })
    for (number, record) in planted.records.enumerated() {
      #expect((transfers[number] == nil) == record.isMissing)
    }
    let restored = planted.ledger(restoring: Set(planted.missingDocuments)).ledger
    #expect(restored.transferCount > ledger.transferCount)
  }

  @Test func feesAreReadAndRounded() {
    #expect(ServiceFee("3.4%+0.20") == ServiceFee(basisPoints: 340, fixed: 20))
    #expect(ServiceFee("2%") == ServiceFee(basisPoints: 200, fixed: 0))
    for text in ["", "3.4", "3.456%", "-1%", "60%", "1%+x", "1%+0.2+3", "٣%"] {
      #expect(ServiceFee(text) == nil, "\(text)")
    }
    #expect(ServiceFee(basisPoints: 340, fixed: 20).net(of: 18_500) == 17_851)
    #expect(ServiceFee(basisPoints: 50, fixed: 0).net(of: 100) == 99)
    for rule in ["3.4%+0.20", "0.05%+0.00", "12%+1.00"] {
      #expect(ServiceFee(rule)?.description == rule)
    }
  }

  @Test func settingsHaveLimits() {
    var settings = SimulationSettings(seed: 1, regime: .fee)
    settings.victims = 0
    #expect(throws: SimulationError.self) { try PlantedCase(settings) }
    settings.victims = 1
    settings.processors = []
    #expect(throws: SimulationError.self) { try PlantedCase(settings) }
  }
}
