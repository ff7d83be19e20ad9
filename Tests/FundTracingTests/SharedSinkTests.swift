import FundTracing
import PaymentGraph
import TestSupport
import Testing

@Suite("Shared sinks")
struct SharedSinkTests {
  private func keys(_ answer: SharedSinks) -> [String] {
    answer.sinks.map { answer.scope.ledger.account($0.account).key }
  }

  private func sinks(
    _ literal: LedgerLiteral, _ victims: String..., minimum: Int = 2, pooled: Bool = false,
    rules: WalkRules = WalkRules()
  ) throws -> SharedSinks {
    try literal.ledger.whole.sharedSinks(
      of: victims.map { Source(account: literal[$0]) }, minimumVictims: minimum,
      includePooled: pooled, rules: rules)
  }

  @Test func twoVictimsMeetAtAMule() throws {
    let case1: LedgerLiteral = """
      2024-03-01 v1 -> mule 100.00
      2024-03-02 v2 -> mule 50.00
      2024-03-03 mule -> bank 140.00
      2024-03-03 v1 -> shop 9.00
      """
    let answer = try sinks(case1, "v1", "v2")
    #expect(keys(answer) == ["mule", "bank"])
    let mule = try #require(answer.sinks.first { $0.account == case1["mule"] })
    let bank = try #require(answer.sinks.first { $0.account == case1["bank"] })
    #expect(mule.victims == [case1["v1"], case1["v2"]])
    #expect(mule.received.lines.map(\.decimalText) == ["150.00"])
    #expect(mule.hops == 1 && bank.hops == 2)
    #expect(!mule.isTerminal && bank.isTerminal)
    #expect(mule.isFirstConvergence && !bank.isFirstConvergence)
    #expect(mule.popularity == 2 && bank.popularity == 1)
    #expect(mule.grade == .a)
    #expect(answer.claimCount == 3)
    #expect(answer.notes.isEmpty)
  }

  @Test func moneyDoesNotFlowBackInTime() throws {
    let literal: LedgerLiteral = """
      10 mule -> bank 140.00
      11 v1 -> mule 100.00
      12 v2 -> mule 50.00
      """
    let answer = try sinks(literal, "v1", "v2")
    #expect(keys(answer) == ["mule"])
    #expect(answer.sinks[0].isTerminal)
  }

  @Test func aSourceNeverCountsForItself() throws {
    let literal: LedgerLiteral = """
      10 v1 -> shop 10.00
      11 v2 -> shop 10.00
      12 shop -> v1 5.00
      13 v3 -> shop 10.00
      """
    let answer = try sinks(literal, "v1", "v2", "v3", minimum: 1)
    let v1 = try #require(answer.sinks.first { $0.account == literal["v1"] })
    #expect(v1.victims == [literal["v2"]])
    #expect(answer.sinks[0].account == literal["shop"])
  }

  @Test func atAPooledAccountOnlyRecordedLinksAreFollowed() throws {
    let literal: LedgerLiteral = """
      role psp processor
      10 v1 -> psp 100.00 EUR #r1
      11 v2 -> psp 100.00 EUR id:t2
      12 v3 -> psp 100.00 EUR
      13 psp -> acct 90.00 EUR #r1
      14 psp -> acct 90.00 EUR link:t2
      15 psp -> other 90.00 EUR
      """
    let answer = try sinks(literal, "v1", "v2", "v3")
    #expect(keys(answer) == ["acct"])
    #expect(answer.sinks[0].victims == [literal["v1"], literal["v2"]])
    #expect(answer.sinks[0].grade == .a)
    #expect(answer.notes.map(\.code) == [.stoppedAtPooled])
    #expect(answer.notes[0].text.contains("1 receipt of psp (EUR 100.00)"))

    let ordinary = try sinks(
      literal, "v1", "v2", "v3", rules: WalkRules(pooling: .asOrdinary))
    #expect(keys(ordinary) == ["acct", "other"])
    #expect(ordinary.sinks.map(\.grade) == [.d, .d])
    #expect(ordinary.notes.map(\.code) == [.pooledAsOrdinary])

    let pooled = try sinks(literal, "v1", "v2", "v3", pooled: true)
    #expect(keys(pooled) == ["psp", "acct"])
  }

  @Test func whatNeedsNoPooledAccountKeepsItsGradeWhenTheyAreOrdinary() throws {
    let literal: LedgerLiteral = """
      role psp processor
      10 v1 -> acct 100.00
      11 v2 -> acct 100.00
      12 v1 -> psp 5.00
      13 psp -> acct 5.00
      """
    let answer = try sinks(literal, "v1", "v2", rules: WalkRules(pooling: .asOrdinary))
    #expect(answer.sinks.map(\.grade) == [.a])
  }

  @Test func firstConvergenceIsWhereTheSameVictimsFirstMeet() throws {
    let literal: LedgerLiteral = """
      10 v1 -> m1 1.00
      11 v2 -> m1 1.00
      12 m1 -> top 2.00
      13 v3 -> top 1.00
      14 top -> end 3.00
      """
    let answer = try sinks(literal, "v1", "v2", "v3")
    let first = Dictionary(
      uniqueKeysWithValues: answer.sinks.map {
        (literal.ledger.account($0.account).key, $0.isFirstConvergence)
      })
    #expect(first == ["m1": true, "top": true, "end": false])
  }

  @Test func limitsAreSaid() throws {
    let literal: LedgerLiteral = """
      10 v1 -> m1 1.00
      11 v2 -> m1 1.00
      12 m1 -> m2 2.00
      500000 m2 -> end 2.00
      """
    let hops = try sinks(literal, "v1", "v2", rules: WalkRules(maximumHops: 1))
    #expect(keys(hops) == ["m1"])
    #expect(hops.notes.map(\.code).filter { $0 != .surprise } == [.cutByHops])
    let wait = try sinks(literal, "v1", "v2", rules: WalkRules(longestWait: 3_600_000))
    #expect(keys(wait) == ["m1", "m2"])
    #expect(wait.notes.map(\.code) == [.cutByWait])
    let unlimited = try sinks(literal, "v1", "v2")
    #expect(unlimited.sinks.count == 3 && unlimited.notes.isEmpty)
  }

  @Test func claimsLimitWhatASourceStartsFrom() throws {
    let literal: LedgerLiteral = """
      10 v1 -> scam 100.00
      11 v1 -> shop 10.00
      12 v2 -> scam 100.00
      13 v2 -> shop 10.00
      """
    let claims = [literal.ledger.transfers[0].id, literal.ledger.transfers[2].id]
    let answer = try literal.ledger.whole.sharedSinks(
      of: Source.claiming(claims, in: literal.ledger))
    #expect(keys(answer) == ["scam"])
    #expect(throws: FundTracingError.claimOfAnother(claims[0], literal["v2"])) {
      try literal.ledger.whole.sharedSinks(
        of: [Source(account: literal["v2"], claims: [claims[0]])])
    }
  }

  @Test func impossibleQuestionsAreErrors() throws {
    let literal: LedgerLiteral = "10 v1 -> a 1.00"
    let whole = literal.ledger.whole
    #expect(throws: FundTracingError.noSources) { try whole.sharedSinks(of: []) }
    #expect(throws: FundTracingError.minimumVictimsTooSmall(0)) {
      try whole.sharedSinks(of: literal.sources("v1"), minimumVictims: 0)
    }
    #expect(throws: FundTracingError.hopLimitTooSmall(0)) {
      try whole.reach(of: literal.sources("v1"), rules: WalkRules(maximumHops: 0))
    }
    #expect(try sinks(literal, "v1").sinks.isEmpty)
  }
}
