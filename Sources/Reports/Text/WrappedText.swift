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
