import Foundation

/// A folder with files, in which profiles are made.
struct Desk {
  let folder: URL

  init(_ files: [String: String]) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
  }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  /// Makes `made.yaml` of a file.
  func make(_ file: String, _ answers: String...) throws -> Program.Run {
    try Program.run(
      ["profile", "make", path(file), "--name", "made", "--out", folder.path, "--force"]
        + answers.flatMap { ["--set", $0] })
  }

  func check(_ file: String, _ flags: String...) throws -> Program.Run {
    try Program.run(["check", path(file), path("made.yaml")] + flags)
  }

  var yaml: String { (try? String(contentsOfFile: path("made.yaml"), encoding: .utf8)) ?? "" }
}
