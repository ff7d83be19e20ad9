/// The spellings of nothing that exports put where an account should stand.
enum BlankWords {
  private static let words: [[UInt8]] = [
    "null", "(null)", "<null>", "none", "nil", "nan", "n/a", "#n/a", "-", "--", "?", "\\n",
  ].map { Array($0.utf8) }

  /// Whether a trimmed cell is empty or says "nothing" in one of these ways, in any case.
  static func contains(_ bytes: Span<UInt8>, _ cell: Cell) -> Bool {
    guard cell.count <= 6 else { return false }
    if cell.count == 0 { return true }
    // None of them begins with a digit, as most accounts do.
    if IdentifierText.isDigit(bytes[cell.start]) { return false }
    return words.contains { word in
      guard word.count == cell.count else { return false }
      for position in word.indices {
        var byte = bytes[cell.start + position]
        if byte >= 0x41 && byte <= 0x5A { byte |= 0x20 }
        if byte != word[position] { return false }
      }
      return true
    }
  }
}
