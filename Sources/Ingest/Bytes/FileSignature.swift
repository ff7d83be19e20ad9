/// The kinds of file, other than delimited text, that the first bytes of a file show.
enum FileSignature {
  /// Returns a sentence of advice for a file that cannot be read as text; nil for text.
  static func advice(_ bytes: Span<UInt8>) -> String? {
    if starts(bytes, "%PDF") {
      return "is a PDF, which holds a picture of a table, not a table; ask the bank for CSV"
    }
    if starts(bytes, "PK\u{3}\u{4}") {
      return "is a zip archive or an Excel workbook; unpack it, or save the sheet as CSV UTF-8"
    }
    if bytes.count >= 4, bytes[0] == 0xD0, bytes[1] == 0xCF, bytes[2] == 0x11, bytes[3] == 0xE0 {
      return "is an old Excel workbook; save the sheet as CSV UTF-8"
    }
    if starts(bytes, "SQLite format 3") {
      return "is an SQLite database; export the table as CSV"
    }
    if starts(bytes, "\u{1F}\u{8B}") || (bytes.count > 1 && bytes[0] == 0x1F && bytes[1] == 0x8B) {
      return "is compressed with gzip; unpack it first"
    }
    if starts(bytes, "BZh") || starts(bytes, "7z\u{BC}") || starts(bytes, "Rar!")
      || bytes.count > 5 && bytes[0] == 0xFD && bytes[1] == 0x37 && bytes[2] == 0x7A
      || bytes.count > 3 && bytes[0] == 0x28 && bytes[1] == 0xB5 && bytes[2] == 0x2F
    {
      return "is a compressed archive; unpack it first"
    }
    if bytes.count > 3, bytes[0] == 0x89 && bytes[1] == 0x50 || bytes[0] == 0xFF && bytes[1] == 0xD8
    {
      return "is a picture, not a table; ask the bank for CSV"
    }
    if startsWithUTF32Mark(bytes) { return "is UTF-32 text; save it as UTF-8" }
    return nil
  }

  /// Returns true where more than one byte in 50 of the beginning is a control character.
  ///
  /// A damaged text has a few; its rows are rejected one by one.
  static func isBinary(_ bytes: Span<UInt8>) -> Bool {
    let sample = min(bytes.count, 4096)
    guard sample >= 50 else { return false }
    var controls = 0
    for position in 0..<sample {
      switch bytes[position] {
      case 0x09, 0x0A, 0x0D: continue
      case 0..<0x20, 0x7F: controls += 1
      default: continue
      }
    }
    return controls * 50 > sample
  }

  /// Returns the length of the UTF-8 byte order mark at the start: 3 or 0.
  static func byteOrderMark(_ bytes: Span<UInt8>) -> Int {
    bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
  }

  private static func starts(_ bytes: Span<UInt8>, _ text: StaticString) -> Bool {
    guard bytes.count >= text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { wanted in
      for position in wanted.indices where bytes[position] != wanted[position] { return false }
      return true
    }
  }

  private static func startsWithUTF32Mark(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count >= 4 else { return false }
    let mark = [bytes[0], bytes[1], bytes[2], bytes[3]]
    return mark == [0xFF, 0xFE, 0, 0] || mark == [0, 0, 0xFE, 0xFF]
  }

  /// The half of a UTF-16 unit that comes first.
  enum ByteOrder { case little, big }

  /// Returns the byte order of UTF-16 text; nil for other text.
  static func utf16Order(_ bytes: Span<UInt8>) -> ByteOrder? {
    if bytes.count >= 2 {
      if bytes[0] == 0xFF, bytes[1] == 0xFE { return .little }
      if bytes[0] == 0xFE, bytes[1] == 0xFF { return .big }
    }
    // Without a mark: plain text in UTF-16 has a zero in every other byte.
    let sample = min(bytes.count, 1024) & ~1
    guard sample >= 8 else { return nil }
    var zeros = (even: 0, odd: 0)
    for position in 0..<sample where bytes[position] == 0 {
      if position & 1 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
    }
    let most = max(zeros.even, zeros.odd)
    guard most * 10 > sample / 2 * 3, min(zeros.even, zeros.odd) * 10 < most else { return nil }
    return zeros.odd > zeros.even ? .little : .big
  }
}
