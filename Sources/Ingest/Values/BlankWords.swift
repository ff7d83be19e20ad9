/// The spellings of nothing that exports put where an account should stand.
enum BlankWords {
  private static let words: [[UInt8]] = [
    "null", "(null)", "<null>", "[null]", "none", "(none)", "<none>", "nil", "nan", "n/a", "#n/a",
    "<na>", "n.a.",
    "n/d", "n.d.", "s/d", "k.a.", "na", "nat", "\\n", "#ref!", "#null!", "#name?", "#value!",
    "#div/0!",
    "unknown", "(unknown)", "<unknown>", "[unknown]", "undefined", "unnamed", "unspecified",
    "not known",
    "not available", "not applicable", "not provided", "not specified", "not stated", "not given",
    "no name",
    "missing", "blank", "(blank)", "empty", "(empty)", "unbekannt", "keine angabe", "inconnu",
    "desconocido",
    "sconosciuto", "onbekend", "nieznany",
  ].map { Array($0.utf8) }

  /// The words of each length in bytes, by that length.
  private static let byLength: [[[UInt8]]] = (0...(words.map(\.count).max() ?? 0)).map { length in
    words.filter { $0.count == length }
  }

  /// A mask for each length, with one bit for the last five bits of the first byte of each word of that length, so that
  /// most accounts need a single test.
  private static let starts: [UInt32] = byLength.map { words in
    words.reduce(0) { $0 | 1 << UInt32($1[0] & 31) }
  }

  /// Returns true where a text is empty or one of these words, regardless of case.
  static func contains(_ text: some StringProtocol) -> Bool {
    let bytes = Array(text.utf8)
    return contains(bytes.span, CellText.trimmed(bytes.span, Cell(start: 0, end: bytes.count)))
  }

  /// Returns true where a trimmed cell is empty, is one of these words, regardless of case, or has only dashes, dots,
  /// stars, underscores and question marks.
  static func contains(_ bytes: Span<UInt8>, _ cell: Cell) -> Bool {
    if cell.count == 0 { return true }
    // No word begins with a digit, as most accounts do.
    let first = bytes[cell.start]
    guard cell.count < starts.count, !IdentifierText.isDigit(first) else { return false }
    if areMarks(bytes, cell) { return true }
    guard starts[cell.count] & 1 << UInt32(first & 31) != 0 else { return false }
    return byLength[cell.count].contains { word in
      for position in word.indices {
        var byte = bytes[cell.start + position]
        if byte >= 0x41 && byte <= 0x5A { byte |= 0x20 }
        if byte != word[position] { return false }
      }
      return true
    }
  }

  private static func areMarks(_ bytes: Span<UInt8>, _ cell: Cell) -> Bool {
    var at = cell.start
    while at < cell.end {
      switch bytes[at] {
      case 0x2D, 0x2E, 0x2A, 0x5F, 0x3F: at += 1
      case 0xE2 where at + 2 < cell.end && bytes[at + 1] == 0x80 && bytes[at + 2] & 0xFE == 0x92,
        0xE2 where at + 2 < cell.end && bytes[at + 1] == 0x80 && bytes[at + 2] & 0xFE == 0x94:
        // The longer dashes, from U+2012 to U+2015.
        at += 3
      default: return false
      }
    }
    return true
  }
}
