import Foundation
import TestSupport
import Testing

/// A case of the first form of the file, which every later version must open.
@Suite("Case file: old versions")
struct CaseOfOldVersionTests {
  @Test func theFirstFormIsReadForEver() throws {
    let session = try CaseSession()
    let founding = Repository.root.appending(path: "fixtures/cases/founding")
    let name = "case-schema1.tributary"
    try FileManager.default.copyItem(
      at: founding.appending(path: name), to: session.folder.url.appending(path: "C"))
    let log = try session.onCase("log", "--format", "jsonl")
    #expect(try log == Repository.text(founding.appending(path: "case-schema1.jsonl")))
    let verify = try session.run(["verify", "--case", "C"])
    #expect(verify.output.contains("chain: 13 events, each with the hash that it must have"))
    #expect(verify.output.contains("files: 7 there, 0 moved, 0 changed, 0 missing"))
    #expect(verify.output.contains("0 cannot be asked"))
    // Notes beside answers may be worded better in later versions; figures may not change.
    let figures = verify.output.split(separator: "\n").filter { line in
      line.hasPrefix("    ")
        && (line.contains("sinks account") || line.contains("holdings account"))
    }
    #expect(figures.isEmpty, "\(figures)")
    try session.onCase("note", "--document", "d", "an event of this version")
    #expect(try session.onCase("log", "--format", "jsonl").hasPrefix(log))
  }
}
