package import Foundation

/// A folder for one test's files, removed with this object.
package final class TemporaryFolder: Sendable {
  /// The folder.
  package let url: URL

  /// Makes an empty folder, or one with files of some texts.
  package init(_ files: [String: String] = [:]) throws {
    url = FileManager.default.temporaryDirectory.appending(path: "tributary-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for (name, text) in files { try write(text, as: name) }
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Returns the path of a file, whether it is there or not.
  package func path(_ name: String) -> String { url.appending(path: name).path }

  /// Writes a file, with the folders of its name, and gives its path.
  @discardableResult
  package func write(_ bytes: some Sequence<UInt8>, as name: String = "input.csv") throws -> String
  {
    let file = url.appending(path: name)
    if name.contains("/") {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    }
    try Data(bytes).write(to: file)
    return file.path
  }

  /// Writes a text and gives its path.
  @discardableResult
  package func write(_ text: String, as name: String = "input.csv") throws -> String {
    try write(text.utf8, as: name)
  }

  /// Reads a file as text; an absent one is empty.
  package func text(_ name: String) -> String {
    (try? String(contentsOf: url.appending(path: name), encoding: .utf8)) ?? ""
  }
}
