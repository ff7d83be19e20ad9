import FundTracing
import PaymentGraph
import Testing

/// A payment that is given back carries its own money back, and nobody else's.
@Suite("Named returns on walks")
struct NamedReturnTests {
  /// Two victims pay one account, which gives the second its payment back and pays a third party.
  private func ledger(named: Bool) -> Ledger {
    var builder = LedgerBuilder()
    let file = builder.add(
      SourceFile(path: "a", digest: FileDigest(bytes: [1]), byteCount: 1))
    let rows = [("v1", "m"), ("v2", "m"), ("m", "v2"), ("m", "z"), ("v2", "y")]
    for (number, row) in rows.enumerated() {
      builder.add(
        TransferDraft(
          payer: builder.account(row.0), beneficiary: builder.account(row.1),
          sent: Money(minorUnits: 100, currency: .none),
          time: PostingTime(start: Int64(number) * 1_000, precision: .second), file: file,
          line: number, byteRange: number * 10..<number * 10 + 9))
    }
    if named { builder.setReturn(of: 1, by: 2, isNamed: true) }
    return builder.build()
  }

  @Test(arguments: [false, true]) func nobodyElsesMoneyIsGivenBack(_ named: Bool) throws {
    let ledger = ledger(named: named)
    func id(_ key: String) throws -> AccountID { try #require(ledger.account(key)).id }
    func finding(_ from: String, _ to: String) throws -> Finding {
      try ledger.whole.walks(from: id(from), to: id(to)).finding
    }
    #expect(try finding("v1", "z") == .proven && finding("v2", "z") == .proven)
    #expect(try finding("v2", "m") == .proven)
    for to in ["v2", "y"] {
      #expect(try finding("v1", to) == (named ? .excluded : .proven))
      let reach = try ledger.whole.reach(of: [Source(account: id("v1"))])
      #expect(reach.accounts.contains { ledger.account($0.account).key == to } == !named)
      let origins = try ledger.whole.origins(of: [id(to)])
      #expect(origins.accounts.contains { ledger.account($0.account).key == "v1" } == !named)
      let sinks = try ledger.whole.sharedSinks(
        of: [Source(account: id("v1"))], minimumVictims: 1)
      #expect(sinks.sinks.contains { ledger.account($0.account).key == to } == !named)
    }
    // The victim's own money comes back to it, and may go on from there.
    let back = try ledger.whole.walks(from: id("v2"), to: id("v2"))
    #expect(back.finding == .proven)
  }
}
