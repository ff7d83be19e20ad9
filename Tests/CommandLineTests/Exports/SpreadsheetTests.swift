import Foundation
import TestSupport
import Testing

/// CSV for spreadsheets: Excel knows its letters, and nothing in it becomes another value when it is opened.
@Suite("CSV for spreadsheets")
struct SpreadsheetTests {
  private let ledger = """
    id,time,from,to,amount,currency,reference
    007,2024-01-01,Zoë,9001004200171234,10.00,EUR,=1+1
    1/2,2024-01-02,9001004200171234,shop,7.01,EUR,2024-01-05

    """

  @Test func textsThatWouldBecomeNumbersAreGuarded() throws {
    let folder = try TemporaryFolder(["a.csv": ledger])
    let plain = try Program.run(["transfers", folder.path("a.csv"), "--format", "csv", "-q"])
    let sheet = try Program.run(
      ["transfers", folder.path("a.csv"), "--format", "csv", "--spreadsheet", "-q"])
    #expect(plain.status == 0 && sheet.status == 0)
    // What is read of a file drops the mark at its beginning.
    let bytes = try Program.shell(
      "\"$TRIBUTARY\" transfers '\(folder.path("a.csv"))' --format csv --spreadsheet -q | head -c 3 | od -An -tx1"
    )
    #expect(bytes.output.contains("ef bb bf"))
    #expect(!plain.output.utf8.starts(with: [0xEF, 0xBB, 0xBF]))
    #expect(!plain.output.utf8.contains(0x0D))
    for text in [",'9001004200171234,", ",'=1+1,", ",'2024-01-05,", ",10.00,"] {
      #expect(sheet.output.contains(text), "\(text): \(sheet.output)")
    }
    #expect(sheet.output.contains("\r\n'007,2024-01-01,Zoë,"))
    #expect(sheet.output.contains("\r\n'1/2,2024-01-02,"))
    // Programs get the texts as they are, but for formulas.
    #expect(plain.output.contains("\n007,2024-01-01,Zoë,9001004200171234,"))
    #expect(plain.output.contains(",'=1+1,"))
  }

  @Test func fractionsHaveDecimalsBesideThem() throws {
    let run = try Program.run(
      [
        "trace", "transfers.csv", "--victims", "anna,bela,cara", "--rule", "pro-rata", "--format",
        "csv", "--spreadsheet", "-q",
      ], in: "fixtures/cases/mixed-account")
    #expect(run.status == 0, "\(run.messages)")
    let rows = run.output.unicodeScalars.split(separator: "\n").map { line in
      String(line).split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let heads = rows.first ?? []
    var fractions = 0
    for row in rows.dropFirst() {
      for (place, head) in heads.enumerated() where head.hasSuffix("xact") && place < row.count {
        guard row[place].wholeMatch(of: /'-?\d+\/\d+/) != nil else { continue }
        fractions += 1
        // Grades of claims are shares, and have no decimals beside them.
        guard !head.hasPrefix("claim") else { continue }
        #expect(row[place - 1].wholeMatch(of: /-?\d+\.\d+/) != nil, "\(head): \(row)")
      }
    }
    #expect(fractions > 0)
    #expect(!rows.flatMap { $0 }.contains { $0.wholeMatch(of: /-?\d+\/\d+/) != nil })
  }

  @Test func itGoesWithCSVOnly() throws {
    let run = try Program.run(
      ["sums", "transfers.csv", "--spreadsheet"], in: "fixtures/cases/mixed-account")
    #expect(run.status == 64 && run.messages.contains("--spreadsheet goes with --format csv"))
  }
}
