import Foundation
import TestSupport
import Testing

@testable import Ingest

/// Files that are no tables are refused with one sentence on what to export instead, never read as rubbish.
@Suite struct FileAdviceTests {
  /// A beginning of each kind of file, and a word of the advice.
  static let others: [(String, String)] = [
    ("{\"transactions\": [{\"id\": 1}]}", "JSON"), ("[\n  {\"id\": 1, \"amount\": 5}\n]", "JSON"),
    ("{\"id\":1}\n{\"id\":2}\n", "JSON"), ("[[\"a\",1],[\"b\",2]]", "JSON"), ("[]\n", "JSON"),
    ("\n\n  { \"a\" : null }", "JSON"),
    ("<?xml version=\"1.0\"?>\n<rows><row id=\"1\"/></rows>", "XML"),
    (
      "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><A/></Document>",
      "holds no statement"
    ),
    (
      "<!DOCTYPE x><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"></Document>",
      "DOCTYPE"
    ),
    (
      "<c:Document xmlns:c=\"urn:iso:std:iso:20022:tech:xsd:camt.029.001.09\"></c:Document>",
      "camt.029"
    ),
    ("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\">", "pacs.008"),
    ("{1:F01BANKGB2LAXXX0000000000}{2:O103}{4:\n:20:X\n:32A:240304EUR5,\n:59:/1\n-}", "SWIFT"),
    (
      "<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.03\">",
      "pain.001"
    ),
    ("<html><body><table><tr><td>1</td></tr></table></body></html>", "HTML"),
    ("<!DOCTYPE html>\n<title>Statement</title>", "HTML"),
    ("\n<table border=1>\n<tr><th>Date</th><th>Amount</th></tr>", "HTML"),
    ("<meta http-equiv=\"Content-Type\"><style>td {}</style><table><tr><td>", "HTML"),
    (
      "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook xmlns="
        + "\"urn:schemas-microsoft-com:office:spreadsheet\">", "Excel workbook in XML"
    ),
    ("OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><SIGNONMSGSRSV1>", "holds no statement"),
    (
      "<?xml version=\"1.0\"?><?OFX OFXHEADER=\"200\"?><OFX>", "holds no statement"
    ),
    ("{\\rtf1\\ansi Statement}", "RTF"), ("%PDF-1.4\n", "PDF"), ("PK\u{3}\u{4}rest", "ZIP"),
    ("BZh91AY", "archive"),
  ]

  @Test(arguments: others) func anotherKindOfFileIsRefusedWithAdvice(
    _ text: String, _ word: String
  ) throws {
    let folder = try TemporaryFolder()
    var wide: [UInt8] = [0xFF, 0xFE]
    for unit in text.utf16 { wide += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    var forms = [Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8), wide]
    if ["PDF", "ZIP", "archive"].contains(word) { forms = [Array(text.utf8)] }
    for bytes in forms {
      let path = try folder.write(bytes, as: "statement.xls")
      for refusal in [loading(path), dividing(path), drafting(path)] {
        #expect(refusal?.code == (word == "ZIP" ? .unreadable : .notText), "\(text)")
        let isDraft = refusal?.message.contains("without a profile") == true
        #expect(refusal?.message.contains(word) == true || isDraft, "\(text)")
      }
    }
  }

  private func loading(_ path: String) -> IngestError? {
    do throws(IngestError) { _ = try TransactionReader().read([path]) } catch { return error }
    return nil
  }

  private func dividing(_ path: String) -> IngestError? {
    do throws(IngestError) { _ = try RawTable(path: path) } catch { return error }
    return nil
  }

  private func drafting(_ path: String) -> IngestError? {
    do throws(IngestError) { _ = try ProfileDraft(path: path) } catch { return error }
    return nil
  }

  /// Tables may begin with the same characters.
  @Test(arguments: [
    "{id},{amount}\n1,2\n", "[Date],[Amount]\n1,2\n", "[1],[2]\n3,4\n", "{a}\n{b}\n",
    "<TICKER>,<DATE>,<TIME>,<OPEN>\nX,1,2,3\n", "<p>,<q>\n1,2\n", "<,>\n1,2\n",
    "<table>,<chair>\n1,2\n",
    "!Type,Amount\nBank,1\n", "!Type of entry;x\n1;2\n", "!a,b\n", "OFXHEADER,Amount\n1,2\n",
    ":20:,:21:\na,b\n", ":20:30,late\n:25:00,later\n", "Of which,1\n", "{\"quoted\"},x\n1,2\n",
    "[\"a\",\"b\"],x\n", "\"{\"\"a\"\":1}\",x\n1,2\n", "<b>bold</b>,x\n1,2\n", "{1:2},x\n1,2\n",
  ])
  func tablesThatBeginLikeThemAreTables(_ text: String) throws {
    let folder = try TemporaryFolder()
    let table = try RawTable(path: folder.write(text))
    #expect(!table.rows.isEmpty)
  }

  static let samples = SharedData.url("csv/bank-files")

  /// Samples of other programs, where `../shared` is at hand, are read.
  @Test(.shared("csv/bank-files"))
  func samplesOfOtherFormatsAreReadOrRefused() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.samples.path).sorted()
    let formats = files.filter { ["xml", "ofx", "qif"].contains($0.split(separator: ".").last) }
    #expect(formats.count == 7)
    for name in formats {
      let error = dividing(Self.samples.appending(path: name).path)
      // One sample's balances close under neither direction of its reversal.
      #expect(error == nil || error?.message.contains("--reversals") == true, "\(name)")
    }
    for name in files where name.hasSuffix(".csv") {
      #expect(dividing(Self.samples.appending(path: name).path) == nil, "\(name)")
    }
  }

  @Test(.shared("csv/bank-files"))
  func statementsOfTheSWIFTNetworkAreRead() throws {
    let folder = try TemporaryFolder()
    _ = try Program.launch(
      "/usr/bin/env",
      [
        "tar", "xJf", Self.samples.appending(path: "mt940-fixtures.tar.xz").path, "-C",
        folder.url.path,
      ])
    let all =
      FileManager.default.enumerator(atPath: folder.url.path)?.compactMap { $0 as? String } ?? []
    var (entries, files) = (0, 0)
    for name in all.filter({ $0.hasSuffix(".sta") }).sorted() {
      let table = try RawTable(path: folder.url.path + "/" + name)
      guard table.rows.first == MessageLines.header else { continue }
      files += 1
      entries += table.rows.count - 1
    }
    #expect(files >= 35 && entries > 180, "\(files) files, \(entries) entries")
    print("bank messages: \(entries) entries in \(files) MT940 files of another program")
  }
}
