/// The width of text in the fonts of drawings: the published advance widths of Helvetica, which
/// Arial and Liberation Sans share.
public enum TextWidth {
  /// The advance widths of the printable ASCII characters from the space on, in thousandths of the
  /// size.
  private static let regular: [Int] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
  ]
  private static let bold: [Int] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
    975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
    333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
    611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
  ]

  /// Returns the width of a text at a size, in points.
  ///
  /// Characters beyond ASCII are taken as wide as a digit, those of East Asia and pictures as wide
  /// as they are high, combining marks as nothing.
  public static func of(_ text: String, size: Double, isBold: Bool = false) -> Double {
    let table = isBold ? bold : regular
    var sum = 0
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x20..<0x7F: sum += table[Int(scalar.value) - 0x20]
      case let value: sum += width(value, scalar: scalar, isBold: isBold)
      }
    }
    return Double(sum) * size / 1_000
  }

  private static func width(_ value: UInt32, scalar: Unicode.Scalar, isBold: Bool) -> Int {
    switch value {
    case 0x200B..<0x2010, 0xFE00..<0xFE10: return 0
    case 0x1100..<0x1200, 0x2E80..<0xA4D0, 0xAC00..<0xD7B0, 0xF900..<0xFB00, 0xFE30..<0xFE70,
      0xFF00..<0xFF61, 0x1F000..<0x20000, 0x20000..<0x40000:
      return 1_000
    case 0x2014, 0x2026, 0x2192: return 1_000
    case 0x2022: return 350
    default:
      if scalar.properties.generalCategory == .nonspacingMark { return 0 }
      return letters.lazy.compactMap { $0.width(value, isBold: isBold) }.first ?? 600
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
