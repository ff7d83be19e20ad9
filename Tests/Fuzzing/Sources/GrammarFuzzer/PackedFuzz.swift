import Foundation
import Ingest
import PaymentGraph
import TestSupport

/// Archives, compressed files, workbooks and bank messages that are nearly right: each reader gets inputs that are damaged
/// before they are packed, and after.
enum PackedFuzz {
  private static func damage(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      guard !bytes.isEmpty else { return }
      let at = Int.random(in: 0..<bytes.count, using: &random)
      let end = min(bytes.count, at + Int.random(in: 1...40, using: &random))
      switch Int.random(in: 0...5, using: &random) {
      case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.removeSubrange(at..<end)
      case 2: bytes.insert(contentsOf: bytes[at..<end], at: at)
      case 3: bytes.insert(contentsOf: Array(HostileText.text(&random).utf8), at: at)
      case 4:
        for place in at..<min(bytes.count, at + 4) { bytes[place] = [0, 255, 127, 1][place % 4] }
      default: bytes.removeSubrange(at...)
      }
    }
  }

  private static func workbook(_ random: inout SplitMix64) -> [(name: String, bytes: [UInt8])] {
    let rows = ReaderFuzz.table(&random).split(separator: "\n").map { row in
      row.split(separator: ",", omittingEmptySubsequences: false).map {
        cell -> WorkbookWriter.Cell in
        switch Int.random(in: 0...9, using: &random) {
        case 0: .number(String(cell))
        case 1:
          .formatted(
            "\(Int.random(in: 0...60_000, using: &random)).\(Int.random(in: 0...999_999, using: &random))",
            style: Int.random(in: 0...9, using: &random))
        case 2: .error("#N/A")
        case 3: .formula("A1", value: Bool.random(using: &random) ? "5" : nil)
        default: .text(String(cell))
        }
      }
    }
    var book = WorkbookWriter([WorkbookWriter.Sheet("Sheet1", rows)])
    book.isInline = Bool.random(using: &random)
    book.countsFrom1904 = Bool.random(using: &random)
    return book.parts
  }

  private static func message(_ random: inout SplitMix64) -> [UInt8] {
    func number(_ most: Int) -> Int { Int.random(in: 0...most, using: &random) }
    switch number(4) {
    case 0:
      return Array(
        ("01,1,2,240304,0600,1,,,2/\n02,3,4,1,240303,,USD,/\n03,9,USD,010,100,,,015,900,,/\n"
          + (0..<number(20)).map { _ in
            "16,\(100 + number(860)),\(number(99_999)),\(["", "Z", "S,1,2,3", "V,240304,", "D,2,1,5,2,6", "0"][number(5)]),R\(number(9)),C,\(HostileText.text(&random))\n"
          }.joined()
          + "49,\(number(9_999)),\(number(30))/\n98,,,/\n99,,,/\n").utf8)
    case 1:
      return Array(
        ("!Account\nNA\n^\n!Type:\(["Bank", "CCard", "Invst", "Cat"][number(3)])\n"
          + (0..<number(20)).map { _ in
            "D\(1 + number(27))/\(1 + number(12))/2024\nT-\(number(9_999)).\(number(99))\nP\(HostileText.text(&random))\nL[\(["A", "B"][number(1)])]\nSx\n$-\(number(99))\n^\n"
          }.joined()).utf8)
    case 2:
      let root = ["pacs.008.001.08", "pain.001.001.03", "pain.008.001.02"][number(2)]
      return Array(
        ("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:\(root)\"><X><GrpHdr><IntrBkSttlmDt>2024-03-04</IntrBkSttlmDt></GrpHdr><PmtInf>"
          + (0..<number(20)).map { _ in
            "<CdtTrfTxInf><PmtId><EndToEndId>E</EndToEndId></PmtId><InstdAmt Ccy=\"EUR\">\(number(999))</InstdAmt><Cdtr><Nm>\(HostileText.text(&random))</Nm></Cdtr></CdtTrfTxInf>"
          }.joined()
          + "</PmtInf></X></Document>").utf8)
    case 3:
      return Array(
        (":20:X\n:25:NL91ABNA0417164300\n:28C:1/1\n:60F:C240301EUR10,00\n"
          + (0..<number(20)).map { _ in
            ":61:240304\(["C", "D", "RC", "RD"][number(3)])\(number(999)),\(number(99))NTRFNONREF\n:86:\(HostileText.text(&random))\n"
          }.joined()
          + ":62F:C240304EUR\(number(999)),00\n-\n").utf8)
    default:
      return Array(
        ("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><Stmt><Acct><Id><IBAN>NL91ABNA0417164300</IBAN></Id></Acct>"
          + (0..<number(20)).map { _ in
            "<Ntry><Amt Ccy=\"EUR\">\(number(999)).5</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2024-03-04</Dt></BookgDt><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>\(HostileText.text(&random))</Nm></Dbtr></RltdPties></TxDtls></NtryDtls></Ntry>"
          }.joined()
          + "</Stmt></BkToCstmrStmt></Document>").utf8)
    }
  }

  private static func input(_ random: inout SplitMix64, depth: Int = 0) -> [UInt8] {
    var bytes: [UInt8]
    switch Int.random(in: 0...(depth > 1 ? 3 : 5), using: &random) {
    case 0: bytes = Array(ReaderFuzz.table(&random).utf8)
    case 1: bytes = message(&random)
    case 2, 3:
      var parts = workbook(&random)
      let index = Int.random(in: 0..<parts.count, using: &random)
      if Bool.random(using: &random) { damage(&parts[index].bytes, &random) }
      bytes = ZIPWriter(parts, isDeflated: Bool.random(using: &random)).bytes
    case 4: bytes = Deflate.gzip(input(&random, depth: depth + 1))
    default:
      var writer = ZIPWriter()
      for number in 0..<Int.random(in: 0...4, using: &random) {
        writer.add(
          ["a\(number).csv", "b/\(number).xml", ".c", "x.zip"][
            Int.random(in: 0...3, using: &random)],
          input(&random, depth: depth + 1), isDeflated: Bool.random(using: &random))
      }
      writer.isLarge = Int.random(in: 0...4, using: &random) == 0
      bytes = writer.bytes
    }
    if Int.random(in: 0...2, using: &random) == 0 { damage(&bytes, &random) }
    return bytes
  }

  static func run(_ random: inout SplitMix64) throws {
    let files = (0..<Int.random(in: 1...2, using: &random)).map { number in
      FuzzFolder.shared.write(input(&random), as: "p\(number)")
    }
    var reader = TransactionReader(tolerance: Bool.random(using: &random) ? .normal : .lenient)
    if Bool.random(using: &random) {
      reader.mapping = ColumnMapping()
      reader.mapping?.constants[.currency] = "EUR"
      reader.mapping?.forms.dates = .dayFirst
    }
    guard let intake = reader.readAvailable(files).intake else { return }
    let rows = intake.rows
    try FuzzFault.unless(
      rows.loaded >= 0 && rows.memo >= 0 && rows.skipped >= 0 && rows.rejected >= 0, "rows \(rows)")
    try FuzzFault.unless(
      rows.rejected == 0 || intake.diagnostics.contains { $0.severity == .error },
      "rejected without a problem")
    for row in intake.ledger.transfers.flatMap(\.evidence) {
      try FuzzFault.unless(row.byteRange.upperBound <= row.file.byteCount, "bytes beyond the end")
    }
    if rows.rejected > 0 { _ = try RejectFile(of: intake) }
  }
}
