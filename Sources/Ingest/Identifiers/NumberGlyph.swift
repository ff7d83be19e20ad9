/// One scalar of a text as a part of a number that a person reads there.
struct NumberGlyph {
  /// Where its bytes begin and end in the text.
  let start: Int
  let end: Int
  /// The digit that it is in any script.
  let digit: UInt8?
  /// True where people put it between groups of digits: a blank, a dash, a point, a slash, a comma, a low line.
  let isSeparator: Bool
  /// True where nobody sees it.
  let isInvisible: Bool
  /// True for letters and digits.
  let isWord: Bool

  /// The scalars of a text in order.
  static func all(in text: String) -> [NumberGlyph] {
    var glyphs: [NumberGlyph] = []
    glyphs.reserveCapacity(text.utf8.count)
    var at = 0
    for scalar in text.unicodeScalars {
      let end = at + UTF8.width(scalar)
      glyphs.append(NumberGlyph(scalar, start: at, end: end))
      at = end
    }
    return glyphs
  }

  private init(_ scalar: Unicode.Scalar, start: Int, end: Int) {
    self.start = start
    self.end = end
    if scalar.isASCII {
      let byte = UInt8(scalar.value)
      let isDigit = IdentifierText.isDigit(byte)
      digit = isDigit ? byte - 0x30 : nil
      isSeparator = [0x20, 0x09, 0x2C, 0x2D, 0x2E, 0x2F, 0x5F].contains(byte)
      isInvisible = false
      isWord = isDigit || IdentifierText.isLetter(byte & ~0x20)
      return
    }
    let properties = scalar.properties
    let category = properties.generalCategory
    digit =
      properties.numericType == .decimal
      ? properties.numericValue.map { UInt8(exactly: $0) ?? 0 } : nil
    switch category {
    case .spaceSeparator, .dashPunctuation, .connectorPunctuation: isSeparator = true
    default: isSeparator = scalar.value == 0xB7 || scalar.value == 0x2022 || scalar.value == 0x2215
    }
    isInvisible =
      properties.isDefaultIgnorableCodePoint || category == .format || category == .nonspacingMark
    isWord = digit != nil || properties.isAlphabetic && !isInvisible
  }
}
