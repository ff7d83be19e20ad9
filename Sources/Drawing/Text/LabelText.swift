/// Makes text from data safe for a drawing.
///
/// A text written here comes back out of the drawing as it went in, less control characters, and
/// with invisible characters shown by their numbers.
package enum LabelText {
  /// The most characters of a text that are shown.
  package static let limit = 200

  /// Returns the text without characters that cannot be drawn, on one line, cut at ``limit``
  /// characters.
  package static func clean(_ text: String, limit: Int = limit) -> String {
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

  /// Returns the text escaped for an XML element or attribute.
  package static func xml(_ text: String, limit: Int = limit) -> String {
    escaped(clean(text, limit: limit), backslash: "\\")
  }

  /// Escapes scalar by scalar: a sign with a combining mark after it is one `Character`.
  package static func escaped(_ text: String, backslash: String) -> String {
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

/// The characters that nobody sees: they control a terminal, reverse text, or come between letters
/// without a mark of their own, so that two names look the same and are not.
///
/// Pictures, tables and messages show each as `⟨U+200B⟩`.
public enum HiddenCharacter {
  /// Returns the text with every such character shown by its number.
  ///
  /// - Complexity: O(length).
  public static func shown(in text: String) -> String {
    var shown = ""
    var before: UInt32 = 0
    for scalar in text.unicodeScalars {
      if isHidden(scalar.value, after: before) {
        shown += mark(scalar)
      } else {
        shown.unicodeScalars.append(scalar)
      }
      before = scalar.value
    }
    return shown
  }

  /// Returns true where a text has such a character.
  public static func isIn(_ text: String) -> Bool {
    var before: UInt32 = 0
    for scalar in text.unicodeScalars {
      if isHidden(scalar.value, after: before) { return true }
      before = scalar.value
    }
    return false
  }

  /// Returns the sign that stands for a character: `⟨U+200B⟩`.
  static func mark(_ scalar: Unicode.Scalar) -> String {
    let hex = String(scalar.value, radix: 16, uppercase: true)
    return "⟨U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex + "⟩"
  }

  /// Returns true where a scalar is hidden after another one.
  ///
  /// Joiners belong to the spelling of Arabic and Indian scripts and of emoji, and selectors to
  /// emoji and ideographs: after those they are letters like others.
  static func isHidden(_ value: UInt32, after before: UInt32) -> Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0: true
    // Soft hyphen, grapheme joiner, Arabic letter mark, fillers, Mongolian separators.
    case 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x3164, 0xFFA0: true
    // Spaces of no width, marks of direction, line ends, invisible operators.
    case 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: true
    case 0x200C, 0x200D: !(0x600..<0x1100).contains(before) && before < 0x1F000 && before != 0xFE0F
    case 0xFE00...0xFE0F: before < 0x203C
    case 0xE0000...0xE01EF: !(0x3400..<0xE000).contains(before) && before < 0x1F000
    case 0x1D173...0x1D17A: true
    default: false
    }
  }
}
