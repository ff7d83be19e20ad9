import Foundation
import Testing

/// What the README shows is what is printed: its commands are run, its code is compiled.
@Suite("README")
struct ReadmeTests {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private var readme: String {
    get throws {
      try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
    }
  }

  /// The blocks of one kind.
  private func blocks(_ kind: String) throws -> [String] {
    try readme.components(separatedBy: "```\(kind)\n").dropFirst().compactMap {
      $0.components(separatedBy: "```\n").first
    }
  }

  @Test func itsCommandsPrintWhatItSays() throws {
    var commands = 0
    for block in try blocks("console") {
      for part in block.components(separatedBy: "$ tributary ").dropFirst() {
        commands += 1
        var lines = part.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let command = lines.removeFirst()
        while lines.last?.isEmpty == true { lines.removeLast() }
        let printed = try run(command)
        // A line of dots stands for lines that are left out.
        if let dots = lines.firstIndex(of: "…") { lines = Array(lines[..<dots]) }
        #expect(Array(printed.prefix(lines.count)) == lines, "tributary \(command)")
      }
    }
    #expect(commands >= 5)
  }

  private func run(_ command: String) throws -> [String] {
    let output = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    _ = FileManager.default.createFile(atPath: output.path, contents: nil)
    defer { try? FileManager.default.removeItem(at: output) }
    let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "tributary").path
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", "\(program) \(command)"]
    process.currentDirectoryURL = Self.root
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return try String(contentsOf: output, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
  }

  @Test func itsCodeIsCompiledHere() throws {
    let file = Self.root.appending(path: "Tests/ReadmeTests/LibraryExample.swift")
    let code = try String(contentsOf: file, encoding: .utf8)
      .components(separatedBy: "// README: begin\n")[1].components(separatedBy: "// README: end")[0]
    #expect(try blocks("swift").contains(code))
  }

  @Test func itsCodeRuns() throws {
    let folder = Self.root.appending(path: "fixtures/cases/founding")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".csv") }.map { folder.appending(path: $0).path }
    #expect(try answer(files).starts(with: Array("<?xml".utf8)))
  }

  @Test func itsPicturesExist() throws {
    let pictures = try readme.matches(of: /!\[[^\]]*\]\(([^)]+)\)/).map { String($0.1) }
    #expect(!pictures.isEmpty)
    for picture in pictures {
      #expect(FileManager.default.fileExists(atPath: Self.root.appending(path: picture).path))
    }
  }
}
