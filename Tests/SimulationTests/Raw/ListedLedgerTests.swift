import Foundation
import FundTracing
import Ingest
import PaymentGraph
import Reports
import Simulation
import TestSupport
import Testing

/// Answers over the list of transfers beside those over the files of which it was written.
@Suite("Answers over a list of transfers")
struct ListedLedgerTests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// A ledger written as lists and loaded again.
  private func listed(_ ledger: Ledger) throws -> Intake {
    let folder = try TemporaryFolder()
    let (transfers, accounts) = (
      folder.path("transfers.csv"), folder.path("accounts.csv")
    )
    try TransferList(ledger.whole).csv.write(toFile: transfers, atomically: true, encoding: .utf8)
    try AccountsReport(ledger.accounts.map(\.id), in: ledger.whole)
      .text(.csv, style: TextStyle(isColoured: false))
      .write(toFile: accounts, atomically: true, encoding: .utf8)
    return try TransactionReader().read([transfers, accounts])
  }

  struct Tally {
    var pairs = 0
    var equal = 0
    var doubts = 0
    var excluded = 0
  }

  /// Compares what the files and the list say of every pair of some accounts.
  private func compare(_ files: Ledger, _ name: String, most: Int, _ tally: inout Tally) throws {
    let intake = try listed(files)
    let list = intake.ledger
    #expect(intake.files.allSatisfy { $0.rows.rejected == 0 }, "\(name)")
    #expect(list.transferCount == files.transferCount, "\(name)")
    func totals(_ ledger: Ledger) -> [String] {
      var sums = MoneyTotals()
      for transfer in ledger.transfers {
        sums.add(transfer.sent)
        sums.add(transfer.received)
      }
      return sums.lines.map(\.description)
    }
    #expect(totals(list) == totals(files), "\(name)")
    tally.doubts += files.columns.possible.count + files.addressLeads.count
    #expect(list.columns.possible.count == files.columns.possible.count, "\(name)")
    #expect(list.columns.returns.count == files.columns.returns.count, "\(name)")
    #expect(list.addressLeads.count == files.addressLeads.count, "\(name)")
    let accounts = files.accounts.filter {
      files.outgoing.count($0.id.position) + files.incoming.count($0.id.position) > 0
    }
    let step = max(1, accounts.count / most)
    let chosen = stride(from: 0, to: accounts.count, by: step).map { accounts[$0] }
    for from in chosen {
      let source = try #require(list.account(from.key), "\(name): \(from.key)")
      let (reach, again) = (
        try files.whole.reach(of: [Source(account: from.id)]),
        try list.whole.reach(of: [Source(account: source.id)])
      )
      let found = Set(again.accounts.map { list.account($0.account).key })
      // What the list leaves open of the order of rows, money may have passed.
      #expect(
        found.isSuperset(of: reach.accounts.map { files.account($0.account).key }),
        "\(name): reach of \(from.key)")
      let proven = Set(
        reach.accounts.filter { $0.finding == .proven }.map { files.account($0.account).key })
      for reached in again.accounts where reached.finding == .proven {
        let key = list.account(reached.account).key
        #expect(proven.contains(key), "\(name): \(from.key) to \(key) is proven by the list only")
      }
      for to in chosen where to.id != from.id {
        let target = try #require(list.account(to.key))
        let one = try files.whole.walks(from: from.id, to: to.id)
        let other = try list.whole.walks(from: source.id, to: target.id)
        tally.pairs += 1
        if one.finding == other.finding { tally.equal += 1 }
        if other.finding == .excluded { tally.excluded += 1 }
        #expect(
          one.finding == other.finding || other.finding == .possible,
          "\(name): \(from.key) to \(to.key) is \(one.finding), by the list \(other.finding): \(one.reason)"
        )
      }
    }
  }

  /// Raw cases, also where the numbers that tie rows are lost, so that rows only may show one payment.
  @Test(arguments: 0..<4 as Range<UInt64>) func rawCases(_ seed: UInt64) throws {
    var tally = Tally()
    try compare(RawCaseFolder(seed: seed).intake.ledger, "seed \(seed)", most: 14, &tally)
    let lost = try RawCaseFolder(seed: seed, losingNumbers: true).intake.ledger
    try compare(lost, "seed \(seed), numbers lost", most: 14, &tally)
    #expect(tally.doubts > 0 && tally.excluded > 0, "\(tally)")
    #expect(tally.equal * 100 >= tally.pairs * 90, "\(tally)")
  }

  /// Every folder of faults and cases that loads without a flag.
  @Test func fixtures() throws {
    var tally = Tally()
    var folders = 0
    for kind in ["faults", "cases", "acceptance"] {
      let place = Self.root.appending(path: "fixtures/\(kind)")
      for name in try FileManager.default.contentsOfDirectory(atPath: place.path).sorted() {
        let folder = place.appending(path: name).path
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
          .filter { $0.hasSuffix(".csv") || $0.hasSuffix(".xls") || $0.hasSuffix(".txt") }
        let paths = names.filter { !["command.txt", "expected.txt"].contains($0) }.sorted()
          .map { "\(folder)/\($0)" }
        guard let intake = TransactionReader().readAvailable(paths).intake,
          intake.ledger.transferCount > 0
        else { continue }
        folders += 1
        try compare(intake.ledger, name, most: 9, &tally)
      }
    }
    #expect(folders > 20 && tally.doubts > 0 && tally.excluded > 10, "\(folders) \(tally)")
    #expect(tally.equal * 100 >= tally.pairs * 90, "\(tally)")
  }
}
