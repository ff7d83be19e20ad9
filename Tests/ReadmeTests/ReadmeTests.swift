import Foundation
import TestSupport
import Testing

/// The README and the pages of `Documentation` show what is printed: their commands are run, their
/// code is compiled.
///
/// The blocks of kind `console` of a page are one session, which begins at the root of the repository.
/// A last line of dots stands for lines that are left out.
/// `RECORD_FIXTURES=1 swift test --filter ReadmeTests` writes what is printed into the pages, and fails on purpose.
@Suite("README")
struct ReadmeTests {
  static let root = Repository.root

  static let pages: [String] = {
    let folder = root.appending(path: "Documentation")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return ["README.md"]
      + names.filter { $0.hasSuffix(".md") }.sorted().map { "Documentation/\($0)" }
  }()

  private func text(_ page: String) throws -> String {
    try String(contentsOf: Self.root.appending(path: page), encoding: .utf8)
  }

  @Test(arguments: pages) func itsCommandsPrintWhatItSays(_ page: String) throws {
    let isRecording = ProcessInfo.processInfo.environment["RECORD_FIXTURES"] != nil
    var lines: [String] = []
    var session = ConsoleSession(in: Self.root)
    var block: [String]?
    for part in try text(page).split(separator: "\n", omittingEmptySubsequences: false) {
      let line = String(part)
      if line == "```console" {
        block = []
        lines.append(line)
      } else if line == "```", let commands = block {
        lines += try session.play(commands) { command, shown, printed in
          #expect(printed == shown, "\(page): \(command)")
        }
        lines.append(line)
        block = nil
      } else if block != nil {
        block?.append(line)
      } else {
        lines.append(line)
      }
    }
    let now = lines.joined(separator: "\n")
    if try isRecording && now != text(page) {
      try now.write(
        to: Self.root.appending(path: page), atomically: true, encoding: .utf8)
      Issue.record("recorded \(page): read the difference and commit it")
    }
  }

  @Test func aGuideHasManyCommands() throws {
    let shown = try Self.pages.map {
      try text($0).components(separatedBy: "\n$ tributary ").count - 1
    }
    #expect(shown.reduce(0, +) >= 12)
  }

  @Test func theReadmeIsShort() throws {
    #expect(try text("README.md").utf8.count <= 9_216)
  }

  @Test func itsCodeIsCompiledHere() throws {
    let code = try LibraryExample.parts()
    for page in ["README.md", "Documentation/Library.md"] {
      for block in try text(page).components(separatedBy: "```swift\n").dropFirst() {
        let shown = block.components(separatedBy: "```\n")[0]
        #expect(
          code.contains { Self.isPart(shown, of: $0) }, "\(page) shows code that no test compiles")
      }
    }
  }

  /// True where every line of a text stands in another, in the same order.
  private static func isPart(_ shown: String, of code: String) -> Bool {
    var rest = code.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }[...]
    for line in shown.split(separator: "\n").map({ $0.trimmingCharacters(in: .whitespaces) }) {
      guard let index = rest.firstIndex(of: line) else { return false }
      rest = rest[(index + 1)...]
    }
    return true
  }

  /// The examples that ``QuestionExamples`` compiles, line by line.
  private func compiledExamples() throws -> Set<[String]> {
    let text = try text("Tests/ReadmeTests/QuestionExamples.swift")
    return Set(
      text.components(separatedBy: "// example: begin\n").dropFirst().map {
        $0.components(separatedBy: "    // example: end")[0].split(separator: "\n").map {
          $0.trimmingCharacters(in: .whitespaces)
        }
      })
  }

  private func sources() -> [URL] {
    let folder = Self.root.appending(path: "Sources")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
  }

  /// The code blocks of a file's doc comments, line by line.
  private func blocks(_ text: String) -> [[String]] {
    text.components(separatedBy: "/// ```swift\n").dropFirst().map {
      $0.components(separatedBy: "/// ```")[0].split(separator: "\n").map {
        $0.trimmingCharacters(in: .whitespaces).dropFirst(3).trimmingCharacters(in: .whitespaces)
      }.filter { !$0.isEmpty }
    }
  }

  @Test func everyExampleInACommentIsCompiled() throws {
    let compiled = try compiledExamples()
    var count = 0
    for file in sources() {
      for block in blocks(try String(contentsOf: file, encoding: .utf8)) {
        count += 1
        #expect(
          compiled.contains(block),
          "\(file.lastPathComponent): \(block.first ?? "") is not compiled")
      }
    }
    #expect(count >= 17)
  }

  /// Every question of a ledger shows how it is asked.
  @Test func everyQuestionHasAnExample() throws {
    var questions = 0
    for file in sources() {
      // The file may hold the answer's type as well, which asks nothing.
      let text = try String(contentsOf: file, encoding: .utf8)
        .components(separatedBy: "extension LedgerView {").dropFirst()
        .map { $0.components(separatedBy: "\n}\n")[0] }.joined()
      for part in text.components(separatedBy: "\n  public func ").dropFirst() {
        let name = String(part.prefix { $0 != "(" })
        if Self.withoutExample.contains(name) { continue }
        questions += 1
        let comment =
          text.components(separatedBy: "\n  public func \(name)(")[0]
          .components(separatedBy: "\n\n").last ?? ""
        #expect(!blocks(comment).isEmpty, "\(name) has no example")
      }
    }
    #expect(questions >= 14)
  }

  /// A variant of another question, for measurements.
  private static let withoutExample: Set<String> = ["tracingRun"]

  @Test func itsCodeRuns() throws {
    let folder = Self.root.appending(path: "fixtures/cases/founding")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".csv") }.map { folder.appending(path: $0).path }
    #expect(try answer(files).starts(with: Array("<?xml".utf8)))
    #expect(try sharedAccounts(files) == 15)
  }

  /// Pictures and pages that a page names exist.
  @Test(arguments: pages) func itsLinksLeadSomewhere(_ page: String) throws {
    let folder = Self.root.appending(path: page).deletingLastPathComponent()
    for match in try text(page).matches(of: /\]\(([^)#:]+)\)/) {
      let target = folder.appending(path: String(match.1)).standardizedFileURL
      #expect(FileManager.default.fileExists(atPath: target.path), "\(page) leads to \(match.1)")
    }
  }
}
