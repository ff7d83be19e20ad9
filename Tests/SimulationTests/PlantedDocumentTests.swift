import FundTracing
import PaymentGraph
import PlantedEvaluation
import Simulation
import Testing

/// The document to ask for next: found where records were taken away, and worth more than chance.
@Suite("Missing documents on planted cases")
struct PlantedDocumentTests {
  static func settings(_ seed: UInt64, missing: Int) -> SimulationSettings {
    var settings = SimulationSettings(seed: seed, regime: .reference)
    settings.missingFiles = missing
    return settings
  }

  private func requests(_ planted: PlantedCase) throws -> (Ledger, [DocumentRequest]) {
    let (ledger, transfers) = planted.ledger()
    let claims = planted.records.indices.filter { planted.records[$0].isClaim }
    let sources = Source.claiming(claims.compactMap { transfers[$0] }, in: ledger)
    return (ledger, try ledger.whole.missingDocuments(of: sources).requests)
  }

  /// Nothing is asked of accounts whose own records go on to the end.
  @Test(arguments: 0..<5 as Range<UInt64>) func nothingMissingNothingAsked(_ seed: UInt64) throws {
    let planted = try PlantedCase(Self.settings(seed, missing: 0))
    let (_, requests) = try requests(planted)
    for request in requests {
      // The only requests are for payouts that a service refused, and for the last days, after which all records end.
      #expect(request.kind == .settlement || request.to == nil)
      #expect(request.kind != .statement && request.kind != .receipts)
    }
  }

  @Test(arguments: 0..<5 as Range<UInt64>) func oneLostDocumentIsAskedFor(_ seed: UInt64) throws {
    let planted = try PlantedCase(Self.settings(seed, missing: 2))
    let (ledger, requests) = try requests(planted)
    #expect(planted.missingDocuments.count == 2)
    for document in planted.missingDocuments where document.hasPrefix("statement-") {
      let lost = planted.records.filter { $0.document == document }
      // The statement must be asked for where the account's payments carry victims' money.
      guard lost.contains(where: { !$0.parts.isEmpty }) else { continue }
      #expect(
        requests.contains { request in
          request.kind == .statement
            && "statement-"
              + String(ledger.account(request.account).key.map { $0 == ":" ? "-" : $0 })
              == document
        }, "seed \(seed): \(document)")
    }
    for request in requests { #expect(!request.transfers.isEmpty) }
  }

  @Test func theRequestedDocumentResolvesMoreThanARandomOne() throws {
    var tally = DocumentTally()
    for seed in 0..<6 as Range<UInt64> {
      tally.add(try DocumentEvaluation(try PlantedCase(Self.settings(seed, missing: 6))).tally)
    }
    #expect(tally.cases == 6 && tally.anyIsMissing == 6)
    #expect(tally.requested > tally.random)
    #expect(tally.best >= tally.requested)
  }
}
