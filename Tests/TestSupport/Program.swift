package import Foundation

/// Programs run by tests: the one that was built, as users run it, and those of the machine.
package enum Program {
  /// The results of a run.
  package struct Run {
    package let status: Int32
    package let output: String
    package let messages: String

    /// Everything that can be seen of the run, as golden files keep it.
    package var transcript: String {
      "status \(status)\n--- output\n\(output)--- messages\n\(messages)"
    }
  }

  /// The program stands beside the bundle of these tests.
  package static let path = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appending(path: "tributary").path

  private static let plain = ["PATH": "/usr/bin:/bin", "HOME": "/", "LC_ALL": "C.UTF-8"]

  /// Runs the program in a folder of the repository.
  package static func run(
    _ arguments: [String], in folder: String = ".", environment: [String: String] = [:],
    input: String? = nil
  ) throws -> Run {
    try launch(
      path, arguments, in: Repository.root.appending(path: folder),
      environment: plain.merging(environment) { $1 }, input: input)
  }

  /// Runs a shell command in which `$TRIBUTARY` is the program.
  package static func shell(_ command: String, in folder: String = ".") throws -> Run {
    try launch(
      "/bin/bash", ["-c", command], in: Repository.root.appending(path: folder),
      environment: plain.merging(["TRIBUTARY": path]) { $1 })
  }

  /// Runs any program to its end.
  package static func launch(
    _ path: String, _ arguments: [String], in folder: URL = Repository.root,
    environment: [String: String]? = nil, input: String? = nil
  ) throws -> Run {
    // Files and not pipes: a pipe that nobody empties would stop the program.
    let files = try TemporaryFolder(["in": input ?? "", "out": "", "err": ""])
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = environment ?? ProcessInfo.processInfo.environment
    process.standardInput =
      input == nil ? FileHandle.nullDevice : FileHandle(forReadingAtPath: files.path("in"))
    process.standardOutput = FileHandle(forWritingAtPath: files.path("out"))
    process.standardError = FileHandle(forWritingAtPath: files.path("err"))
    try process.run()
    process.waitUntilExit()
    return Run(
      status: process.terminationStatus, output: files.text("out"), messages: files.text("err"))
  }
}
