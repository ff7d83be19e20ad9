/// The names of columns by which a built-in profile knows a header, read without the rest of its text.
///
/// Reading the whole text of all profiles takes longer than answering a question on a small file, and this outline is
/// enough to rule out most of them.
struct ProfileOutline: Sendable {
  /// The names of each form of the header; nil where the text does not show them, so that nothing is ruled out.
  let headers: [[String]]?
  private let isLedger: Bool

  init(text: String, source: String) {
    let bytes = Array(text.utf8)
    isLedger = ProfileOutline.part("shape", of: bytes).map { $0.contains("ledger") } ?? false
    guard let part = ProfileOutline.part("match", of: bytes),
      let root = try? ProfileSection(text: part, source: source, keys: ["match"], isChecked: false),
      let match = try? root.section("match", keys: ProfileOutline.keys)
    else {
      headers = nil
      return
    }
    headers = match.has("headers") ? try? match.lists("headers") : []
  }

  /// Returns false where the profile cannot know a header, because the header lacks names of every form.
  func mayKnow(_ header: HeaderNames) -> Bool {
    guard let headers else { return true }
    return headers.contains { names in
      isLedger
        ? names.allSatisfy { header.unique.contains(HeaderNames.normal($0)) }
        : names.allSatisfy { StatementPlan.position(of: $0, in: header) != nil }
    }
  }

  private static let keys = [
    "headers", "header", "without", "cells", "exact", "file", "evidence",
  ]

  /// Returns the lines of one key at the left margin, with all lines indented below it; nil where there is none.
  private static func part(_ key: String, of bytes: [UInt8]) -> String? {
    let start = Array("\(key):".utf8)
    var found: [UInt8] = []
    for line in bytes.split(separator: 0x0A) {
      if found.isEmpty {
        if line.starts(with: start) { found = Array(line) + [0x0A] }
      } else {
        guard line.first == 0x20 || line.first == 0x23 else { break }
        found += line + [0x0A]
      }
    }
    return found.isEmpty ? nil : String(decoding: found, as: UTF8.self)
  }
}
