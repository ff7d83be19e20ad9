import Foundation
import TestSupport

/// A folder with files, in which profiles are made.
struct Desk {
  let folder: TemporaryFolder

  init(_ files: [String: String]) throws { folder = try TemporaryFolder(files) }

  func path(_ name: String) -> String { folder.path(name) }

  /// Makes `made.yaml` of a file.
  func make(_ file: String, _ answers: String...) throws -> Program.Run {
    try Program.run(
      ["profile", "make", path(file), "--name", "made", "-o", folder.url.path, "--force"]
        + answers.flatMap { ["--set", $0] })
  }

  func check(_ file: String, _ flags: String...) throws -> Program.Run {
    try Program.run(["check", path(file), path("made.yaml")] + flags)
  }

  var yaml: String { folder.text("made.yaml") }
}
