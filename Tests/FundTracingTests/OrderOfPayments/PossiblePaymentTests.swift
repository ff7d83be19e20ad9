import FundTracing
import PaymentGraph
import TestSupport
import Testing

/// Rows that may show one payment: what goes on from it must stand after the receipt, where rows say so.
@Suite("Payments that rows may show")
struct PossiblePaymentTests {
  /// Two statements: what one pays to somebody unnamed, and what the other receives and pays on.
  ///
  /// Each receipt may be any of the payments that came no later.
  private struct Book {
    var paid: [Int64] = []
    /// The rows of the beneficiary's statement in their order: the day, and whether money comes in.
    var rows: [(day: Int64, isReceipt: Bool)] = []
    var pairs: [(payment: Int, row: Int)] = []

    init(seed: UInt64) {
      var random = SplitMix64(seed: seed)
      paid = (0..<Int.random(in: 1...3, using: &random))
        .map { _ in Int64.random(in: 1...3, using: &random) }.sorted()
      rows = (0..<Int.random(in: 2...5, using: &random)).map { _ in
        (Int64.random(in: 1...4, using: &random), Bool.random(using: &random))
      }.sorted { $0.day < $1.day }
      for (row, shown) in rows.enumerated() where shown.isReceipt {
        for payment in paid.indices
        where paid[payment] <= shown.day && Bool.random(using: &random) {
          pairs.append((payment, row))
        }
      }
    }

    func ledger() -> Ledger {
      var builder = LedgerBuilder()
      let files = ["a", "b"].enumerated().map { number, name in
        builder.add(
          SourceFile(
            path: name, digest: FileDigest(bytes: [UInt8(number)]), byteCount: 1))
      }
      func add(_ from: String, _ to: String, _ day: Int64, _ file: Int, _ line: Int) {
        builder.add(
          TransferDraft(
            payer: builder.account(from), beneficiary: builder.account(to),
            sent: Money(minorUnits: 100, currency: .none),
            time: PostingTime(start: day * 86_400_000, precision: .day), file: file, line: line,
            byteRange: line * 10..<line * 10 + 9))
      }
      for (number, day) in paid.enumerated() {
        add("A", "?:A:payment:\(number)", day, files[0], number + 1)
      }
      for (number, row) in rows.enumerated() {
        let other = "?:B:payment:\(number)"
        add(row.isReceipt ? other : "B", row.isReceipt ? "B" : "Z", row.day, files[1], number + 1)
      }
      for pair in pairs {
        builder.note(
          possibleReceipt: UInt32(paid.count + pair.row), of: UInt32(pair.payment))
      }
      return builder.build()
    }

    /// True where some receipt that may be a payment stands before a payment on.
    var mayReach: Bool {
      pairs.contains { pair in rows[(pair.row + 1)...].contains { !$0.isReceipt } }
    }
  }

  @Test(arguments: 0..<20) func theOrderOfRowsExcludes(_ block: UInt64) throws {
    var (possible, excluded) = (0, 0)
    for seed in block * 50..<block * 50 + 50 {
      let book = Book(seed: seed)
      let ledger = book.ledger()
      guard let from = ledger.account("A"), let to = ledger.account("Z") else { continue }
      let finding = try ledger.whole.walks(from: from.id, to: to.id).finding
      // Payees who are known by nothing may have any account, so leave them out of this question.
      let supposed = try ledger.whole.walks(
        from: from.id, to: to.id, rules: WalkRules(ties: .recorded))
      #expect(supposed.finding == finding)
      let reason = supposed.reason
      if book.mayReach {
        possible += 1
        #expect(reason.contains("rows that may show one payment"), "seed \(seed): \(reason)")
      } else {
        excluded += 1
        #expect(!reason.contains("rows that may show one payment"), "seed \(seed): \(reason)")
      }
    }
    #expect(possible > 5 && excluded > 5)
  }
}
