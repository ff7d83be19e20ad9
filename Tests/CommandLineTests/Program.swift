import Foundation

/// The built program, run as users run it.
enum Program {
  /// The results of a run.
  struct Run {
    let status: Int32
    let output: String
    let messages: String

    /// Everything that can be seen of the run, as golden files keep it.
    var transcript: String { "status \(status)\n--- output\n\(output)--- messages\n\(messages)" }
  }

  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The program stands beside the bundle of these tests.
  static let path = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appending(path: "tributary").path

  /// Runs the program in a folder of the repository.
  static func run(
    _ arguments: [String], in folder: String = ".", environment: [String: String] = [:]
  ) throws -> Run {
    try launch(path, arguments, folder, environment)
  }

  /// Runs a shell command in which `$TRIBUTARY` is the program.
  static func shell(_ command: String, in folder: String = ".") throws -> Run {
    try launch("/bin/bash", ["-c", command], folder, ["TRIBUTARY": path])
  }

  private static func launch(
    _ path: String, _ arguments: [String], _ folder: String, _ environment: [String: String]
  ) throws -> Run {
    // Files and not pipes: a pipe that nobody empties would stop the program.
    let output = temporaryFile()
    let messages = temporaryFile()
    defer {
      try? FileManager.default.removeItem(at: output)
      try? FileManager.default.removeItem(at: messages)
    }
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.currentDirectoryURL = root.appending(path: folder)
    process.environment = ["PATH": "/usr/bin:/bin", "HOME": "/", "LC_ALL": "C.UTF-8"]
      .merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: messages)
    try process.run()
    process.waitUntilExit()
    return Run(
      status: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      messages: String(decoding: try Data(contentsOf: messages), as: UTF8.self))
  }

  private static func temporaryFile() -> URL {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    _ = FileManager.default.createFile(atPath: file.path, contents: nil)
    return file
  }
}
