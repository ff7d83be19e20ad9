/// The kinds of file, other than delimited text, that the first bytes of a file show.
enum FileSignature {
  /// Returns a sentence of advice for a file that cannot be read as text; nil for text.
  static func advice(_ bytes: Span<UInt8>) -> String? {
    if starts(bytes, "%PDF") {
      return "is a PDF, which holds a picture of a table, not a table; ask the bank for CSV"
    }
    if bytes.count >= 4, bytes[0] == 0xD0, bytes[1] == 0xCF, bytes[2] == 0x11, bytes[3] == 0xE0 {
      return
        "is an old Excel workbook (.xls), or one with a password: open it, and save it without a password as .xlsx or the sheet as CSV UTF-8"
    }
    if starts(bytes, "SQLite format 3") {
      return "is an SQLite database; export the table as CSV"
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

/// The kinds of text, other than a table of delimited rows, that the beginning of a text shows.
///
/// Read as tables, such files give rows of rubbish or none, so they are refused with a sentence on what to export
/// instead. Each kind is known by more than its first character: a table may also begin with `{`, `[`, `<`, `!` or `:`.
enum TextSignature {
  /// The number of bytes that are looked at.
  static let limit = 4_096

  /// The kind of a text.
  enum Kind {
    case table
    case message(MessageKind)
    /// A text that is not read, with a sentence of advice.
    case other(String)
  }

  /// Returns the kind of a text.
  ///
  /// - Complexity: O(``limit``).
  static func find(in bytes: Span<UInt8>) -> Kind {
    var sample: [UInt8] = []
    sample.reserveCapacity(limit)
    for at in FileSignature.byteOrderMark(bytes)..<min(bytes.count, limit) {
      sample.append(bytes[at])
    }
    let text = String(decoding: sample, as: UTF8.self)
    // Characters before the first visible one decide nothing.
    let start = text.drop { $0.isWhitespace || $0.unicodeScalars.allSatisfy { $0.value < 0x20 } }
    switch start.first {
    case "{", "[":
      let network = isNetwork(start) || isMessage(text)
      return network
        ? MessageSignature.network(text, in: bytes)
        : (rich(start) ?? json(start)).map(Kind.other) ?? .table
    case "<": return markup(start)
    case "!": return isQuicken(start) ? .message(MessageSignature.quicken) : .table
    case "0" where MessageSignature.isCashManagement(start):
      return .message(MessageSignature.cashManagement)
    case "O" where start.hasPrefix("OFXHEADER:"): return .message(MessageSignature.openExchange)
    default: return isMessage(text) ? MessageSignature.network(text, in: bytes) : .table
    }
  }

  // MARK: JSON

  private static func json(_ text: Substring) -> String? {
    if ExtractPart.mayDescribe(text) { return nil }
    guard
      text.prefixMatch(of: /\{\s*("[^"\n]*"\s*:|\}\s*$)/) != nil
        || text.prefixMatch(of: /\[\s*(\{\s*("[^"\n]*"\s*:|\})|\[\s*["\d\-\[{]|\]\s*$)/) != nil
    else { return nil }
    return "is JSON, which is no table of rows; export the transactions as CSV instead"
  }

  private static func rich(_ text: Substring) -> String? {
    guard text.hasPrefix("{\\rtf") else { return nil }
    return "is a formatted document (RTF); ask the bank for CSV"
  }

  // MARK: Markup

  private static func markup(_ text: Substring) -> Kind {
    let lower = text.lowercased()
    if lower.hasPrefix("<?ofx") || lower.contains("<ofx>") {
      return .message(MessageSignature.openExchange)
    }
    return MessageSignature.standard(text) ?? otherMarkup(lower).map(Kind.other) ?? .table
  }

  private static func otherMarkup(_ lower: String) -> String? {
    if lower.contains("urn:schemas-microsoft-com:office:spreadsheet") {
      return "is an Excel workbook in XML; save the sheet as CSV UTF-8"
    }
    if lower.contains("urn:oasis:names:tc:opendocument") {
      return "is a LibreOffice workbook in XML; save the sheet as CSV UTF-8"
    }
    if lower.hasPrefix("<!doctype html") || isWebPage(lower) {
      return "is a web page (HTML), whatever its name ends in; open it in a spreadsheet and save "
        + "the sheet as CSV UTF-8, or ask the bank for CSV"
    }
    let declares =
      lower.hasPrefix("<?xml") || lower.prefixMatch(of: /<document\s+xmlns/) != nil
    return declares
      ? "is XML, not a table of rows; export the transactions as CSV instead" : nil
  }

  /// Returns true where a text begins with an element of web pages and closes one, as no header of columns does.
  private static func isWebPage(_ text: String) -> Bool {
    guard
      text.prefixMatch(
        of: /<(!--|(html|head|meta|title|style|body|table|tbody|div|center|font|p|tr)[\s>\/])/)
        != nil
    else { return false }
    return text.contains(/<\/?(table|tr|td|th|body|html|head|div)[\s>]/)
      && text.contains(/<\/|\/>|<(td|tr|meta)\s/)
  }

  // MARK: Programs and networks of banks

  private static func isQuicken(_ text: Substring) -> Bool {
    text.prefixMatch(
      of:
        /!(Type:\s?(Bank|CCard|Cash|Oth|Invst|Cat|Class|Memorized|Security|Prices)|Account\s|Option:|Clear:)/
        .ignoresCase()) != nil
  }

  private static func isNetwork(_ text: Substring) -> Bool {
    text.prefixMatch(of: /\{1:[A-Z]\d{2}[A-Z0-9]{12}/) != nil
  }

  /// Recognises a message of the SWIFT network by three known tags, each between colons at the start of a line, or by
  /// one balance or entry in the form that only such messages use.
  private static func isMessage(_ text: String) -> Bool {
    // Nearly every table ends here: the expressions below cost more than reading a small file.
    guard hasLineThatBeginsWithColon(text) else { return false }
    var tags: Set<Substring> = []
    for line in text.split(whereSeparator: \.isNewline) where line.first == ":" {
      if line.prefixMatch(
        of: /:(6[02][FM]|64|65):[CD]\d{6}[A-Z]{3}|:61:\d{6}(\d{4})?R?[CD]/) != nil
      {
        return true
      }
      guard let tag = line.prefixMatch(of: /:(\d{2}[A-Z]?):/) else { continue }
      tags.insert(tag.1)
    }
    let known: Set<Substring> = ["20", "25", "28C", "28", "60F", "60M", "61", "62F", "32A", "59"]
    return tags.intersection(known).count >= 3
  }

  private static func hasLineThatBeginsWithColon(_ text: String) -> Bool {
    var isAtStart = true
    for byte in text.utf8 {
      if isAtStart, byte == UInt8(ascii: ":") { return true }
      isAtStart = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }
    return false
  }
}
