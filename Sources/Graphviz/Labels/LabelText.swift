/// Makes text from data safe for a label.
///
/// Graphviz decodes entities and expands escapes in labels, copies control characters and
/// bidirectional overrides into its output, and ends a text at a NUL. A text written here comes
/// back out of the drawing as it went in, less control characters, and with invisible characters
/// shown by their numbers.
enum LabelText {
  /// The most characters of a text that are shown.
  static let limit = 200

  /// Returns the text without characters that cannot be drawn, on one line, cut at ``limit``
  /// characters.
  static func clean(_ text: String, limit: Int = limit) -> String {
    var cleaned = ""
    var count = 0
    var before: UInt32 = 0
    for scalar in text.unicodeScalars {
      guard count < limit * 2 else { break }
      switch scalar.value {
      case 0x09, 0x0A, 0x0D, 0x2028, 0x2029: cleaned.unicodeScalars.append(" ")
      // XML cannot hold these characters in any spelling.
      case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: continue
      case let value where HiddenCharacter.isHidden(value, after: before):
        cleaned += HiddenCharacter.mark(scalar)
      default: cleaned.unicodeScalars.append(scalar)
      }
      before = scalar.value
      count += 1
    }
    return cleaned.count > limit ? String(cleaned.prefix(limit - 1)) + "…" : cleaned
  }

  /// Returns the text escaped for the markup of a label.
  static func markup(_ text: String, limit: Int = limit) -> String {
    escaped(clean(text, limit: limit), backslash: "\\\\")
  }

  /// Returns the text escaped for an XML element or attribute.
  static func xml(_ text: String, limit: Int = limit) -> String {
    escaped(clean(text, limit: limit), backslash: "\\")
  }

  /// Escapes scalar by scalar: a sign with a combining mark after it is one `Character`.
  private static func escaped(_ text: String, backslash: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += backslash
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
