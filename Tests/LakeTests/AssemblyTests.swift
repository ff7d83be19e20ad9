import Foundation
import PaymentGraph
import TestSupport
import Testing

@testable import Lake

/// An extract holds what the job wrote, whatever its parts, or there is none.
@Suite("Assembly of extracts") struct AssemblyTests {
  private func bytes(_ path: String) throws -> [String: String] {
    var texts: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: path) {
      texts[name] = try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
    }
    return texts
  }

  private func refusal(
    _ results: RecordedResults, parts: [[Int]]? = nil,
    _ change: (TemporaryFolder) throws -> Void = { _ in }
  ) throws -> LakeError? {
    let work = try results.write(parts: parts)
    try change(work)
    let path = work.path("extract")
    do throws(LakeError) {
      try Assembly(of: WorkFolder(work.url.path)).write(to: path) { $0 == "GB29 X" ? "gb:x" : nil }
      return nil
    } catch {
      // Nothing that looks like an extract is left.
      #expect(!FileManager.default.fileExists(atPath: path))
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: work.url.path).sorted() == ["result"])
      return error
    }
  }

  @Test func anyPartsGiveTheSameBytes() throws {
    let one = try RecordedResults().extract()
    let texts = try bytes(one.path)
    let lines = [
      "id,time,from,to,amount,currency,received_amount,received_currency,reference,link,kind,lake_source,lake_sequence",
      "t1,2024-01-01T10:00:00Z,anna,shop,5.00,EUR,,,,,,bank,1",
      "t2,2024-01-01T11:00:00Z,bela,shop,6.00,EUR,,,,,,bank,2",
      "t3,2024-01-02T10:00:00Z,shop,mule,11.00,EUR,,,,,,bank,3",
      "t4,2024-01-03T10:00:00Z,mule,far,1.00,EUR,,,\"a \\ \"\"b\"\"", "\",,,bank,4", "",
    ]
    #expect(texts["transfers.csv"] == lines.joined(separator: "\n"))
    #expect(
      texts["counts.csv"]
        == "account,payers,currency,inflow\nfar,1,EUR,1\nmule,2,EUR,12.5\nshop,7,EUR,40\n")
    for parts in [
      [[0], [1], [2], [3]], [[3, 1], [2, 0]], [[3], [2], [1], [0]], [[], [0, 1, 2, 3]],
      [[0, 2], [1, 3]],
    ] {
      let other = try RecordedResults().extract(parts: parts)
      #expect(try bytes(other.path) == texts, "\(parts)")
    }
  }

  @Test func everySourceIsAFile() throws {
    var results = RecordedResults()
    results.rows[2] = results.rows[2].replacingOccurrences(of: "bank", with: "app")
    let made = try results.extract(parts: [[0, 2], [1, 3]])
    let texts = try bytes(made.path)
    #expect(texts["transfers.csv"] == nil)
    #expect(texts["transfers-1.csv"]?.contains("t3") == true)
    #expect(texts["transfers-2.csv"]?.contains("t1") == true)
    #expect(texts["transfers-2.csv"]?.contains("t3") == false)
  }

  @Test func missingAndRepeatedPartsAreRefused() throws {
    #expect(
      try refusal(RecordedResults(), parts: [[0, 1], [2]])?.description.contains(
        "wrote 4 transfers and 3") == true)
    #expect(
      try refusal(RecordedResults(), parts: [[0, 1, 2, 3], [2]])?.description.contains(
        "4 transfers and 5") == true)
    for name in ["counts", "claims", "accounts", "victims", "pooled"] {
      let error = try refusal(RecordedResults()) {
        try $0.write("", as: "result/\(name)/part-0.txt")
      }
      #expect(
        error?.description.contains(name) == (name != "pooled")
          || (name == "pooled" && error == nil), "\(name)")
      let gone = try refusal(RecordedResults()) {
        try FileManager.default.removeItem(atPath: $0.path("result/\(name)"))
      }
      #expect(gone?.description.contains("is missing") == true)
    }
  }

  @Test func aPartThatIsCutShortIsRefused() throws {
    let error = try refusal(RecordedResults()) { folder in
      let text = folder.text("result/transfers/part-0.txt")
      try folder.write(String(text.dropLast(20)), as: "result/transfers/part-0.txt")
    }
    #expect(error?.description.contains("cut short") == true)
  }

  @Test func equalPlacesAreRefused() throws {
    var results = RecordedResults()
    results.rows[1] = results.rows[1].replacingOccurrences(of: "%2", with: "%1")
    #expect(try refusal(results)?.description.contains("one time and one sequence number") == true)
  }

  @Test func anUnfinishedJobIsRefused() throws {
    for name in ["summary", "transfers"] {
      let error = try refusal(RecordedResults()) {
        try FileManager.default.removeItem(atPath: $0.path("result/\(name)"))
      }
      #expect(error?.help == "go on with --resume")
    }
  }

  @Test func anotherJobIsRefused() throws {
    var results = RecordedResults()
    results.sha = "00"
    #expect(try refusal(results)?.description.contains("another version of the job") == true)
  }

  @Test func keysOfOtherSpellingsAreRefused() throws {
    var results = RecordedResults()
    results.doubts = ["GB29 X", "fine key"]
    #expect(
      try refusal(results)?.description.contains(
        "1 key of the lake is not canonical, such as \"GB29 X\" for \"gb:x\"") == true)
    results.doubts = ["fine key"]
    #expect(try refusal(results) == nil)
    results.doubts = [" anna"]
    #expect(try refusal(results)?.help?.contains("--keys-as-they-are") == true)
  }

  @Test func aFolderThatExistsStays() throws {
    let made = try RecordedResults().extract()
    #expect(throws: LakeError.self) {
      try Assembly(of: WorkFolder(made.folder.url.path)).write(to: made.path) { _ in nil }
    }
  }
}
