import Foundation
import PaymentGraph
import TestSupport
import Testing

@testable import FundTracing

/// The worked cases beside the project; skipped where they are absent.
@Suite("Matching vectors", .shared("matching-vectors"))
struct MatchingVectorTests {
  struct Vector: Decodable, Sendable, CustomTestStringConvertible {
    struct Receipt: Decodable, Sendable {
      let id: String
      let time: Int
      let gross: String
    }
    struct Payout: Decodable, Sendable {
      let id: String
      let time: Int
      let net: String
    }
    struct Net: Decodable, Sendable {
      let id: String
      let net: String
    }
    let id: String
    let kind: String
    let inbound: [Receipt]?
    let outbound: [Payout]?
    let feeRule: String?
    let tolerance: String
    let window: Int?
    let candidateEdges: [[String]]?
    let forced: [[String]]?
    let possible: [[String]]?
    let grades: [String: String]?
    let inboundNet: [Net]?
    let payout: String?
    let solutions: [[String]]?
    let backbone: [String]?
    let expectedCoincidences: Double?
    let expectedCoincidencesOnLattice: Double?
    let grade: String?

    var testDescription: String { id }
  }

  static let vectors: [Vector] = {
    guard let data = try? Data(contentsOf: SharedData.url("matching-vectors/matching.json")) else {
      return []
    }
    return (try? JSONDecoder().decode([Vector].self, from: data)) ?? []
  }()

  @Test(arguments: vectors.filter { $0.kind == "one-to-one" }) func pairs(_ vector: Vector) throws {
    let inbound = try #require(vector.inbound)
    let outbound = try #require(vector.outbound)
    let hub = HubLiteral(
      receipts: inbound.map { ($0.id, $0.time * 86_400, $0.gross) },
      payouts: outbound.map { ($0.id, $0.time * 86_400, $0.net) })
    var settings = hub.settings
    settings.fees = [
      hub.hub: vector.feeRule == "no fee"
        ? .none : HubFee(rate: 2_900, fixed: 30, rounding: .halfDown)
    ]
    settings.tolerance = try #require(HubLiteral.minorUnits(vector.tolerance))
    settings.window = 0...Int64(try #require(vector.window)) * 86_400_000
    let match = try #require(hub.ledger.whole.matches(settings: settings).hubs.first)

    let possible = try #require(vector.possible)
    #expect(Set(hub.names(match.findings)) == Set(possible.map { $0.joined(separator: "-") }))
    let grades = try #require(vector.grades)
    for finding in match.findings {
      let name = hub.name(finding)
      #expect(finding.link.grade.letter == grades[name], "\(vector.id) \(name): \(finding.lacks)")
    }
    let forced = match.findings.filter { !$0.lacks.contains(.otherPairings) }
    #expect(Set(hub.names(forced)) == Set((vector.forced ?? []).map { $0.joined(separator: "-") }))
  }

  @Test(arguments: vectors.filter { $0.kind == "batch" }) func batches(_ vector: Vector) throws {
    let nets = try #require(vector.inboundNet)
    let hub = HubLiteral(
      receipts: nets.enumerated().map { ($1.id, $0 * 60, $1.net) },
      payouts: [("o", 86_400, try #require(vector.payout))])
    var settings = hub.settings
    settings.fees = [hub.hub: .none]
    settings.window = 0...10 * 86_400_000
    let match = try #require(hub.ledger.whole.matches(settings: settings).hubs.first)
    let solutions = try #require(vector.solutions)
    let names = match.findings.map { hub.idOfReceipt($0) }
    #expect(Set(names) == Set(solutions.flatMap { $0 }))
    let backbone = match.findings.filter { !$0.lacks.contains(.otherPairings) }
    #expect(Set(backbone.map { hub.idOfReceipt($0) }) == Set(vector.backbone ?? []))
    let best = match.findings.map(\.link.grade).min()
    #expect((best?.letter ?? "none") == vector.grade)
    let lambda = try #require(vector.expectedCoincidencesOnLattice)
    for finding in match.findings {
      let found = try #require(finding.coincidences?.value)
      #expect(abs(found - lambda) < 0.0001)
    }
    let amounts = try nets.map { try #require(HubLiteral.minorUnits($0.net)) }
    let target = try #require(HubLiteral.minorUnits(vector.payout ?? ""))
    let chance = Coincidences(amounts, target: target)
    #expect(abs(chance.expected.value - lambda) < 0.0001)
    let uncorrected = try #require(vector.expectedCoincidences)
    #expect(abs(chance.expectedOnMinorUnits.value - uncorrected) < 0.000001)
  }
}
