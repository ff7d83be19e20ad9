import FundTracing
import PaymentGraph
import TestSupport
import Testing

@Suite("Walks between two accounts")
struct WalkTests {
  @Test func shortestAndEarliestDiffer() throws {
    let literal: LedgerLiteral = """
      10 a -> b 1.00
      11 b -> c 1.00
      12 c -> z 1.00
      13 b -> z 1.00
      14 a -> z 1.00
      """
    let answer = try literal.ledger.whole.walks(from: literal["a"], to: literal["z"])
    #expect(answer.finding == .proven)
    #expect(answer.shortest?.hops == 1)
    #expect(
      answer.earliest?.transfers.map { literal.ledger.transfer($0).sent.minorUnits }.count == 3)
    #expect(answer.earliest?.transfers.last == literal.ledger.transfers[2].id)
  }

  @Test func moneyMayComeBack() throws {
    let literal: LedgerLiteral = """
      10 a -> b 1.00
      11 b -> a 1.00
      """
    let answer = try literal.ledger.whole.walks(from: literal["a"], to: literal["a"])
    #expect(answer.shortest?.hops == 2)
    let other = try literal.ledger.whole.walks(from: literal["b"], to: literal["b"])
    #expect(other.finding == .excluded)
  }

  @Test(arguments: [
    (WalkRules(maximumHops: 1), "more hops"), (WalkRules(longestWait: 1_000), "longer wait"),
  ])
  func beyondALimitIsPossibleNotExcluded(_ rules: WalkRules, _ words: String) throws {
    let literal: LedgerLiteral = """
      10 a -> b 1.00
      90 b -> z 1.00
      """
    let answer = try literal.ledger.whole.walks(
      from: literal["a"], to: literal["z"], rules: rules)
    #expect(answer.finding == .possible && answer.shortest == nil)
    #expect(answer.reason.contains(words))
  }

  @Test func outsideTheScopeIsPossibleNotExcluded() throws {
    let literal: LedgerLiteral = """
      2024-03-01 a -> b 1.00
      2024-04-01 b -> z 1.00
      """
    let march = Period(until: CivilDate(year: 2024, month: 4, day: 1))
    let answer = try literal.ledger.whole.during(march).walks(
      from: literal["a"], to: literal["z"])
    #expect(answer.finding == .possible)
    #expect(answer.reason.contains("outside the scope"))
    #expect(answer.notes.map(\.code) == [.limitedScope])
  }

  @Test func rowsThatCouldNotBeReadForbidExclusion() throws {
    let lines = ["10 a -> b 1.00", "9 b -> z 1.00"]
    let complete = LedgerLiteral(lines: lines)
    let damaged = LedgerLiteral(lines: lines, rejectedRowCount: 1)
    #expect(
      try complete.ledger.whole.walks(from: complete["a"], to: complete["z"]).finding == .excluded)
    #expect(
      try damaged.ledger.whole.walks(from: damaged["a"], to: damaged["z"]).finding == .possible)
  }

  @Test func tieRules() throws {
    let tied: LedgerLiteral = """
      2024-03-01 b -> z 1.00
      2024-03-01 a -> b 1.00
      """
    func finding(_ literal: LedgerLiteral, _ ties: TieRule) throws -> Finding {
      try literal.ledger.whole.walks(
        from: literal["a"], to: literal["z"], rules: WalkRules(ties: ties)
      ).finding
    }
    // One file: the row of b's payment stands first.
    #expect(try finding(tied, .recorded) == .possible)
    // Against the order of rows nothing is proven.
    #expect(try finding(tied, .allow) == .possible)
    let inOrder: LedgerLiteral = """
      2024-03-01 a -> b 1.00
      2024-03-01 b -> z 1.00
      """
    #expect(try finding(inOrder, .recorded) == .proven)
    #expect(try finding(inOrder, .forbid) == .possible)
    // Two files: nothing says which was first.
    let twoFiles: LedgerLiteral = """
      2024-03-01 b -> z 1.00 EUR file:a
      2024-03-01 a -> b 1.00 EUR file:b
      """
    #expect(try finding(twoFiles, .recorded) == .possible)
    #expect(try finding(twoFiles, .forbid) == .possible)
  }

  @Test func reachListsEveryAccountOnce() throws {
    let literal: LedgerLiteral = """
      role psp processor
      10 a -> b 1.00
      11 b -> c 1.00
      12 a -> c 1.00
      13 a -> psp 1.00
      14 psp -> d 1.00
      - c -> e 1.00
      """
    let answer = try literal.ledger.whole.reach(of: literal.sources("a"))
    let listed = answer.accounts.map { (literal.ledger.account($0.account).key, $0.hops) }
    #expect(listed.map(\.0) == ["b", "c", "psp", "e"])
    #expect(listed.map(\.1) == [1, 1, 1, 2])
    #expect(answer.accounts[3].earliest == nil)
    #expect(answer.accounts[1].received.lines.map(\.decimalText) == ["2.00"])
    #expect(Set(answer.notes.map(\.code)) == [.noTime, .openOrder, .stoppedAtPooled])
  }

  @Test func explanationGivesOneWalkForEachVictim() throws {
    let literal: LedgerLiteral = """
      10 v1 -> m 1.00
      11 m -> z 1.00
      12 v1 -> z 1.00
      13 v2 -> m 1.00
      14 v3 -> z 1.00
      """
    let answer = try literal.ledger.whole.explain(
      literal["z"], of: literal.sources("v1", "v2", "v3", "z"))
    #expect(answer.witnesses.map(\.victim) == [literal["v1"], literal["v3"]])
    #expect(answer.witnesses[0].walk.transfers == [literal.ledger.transfers[2].id])
    #expect(answer.others == [literal["v2"], literal["z"]])
  }

  @Test func flowHoldsOnlyWhatLeadsToTheAccounts() throws {
    let literal: LedgerLiteral = """
      role psp processor
      10 v -> psp 1.00 EUR #r1
      11 psp -> m 1.00 EUR #r1
      12 m -> z 1.00
      13 m -> elsewhere 1.00
      9 m -> z 5.00
      """
    let flow = try literal.ledger.whole.flow(from: literal.sources("v"), to: [literal["z"]])
    #expect(flow.transfers.map { literal.ledger.transfer($0).evidence[0].line } == [2, 3, 4])
    #expect(flow.links.count == 1 && flow.unlinked.isEmpty)
  }
}
