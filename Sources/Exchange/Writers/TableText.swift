internal import Reports

/// Cells of comma-separated tables, for the readers of each format.
enum TableText {
  /// Adds a text in quotes, which are doubled; the character NUL becomes U+FFFD.
  static func quoted(_ text: String, to sink: ByteSink, loss: inout ExportLoss) {
    sink.put(0x22)
    if !text.utf8.contains(where: { $0 == 0x22 || $0 == 0 }) {
      sink.put(text)
    } else {
      for byte in text.utf8 {
        switch byte {
        case 0x22: sink.put("\"\"")
        case 0:
          loss.forbiddenCharacters += 1
          sink.put("\u{FFFD}")
        default: sink.put(byte)
        }
      }
    }
    sink.put(0x22)
  }

  /// Adds a text in quotes that no spreadsheet takes for a formula: an apostrophe stands before it where its first sign,
  /// blanks and apostrophes apart, begins one.
  ///
  /// - Parameter alsoNumbers: true where texts that would be a number or a day get one as well.
  static func guarded(
    _ text: String, alsoNumbers: Bool = false, to sink: ByteSink, loss: inout ExportLoss
  ) {
    guard isFormula(text) || alsoNumbers && SpreadsheetText.isTakenForNumber(text) else {
      return quoted(text, to: sink, loss: &loss)
    }
    loss.guardedTexts += 1
    quoted("'" + text, to: sink, loss: &loss)
  }

  private static func isFormula(_ text: String) -> Bool {
    for scalar in text.unicodeScalars {
      switch scalar {
      // The texts that have an apostrophe get another, so that no two texts become one.
      case " ", "\u{A0}", "'": continue
      case "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠": return true
      default: return scalar.value < 0x20
      }
    }
    return false
  }

  /// Adds a text in quotes on one line: line breaks become blanks.
  static func oneLine(_ text: String, to sink: ByteSink, loss: inout ExportLoss) {
    guard text.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) else {
      return quoted(text, to: sink, loss: &loss)
    }
    loss.lineBreaks += text.utf8.count { $0 == 0x0A || $0 == 0x0D }
    let bytes = text.utf8.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
    quoted(String(decoding: bytes, as: UTF8.self), to: sink, loss: &loss)
  }
}
