/// The ASCII text of an identifier, without the separators that people put around and between its characters.
struct IdentifierText {
  /// Upper-case letters and digits only.
  let compact: [UInt8]

  /// Keeps letters and digits; nil where another character between them is not a usual separator.
  ///
  /// - Parameter separators: the bytes allowed between the characters besides spaces.
  init?(_ written: some StringProtocol, separators: [UInt8] = []) {
    var kept: [UInt8] = []
    for scalar in written.unicodeScalars {
      switch scalar.value {
      case 0x30...0x39, 0x41...0x5A: kept.append(UInt8(scalar.value))
      case 0x61...0x7A: kept.append(UInt8(scalar.value & ~0x20))
      // Also the apostrophe that spreadsheets put before text that looks like a number.
      case 0x20, 0x09, 0xA0, 0x2009, 0x202F, 0xFEFF, 0x27, 0x2019: continue
      case let value where value < 0x80 && separators.contains(UInt8(value)): continue
      default: return nil
      }
    }
    guard !kept.isEmpty else { return nil }
    compact = kept
  }

  var string: String { String(decoding: compact, as: UTF8.self) }

  var isDigits: Bool { compact.allSatisfy(IdentifierText.isDigit) }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  static func isLetter(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }

  /// Returns a text without blanks at both ends.
  static func trimmed(_ text: some StringProtocol) -> String {
    var slice = Substring(text)
    while let first = slice.unicodeScalars.first, isBlank(first) {
      slice.unicodeScalars.removeFirst()
    }
    while let last = slice.unicodeScalars.last, isBlank(last) { slice.unicodeScalars.removeLast() }
    return String(slice)
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar.value == 0xFEFF
  }
}
