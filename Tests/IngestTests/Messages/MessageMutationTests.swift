import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Damaged messages load, are rejected row by row, or are refused; the counts add up, and nothing traps.
@Suite struct MessageMutationTests {
  private static let pieces = [
    "<", ">", "</Ntry>", "<Ntry>", "<TxDtls>", "&", "&#x0;", "&bomb;", "<![CDATA[", "]]>", "<!--",
    "<!DOCTYPE a [<!ENTITY b \"c\">]>", "\n:61:", ":86:", "\n-}", "{4:", "RC",
    "999999999999999999,99",
    "000000000000000000000000000000", "Ccy=\"\"", "Ccy='XYZ'", "<STMTTRN>", "</STMTTRN>",
    "<STMTRS>",
    "\u{0}", "é", "-", "", "PDNG", "true",
  ].map { Array($0.utf8) }

  private static func damaged(
    _ text: String, _ random: inout SplitMix64
  ) -> [UInt8] {
    var bytes = Array(text.utf8)
    for _ in 0..<Int.random(in: 1...5, using: &random) {
      let at = Int.random(in: 0...bytes.count, using: &random)
      switch Int.random(in: 0...4, using: &random) {
      case 0: bytes.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: at)
      case 1:
        bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...40, using: &random)))
      case 2: if at < bytes.count { bytes[at] = UInt8.random(in: 0...255, using: &random) }
      case 3: bytes.removeSubrange(at...)
      default: bytes += bytes[..<min(at, 600)]
      }
    }
    return bytes
  }

  @Test func damagedMessagesAddUp() throws {
    let folder = try TemporaryFolder()
    var random = SplitMix64(seed: 23)
    var read = 0
    for round in 0..<1_200 {
      let truth = StatedPayments(seed: UInt64(round % 40) + 1)
      let text =
        switch round % 5 {
        case 0: truth.camt(version: 2)
        case 1: truth.camt(version: 8, gap: "")
        case 2: truth.network(form: round % 3)
        case 3: truth.exchange(isClosed: true)
        default: truth.exchange(isClosed: false)
        }
      let bytes = Self.damaged(text, &random)
      let path = try folder.write(bytes, as: "a.txt")
      do {
        let intake = try TransactionReader().read([path])
        read += 1
        let rows = intake.rows
        #expect(min(rows.loaded, rows.memo, rows.skipped, rows.rejected) >= 0, "round \(round)")
        let errors = intake.diagnostics.contains { $0.severity == .error }
        #expect((rows.rejected > 0) == errors, "round \(round)")
        #expect(intake.ledger.rejectedRowCount >= rows.rejected, "round \(round)")
        for row in intake.ledger.transfers.flatMap(\.evidence) {
          #expect(row.byteRange.upperBound <= bytes.count && row.line > 0, "round \(round)")
        }
        if rows.rejected > 0 { _ = try RejectFile(of: intake) }
        _ = try RawTable(path: path).csv
      } catch {
        // Refused, which is an answer.
      }
    }
    #expect(read > 400)
  }

  @Test func hostileTextsAreRefusedWhereTheyPassALimit() throws {
    let folder = try TemporaryFolder()
    let head =
      "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><Stmt>"
      + "<Acct><Id><IBAN>\(StatedPayments.own)</IBAN></Id></Acct>"
    let entry =
      "<Ntry><Amt Ccy=\"EUR\">5.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2024-03-04</Dt></BookgDt></Ntry>"
    let attacks: [(String, String)] = [
      (String(repeating: "<a>", count: 100_000), "64 deep"),
      ("<Ntry><AddtlNtryInf>" + String(repeating: "x", count: 3 << 20), "1 MiB"),
      ("<" + String(repeating: "n", count: 5_000) + ">", "256 bytes"),
      ("<a b=\"" + String(repeating: "x", count: 80 << 10) + "\">", "64 KiB"),
      (
        "<!--" + String(repeating: "x", count: 5_000) + "--><!DOCTYPE x [<!ENTITY a \"&a;&a;\">]>",
        "DOCTYPE"
      ),
      ("<Ntry></Stmt>", "not the last one opened"),
      ("<Ntry>", "ends inside an element"),
    ]
    for (attack, word) in attacks {
      let path = try folder.write(head + entry + attack, as: "a.xml")
      let intake = try TransactionReader().read([path])
      #expect(intake.rows.loaded == 1 && intake.rows.rejected == 1, "\(word)")
      let torn = intake.diagnostics.filter { $0.code == "message-torn" }
      #expect(torn.count == 1 && torn[0].summary.contains(word), "\(word): \(torn.map(\.summary))")
      #expect(intake.ledger.rejectedRowCount == 1)
    }
  }

  /// A name with an entity that nothing defines stays as it is written, and nothing is opened.
  @Test func entitiesAreNotExpanded() throws {
    let folder = try TemporaryFolder()
    let text = StatedPayments(seed: 5).camt(version: 2).replacing(
      "<Ustrd>", with: "<Ustrd>&bomb;&#65; ")
    let table = try RawTable(path: folder.write(text, as: "a.xml"))
    #expect(table.rows.dropFirst().allSatisfy { $0[13].hasPrefix("&bomb;A invoice") })
  }
}
