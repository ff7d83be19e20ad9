package import Foundation
package import Testing

/// The repository that the tests were built from.
package enum Repository {
  /// The folder of the manifest.
  package static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Returns all Swift files under a folder of the repository, in the order of their paths.
  package static func swiftFiles(under folder: String) throws -> [URL] {
    let files = FileManager.default.enumerator(
      at: root.appending(path: folder), includingPropertiesForKeys: nil)
    let found = (files?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }
    return found.filter { !$0.path.contains("/.build") }.sorted { $0.path < $1.path }
  }

  /// Reads a text file.
  package static func text(_ url: URL) throws -> String {
    try String(contentsOf: url, encoding: .utf8)
  }

  /// Returns the path of a file below the root.
  package static func name(_ url: URL) -> String {
    String(url.path.dropFirst(root.path.count + 1))
  }
}

/// Data beside the repository, in `../shared`: too large for it, or not its own to give away.
package enum SharedData {
  /// Returns the place of a file or a folder, whether it is there or not.
  package static func url(_ path: String) -> URL {
    Repository.root.deletingLastPathComponent().appending(path: "shared/data").appending(path: path)
  }

  /// Returns true where the file or the folder is there.
  package static func has(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: url(path).path)
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips a test, and says so, where a file or a folder of the shared data is absent.
  package static func shared(_ path: String) -> Self {
    .enabled(if: SharedData.has(path), "skipped: there is no ../shared/data/\(path)")
  }
}
