import Foundation

/// The repository that the tests were built from.
enum Repository {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// All Swift files under a folder of the repository, in the order of their paths.
  static func swiftFiles(under folder: String) throws -> [URL] {
    let files = FileManager.default.enumerator(
      at: root.appending(path: folder), includingPropertiesForKeys: nil)
    let found = (files?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }
    return found.filter { !$0.path.contains("/.build") }.sorted { $0.path < $1.path }
  }

  static func text(_ url: URL) throws -> String { try String(contentsOf: url, encoding: .utf8) }

  /// The path of a file below the root.
  static func name(_ url: URL) -> String {
    String(url.path.dropFirst(root.path.count + 1))
  }
}
