/// A scalar of a text as a part of a number that a person reads there.
package struct NumberGlyph {
  /// The offsets of the scalar's first byte and of the end of its bytes in the text.
  package let start: Int
  package let end: Int
  /// The digit that the scalar is, in any script; nil for other scalars.
  package let digit: UInt8?
  /// True where people write the scalar between groups of digits: a blank, a dash, a point, a
  /// slash, a comma, a low line.
  package let isSeparator: Bool
  /// True where the scalar is invisible.
  package let isInvisible: Bool
  /// True for letters and digits.
  package let isWord: Bool

  /// Returns the scalars of a text in order.
  package static func all(in text: String) -> [NumberGlyph] {
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

  /// A number in a text as a person reads it: digits of any script, with no more than two
  /// separators between groups.
  package struct Run {
    /// The range of the number among the glyphs.
    package let glyphs: Range<Int>
    /// The digits in ASCII, without separators.
    package let digits: String
  }

  /// Returns the numbers among some glyphs, in order.
  package static func runs(in glyphs: [NumberGlyph]) -> [Run] {
    var runs: [Run] = []
    var at = 0
    while at < glyphs.count {
      guard glyphs[at].digit != nil else {
        at += 1
        continue
      }
      let start = at
      var digits = ""
      var end = at
      while at < glyphs.count {
        if let digit = glyphs[at].digit {
          digits += "\(digit)"
          at += 1
          end = at
          continue
        }
        var next = at
        var gap = 0
        while next < glyphs.count, glyphs[next].isInvisible || glyphs[next].isSeparator {
          if !glyphs[next].isInvisible { gap += 1 }
          next += 1
        }
        guard next > at, next < glyphs.count, glyphs[next].digit != nil, gap <= 2 else { break }
        at = next
      }
      runs.append(Run(glyphs: start..<end, digits: digits))
      at = end
    }
    return runs
  }

  private init(_ scalar: Unicode.Scalar, start: Int, end: Int) {
    self.start = start
    self.end = end
    if scalar.isASCII {
      let byte = UInt8(scalar.value)
      let isDigit = byte >= 0x30 && byte <= 0x39
      digit = isDigit ? byte - 0x30 : nil
      isSeparator = [0x20, 0x09, 0x2C, 0x2D, 0x2E, 0x2F, 0x5F].contains(byte)
      isInvisible = false
      isWord = isDigit || byte & ~0x20 >= 0x41 && byte & ~0x20 <= 0x5A
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
