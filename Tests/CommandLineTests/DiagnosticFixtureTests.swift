import Foundation
import TestSupport
import Testing

/// One folder for each code of a problem in the data: what `check` says of it, word for word, with the
/// options that stand in a file `options` beside it.
@Suite("Diagnostics")
struct DiagnosticFixtureTests {
  static let codes: [String] = {
    let folder = Repository.root.appending(path: "fixtures/diagnostics").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted()
  }()

  @Test(arguments: codes) func isExplained(_ code: String) throws {
    let folder = "fixtures/diagnostics/\(code)"
    let files = try FileManager.default.contentsOfDirectory(
      atPath: Repository.root.appending(path: folder).path
    ).filter { name in
      name.hasPrefix("input.") || [".csv", ".xml", ".sta"].contains { name.hasSuffix($0) }
    }.sorted()
    let options = try? String(
      contentsOf: Repository.root.appending(path: "\(folder)/options"), encoding: .utf8)
    let words = (options ?? "").split { $0 == " " || $0 == "\n" }.map(String.init)
    let run = try Program.run(["check"] + files + words, in: folder)
    #expect(run.output.contains("[\(code)]"), "the code is not mentioned")
    try Golden.compare(run.transcript, with: "\(folder)/expected.txt")
  }

  @Test func thereAreFixtures() { #expect(Self.codes.count >= 31) }
}
