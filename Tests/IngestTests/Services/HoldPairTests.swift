import PaymentGraph
import Testing

@testable import Ingest

/// Holds and their releases belong together by reference; one without the other is said.
@Suite struct HoldPairTests {
  private func entry(
    _ kind: TransferKind, _ amount: Int64, _ id: String, _ group: String? = nil
  ) throws -> StatementEntry {
    StatementEntry(
      own: "a", row: StatementEntry.Position(line: 1, byteRange: 0..<1), time: .unknown,
      amount: amount,
      currency: try #require(Currency("GBP")), kind: kind, role: .memo(.announcement, word: nil),
      counter: PartyHint(), narration: "", reference: nil, id: id, group: group)
  }

  private func open(_ entries: [StatementEntry]) -> [[Int]] {
    let pairs = HoldPairs(entries)
    let reversed = HoldPairs(entries.reversed())
    #expect(
      reversed.heldOn.count == pairs.heldOn.count && reversed.freed.count == pairs.freed.count)
    return [pairs.heldOn, pairs.freed]
  }

  @Test func aReleaseNamesItsHoldOrTheSamePayment() throws {
    #expect(
      open([
        try entry(.hold, -100, "H1", "P1"), try entry(.holdRelease, 100, "H2", "H1"),
        try entry(.hold, -50, "H3", "P2"), try entry(.holdRelease, 50, "H4", "P2"),
        try entry(.hold, -70, "H5"), try entry(.holdRelease, 70, "H6"),
      ]) == [[], []])
  }

  @Test func partsFreeAHold() throws {
    let hold = try entry(.hold, -100, "H1", "P1")
    let parts = [try entry(.holdRelease, 40, "H2", "H1"), try entry(.holdRelease, 60, "H3", "H1")]
    #expect(open([hold] + parts) == [[], []])
    #expect(open([hold, parts[0]]) == [[0], []])
    #expect(open([hold] + parts + [try entry(.holdRelease, 1, "H4", "H1")])[1].count == 1)
  }

  @Test func whatHasNoOtherHalfIsTold() throws {
    #expect(open([try entry(.hold, -100, "H1", "P1")]) == [[0], []])
    #expect(open([try entry(.holdRelease, 100, "H1", "P1")]) == [[], [0]])
    // Equal amounts of different payments are no pair.
    #expect(
      open([try entry(.hold, -100, "H1", "P1"), try entry(.holdRelease, 100, "H2", "P2")])
        == [[0], [1]])
  }
}
