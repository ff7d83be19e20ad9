import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Files that show one account in two layouts: each booking counts once, and what is left over is told.
@Suite struct StatementOverlapTests {
  typealias Entry = StatementLayout.Entry

  private static let own = "gb:309062/24648987"

  private func load(_ files: [(name: String, text: String)]) throws -> Intake {
    let folder = try TemporaryFolder()
    return try TransactionReader().read(files.map { try folder.write($0.text, as: $0.name) })
  }

  private func load(
    _ left: [Entry], _ one: StatementLayout, _ right: [Entry], _ other: StatementLayout
  ) throws -> Intake {
    try load([("1-\(one.fileName)", one.text(left)), ("2-\(other.fileName)", other.text(right))])
  }

  /// The sums that came to the account and left it.
  private func sums(_ intake: Intake) -> [Int] {
    let columns = intake.ledger.columns
    var (into, out) = (0, 0)
    for transfer in 0..<columns.count {
      let payer = intake.ledger.account(AccountID(index: columns.payer[transfer])).key
      if payer == Self.own {
        out += Int(columns.sent[transfer])
      } else {
        into += Int(columns.sent[transfer])
      }
    }
    return [into, out]
  }

  private func sums(_ entries: [Entry]) -> [Int] {
    [
      entries.filter { $0.pence > 0 }.reduce(0) { $0 + $1.pence },
      entries.filter { $0.pence < 0 }.reduce(0) { $0 - $1.pence },
    ]
  }

  private static let pairs = StatementLayout.allCases.flatMap { one in
    StatementLayout.allCases.filter { $0 != one }.map { (one, $0) }
  }

  /// Two layouts of one account, whatever their order: each row counts once, and cites both.
  @Test(arguments: pairs, [1, 2, 3] as [UInt64])
  func twoLayoutsShowOneAccount(_ pair: (StatementLayout, StatementLayout), _ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let entries = StatementLayout.entries(14, random: &random)
    let intake = try load(entries, pair.0, entries, pair.1)
    #expect(sums(intake) == sums(entries), "\(pair) \(seed): \(codes(intake))")
    #expect(intake.ledger.transferCount == entries.count)
    #expect(intake.ledger.columns.moreEvidence.count == entries.count)
    #expect(codes(intake).contains("rows-overlap") && !codes(intake).contains("statements-overlap"))
    #expect(intake.ledger.statementClosings.allSatisfy { $0.difference == 0 })
    for file in intake.files {
      let rows = file.rows
      #expect(rows.read == rows.loaded + rows.memo + rows.skipped + rows.rejected)
    }
  }

  @Test func fourLayoutsShowOneAccount() throws {
    var random = SplitMix64(seed: 9)
    let entries = StatementLayout.entries(20, random: &random)
    let files = StatementLayout.allCases.map { (name: $0.fileName, text: $0.text(entries)) }
    for files in [files, files.reversed()] {
      let intake = try load(files)
      #expect(
        sums(intake) == sums(entries) && intake.ledger.transferCount == 20, "\(codes(intake))")
      #expect(intake.ledger.columns.moreEvidence.values.allSatisfy { $0.count == 3 })
    }
  }

  /// Files that meet within their months: only the days that both cover are compared.
  @Test(arguments: [4, 5, 6, 7] as [UInt64])
  func partsOfAMonthOverlap(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let entries = StatementLayout.entries(24, random: &random)
    let (left, right) = (entries.filter { $0.day <= 20 }, entries.filter { $0.day >= 8 })
    let opening = entries.filter { $0.day < 8 }.reduce(100_000) { $0 + $1.pence }
    let intake = try load([
      ("a.csv", StatementLayout.table.text(left)),
      ("b.sta", StatementLayout.network.text(right, opening: opening)),
    ])
    #expect(sums(intake) == sums(entries), "\(seed): \(codes(intake))")
    #expect(!codes(intake).contains("statements-overlap"))
  }

  /// The row that tells the other party's account stays, with its text; the other is evidence.
  @Test func theRicherRowStays() throws {
    let entries = [
      Entry(day: 4, pence: -1_000, name: "JOHN SMITH"), Entry(day: 5, pence: 20_000, name: "MR X"),
      Entry(day: 6, pence: 150_000, name: "ACME LTD"),
    ]
    let camt = StatementLayout.camt.text(entries).replacing(
      "</Dbtr></RltdPties>",
      with: "</Dbtr><DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct></RltdPties>")
    let intake = try load([("a.csv", StatementLayout.table.text(entries)), ("b.xml", camt)])
    let ledger = intake.ledger
    #expect(sums(intake) == [170_000, 1_000])
    #expect(
      (0..<3).filter {
        ledger.account(AccountID(index: ledger.columns.payer[$0])).key
          == "iban:DE89370400440532013000"
      }.count == 2)
  }

  // MARK: What is not certain

  /// One day is another one in the second file: all else counts once, and the rest is told.
  @Test(arguments: pairs)
  func aShiftedDayIsTold(_ pair: (StatementLayout, StatementLayout)) throws {
    var entries = [
      Entry(day: 4, pence: -1_000, name: "JOHN SMITH"),
      Entry(day: 6, pence: -4_550, name: "BRITISH GAS"),
      Entry(day: 8, pence: 150_000, name: "ACME LTD SALARY"),
      Entry(day: 11, pence: -999, name: "MUSIC CLUB"),
    ]
    let left = entries
    entries[1] = Entry(day: 7, pence: -4_550, name: "BRITISH GAS")
    let intake = try load(left, pair.0, entries, pair.1)
    #expect(intake.ledger.transferCount == 5)
    let doubt = intake.diagnostics.first { $0.code == "statements-overlap" }
    #expect(doubt?.severity == .warning)
    #expect(
      doubt?.summary.contains(
        "both cover 2024-03-04 to 2024-03-11 of gb:309062/24648987, but 1 row of the one and 1 row of the other"
      )
        == true, "\(doubt?.summary ?? "none")")
    #expect(intake.ledger.overlapDoubts.count == 1)
  }

  /// Nothing of excerpts of one account for two people may vanish, though days and amounts are equal.
  @Test(arguments: [StatementLayout.table, .network, .camt])
  func excerptsForTwoPeopleStay(_ other: StatementLayout) throws {
    func rows(_ name: String) -> [Entry] {
      [5, 12].map { Entry(day: $0, pence: 18_500, name: name) }
    }
    let (one, two) = (
      StatementLayout.table.text(rows("ALICE WONG")),
      other.text(rows("RAVI KUMAR"), opening: 500_000)
    )
    let intake = try load([("alice.csv", one), ("ravi-\(other.fileName)", two)])
    #expect(sums(intake) == [74_000, 0], "\(codes(intake))")
    #expect(codes(intake).contains("statements-overlap"))
  }

  /// A file that ends and another that begins on one day: a row that only one has is no sign of anything.
  @Test func aSeamIsSilent() throws {
    let left = [
      Entry(day: 4, pence: -1_000, name: "A SHOP"), Entry(day: 9, pence: -2_000, name: "B SHOP"),
    ]
    let right = [
      Entry(day: 9, pence: -3_000, name: "C SHOP"), Entry(day: 12, pence: -4_000, name: "D SHOP"),
    ]
    let intake = try load([
      ("a.csv", StatementLayout.table.text(left)),
      ("b.sta", StatementLayout.network.text(right, opening: 97_000)),
    ])
    #expect(sums(intake) == [0, 10_000] && !codes(intake).contains("statements-overlap"))
  }

  /// One file has a row that the other lacks: nothing counts twice, and nothing is told of it.
  @Test func aRowOfOneFileStays() throws {
    var random = SplitMix64(seed: 21)
    let entries = StatementLayout.entries(12, random: &random)
    let part = entries.enumerated().filter { $0.offset != 5 }.map(\.element)
    let intake = try load(entries, .quicken, part, .camt)
    // It is told, and not settled: see the remedy of statements-overlap.
    #expect(codes(intake).contains("statements-overlap"))
    withKnownIssue("rows of a file that has one more than the other are not united") {
      #expect(sums(intake) == sums(entries))
    }
  }

  @Test func aDecisionSettlesARow() throws {
    let folder = try TemporaryFolder()
    let left = [
      Entry(day: 4, pence: -1_000, name: "JOHN SMITH"), Entry(day: 6, pence: -4_550, name: "GAS"),
      Entry(day: 9, pence: 500, name: "MR X"),
    ]
    let right = [left[0], Entry(day: 7, pence: -4_550, name: "GAS"), left[2]]
    let files = try [
      folder.write(StatementLayout.table.text(left), as: "a.csv"),
      folder.write(StatementLayout.network.text(right), as: "b.sta"),
    ]
    for (word, count) in [("same", 3), ("different", 4)] {
      let decisions = try folder.write(
        "account,decision,other\na.csv:3,\(word),b.sta:7\n", as: "decisions-\(word).csv")
      let intake = try TransactionReader().read(files + [decisions])
      #expect(intake.ledger.transferCount == count, "\(word): \(codes(intake))")
      #expect(!codes(intake).contains("statements-overlap"), "\(word)")
    }
  }

  // MARK: Sums

  private func camtBatch(_ parts: [Int], total: Int) -> String {
    let details = parts.enumerated().map { number, pence in
      "<TxDtls><Refs><EndToEndId>E\(number)</EndToEndId></Refs><AmtDtls><TxAmt><Amt Ccy=\"GBP\">\(pence / 100).00</Amt></TxAmt></AmtDtls><RltdPties><Dbtr><Nm>KUNDE \(number)</Nm></Dbtr></RltdPties></TxDtls>"
    }
    return StatementLayout.camt.text([Entry(day: 5, pence: total, name: "X")]).replacing(
      /<NtryDtls>.*<\/NtryDtls>/,
      with: "<NtryDtls><Btch><NbOfTxs>\(parts.count)</NbOfTxs></Btch>\(details.joined())</NtryDtls>"
    )
  }

  /// A batch in one file, its payments in the other: the payments stay, and each cites the batch.
  @Test func aBatchIsItsPayments() throws {
    let camt = camtBatch([1_000, 2_000, 3_000], total: 6_000)
    let sta = StatementLayout.network.text([Entry(day: 5, pence: 6_000, name: "SAMMLER")])
    for reference in ["R0", "X9"] {
      let intake = try load([
        ("c.xml", camt), ("m.sta", sta.replacing("//B0", with: "//\(reference)")),
      ])
      let isOne = reference == "R0"
      #expect(sums(intake) == [isOne ? 6_000 : 12_000, 0])
      #expect(intake.ledger.transferCount == (isOne ? 3 : 4))
      #expect(codes(intake).contains("statements-overlap") == !isOne, "\(codes(intake))")
      if isOne {
        #expect(intake.ledger.columns.moreEvidence.count == 3)
        #expect(intake.ledger.statementClosings.allSatisfy { $0.difference == 0 })
      }
    }
  }
}
