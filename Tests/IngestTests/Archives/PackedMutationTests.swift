import Foundation
import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Damaged archives, workbooks and messages load, are rejected row by row, or are refused; nothing traps, and no count is
/// wrong.
@Suite struct PackedMutationTests {
  static func damaged(_ whole: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    var bytes = whole
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      guard !bytes.isEmpty else { return bytes }
      let at = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0...5, using: &random) {
      case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes[at] ^= 1 << UInt8.random(in: 0...7, using: &random)
      case 2:
        bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...30, using: &random)))
      case 3: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 20)], at: at)
      case 4:
        for place in at..<min(bytes.count, at + 4) { bytes[place] = [0, 255, 127, 1][place % 4] }
      default: bytes.removeSubrange(at...)
      }
    }
    return bytes
  }

  /// Loads a file and compares its counts; returns true where it was read.
  static func isSound(_ path: String, _ words: String, statesForms: Bool = false) -> Bool {
    var reader = TransactionReader()
    if statesForms {
      reader.mapping = ColumnMapping()
      reader.mapping?.constants[.currency] = "USD"
      reader.mapping?.forms.dates = .dayFirst
    }
    guard let intake = reader.readAvailable([path]).intake else { return false }
    let rows = intake.rows
    #expect(min(rows.loaded, rows.memo, rows.skipped, rows.rejected) >= 0, "\(words)")
    let errors = intake.diagnostics.contains { $0.severity == .error }
    #expect((rows.rejected > 0) == errors, "\(words)")
    for row in intake.ledger.transfers.flatMap(\.evidence) {
      #expect(row.byteRange.upperBound <= row.file.byteCount && row.line > 0, "\(words)")
    }
    if rows.rejected > 0 { _ = try? RejectFile(of: intake) }
    if let row = intake.ledger.transfers.first?.evidence.first {
      let shown = try? RowSources(reader).row(in: row.byteRange, of: row.file, around: 1)
      #expect(shown != nil, "\(words)")
    }
    return true
  }

  @Test func damagedContainersAddUp() throws {
    let folder = try TemporaryFolder()
    var random = SplitMix64(seed: 29)
    let table = Array(ArchiveTests.table(20).utf8)
    let book = WorkbookWriter([WorkbookTests.sheet((1...6).map { WorkbookTests.row($0) })]).bytes
    let wholes: [(String, [UInt8])] = [
      ("zip", ZIPWriter([("a.csv", table), ("b/c.csv", table)]).bytes),
      ("stored", ZIPWriter([("a.csv", table)], isDeflated: false).bytes),
      ("gz", Deflate.gzip(table)), ("xlsx", book),
      (
        "nested",
        ZIPWriter([("m.xlsx", book), ("n.csv.gz", Deflate.gzip(table))], isDeflated: false).bytes
      ),
    ]
    var read = 0
    for round in 0..<400 {
      let (name, whole) = wholes[round % wholes.count]
      let path = try folder.write(Self.damaged(whole, &random), as: "a.bin")
      if Self.isSound(path, "\(name), round \(round)") { read += 1 }
    }
    #expect(read > 3)
  }

  /// The parts of a workbook are damaged before they are packed, so that the damage reaches their reader.
  @Test func damagedSheetsAddUp() throws {
    let folder = try TemporaryFolder()
    var random = SplitMix64(seed: 31)
    let parts = WorkbookWriter([
      WorkbookTests.sheet(
        (1...8).map {
          WorkbookTests.row(
            $0, time: .formatted("4535\($0).25", style: 2), amount: .number("\($0).25"))
        })
    ]).parts
    var read = 0
    for round in 0..<400 {
      var parts = parts
      let index = round % 3 == 0 ? Int.random(in: 0..<parts.count, using: &random) : parts.count - 1
      parts[index].bytes = Self.damaged(parts[index].bytes, &random)
      let path = try folder.write(ZIPWriter(parts, isDeflated: false).bytes, as: "a.xlsx")
      if Self.isSound(path, "round \(round)") { read += 1 }
    }
    #expect(read > 40)
  }

  @Test func damagedReportsAddUp() throws {
    let folder = try TemporaryFolder()
    var random = SplitMix64(seed: 37)
    let wholes: [[UInt8]] = [
      Array(CashReportTests.file((1...6).map { "16,195,\($0)00,V,240305,,B\($0),C,TEXT/" }).utf8),
      Array(
        "!Account\nNA\n^\n!Type:Bank\n\((1...6).map { "D\($0 + 12)/3/2024\nT-\($0).50\nL[B]\nSx\n$-\($0).50\n^\n" }.joined())"
          .utf8),
      Array(OrderTests.transfers((1...6).map { OrderTests.transfer("\($0)") }.joined()).utf8),
    ]
    var read = 0
    for round in 0..<450 {
      let path = try folder.write(Self.damaged(wholes[round % 3], &random), as: "a.txt")
      if Self.isSound(path, "round \(round)", statesForms: true) { read += 1 }
    }
    #expect(read > 100)
  }

  // MARK: Bombs

  @Test func bombsAreRefused() throws {
    let zeros = [UInt8](repeating: 0x30, count: 64 << 20)
    let packed = Deflate.plain(zeros)
    // An archive that lies about the size, so that only unpacking shows it.
    var liar = ZIPWriter([("z.csv", zeros)])
    liar.entries[0].size = UInt64(packed.count * 150)
    var many = ZIPWriter()
    for number in 0..<40 { many.add("\(number).csv", zeros) }
    let gzip = Deflate.gzip(zeros)
    let sheet = "<worksheet><sheetData>" + String(repeating: "<row/>", count: 3_000_000)
    var book = WorkbookWriter([WorkbookTests.sheet([WorkbookTests.row(1)])]).parts
    book[book.count - 1].bytes = Array(sheet.utf8)
    let bombs: [(String, [UInt8], String)] = [
      ("honest", ZIPWriter([("z.csv", zeros)]).bytes, "200 times"),
      ("liar", liar.bytes, "checksum"),
      ("many", many.bytes, "200 times"), ("gzip", gzip, "200 times"),
      ("gzip twice", gzip + gzip, "200 times"), ("sheet", ZIPWriter(book).bytes, "200 times"),
      (
        "deep",
        Array(
          ZIPWriter([("a.zip", ZIPWriter([("b.zip", ZIPWriter([("c.zip", packed)]).bytes)]).bytes)])
            .bytes), "archive in"
      ),
    ]
    for (name, bytes, word) in bombs {
      let error = ArchiveTests.refusal(bytes, as: "a.bin")
      #expect(error?.message.contains(word) == true, "\(name): \(error?.message ?? "read")")
    }
  }
}
