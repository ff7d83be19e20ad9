import Foundation
import TestSupport
import Testing

/// Commands on one case, in a folder with a copy of the founding case's files.
struct CaseSession {
  let folder: TemporaryFolder
  let files: [String]

  /// - Parameter source: a folder of the repository whose CSV files are copied.
  init(_ source: String = "fixtures/cases/founding") throws {
    folder = try TemporaryFolder()
    let from = Repository.root.appending(path: source)
    files = try FileManager.default.contentsOfDirectory(atPath: from.path)
      .filter { $0.hasSuffix(".csv") }.sorted()
    for file in files {
      try FileManager.default.copyItem(
        at: from.appending(path: file), to: folder.url.appending(path: file))
    }
  }

  /// - Parameter options: the options of `simulate`, which writes the files.
  init(simulating options: [String]) throws {
    folder = try TemporaryFolder()
    let run = try Program.launch(
      Program.path, ["simulate", "-q", "-o", "made"] + options, in: folder.url,
      environment: Self.environment)
    #expect(run.status == 0, "\(run.messages)")
    files = try FileManager.default.contentsOfDirectory(atPath: folder.path("made"))
      .filter { $0.hasSuffix(".csv") }.sorted()
    for file in files {
      try FileManager.default.moveItem(
        atPath: folder.path("made/\(file)"), toPath: folder.path(file))
    }
  }

  static let environment = [
    "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TRIBUTARY_BY": "nell", "HOME": "/nowhere",
  ]

  @discardableResult
  func run(_ arguments: [String], with more: [String: String] = [:]) throws -> Program.Run {
    try Program.launch(
      Program.path, arguments, in: folder.url,
      environment: Self.environment.merging(more) { $1 })
  }

  /// Runs a command on the case C and expects that it succeeds.
  @discardableResult
  func onCase(_ arguments: String..., location: SourceLocation = #_sourceLocation) throws -> String
  {
    let run = try run(arguments + ["--case", "C"])
    #expect(run.status == 0, "\(arguments): \(run.messages)", sourceLocation: location)
    return run.output
  }

  /// Makes the case C with all files.
  func load(_ more: [String] = []) throws {
    let run = try run(["load"] + files + ["--case", "C", "--new", "-q"] + more)
    #expect(run.status == 0, "\(run.messages)")
  }

  func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.url.appending(path: name)))
  }
}
