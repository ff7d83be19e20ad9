/// The text between two tags, and the values of attributes, with character references undone.
enum XMLText {
  /// Returns the text in a range, without blanks at its ends; elements and comments in it are left out.
  ///
  /// The five entities of XML and references by number are replaced. Any other entity stays as it is written, because
  /// only a document type could define it.
  static func string(_ bytes: Span<UInt8>, in range: Range<Int>) -> String {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, XMLTokens.isBlank(bytes[start]) { start &+= 1 }
    while end > start, XMLTokens.isBlank(bytes[end &- 1]) { end &-= 1 }
    var isPlain = true
    for at in start..<end where bytes[at] == 0x26 || bytes[at] == 0x3C { isPlain = false }
    if isPlain, let text = try? UTF8Span(validating: bytes.extracting(start..<end)) {
      return String(copying: text)
    }
    let text = whole(bytes, in: range)
    var (first, last) = (0, text.count)
    while first < last, XMLTokens.isBlank(text[first]) { first &+= 1 }
    while last > first, XMLTokens.isBlank(text[last &- 1]) { last &-= 1 }
    return String(decoding: text[first..<last], as: UTF8.self)
  }

  /// Returns the text in a range as ``string(_:in:)`` does, with the blanks at its ends, as UTF-8.
  static func whole(_ bytes: Span<UInt8>, in range: Range<Int>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    var at = range.lowerBound
    while at < range.upperBound {
      let byte = bytes[at]
      if byte == 0x26 {
        at = reference(bytes, at: at, end: range.upperBound, into: &text)
      } else if byte == 0x3C {
        at = markup(bytes, at: at, end: range.upperBound, into: &text)
      } else {
        text.append(byte)
        at &+= 1
      }
    }
    return text
  }

  /// Returns the value of an attribute in a tag; nil where the tag has none of that name.
  ///
  /// - Parameter range: the bytes after the element's name up to the end of its tag.
  static func attribute(
    _ name: XMLName, in bytes: Span<UInt8>, range: Range<Int>
  ) -> String? {
    var at = range.lowerBound
    while at < range.upperBound {
      while at < range.upperBound, XMLTokens.isBlank(bytes[at]) { at += 1 }
      let start = at
      while at < range.upperBound, bytes[at] != 0x3D, bytes[at] != 0x3E { at += 1 }
      guard at < range.upperBound, bytes[at] == 0x3D else { return nil }
      var nameEnd = at
      while nameEnd > start, XMLTokens.isBlank(bytes[nameEnd - 1]) { nameEnd -= 1 }
      at += 1
      while at < range.upperBound, XMLTokens.isBlank(bytes[at]) { at += 1 }
      guard at < range.upperBound, bytes[at] == 0x22 || bytes[at] == 0x27 else { return nil }
      let quote = bytes[at]
      let value = at + 1
      at = value
      while at < range.upperBound, bytes[at] != quote { at += 1 }
      if XMLName(bytes, in: start..<nameEnd) == name { return string(bytes, in: value..<at) }
      at += 1
    }
    return nil
  }

  /// Appends the character for which a reference stands; returns the offset after it.
  private static func reference(
    _ bytes: Span<UInt8>, at: Int, end: Int, into text: inout [UInt8]
  ) -> Int {
    var last = at + 1
    while last < end, last - at < 12, bytes[last] != 0x3B { last += 1 }
    guard last < end, bytes[last] == 0x3B else {
      text.append(0x26)
      return at + 1
    }
    let name = String(decoding: (at + 1..<last).map { bytes[$0] }, as: UTF8.self)
    let known: Unicode.Scalar? =
      switch name {
      case "amp": "&"
      case "lt": "<"
      case "gt": ">"
      case "quot": "\""
      case "apos": "'"
      default: number(name)
      }
    guard let known else {
      text.append(0x26)
      return at + 1
    }
    text += Array(String(Character(known)).utf8)
    return last + 1
  }

  private static func number(_ name: String) -> Unicode.Scalar? {
    guard name.hasPrefix("#") else { return nil }
    let digits = name.dropFirst()
    let value =
      digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
    guard let value, let scalar = Unicode.Scalar(value) else { return nil }
    return value < 0x20 && value != 0x09 && value != 0x0A && value != 0x0D ? "\u{FFFD}" : scalar
  }

  /// Appends the text of a CDATA section, and nothing of comments and elements; returns the offset after it.
  private static func markup(
    _ bytes: Span<UInt8>, at: Int, end: Int, into text: inout [UInt8]
  ) -> Int {
    let isData = XMLTokens.starts("<![CDATA[", at: at, in: bytes)
    let isComment = XMLTokens.starts("<!--", at: at, in: bytes)
    let mark: StaticString = isData ? "]]>" : isComment ? "-->" : ">"
    var last = at + 1
    while last < end, !XMLTokens.starts(mark, at: last, in: bytes) { last += 1 }
    if isData { for place in min(at + 9, last)..<last { text.append(bytes[place]) } }
    return min(end, last + mark.utf8CodeUnitCount)
  }
}
