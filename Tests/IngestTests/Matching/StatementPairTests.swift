import Foundation
import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Generated pairs of statements: no near miss may become one payment.
///
/// `make evaluate-matching` runs 100,000 near misses (`EVALUATE_MATCHING`), `make test` some thousands.
@Suite("Pairs of statements")
struct StatementPairTests {
  private static let nearMisses =
    ProcessInfo.processInfo.environment["EVALUATE_MATCHING"].flatMap(Int.init) ?? 3_000

  /// The outcomes of the pairs.
  private struct Tally {
    var nearMisses = 0
    var falseUnions: [String] = []
    var found: [StatementPairGenerator.Shared: (united: Int, listed: Int, all: Int)] = [:]
  }

  @Test func noNearMissIsUnited() throws {
    var tally = Tally()
    var seed: UInt64 = 1_000
    while tally.nearMisses < Self.nearMisses {
      seed += 1
      var generator = StatementPairGenerator(seed: seed)
      try add(generator.files(pairs: 150), seed: seed, &tally)
    }
    #expect(tally.falseUnions.isEmpty, "\(tally.falseUnions.prefix(5))")
    var lines = ["near misses: \(tally.nearMisses), false unions: \(tally.falseUnions.count)"]
    for shared in StatementPairGenerator.Shared.allCases {
      let found = tally.found[shared] ?? (0, 0, 0)
      lines.append(
        "\(shared.rawValue): \(found.united) of \(found.all) united, \(found.listed) listed as possible"
      )
    }
    print(lines.joined(separator: "\n"))
    // A payment's number that both rows print unites them; what proves nothing unites none.
    let byNumber = tally.found[.number] ?? (0, 0, 0)
    #expect(byNumber.all > 100 && byNumber.united * 100 >= byNumber.all * 99)
    let byAccounts = tally.found[.accounts] ?? (0, 0, 0)
    #expect(byAccounts.all > 30 && byAccounts.united * 100 >= byAccounts.all * 70)
    for shared in [StatementPairGenerator.Shared.account, .reference, .day] {
      let found = tally.found[shared] ?? (0, 0, 0)
      #expect(found.all > 0 && found.united == 0)
    }
  }

  private func add(
    _ files: StatementPairGenerator.Files, seed: UInt64, _ tally: inout Tally
  ) throws {
    let folder = try TemporaryFolder()
    let payer = try folder.write(files.payer, as: "payer.csv")
    let payee = try folder.write(files.payee, as: "payee.csv")
    var paths = [payer, payee]
    if !files.third.isEmpty { paths.append(try folder.write(files.third, as: "third.csv")) }
    var reader = TransactionReader()
    reader.ownAccounts = ["payer.csv": files.payerKey, "payee.csv": files.payeeKey]
    if files.payerKey.hasPrefix("in:") {
      reader.ownAccounts["third.csv"] = "in:HDFC:50300033333333"
    }
    let intake = try reader.read(paths)
    #expect(intake.rows.rejected == 0, "seed \(seed): \(codes(intake))")
    var truth: [Int: Int] = [:]
    var kinds: [Int: StatementPairGenerator.Shared] = [:]
    for pair in files.pairs {
      switch pair.kind {
      case .one(let shared):
        truth[pair.out] = pair.into
        kinds[pair.out] = shared
        tally.found[shared, default: (0, 0, 0)].all += 1
      case .two: tally.nearMisses += 1
      }
    }
    for transfer in intake.ledger.transfers where transfer.evidence.count > 1 {
      let out = transfer.evidence.first { $0.file.name == "payer.csv" }?.line ?? 0
      let into = transfer.evidence.first { $0.file.name == "payee.csv" }?.line ?? 0
      if truth[out] == into, let shared = kinds[out] {
        tally.found[shared]?.united += 1
      } else {
        tally.falseUnions.append("seed \(seed): \(transfer.evidence)")
      }
    }
    for relation in intake.relations where !relation.isCertain && relation.kind == .onePayment {
      if truth[relation.first.line] == relation.second.line,
        relation.first.file.name == "payer.csv",
        let shared = kinds[relation.first.line]
      {
        tally.found[shared]?.listed += 1
      }
    }
  }

  @Test func theSameSeedGivesTheSameFiles() {
    var one = StatementPairGenerator(seed: 7)
    var other = StatementPairGenerator(seed: 7)
    let files = (one.files(pairs: 30), other.files(pairs: 30))
    #expect(files.0.payer == files.1.payer && files.0.payee == files.1.payee)
  }
}
