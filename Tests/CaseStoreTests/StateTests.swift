import CaseStore
import PaymentGraph
import TestSupport
import Testing

/// The state of a case: what is undone has never been, and order matters only on the same things.
@Suite("State of a case")
struct StateTests {
  /// Applies events one after the other, as the definition says: no look from the end, and no undo.
  private func withoutUndone(_ events: [RecordedEvent]) -> [RecordedEvent] {
    // An event counts if no counting undo names it; here by repeating until nothing changes, from the first on.
    var counts = Dictionary(uniqueKeysWithValues: events.map { ($0.number, true) })
    var isStable = false
    while !isStable {
      isStable = true
      for event in events {
        let isUndone = events.contains { other in
          if case .undo(let undo) = other.event, undo.number == event.number {
            return counts[other.number] == true
          }
          return false
        }
        if counts[event.number] != !isUndone {
          counts[event.number] = !isUndone
          isStable = false
        }
      }
    }
    return events.filter { event in
      if case .undo = event.event { return false }
      return counts[event.number] == true
    }
  }

  private func events(seed: UInt64) async throws -> [RecordedEvent] {
    let sample = try SampleCase()
    var random = RandomEvents(seed: seed)
    var drafts: [DraftEvent] = []
    let length = Int.random(in: 4...30, using: &random.random)
    for _ in 0..<length { drafts.append(DraftEvent(random.event(), why: "w")) }
    try await sample.file.append(drafts, expecting: await sample.file.head, author: tester)
    for _ in 0..<Int.random(in: 1...12, using: &random.random) {
      let last = await sample.file.head.number
      let number = Int.random(in: 2...last, using: &random.random)
      // Some are undone already: refused.
      do throws(CaseError) {
        try await sample.file.append(
          [DraftEvent(.undo(UndoEvent(number: number)), why: "w")],
          expecting: await sample.file.head, author: tester)
      } catch {
        #expect(error.reason == .invalid)
      }
    }
    return await sample.file.events
  }

  /// I2: for any sequence of events with undos, the state is that of the sequence without the undone ones.
  @Test func undoneIsNeverDone() async throws {
    var undos = 0
    for seed in 0..<200 {
      let events = try await events(seed: UInt64(seed))
      undos += events.count { if case .undo = $0.event { true } else { false } }
      let expected = withoutUndone(events)
      #expect(CaseState(of: events) == CaseState(of: expected), "seed \(seed)")
      #expect(CaseState(of: events).basis == CaseState(of: expected).basis, "seed \(seed)")
    }
    #expect(undos > 500)
  }

  /// The same for 2,000 sequences, folded without a file.
  @Test func undoneIsNeverDoneInTwoThousandSequences() throws {
    var undoneUndos = 0
    for seed in 0..<2_000 {
      var random = RandomEvents(seed: UInt64(seed) &+ 77)
      let length = Int.random(in: 5...40, using: &random.random)
      let drafts = (2..<length + 2).map { number -> DraftEvent in
        let isUndo = number > 3 && Int.random(in: 0..<4, using: &random.random) == 0
        guard isUndo else { return DraftEvent(random.event(), why: "w") }
        return DraftEvent(
          .undo(UndoEvent(number: Int.random(in: 2..<number, using: &random.random))), why: "w")
      }
      let events = try RecordedEvent.chain(drafts, author: tester)
      undoneUndos += events.count { event in
        if case .undo(let undo) = event.event, case .undo = events[undo.number - 1].event {
          return true
        }
        return false
      }
      #expect(CaseState(of: events) == CaseState(of: withoutUndone(events)), "seed \(seed)")
    }
    #expect(undoneUndos > 500)
  }

  /// I3: events on different things commute.
  @Test func eventsOnDifferentThingsCommute() throws {
    var swapped = 0
    for seed in 0..<2_000 {
      var random = RandomEvents(seed: UInt64(seed) &+ 9_000)
      var drafts = (0..<12).map { _ in DraftEvent(random.event(), why: "w") }
      let before = CaseState(of: try RecordedEvent.chain(drafts, author: tester))
      let at = Int.random(in: 0..<11, using: &random.random)
      guard drafts[at].event.things.isDisjoint(with: drafts[at + 1].event.things) else { continue }
      drafts.swapAt(at, at + 1)
      swapped += 1
      let after = CaseState(of: try RecordedEvent.chain(drafts, author: tester))
      #expect(before.meaning == after.meaning, "seed \(seed)")
    }
    #expect(swapped > 1_000)
  }

  /// I4: the order in which files were loaded changes nothing.
  @Test func theOrderOfLoadingChangesNothing() throws {
    let loads = (1...4).map { number in
      DraftEvent(
        .load(
          LoadEvent(sources: [
            CaseSource(
              name: "f\(5 - number).csv", digest: Chain.digest(of: [UInt8(number)]), byteCount: 1,
              options: ["--zone=f\(5 - number).csv=UTC"],
              profiles: [CaseProfile(name: "p\(number).yaml", digest: Chain.digest(of: [9]))])
          ])))
    }
    let one = CaseState(of: try RecordedEvent.chain(loads, author: tester))
    let other = CaseState(of: try RecordedEvent.chain(loads.reversed(), author: tester))
    #expect(one.basis == other.basis)
    #expect(one.sources.map(\.name) == ["f1.csv", "f2.csv", "f3.csv", "f4.csv"])
  }

  @Test func differentWinsOverAChainOfSame() throws {
    let state = CaseState(
      of: try RecordedEvent.chain(
        [
          .party(PartyEvent(isSame: true, account: "a", other: "b")),
          .party(PartyEvent(isSame: true, account: "b", other: "c")),
          .party(PartyEvent(isSame: false, account: "a", other: "c")),
        ].map { DraftEvent($0, why: "w") }, author: tester))
    #expect(
      state.conflicts == [DecisionConflict(winner: 4, overruled: [3], reason: .isDifferent)])
  }

  /// Roles, merges and facts that reverse earlier ones are conflicts; what says the same again is none.
  @Test func reversedDecisionsAreConflicts() throws {
    let decisions: [CaseEvent] = [
      .party(PartyEvent(isSame: true, account: "a", other: "b")),  // 2
      .detail(DetailEvent(.role, of: "c", value: "victim")),
      .detail(DetailEvent(.role, of: "c", value: "victim")),
      .term(TermEvent(.fee, value: "p=1%")),  // 5
      .party(PartyEvent(isSame: false, account: "b", other: "a")),
      .detail(DetailEvent(.role, of: "c", value: "mule")),
      .term(TermEvent(.fee, value: "q=2%")),
      .term(TermEvent(.fee, value: "p=3%")),  // 9
      .detail(DetailEvent(.role, of: "c", value: "victim")),
    ]
    var drafts = decisions.map { DraftEvent($0, why: "w") }
    func conflicts() throws -> [[Int]] {
      CaseState(of: try RecordedEvent.chain(drafts, author: tester)).conflicts.map {
        #expect($0.reason == .isLater)
        return [$0.winner] + $0.overruled
      }
    }
    #expect(try conflicts() == [[6, 2], [9, 5], [10, 7]])
    // Undoing the one that wins leaves what was before it.
    drafts.append(DraftEvent(.undo(UndoEvent(number: 10)), why: "w"))
    #expect(try conflicts() == [[6, 2], [7, 3, 4], [9, 5]])
    drafts.append(DraftEvent(.undo(UndoEvent(number: 7)), why: "w"))
    #expect(try conflicts() == [[6, 2], [9, 5]])
  }

  @Test func remarksAreNoPartOfTheBasis() throws {
    let without = CaseState(of: try RecordedEvent.chain([], author: tester))
    let with = CaseState(
      of: try RecordedEvent.chain(
        [
          .remark(RemarkEvent(isTag: false, on: .document("d"), text: "t")),
          .ask(AskEvent(name: "q", inquiry: .array([]))),
          .view(ViewEvent(name: "v", address: "/sinks")),
        ].map { DraftEvent($0) }, author: tester))
    #expect(without.basis == with.basis && without.meaning != with.meaning)
  }

  @Test func companionsSayWhatWasDecided() throws {
    let digest = Chain.digest(of: [1])
    let state = CaseState(
      of: try RecordedEvent.chain(
        [
          .load(LoadEvent(sources: [CaseSource(name: "x, y.csv", digest: digest, byteCount: 1)])),
          .party(PartyEvent(isSame: true, account: "a \"b\"", other: "c")),
          .detail(DetailEvent(.role, of: "c", value: "victim")),
          .claim(ClaimEvent(isClaimed: true, rows: [RowOfSource(source: digest, line: 7)])),
          .claim(
            ClaimEvent(isClaimed: true, rows: [RowOfSource(source: Chain.digest(of: [2]), line: 7)])
          ),
        ].map { DraftEvent($0, why: "two\nlines") }, author: tester))
    let texts = state.companions.map { "\($0.name)\n\(String(decoding: $0.bytes, as: UTF8.self))" }
    #expect(
      texts == [
        "case/accounts.csv\naccount,role,pooled,name,by,on,reason\nc,victim,,,nell,2026-01-01,two lines\n",
        "case/claims.csv\nclaim,by,on,reason\n\"x, y.csv:7\",nell,2026-01-01,two lines\n",
        "case/decisions.csv\naccount,decision,other,by,on,reason\n\"a \"\"b\"\"\",same,c,nell,2026-01-01,two lines\n",
      ])
    #expect(state.dangling == [6])
  }
}
