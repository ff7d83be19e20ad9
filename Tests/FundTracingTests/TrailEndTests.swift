import PaymentGraph
import TestSupport
import Testing

@testable import FundTracing

/// The ends of trails, and whose they are, found by one sweep: the same as one search for each claim.
@Suite("Ends of trails")
struct TrailEndTests {
  /// Rows of one file in their order, with services and links.
  private func lines(_ seed: UInt64) -> (lines: [String], victims: [String]) {
    var random = SplitMix64(seed: seed)
    let accounts = (0..<Int.random(in: 4...9, using: &random)).map { "n\($0)" }
    var lines = accounts.prefix(Int.random(in: 0...2, using: &random)).map {
      "role \($0) processor"
    }
    for number in 0..<Int.random(in: 4...40, using: &random) {
      let from = accounts.randomElement(using: &random) ?? "n0"
      let to = accounts.randomElement(using: &random) ?? "n1"
      var line = "\(number * 60) \(from) -> \(to) \(Int.random(in: 1...9, using: &random)).00 EUR"
      line += " id:t\(number)"
      if number > 0, Int.random(in: 0..<3, using: &random) == 0 {
        line += " link:t\(Int.random(in: 0..<number, using: &random))"
      }
      lines.append(line)
    }
    return (lines, Array(accounts.suffix(Int.random(in: 1...3, using: &random))))
  }

  @Test func theSweepFindsWhatSearchesFind() throws {
    var (ends, plain) = (0, 0)
    for seed in UInt64(0)..<400 {
      let (lines, victims) = lines(seed)
      let literal = LedgerLiteral(lines: lines)
      let ledger = literal.ledger
      var space = try WalkContext(ledger.whole, WalkRules(pooling: .links(minimumGrade: .d)))
      let sources = victims.compactMap { ledger.account($0).map { Source(account: $0.id) } }
      if sources.isEmpty { continue }
      let merged = try space.merged(sources)
      space.inferLinks(from: merged.flatMap(\.claims))
      plain += space.isPlainOrder ? 1 : 0
      let found = TrailEnds(space, merged)
      // Without room for lists of claims, the claims are told apart in blocks.
      let blocks = TrailEnds.$room.withValue(-1) { TrailEnds(space, merged) }
      let known = searched(space, merged)
      #expect(blocks.transfers == found.transfers && blocks.isReached == found.isReached)
      #expect(found.transfers == known.ends.keys.sorted(), "seed \(seed)")
      #expect(found.isReached == known.isReached, "seed \(seed)")
      for (transfer, claims) in known.ends {
        for one in [found, blocks] {
          let own = try one.claims(of: [[transfer]])[0]
          #expect(Set(own.map(\.position)) == claims, "seed \(seed)")
        }
        ends += 1
      }
      let all = known.ends.values.reduce(into: Set<Int>()) { $0.formUnion($1) }
      for one in [found, blocks] {
        let own = try one.claims(of: [found.transfers])[0]
        #expect(Set(own.map(\.position)) == all, "seed \(seed)")
      }
    }
    #expect(ends > 400 && plain > 200, "\(ends) ends, \(plain) plain")
  }

  /// Two thousand claims, which mix in a few accounts and at a service: lists and blocks agree, for one group of
  /// transfers and for many.
  @Test func blocksOfClaimsAreThoseOfLists() throws {
    for seed in UInt64(0)..<3 {
      var random = SplitMix64(seed: seed)
      var lines = ["role n3 processor"]
      for number in 0..<3_000 {
        let from =
          Int.random(in: 0..<3, using: &random) > 0
          ? "v\(Int.random(in: 0..<40, using: &random))"
          : "n\(Int.random(in: 0..<30, using: &random))"
        let link = number % 5 == 4 ? " link:t\(Int.random(in: 0..<number, using: &random))" : ""
        lines.append(
          "\(number * 60) \(from) -> n\(Int.random(in: 0..<30, using: &random)) 5.00 EUR id:t\(number)"
            + link)
      }
      let literal = LedgerLiteral(lines: lines)
      var space = try WalkContext(literal.ledger.whole, WalkRules())
      let merged = try space.merged((0..<40).map { Source(account: literal["v\($0)"]) })
      space.inferLinks(from: merged.flatMap(\.claims))
      let lists = TrailEnds(space, merged)
      // Room for some lists, but not for all of them; and for none.
      for room in [-1, 0, 1_000, 4_000] {
        let blocks = TrailEnds.$room.withValue(room) { TrailEnds(space, merged) }
        #expect(blocks.transfers == lists.transfers && blocks.isReached == lists.isReached)
        let byAccount = Dictionary(grouping: lists.transfers) {
          space.columns.beneficiary[$0]
        }
        let groups = byAccount.keys.sorted().map { byAccount[$0] ?? [] }
        #expect(try blocks.claims(of: groups) == lists.claims(of: groups), "seed \(seed)")
        ClaimBlocks.$mostSteps.withValue(100) {
          #expect(throws: FundTracingError.tooManyClaims(merged.flatMap(\.claims).count)) {
            try blocks.claims(of: groups)
          }
        }
      }
    }
  }

  /// The definition: a walk of each claim by itself.
  private func searched(
    _ space: WalkContext, _ sources: [(account: Int, claims: [Int])]
  ) -> (ends: [Int: Set<Int>], isReached: [Bool]) {
    let isSource = Set(sources.map(\.account))
    let claims = Set(sources.flatMap(\.claims))
    var ends: [Int: Set<Int>] = [:]
    var isReached = Array(repeating: false, count: space.view.ledger.accountCount)
    for claim in claims {
      var search = TransferSearch(space)
      search.run(from: [claim])
      for transfer in search.visited {
        let payer = Int(space.columns.payer[transfer])
        let payee = Int(space.columns.beneficiary[transfer])
        if isSource.contains(payee) || (transfer != claim && isSource.contains(payer)) { continue }
        if space.needsLink(at: payer), !claims.contains(transfer),
          space.receipts(before: transfer).allSatisfy({
            isSource.contains(Int(space.columns.payer[$0])) && !claims.contains($0)
          })
        {
          continue
        }
        isReached[payee] = true
        let goesOn =
          space.needsLink(at: payee)
          ? !space.payouts(of: transfer).isEmpty
          : (0..<space.columns.count).contains {
            Int(space.columns.payer[$0]) == payee && space.precedence.mayFollow(transfer, $0)
          }
        if !goesOn { ends[transfer, default: []].insert(claim) }
      }
    }
    return (ends, isReached)
  }
}
