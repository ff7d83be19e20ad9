import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Lines divided by their index show what the scanner's records show.
@Suite("Evidence of columns")
struct ColumnEvidenceTests {
  private static let header = "id,time,from,to,amount,currency,memo"

  /// The evidence that the scanner alone gives, row by row.
  private func scanned(
    _ bytes: Span<UInt8>, _ plan: LedgerPlan, _ dialect: Dialect, from start: Int, past limit: Int
  ) -> ColumnEvidence {
    var evidence = ColumnEvidence()
    guard let timeColumn = plan.time, let amountColumn = plan.amount else { return evidence }
    var scanner = RowScanner(dialect: dialect, from: start)
    var row = Row()
    while scanner.next(in: bytes, into: &row) {
      if row.start >= limit, evidence.isPlain { break }
      guard row.fault == nil, row.cells.count >= plan.width else { continue }
      let time = CellText.trimmed(bytes, row.cells[timeColumn])
      if time.count > 0 { evidence.times.note(bytes, time) }
      evidence.amounts.note(bytes, CellText.trimmed(bytes, row.cells[amountColumn]))
    }
    return evidence
  }

  private func row(_ random: inout SplitMix64) -> String {
    let odd = Int.random(in: 0..<12, using: &random)
    let times = [
      "2024-01-02", "2024-01-02", "2024-01-02 10:05", "2024-02-30", " 2024-01-03 ", "03/04/2024",
      "25/06/2024", "",
    ]
    let amounts = [
      "1.00", "12345678.90", "123456789.01", "0.05", "7", "1.234", "1,234", "5,5", "x", "",
      " 3.10 ",
    ]
    let isPlain = odd > 3
    let time =
      isPlain
      ? times[Int.random(in: 0..<3, using: &random)]
      : times.randomElement(using: &random) ?? ""
    let amount =
      isPlain
      ? amounts[Int.random(in: 0..<4, using: &random)]
      : "\"\(amounts.randomElement(using: &random) ?? "")\""
    let memos = [
      "", "a", "\"b\nc\"", "\"d,e\"", "f\"g", "\"h", "i\u{e9}", "j\tk", "l\0", "m\rn", "\"o\r\np\"",
      String(repeating: "q", count: Int.random(in: 0..<40_000, using: &random)), "r,s,t",
    ]
    let memo = odd == 0 ? memos.randomElement(using: &random) ?? "" : "u"
    if odd == 1 { return "" }
    if odd == 2 { return "v,\(time)" }
    return "1,\(time),a,b,\(amount),EUR,\(memo)"
  }

  /// Pieces of a file, looked at apart, show together what the file shows.
  @Test(arguments: 0..<100) func piecesAndWholeAgree(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var text = Self.header + "\n"
    let start = text.utf8.count
    for _ in 0..<Int.random(in: 0..<120, using: &random) {
      let end = ["\n", "\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n"
      text += row(&random).filter { $0 != "\"" } + end
    }
    let bytes = Array(text.utf8)
    let (plan, dialect) = try #require(try planned())
    let expected = scanned(bytes.span, plan, dialect, from: start, past: bytes.count)
    for pieceSize in [1, 7, 64, 1_000, 40_000] {
      let decider = ColumnDecider(
        forms: FileForms(path: "evidence.csv"), pieceSize: pieceSize)
      #expect(decider.evidence(plan, dialect: dialect, in: bytes.span, from: start) == expected)
    }
  }

  /// Returns the plan for a canonical file with a memo.
  private func planned() throws -> (LedgerPlan, Dialect)? {
    let sample = Array((Self.header + "\n1,2024-01-02,a,b,1.00,EUR,\n").utf8)
    let finding = try HeaderFinder(mapping: nil).find(in: sample.span, path: "evidence.csv")
    guard let finding, case .transfers(let plan) = finding.kind else { return nil }
    return (plan, finding.dialect)
  }

  @Test(arguments: 0..<200) func indexAndScannerAgree(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let ends = [["\n"], ["\r\n"], ["\n", "\n", "\n", "\r\n", "\r"]].randomElement(using: &random)
    let end = ends ?? ["\n"]
    var text = Self.header + end[0]
    let start = text.utf8.count
    for _ in 0..<Int.random(in: 0..<300, using: &random) {
      text += row(&random) + (end.randomElement(using: &random) ?? "\n")
    }
    if Bool.random(using: &random) { text += "1,2024-01-02,a,b,1.00,EUR," }
    let (plan, known) = try #require(try planned())
    let bytes = Array(text.utf8)
    for limit in [bytes.count, start + bytes.count / 3, start] {
      for quote in [0x22, 0x27, nil] as [UInt8?] {
        var dialect = known
        dialect.quote = quote
        var kernel = EvidenceKernel(plan, dialect, hasReturns: end[0] == "\r\n")
        var evidence = ColumnEvidence()
        kernel.read(bytes.span, from: start, past: limit, into: &evidence)
        #expect(
          evidence == scanned(bytes.span, plan, dialect, from: start, past: limit),
          "limit \(limit), quote \(quote ?? 0)")
      }
    }
  }
}
