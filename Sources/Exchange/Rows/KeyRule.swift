/// The keys that a format can hold as identifiers; all others are named by their digests.
///
/// A key that looks like a digest is named by its own digest as well, so that two accounts never have one identifier.
enum KeyRule {
  /// Any text.
  case any
  /// A text without characters that XML 1.0 forbids, no longer than a cell of a workbook.
  case markup
  /// A text without line breaks and without the character NUL.
  case oneLine
  /// A text without the character NUL.
  case cell

  /// Returns true where a key can stand as it is.
  func holds(_ key: String) -> Bool {
    if key.isEmpty || StableID.isForm(key, letter: 0x61) { return false }
    switch self {
    case .any: return true
    case .markup:
      return key.utf8.count <= WorkbookText.mostCharacters
        && !key.unicodeScalars.contains(where: XMLText.isForbidden)
    case .oneLine: return !key.utf8.contains { $0 == 0 || $0 == 0x0A || $0 == 0x0D }
    case .cell: return !key.utf8.contains(0)
    }
  }
}
