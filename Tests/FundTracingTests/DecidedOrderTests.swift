import FundTracing
import PaymentGraph
import Testing

/// Proof needs an order that records decide: not the chance that either order was possible.
@Suite("Orders that records decide")
struct DecidedOrderTests {
  /// Transfers of one amount, each in a file of its own or in that of the number given.
  private func ledger(
    _ transfers: [(from: String, to: String, time: PostingTime, file: Int)], local: [Int] = []
  ) -> Ledger {
    var builder = LedgerBuilder()
    for number in 0..<3 {
      _ = builder.add(
        SourceFile(path: "\(number).csv", digest: FileDigest(bytes: [UInt8(number)]), byteCount: 0))
    }
    for file in local { builder.markLocalClock(file: file) }
    for (number, transfer) in transfers.enumerated() {
      builder.add(
        TransferDraft(
          payer: builder.account(transfer.from), beneficiary: builder.account(transfer.to),
          sent: Money(minorUnits: 500, currency: .none), time: transfer.time, file: transfer.file,
          line: number + 1, byteRange: number * 100..<number * 100 + 90))
    }
    return builder.build()
  }

  private func finding(
    _ ledger: Ledger, _ ties: TieRule = .recorded
  ) throws -> Finding {
    let (a, c) = (try #require(ledger.account("a")), try #require(ledger.account("c")))
    return try ledger.whole.walks(from: a.id, to: c.id, rules: WalkRules(ties: ties)).finding
  }

  private static let day: Int64 = 1_700_006_400_000
  private func at(_ hour: Int64, day: Int64 = 0) -> PostingTime {
    PostingTime(start: Self.day + day * 86_400_000 + hour * 3_600_000, precision: .second)
  }
  private func on(_ day: Int64) -> PostingTime {
    PostingTime(start: Self.day + day * 86_400_000, precision: .day)
  }

  @Test func rowsWithoutTimesProveNothing() throws {
    let none = PostingTime.unknown
    #expect(try finding(ledger([("a", "b", none, 0), ("b", "c", none, 0)])) == .possible)
    #expect(try finding(ledger([("a", "b", on(0), 0), ("b", "c", none, 0)])) == .possible)
  }

  @Test func daysOfDifferentFilesProveNothing() throws {
    #expect(try finding(ledger([("a", "b", on(0), 1), ("b", "c", on(0), 0)])) == .possible)
    #expect(try finding(ledger([("a", "b", on(0), 1), ("b", "c", on(1), 0)])) == .proven)
    #expect(try finding(ledger([("a", "b", on(0), 0), ("b", "c", on(0), 0)])) == .proven)
  }

  @Test func aClockWithoutZoneOrdersItsOwnFile() throws {
    let rows = [("a", "b", at(9), 0), ("b", "c", at(10), 1)]
    #expect(try finding(ledger(rows)) == .proven)
    for local in [[0], [1], [0, 1]] {
      #expect(try finding(ledger(rows, local: local)) == .possible, "\(local)")
    }
    let same = [("a", "b", at(9), 0), ("b", "c", at(10), 0), ("x", "y", at(10), 1)]
    #expect(try finding(ledger(same, local: [0, 1])) == .proven)
    // Two clocks may be 26 hours apart.
    let next = [("a", "b", at(9), 0), ("b", "c", at(8, day: 1), 1)]
    #expect(try finding(ledger(next, local: [0, 1])) == .possible)
    let later = [("a", "b", at(9), 0), ("b", "c", at(12, day: 1), 1)]
    #expect(try finding(ledger(later, local: [0, 1])) == .proven)
  }

  /// Under a clock without zone the payout may have come after the receipt, though it shows an earlier hour.
  @Test func aClockWithoutZoneExcludesNothingOnItsDay() throws {
    let rows = [("a", "b", at(10), 0), ("b", "c", at(9), 1)]
    #expect(try finding(ledger(rows)) == .excluded)
    #expect(try finding(ledger(rows, local: [1])) == .possible)
    let before = [("a", "b", at(10), 0), ("b", "c", at(23, day: -1), 1)]
    #expect(try finding(ledger(before, local: [0, 1])) == .possible)
    let earlier = [("a", "b", at(10), 0), ("b", "c", at(7, day: -1), 1)]
    #expect(try finding(ledger(earlier, local: [0, 1])) == .excluded)
  }

  @Test func aLongerWalkThatIsDecidedProves() throws {
    let rows: [(from: String, to: String, time: PostingTime, file: Int)] = [
      ("a", "b", on(0), 1), ("b", "c", on(0), 0), ("b", "d", on(1), 0), ("d", "c", on(2), 0),
    ]
    #expect(try finding(ledger(rows)) == .proven)
    #expect(try finding(ledger(Array(rows.prefix(3)))) == .possible)
    #expect(try finding(ledger(Array(rows.prefix(2))), .allow) == .possible)
  }

  /// One amount of money, two receipts of one day at an account, and a payout that follows only one of them for
  /// certain: what was looked at for one receipt is looked at again for the other.
  @Test func everyReceiptIsTried() throws {
    let rows: [(from: String, to: String, time: PostingTime, file: Int)] = [
      ("a", "b", at(9), 0), ("b", "x", at(10), 0), ("a", "e", at(9), 1), ("e", "b", at(9), 1),
      ("b", "c", at(11), 1),
    ]
    #expect(try finding(ledger(rows, local: [0, 1])) == .proven)
  }
}
