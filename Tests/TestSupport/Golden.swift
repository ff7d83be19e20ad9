import Foundation
import Testing

/// Holds what a run printed against a file of the repository.
///
/// With `RECORD_FIXTURES=1` the file is written anew, and the test fails: what was recorded must be
/// read by a person and compared in a second run.
package enum Golden {
  /// Compares a text with a file; an issue names the first line that differs.
  package static func compare(_ text: String, with path: String) throws {
    let file = Repository.root.appending(path: path)
    if ProcessInfo.processInfo.environment["RECORD_FIXTURES"] == "1" {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      Issue.record("recorded \(path): read it, and run again without RECORD_FIXTURES")
      return
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    guard text != expected else { return }
    let (left, right) = (lines(expected), lines(text))
    let line = zip(left, right).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    let number = line ?? min(left.count, right.count)
    let was = number < left.count ? left[number] : "(end)"
    let now = number < right.count ? right[number] : "(end)"
    Issue.record("\(path):\(number + 1)\n  expected \(was)\n  printed  \(now)")
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }
}
