/// The width of text in the fonts of drawings: the published advance widths of Helvetica, which
/// Arial and Liberation Sans share.
public enum TextWidth {
  /// Returns the width of a text at a size, in points.
  ///
  /// Letters of which the fonts have no width are taken as wide as a digit, those of East Asia and
  /// pictures as wide as they are high, combining marks as nothing.
  public static func of(_ text: String, size: Double, isBold: Bool = false) -> Double {
    let letters = isBold ? LetterWidths.bold : LetterWidths.plain
    var sum = 0
    for scalar in text.unicodeScalars { sum += letters[scalar] ?? other(scalar) }
    return Double(sum) * size / 1_000
  }

  private static func other(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x200B..<0x2010, 0xFE00..<0xFE10: 0
    case 0x1100..<0x1200, 0x2E80..<0xA4D0, 0xAC00..<0xD7B0, 0xF900..<0xFB00, 0xFE30..<0xFE70,
      0xFF00..<0xFF61, 0x1F000..<0x20000, 0x20000..<0x40000:
      1_000
    case 0x2014, 0x2026, 0x2192: 1_000
    case 0x2022: 350
    default: scalar.properties.generalCategory == .nonspacingMark ? 0 : 600
    }
  }

  /// Returns the text, cut with "…" where it is wider than a width.
  public static func fitted(
    _ text: String, into width: Double, size: Double, isBold: Bool = false
  ) -> String {
    // No letter is narrower than a sixth of the size: more letters cannot fit.
    let most = Int(max(1, width / size * 6))
    let start = String(text.prefix(most))
    if start.count == text.count, of(start, size: size, isBold: isBold) <= width { return text }
    var cut = start
    while !cut.isEmpty, of(cut + "…", size: size, isBold: isBold) > width { cut.removeLast() }
    return cut + "…"
  }
}

/// Divides text into lines that are not wider than a room, and not longer than can be read.
public enum TextLines {
  /// The most characters of a line.
  private static let mostCharacters = 180

  /// Divides a text at spaces; a word wider than the room is cut with "…".
  ///
  /// - Parameter limit: the most lines; what is beyond is cut with "…".
  public static func of(
    _ text: String, width: Double, size: Double, isBold: Bool = false, limit: Int = .max
  ) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: false).map(String.init) {
      let longer = line.isEmpty ? word : "\(line) \(word)"
      let fits =
        longer.count <= mostCharacters
        && TextWidth.of(longer, size: size, isBold: isBold) <= width
      if fits || line.isEmpty {
        line = longer
      } else {
        lines.append(line)
        line = word
      }
    }
    lines.append(line)
    if lines.count > limit {
      lines = lines.prefix(limit - 1) + [lines[(limit - 1)...].joined(separator: " ")]
    }
    return lines.map { TextWidth.fitted($0, into: width, size: size, isBold: isBold) }
  }
}

/// The advance widths of the letters of one weight, in thousandths of their size, from `LetterWidths.txt`.
private struct LetterWidths: Sendable {
  static let plain = LetterWidths(weight: 1)
  static let bold = LetterWidths(weight: 2)

  /// The widths by scalar, up to the last letter of the file; 0 for a letter that is not in it.
  private let widths: [UInt16]

  /// Reads the widths of a weight, which are in one column of the file.
  private init(weight: Int) {
    var widths: [UInt16] = []
    for line in PackageResources.LetterWidths_txt.split(separator: UInt8(ascii: "\n")) {
      let cells = line.split(separator: UInt8(ascii: " "), maxSplits: 3)
        .map { String(decoding: $0, as: UTF8.self) }
      guard cells.count > weight, let letter = Int(cells[0], radix: 16),
        let width = UInt16(cells[weight])
      else { continue }
      if letter >= widths.count {
        widths += Array(repeating: 0, count: letter + 1 - widths.count)
      }
      widths[letter] = width
    }
    self.widths = widths
  }

  /// The width of a letter; nil where the fonts' widths are not known.
  subscript(letter: Unicode.Scalar) -> Int? {
    guard letter.value < UInt32(widths.count), widths[Int(letter.value)] > 0 else { return nil }
    return Int(widths[Int(letter.value)])
  }
}
