import Foundation
import TestSupport
import Testing

/// A machine without Graphviz, which a broken library in its place stands for.
@Suite("Without Graphviz")
struct WithoutGraphvizTests {
  private let files = ["transfers.csv", "accounts.csv"].map {
    "fixtures/cases/ofac-lazarus-eth/\($0)"
  }

  private func environment() throws -> [String: String] {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in ["libgvc.so.6", "libgvc.so.7"] {
      try Data("no library".utf8).write(to: folder.appending(path: name))
    }
    return ["LD_LIBRARY_PATH": folder.path]
  }

  @Test func readingNeedsNone() throws {
    let run = try Program.run(["check"] + files, environment: try environment())
    let usual = try Program.run(["check"] + files)
    #expect(usual.status == 0)
    #expect(run.transcript == usual.transcript)
  }

  @Test func drawingSaysWhatToInstallAndWritesNothing() throws {
    let output = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).svg")
    let arguments = [
      "draw", "--quiet", "--from", "0x098b716b8aaf21512996dc57eb0615e2383e2f96", "-o", output.path,
    ]
    let run = try Program.run(arguments + files, environment: try environment())
    #expect(run.status == 2)
    #expect(
      run.messages
        == "error: this drawing needs Graphviz, which is not installed: install it "
        + "(Debian, Fedora: the package graphviz)\n")
    #expect(!FileManager.default.fileExists(atPath: output.path))
  }

  @Test func drawingsThatAreLaidOutHereNeedNone() throws {
    let output = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).svg")
    defer { try? FileManager.default.removeItem(at: output) }
    let run = try Program.run(
      ["draw", "sankey"] + FoundingCaseTests.files + ["--quiet", "-o", output.path],
      in: "fixtures/cases/founding", environment: try environment())
    #expect(run.status == 0)
    #expect(FileManager.default.fileExists(atPath: output.path))
  }

  @Test func theVersionSaysThatItIsMissing() throws {
    let run = try Program.run(["--version", "--verbose"], environment: try environment())
    #expect(run.status == 0 && run.output.contains("\nGraphviz: not installed\n"))
  }
}
