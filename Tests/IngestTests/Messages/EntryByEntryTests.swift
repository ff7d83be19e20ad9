import Foundation
import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// A message that is read entry by entry gives what it gives with all its entries in memory.
@Suite struct EntryByEntryTests {
  /// All that a reading tells, or the reason why there is none.
  private func told(_ paths: [String], entryByEntry: Bool) -> [String] {
    var reader = TransactionReader()
    reader.readsEntryByEntry = entryByEntry
    do {
      let intake = try reader.read(paths)
      let transfers = intake.ledger.transfers.map { transfer in
        [
          "\(transfer.time)", transfer.payer.key, transfer.beneficiary.key,
          transfer.payer.name ?? "", transfer.beneficiary.name ?? "", "\(transfer.sent)",
          "\(transfer.received)", transfer.recordedID ?? "", transfer.reference ?? "",
          transfer.kind.name, "\(transfer.evidence)",
        ].joined(separator: "|")
      }
      return transfers + intake.files.map { "\($0)" } + intake.relations.map { "\($0)" }
        + intake.ledger.statementBalances.map { "\($0)" } + ["\(intake.ledger.rejectedRowCount)"]
    } catch {
      return ["\(error)"]
    }
  }

  private func expectEqual(_ paths: [String], _ note: String) {
    let (one, other) = (told(paths, entryByEntry: true), told(paths, entryByEntry: false))
    #expect(one == other, "\(note)")
  }

  @Test func statementsGiveTheSameLedger() throws {
    let folder = try TemporaryFolder()
    for seed in UInt64(1)...40 {
      let truth = StatedPayments(seed: seed)
      for (version, gap) in [(2, "\n"), (8, "\n"), (13, "")] {
        let path = try folder.write(truth.camt(version: version, gap: gap), as: "a.xml")
        expectEqual([path], "seed \(seed), version \(version)")
        let csv = try folder.write(truth.csv, as: "b.csv")
        expectEqual([path, csv], "seed \(seed), version \(version), beside a CSV")
      }
    }
  }

  /// Every message of the fixtures, alone and beside the next one.
  @Test func fixturesGiveTheSameLedger() throws {
    let folder = Repository.root.appending(path: "fixtures")
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    let paths = names.filter { $0.hasSuffix(".xml") || $0.hasSuffix(".zip") }.sorted()
      .map { folder.appending(path: $0).path }
    #expect(paths.count > 10)
    for (one, other) in zip(paths, paths.dropFirst() + [""]) {
      expectEqual([one], one)
      if !other.isEmpty { expectEqual([one, other], "\(one) and \(other)") }
    }
  }

  @Test func damagedStatementsGiveTheSameLedger() throws {
    let folder = try TemporaryFolder()
    let pieces = [
      "</Ntry>", "<Ntry>", "<RvslInd>true</RvslInd>", "PDNG", "", "0.00", "2024-13-01", "1.2345",
      "<Chrgs><Rcrd><Amt Ccy=\"EUR\">1.00</Amt><ChrgInclInd>true</ChrgInclInd></Rcrd></Chrgs>",
      "<Btch><NbOfTxs>7</NbOfTxs></Btch>", "USD", "CRDT", "DBIT", "é", "B1N1234567", "<Stmt>",
    ].map { Array($0.utf8) }
    var random = SplitMix64(seed: 2_323)
    for round in 0..<400 {
      var bytes = Array(
        StatedPayments(seed: UInt64(round % 50) + 1).camt(
          version: round % 2 == 0 ? 2 : 8, gap: round % 5 == 0 ? "" : "\n"
        ).utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let at = Int.random(in: 300..<bytes.count, using: &random)
        switch Int.random(in: 0...3, using: &random) {
        case 0: bytes.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: at)
        case 1: bytes.removeSubrange(at..<min(bytes.count, at + 12))
        case 2: bytes[at] = UInt8.random(in: 0x20...0x7E, using: &random)
        default: if round % 7 == 0 { bytes.removeSubrange(max(400, at)...) }
        }
      }
      expectEqual([try folder.write(bytes, as: "a.xml")], "round \(round)")
    }
  }

  private static func entry(
    _ cents: Int, _ direction: String, id: String, day: Int = 4, more: String = ""
  ) -> String {
    "<Ntry><Amt Ccy=\"EUR\">\(cents / 100).\(cents % 100 + 10)</Amt><CdtDbtInd>\(direction)</CdtDbtInd>\(more)"
      + "<Sts>BOOK</Sts><BookgDt><Dt>2024-03-0\(day)</Dt></BookgDt><AcctSvcrRef>\(id)</AcctSvcrRef>"
      + "<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Ana Vos</Nm></Dbtr><Cdtr><Nm>Dov Levy</Nm></Cdtr></RltdPties>"
      + "</TxDtls></NtryDtls></Ntry>\n"
  }

  private static func statement(
    _ entries: String, number: Int = 1, account: String = StatedPayments.own, balances: String = ""
  ) -> String {
    "<Stmt><ElctrncSeqNb>\(number)</ElctrncSeqNb><Acct><Id><IBAN>\(account)</IBAN></Id></Acct>\(balances)\n\(entries)</Stmt>\n"
  }

  private static func message(_ statements: String) -> String {
    "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt>\n\(statements)</BkToCstmrStmt></Document>"
  }

  private static func balance(_ code: String, _ amount: String) -> String {
    "<Bal><Tp><CdOrPrtry><Cd>\(code)</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">\(amount)</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>"
  }

  /// Things that only the end of a message shows.
  @Test func whatOnlyTheWholeShowsIsTheSame() throws {
    let folder = try TemporaryFolder()
    let number = "CITIN24064123456"
    let back =
      Self.entry(500, "DBIT", id: number) + Self.entry(500, "CRDT", id: number, day: 6)
    let reversal = Self.entry(300, "CRDT", id: "R1", day: 6, more: "<RvslInd>true</RvslInd>")
    let closing = Self.balance("OPBD", "100.00")
    let cases = [
      "a payment that came back": Self.statement(back),
      "a number three times": Self.statement(back + Self.entry(700, "DBIT", id: number, day: 7)),
      "another amount": Self.statement(
        back.replacing("5.10</Amt><CdtDbtInd>CRDT", with: "4.10</Amt><CdtDbtInd>CRDT")),
      "a reversal as booked": Self.statement(
        back + reversal, balances: closing + Self.balance("CLBD", "103.10")),
      "a reversal as the original": Self.statement(
        back + reversal, balances: closing + Self.balance("CLBD", "96.90")),
      "a reversal that is open": Self.statement(back + reversal),
      "newest first": Self.statement(
        Self.entry(900, "CRDT", id: "N1", day: 8) + Self.entry(500, "DBIT", id: "N2", day: 8)
          + Self.entry(100, "CRDT", id: "N3", day: 3),
        balances: closing + Self.balance("CLBD", "105.10")),
      "two on one line": Self.statement(back.replacing("\n", with: "")),
      "several accounts": (1...9).map {
        Self.statement(
          Self.entry(100 * $0, "CRDT", id: "S\($0)"), number: $0,
          account: "DE8937040044053201300\($0)",
          balances: closing + Self.balance("CLBD", "10\($0).10"))
      }.joined(),
      "a payment in the statements of both": Self.statement(
        Self.entry(500, "DBIT", id: number) + Self.entry(900, "CRDT", id: "B2", day: 5))
        + Self.statement(
          Self.entry(500, "CRDT", id: number), account: "DE89370400440532013000"),
      "a chain of statements with a gap": [1, 2, 4].map {
        Self.statement(
          Self.entry(100, "CRDT", id: "C\($0)", day: $0), number: $0,
          balances: Self.balance("OPBD", "\(100 + $0).00") + Self.balance("CLBD", "\(101 + $0).10"))
      }.joined(),
      "no account": Self.statement(back).replacing("<IBAN>\(StatedPayments.own)</IBAN>", with: ""),
      "an account after the entries":
        "<Stmt>\n\(back)<Acct><Id><IBAN>\(StatedPayments.own)</IBAN></Id></Acct></Stmt>",
      "finer amounts": Self.statement(back.replacing("5.10", with: "5.1025")),
      "no entries": Self.statement("", balances: closing),
      "dates of another form": Self.statement(back.replacing("2024-03-04", with: "04.03.2024")),
    ]
    for (note, text) in cases {
      expectEqual([try folder.write(Self.message(text), as: "a.xml")], note)
      expectEqual(
        [
          try folder.write(Self.message(text), as: "a.xml"),
          try folder.write(
            Self.message(Self.statement(Self.entry(800, "DBIT", id: "X1"))), as: "b.xml"),
        ], "\(note), beside another")
    }
  }

  @Test func aPaymentThatCameBackIsAReturn() throws {
    let folder = try TemporaryFolder()
    let id = "CITIN24064123456"
    let text = Self.message(
      Self.statement(Self.entry(500, "DBIT", id: id) + Self.entry(500, "CRDT", id: id, day: 6)))
    let intake = try TransactionReader().read([try folder.write(text, as: "a.xml")])
    #expect(intake.ledger.transfers.map(\.kind) == [.payment, .reversal])
  }
}
