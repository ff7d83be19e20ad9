/// Breaks text at blanks, so that a terminal does not break it within words.
enum WrappedText {
  /// Breaks a text into lines of at most a width; lines after the first are indented further.
  ///
  /// A word wider than a line stays whole, as keys and paths are copied from it.
  ///
  /// - Parameter indent: The number of blanks before the lines after the first; default: two more
  ///   than the text has.
  static func lines(_ text: String, width: Int, indent: Int? = nil) -> [String] {
    guard width > 0, self.width(text) > width else { return [text] }
    let margin = text.prefix { $0 == " " }
    let hanging = min(indent ?? margin.count + 2, width / 2)
    var lines: [String] = []
    var line = String(margin)
    var used = margin.count
    var isEmpty = true
    for word in text.dropFirst(margin.count).split(separator: " ", omittingEmptySubsequences: false)
    {
      let size = self.width(word)
      // A new line is worth it only where it gives the word more room.
      if !isEmpty, used + 1 + size > width, size > 0, used >= hanging {
        while line.last == " " { line.removeLast() }
        lines.append(line)
        line = String(repeating: " ", count: hanging)
        (used, isEmpty) = (hanging, true)
      }
      if !isEmpty {
        line += " "
        used += 1
      }
      line += word
      used += size
      isEmpty = false
    }
    while line.last == " " { line.removeLast() }
    return lines + [line]
  }

  /// Returns the width of a text that may have colours.
  private static func width(_ text: some StringProtocol) -> Int {
    guard text.utf8.contains(0x1B) else { return TerminalColumns.of(String(text)) }
    var plain = ""
    var isColour = false
    for scalar in text.unicodeScalars {
      if scalar == "\u{1B}" { isColour = true }
      if !isColour { plain.unicodeScalars.append(scalar) }
      if scalar == "m" { isColour = false }
    }
    return TerminalColumns.of(plain)
  }
}

/// The number of columns that a terminal gives a text.
///
/// East Asian wide and full-width characters and emoji take two columns, marks that combine with
/// the character before them and characters without a shape none, all others one. Characters that
/// are drawn as one emoji (joined, or with a colour of skin) take two together.
enum TerminalColumns {
  static func of(_ text: String) -> Int {
    // Nearly all texts are printable ASCII, where bytes and columns are the same.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
    return text.reduce(0) { $0 + of($1) }
  }

  /// Returns the columns of one character; never more than two for an emoji.
  static func of(_ character: Character) -> Int {
    let scalars = character.unicodeScalars
    let sum = scalars.reduce(0) { $0 + of($1) }
    guard scalars.count > 1, let first = scalars.first, first.properties.isEmoji else { return sum }
    let isDrawnAsEmoji = scalars.contains {
      $0.value == joiner || $0.value == emojiVariation || $0.properties.isEmojiModifier
    }
    return isDrawnAsEmoji || sum > 2 ? 2 : sum
  }

  /// Returns the columns of one scalar.
  ///
  /// The rest of an escape sequence is not recognised: texts from the data have none.
  private static func of(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return scalar.value == 0 ? 0 : 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    // Vowels and final consonants of Hangul are drawn in the block of the consonant before them.
    if 0x1160...0x11FF ~= scalar.value || 0xD7B0...0xD7FF ~= scalar.value { return 0 }
    return isWide(scalar) ? 2 : 1
  }

  private static let joiner: UInt32 = 0x200D
  private static let emojiVariation: UInt32 = 0xFE0F

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    if 0x1F1E6...0x1F1FF ~= scalar.value { return false }  // halves of flags
    return scalar.properties.isEmojiPresentation || wide.contains { $0 ~= scalar.value }
  }

  /// The blocks of wide and full-width characters (Unicode Standard Annex 11, W and F), without
  /// emoji.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF,
    0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B,
    0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x18D00...0x18D8F, 0x1AFF0...0x1B2FF,
    0x1F200...0x1F265, 0x20000...0x3FFFD,
  ]
}
