import Foundation
import PaymentGraph
import TestSupport
import Testing

@testable import Exchange

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Keys and names with markup, quotes, controls and line ends change nothing but themselves: every output is well formed
/// for a parser that is not ours, and no two accounts become one.
@Suite("Hostile exports")
struct HostileExportTests {
  private static let pieces: [String] = [
    "<", ">", "&", "\"", "'", "]]>", "<!--", "-->", "\n", "\r\n", "\t", "\u{0}", "\u{1}", "\u{B}",
    "\u{202E}",
    "\u{FFFE}", "\u{FEFF}", "\u{FFFD}", "=1+1", "@SUM(A1)", "+44 20", "-A", "=cmd|' /C calc'!A0",
    "é", "e\u{301}", "日本",
    "😀", "\\", "\\u0041", "_x0041_", "%s", ";", ",", "a-0123456789abcdef0123", "\u{85}", "\u{2028}",
    " ", "x",
    String(repeating: "k", count: 300),
  ]

  static func ledger(_ seed: UInt64, accounts count: Int = 500) -> Ledger {
    var dice = SplitMix64(seed: seed)
    var builder = LedgerBuilder()
    let file = builder.add(
      SourceFile(
        path: "x/<a>&\"b\".csv", digest: FileDigest(bytes: Array(repeating: 9, count: 32)),
        byteCount: 5))
    func text(_ number: Int) -> String {
      let parts = (0..<Int.random(in: 1...4, using: &dice)).map { _ in
        pieces.randomElement(using: &dice) ?? "x"
      }
      return parts.joined() + (number % 3 == 0 ? "" : "\(number)")
    }
    var accounts: [AccountID] = []
    for number in 0..<count {
      let id = builder.account(text(number))
      builder.describe(
        id,
        as: AccountDetails(
          role: AccountRole.allCases[number % 6], name: number % 2 == 0 ? text(number) : nil,
          holder: number % 5 == 0 ? text(number) : nil, institution: text(number),
          country: ["GB", "Deutschland", "ZZ", "<x>"][number % 4]))
      accounts.append(id)
    }
    let currencies = ["EUR", "JPY", "KWD", "GBP"].compactMap { Currency($0) }
    for number in 0..<(count * 2) {
      let currency = currencies[number % 4]
      let units =
        number % 97 == 0
        ? Int64(1_000_000_000_000_000_000) : Int64.random(in: 0...99_999, using: &dice)
      builder.add(
        TransferDraft(
          payer: accounts[Int.random(in: 0..<count, using: &dice)],
          beneficiary: accounts[Int.random(in: 0..<count, using: &dice)],
          sent: Money(minorUnits: units, currency: currency),
          received: number % 11 == 0
            ? Money(minorUnits: 5, currency: currencies[(number + 1) % 4]) : nil,
          time: number % 13 == 0
            ? .unknown
            : PostingTime(
              start: 1_230_768_000_000 + Int64(number) * 86_400_000,
              precision: [.day, .second, .minute, .millisecond][number % 4]),
          id: number % 3 == 0 ? text(number) : nil, reference: number % 4 == 0 ? text(number) : nil,
          file: file, line: number + 2, byteRange: number * 10..<number * 10 + 9))
    }
    return builder.build()
  }

  private final class Elements: NSObject, XMLParserDelegate {
    var ids: [String: Set<String>] = [:]
    var counts: [String: Int] = [:]
    var ends: [(String, String)] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      counts[name, default: 0] += 1
      if let id = attributes["id"] { ids[name, default: []].insert(id) }
      if name == "edge", let from = attributes["source"], let to = attributes["target"] {
        ends.append((from, to))
      }
    }
  }

  @Test(arguments: [ExportFormat.graphml, .gexf]) func markupIsWellFormed(_ format: ExportFormat)
    throws
  {
    let folder = try TemporaryFolder()
    for seed in UInt64(1)...3 {
      let ledger = Self.ledger(seed)
      let path = folder.path("\(seed).xml")
      let receipt = try Exporter(ExportMaterial(ledger.whole), ExportSettings(format)).write(
        to: path)
      #expect(receipt.accounts == ledger.accountCount && receipt.transfers == ledger.transferCount)
      let elements = Elements()
      let parser = XMLParser(data: try Data(contentsOf: URL(filePath: path)))
      parser.delegate = elements
      #expect(parser.parse(), "\(String(describing: parser.parserError))")
      #expect(elements.ids["node"]?.count == ledger.accountCount)
      #expect(elements.ids["edge"]?.count == ledger.transferCount)
      let nodes = elements.ids["node"] ?? []
      #expect(elements.ends.allSatisfy { nodes.contains($0.0) && nodes.contains($0.1) })
      let keys = Set(ledger.accounts.map { Array($0.key.utf8) })
      let same = nodes.count { keys.contains(Array($0.utf8)) }
      // Keys that XML can hold stand as they are; parsers normalise nothing in them.
      let able = ledger.accounts.count { KeyRule.markup.holds($0.key) }
      #expect(same == able && able < ledger.accountCount, "\(same) of \(able)")
    }
  }

  @Test func linesOfJSONAreObjects() throws {
    let folder = try TemporaryFolder()
    let ledger = Self.ledger(7)
    _ = try Exporter(ExportMaterial(ledger.whole), ExportSettings(.json)).write(
      to: folder.path("a.json"))
    let value =
      try JSONSerialization.jsonObject(
        with: Data(contentsOf: URL(filePath: folder.path("a.json")))) as? [String: Any]
    let nodes = value?["nodes"] as? [[String: Any]] ?? []
    // Foundation's parser drops some of the marks U+FEFF inside texts.
    func bytes(_ text: String) -> [UInt8] {
      Array(String(text.unicodeScalars.filter { $0 != "\u{FEFF}" }).utf8)
    }
    let keys = Set(nodes.compactMap { ($0["id"] as? String).map(bytes) })
    let expected = Set(
      ledger.accounts.map {
        bytes(KeyRule.any.holds($0.key) ? $0.key : StableID.text("a", of: $0.key))
      })
    let strange = keys.symmetricDifference(expected).map {
      String(decoding: $0, as: UTF8.self).debugDescription
    }
    #expect(
      strange.isEmpty && nodes.count == ledger.accountCount,
      "\(strange.prefix(4)) \(keys.subtracting(expected).count) \(expected.subtracting(keys).count)"
    )
    let edges = value?["edges"] as? [[String: Any]] ?? []
    #expect(edges.count == ledger.transferCount)
    // Whole numbers beyond 2^53 are text.
    #expect(edges.contains { $0["amountMinor"] as? String == "1000000000000000000" })

    _ = try Exporter(ExportMaterial(ledger.whole), ExportSettings(.ftm)).write(
      to: folder.path("a.ftm"))
    var schemas: [String: Int] = [:]
    for line in folder.text("a.ftm").utf8.split(separator: 0x0A) {
      let entity = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
      schemas[entity?["schema"] as? String ?? "", default: 0] += 1
      let id = entity?["id"] as? String ?? ""
      #expect(
        id.wholeMatch(of: /[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?/) != nil && id.count <= 200)
      #expect((entity?["properties"] as? [String: [String]])?.isEmpty == false)
    }
    #expect(
      schemas["Payment"] == ledger.transferCount && schemas["BankAccount"] == ledger.accountCount)
    #expect(schemas["Ownership"] == ledger.accountCount && schemas["Document"] == 1)
  }

  /// The same ledger gives the same bytes, packed or not.
  @Test(arguments: ExportFormat.allCases) func bytesAreTheSame(_ format: ExportFormat) throws {
    let folder = try TemporaryFolder()
    let ledger = Self.ledger(5, accounts: 60)
    for name in ["a", "b"] {
      _ = try Exporter(ExportMaterial(ledger.whole), ExportSettings(format)).write(
        to: folder.path(name))
    }
    for (one, other) in zip(
      Exporter.paths(for: folder.path("a"), as: format).dropLast(),
      Exporter.paths(for: folder.path("b"), as: format).dropLast())
    {
      #expect(try Data(contentsOf: URL(filePath: one)) == Data(contentsOf: URL(filePath: other)))
    }
    guard !format.isFolder, format != .xlsx else { return }
    _ = try Exporter(ExportMaterial(ledger.whole), ExportSettings(format)).write(
      to: folder.path("a.gz"))
    let unpacked = try Program.launch("/bin/gzip", ["-dc", folder.path("a.gz")])
    #expect(unpacked.output == folder.text("a"))
  }

  /// Cells of tables hold what the ledger holds; no text is left that a spreadsheet would evaluate.
  @Test(arguments: [ExportFormat.csv, .neo4j, .i2]) func tablesHaveAsManyRows(
    _ format: ExportFormat
  ) throws {
    let folder = try TemporaryFolder()
    let ledger = Self.ledger(11)
    _ = try Exporter(ExportMaterial(ledger.whole), ExportSettings(format)).write(
      to: folder.path("a"))
    let text = folder.text(format == .i2 ? "a" : "a/transfers.csv")
    let rows = Self.table(text)
    #expect(rows.count == ledger.transferCount + 1)
    #expect(rows.allSatisfy { $0.count == rows[0].count })
    guard format != .neo4j else {
      // The importer refuses line breaks within cells.
      #expect(text.utf8.count { $0 == 0x0A } == rows.count && !text.utf8.contains(0x0D))
      return
    }
    for cell in rows.dropFirst().flatMap({ $0 }) {
      let first = cell.unicodeScalars.first { $0 != " " && $0 != "\u{A0}" }
      let isNumber = cell.wholeMatch(of: /-?[0-9.]+/) != nil
      #expect(
        isNumber || first.map { !"=+-@＝＋－＠\t\r\n".unicodeScalars.contains($0) } ?? true, "\(cell)")
    }
  }

  /// Divides a table by RFC 4180, by bytes.
  static func table(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    let bytes = Array(text.utf8)
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      if isQuoted {
        if byte == 0x22, place + 1 < bytes.count, bytes[place + 1] == 0x22 {
          cell.append(byte)
          place += 1
        } else if byte == 0x22 {
          isQuoted = false
        } else {
          cell.append(byte)
        }
      } else if byte == 0x22 {
        isQuoted = true
      } else if byte == 0x2C || byte == 0x0A {
        row.append(String(decoding: cell, as: UTF8.self))
        cell = []
        if byte == 0x0A {
          rows.append(row)
          row = []
        }
      } else {
        cell.append(byte)
      }
      place += 1
    }
    return rows
  }

  /// Nothing, one account, payments to oneself, 50,000 parallel edges: valid files with the right numbers.
  @Test(arguments: ExportFormat.allCases) func extremesAreValid(_ format: ExportFormat) throws {
    let folder = try TemporaryFolder()
    let ledgers = [
      LedgerLiteral(lines: [], files: []).ledger,
      LedgerLiteral("2024-01-01 a -> a 1.00 EUR").ledger,
    ]
    for (number, ledger) in ledgers.enumerated() {
      let receipt = try Exporter(ExportMaterial(ledger.whole), ExportSettings(format)).write(
        to: folder.path("\(number)"))
      #expect(receipt.transfers == number)
    }
    guard format == .gexf || format == .json else { return }
    let many = LedgerLiteral(lines: (0..<2_000).map { "\($0) a -> b 1.00 EUR" }).ledger
    var material = ExportMaterial(many.whole)
    let single = try Exporter(material, ExportSettings(format)).write(to: folder.path("many"))
    #expect(single.rows == 2_000 && single.sums == ["EUR 2000.00"])
    #expect(single.losses.isEmpty == (format == .json))
    material.aggregates = true
    let sum = try Exporter(material, ExportSettings(format)).write(to: folder.path("sum"))
    #expect(sum.rows == 1 && sum.transfers == 2_000 && sum.sums == ["EUR 2000.00"])
  }
}
