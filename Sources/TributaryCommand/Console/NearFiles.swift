internal import Foundation
internal import PaymentGraph

/// A search for the files that a mistyped path may mean.
enum NearFiles {
  /// Returns at most three paths in the folder of this one, nearest first.
  static func names(near path: String) -> [String] {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let name = String(path.dropFirst(folder.count))
    let found = try? FileManager.default.contentsOfDirectory(
      atPath: folder.isEmpty ? "." : folder)
    let shown = (found ?? []).filter { !$0.hasPrefix(".") || name.hasPrefix(".") }
    return NearMiss.names(near: name, among: shown).map { folder + $0 }
  }
}
