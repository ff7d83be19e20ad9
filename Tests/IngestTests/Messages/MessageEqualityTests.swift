import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// The same payments as CSV, camt, MT940 and OFX give one ledger.
@Suite struct MessageEqualityTests {
  /// The facts of a transfer that no file's form may change.
  private func facts(_ intake: Intake) -> [String] {
    intake.ledger.transfers.map { transfer in
      [
        "\(transfer.time.start)", transfer.payer.key, transfer.beneficiary.key,
        "\(transfer.sent)", transfer.recordedID ?? "", transfer.reference ?? "",
        transfer.kind.name,
      ].joined(separator: "|")
    }.sorted()
  }

  private func read(_ text: String, _ folder: TemporaryFolder, as name: String) throws -> Intake {
    try TransactionReader().read([try folder.write(text, as: name)])
  }

  @Test func everyFormGivesOneLedger() throws {
    let folder = try TemporaryFolder()
    for seed in UInt64(1)...60 {
      let truth = StatedPayments(seed: seed)
      let csv = try read(truth.csv, folder, as: "a.csv")
      let expected = facts(csv)
      #expect(expected.count == truth.payments.count)
      let forms: [(String, String)] = [
        ("camt 2", truth.camt(version: 2)), ("camt 8", truth.camt(version: 8, prefix: "ns2:")),
        ("camt 13", truth.camt(version: 13, gap: "")),
        ("numbered", truth.network(form: 0)), ("named", truth.network(form: 1)),
        ("party", truth.network(form: 2)),
        ("open leaves", truth.exchange(isClosed: false)),
        ("closed leaves", truth.exchange(isClosed: true)),
      ]
      for (name, text) in forms {
        let intake = try read(text, folder, as: "b.txt")
        #expect(facts(intake) == expected, "seed \(seed), \(name)")
        #expect(intake.rows.rejected == 0 && intake.diagnostics.isEmpty, "seed \(seed), \(name)")
        let balances = intake.ledger.statementBalances
        #expect(balances.count == 1 && balances.first?.opening == Int128(truth.opening), "\(name)")
        let section = intake.files.first?.statement?.sections.first
        #expect(section?.ending == csv.files.first?.statement?.sections.first?.ending, "\(name)")
      }
    }
  }

  /// Every transfer leads to the bytes of its entry.
  @Test func transfersCiteTheBytesOfTheirEntry() throws {
    let folder = try TemporaryFolder()
    for seed in UInt64(1)...20 {
      let truth = StatedPayments(seed: seed)
      for (text, start, end) in [
        (truth.camt(version: 8), "<Ntry>", "</Ntry>"),
        (truth.camt(version: 8, gap: ""), "<Ntry>", "</Ntry>"),
        (truth.network(form: 0), ":61:", ""), (truth.exchange(isClosed: false), "<STMTTRN>", ""),
      ] {
        let bytes = Array(text.utf8)
        let intake = try read(text, folder, as: "a.txt")
        for transfer in intake.ledger.transfers {
          let row = try #require(transfer.evidence.first)
          let cited = String(decoding: bytes[row.byteRange], as: UTF8.self)
          #expect(cited.hasPrefix(start) && cited.hasSuffix(end), "seed \(seed)")
          #expect(cited.contains(transfer.recordedID ?? "?"), "seed \(seed)")
        }
      }
    }
  }

  /// Several exports of one statement are one set of transfers, and each row is evidence.
  @Test func formsOfOneStatementCountOnce() throws {
    let folder = try TemporaryFolder()
    for seed in UInt64(100)...115 {
      let truth = StatedPayments(seed: seed)
      let paths = [
        try folder.write(truth.csv, as: "a.csv"),
        try folder.write(truth.camt(version: 8), as: "b.xml"),
        try folder.write(truth.network(form: 0), as: "c.sta"),
      ]
      let intake = try TransactionReader().read(paths)
      #expect(intake.ledger.transfers.count == truth.payments.count, "seed \(seed)")
      for transfer in intake.ledger.transfers {
        #expect(transfer.evidence.count == 3, "seed \(seed)")
      }
    }
  }

  /// The encoding of a message changes nothing.
  @Test func encodingsGiveOneLedger() throws {
    let folder = try TemporaryFolder()
    let text = StatedPayments(seed: 3).camt(version: 2).replacing("Carla Ruiz", with: "Zoë Müller")
    let expected = facts(try read(text, folder, as: "a.xml"))
    var wide: [UInt8] = [0xFF, 0xFE]
    for unit in text.utf16 { wide += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    let latin = text.replacing("UTF-8", with: "ISO-8859-1").unicodeScalars.map {
      UInt8(truncatingIfNeeded: $0.value)
    }
    for bytes in [wide, latin, [0xEF, 0xBB, 0xBF] + Array(text.utf8)] {
      let intake = try TransactionReader().read([try folder.write(bytes, as: "b.xml")])
      #expect(facts(intake) == expected)
    }
  }
}
