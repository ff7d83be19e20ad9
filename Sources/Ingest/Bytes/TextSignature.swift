/// The kinds of text, other than a table of delimited rows, that the beginning of a text shows.
///
/// Read as tables, such files give rows of rubbish or none, so they are refused with a sentence on what to export
/// instead. Each kind is known by more than its first character: a table may also begin with `{`, `[`, `<`, `!` or `:`.
enum TextSignature {
  /// The number of bytes that are looked at.
  static let limit = 4_096

  /// Returns a sentence of advice for a text that is not a table; nil for any other.
  ///
  /// - Complexity: O(``limit``).
  static func advice(_ bytes: Span<UInt8>) -> String? {
    var sample: [UInt8] = []
    sample.reserveCapacity(limit)
    for at in FileSignature.byteOrderMark(bytes)..<min(bytes.count, limit) {
      sample.append(bytes[at])
    }
    let text = String(decoding: sample, as: UTF8.self)
    // Characters before the first visible one decide nothing.
    let start = text.drop { $0.isWhitespace || $0.unicodeScalars.allSatisfy { $0.value < 0x20 } }
    switch start.first {
    case "{", "[": return swift(start) ?? rich(start) ?? json(start) ?? message(text)
    case "<": return markup(start)
    case "!": return quicken(start)
    case "O": return start.hasPrefix("OFXHEADER:") ? openExchange : message(text)
    default: return message(text)
    }
  }

  // MARK: JSON

  private static func json(_ text: Substring) -> String? {
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

  private static func markup(_ text: Substring) -> String? {
    let lower = text.lowercased()
    if lower.hasPrefix("<?ofx") || lower.contains("<ofx>") { return openExchange }
    if let match = lower.firstMatch(of: /iso:20022:[^"'\s]*?((camt|pain|pacs)\.\d{3})/) {
      return
        "is a bank message in XML (ISO 20022 \(match.1)), which Tributary cannot read; ask the bank "
        + "for the same statement as CSV"
    }
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

  private static let openExchange =
    "is an OFX or QFX download (Quicken, Money), which Tributary cannot read; choose CSV where the bank "
    + "offers the download"

  private static func quicken(_ text: Substring) -> String? {
    guard
      text.prefixMatch(
        of:
          /!(Type:\s?(Bank|CCard|Cash|Oth|Invst|Cat|Class|Memorized|Security|Prices)|Account\s|Option:|Clear:)/
          .ignoresCase()) != nil
    else { return nil }
    return "is a QIF download (Quicken), which names no account and no currency; choose CSV where "
      + "the bank offers the download"
  }

  private static func swift(_ text: Substring) -> String? {
    text.prefixMatch(of: /\{1:[A-Z]\d{2}[A-Z0-9]{12}/) == nil ? nil : network
  }

  /// Recognises a message of the SWIFT network by three known tags, each between colons at the start of a line, or by
  /// one balance or entry in the form that only such messages use.
  private static func message(_ text: String) -> String? {
    // Nearly every table ends here: the expressions below cost more than reading a small file.
    guard hasLineThatBeginsWithColon(text) else { return nil }
    if text.contains(
      /(^|[\r\n]):(6[02][FM]|64|65):[CD]\d{6}[A-Z]{3}|(^|[\r\n]):61:\d{6}(\d{4})?R?[CD]/)
    {
      return network
    }
    var tags: Set<Substring> = []
    for line in text.split(whereSeparator: \.isNewline) {
      guard let tag = line.prefixMatch(of: /:(\d{2}[A-Z]?):/) else { continue }
      tags.insert(tag.1)
    }
    let known: Set<Substring> = ["20", "25", "28C", "28", "60F", "60M", "61", "62F", "32A", "59"]
    return tags.intersection(known).count >= 3 ? network : nil
  }

  private static func hasLineThatBeginsWithColon(_ text: String) -> Bool {
    var isAtStart = true
    for byte in text.utf8 {
      if isAtStart, byte == UInt8(ascii: ":") { return true }
      isAtStart = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }
    return false
  }

  private static let network =
    "is a message of the SWIFT network (MT940, MT942, MT103), which Tributary cannot read; ask the bank for "
    + "the same statement as CSV"
}
