/// One field of a message of the SWIFT network: a tag between colons at the start of a line, and all lines up to the
/// next one.
struct NetworkField: Sendable {
  /// The tag: `61`, `60F`.
  let tag: String
  /// The lines of the value, as text.
  var lines: [String]
  let line: Int
  var bytes: Range<Int>
}

/// Divides a text into the fields of its messages.
///
/// Blocks of the network (`{1:…}{4:`) and the line that ends a message (`-`, `-}`) are no fields; other programs write
/// messages without them.
struct NetworkFields {
  /// A field, or the end of a message.
  enum Part {
    case field(NetworkField)
    case messageEnd
  }

  private var at: Int
  private var line = 0
  private var field: NetworkField?
  private var ends = 0

  init(from start: Int) { at = start }

  /// Returns the next part; nil at the end of the text.
  mutating func next(in bytes: Span<UInt8>) -> Part? {
    if ends > 0 {
      ends -= 1
      return .messageEnd
    }
    while at < bytes.count {
      let (start, end, next) = NetworkFields.line(bytes, from: at)
      at = next
      line += 1
      let text = start..<end
      if NetworkFields.isEnd(bytes, text) {
        guard let done = field else { return .messageEnd }
        field = nil
        ends += 1
        return .field(done)
      }
      guard let (tag, value) = NetworkFields.tag(bytes, text) else {
        if var open = field {
          field = nil
          open.lines.append(NetworkFields.text(bytes, text))
          if end > start { open.bytes = open.bytes.lowerBound..<end }
          field = open
        }
        continue
      }
      let begun = NetworkField(
        tag: tag, lines: [NetworkFields.text(bytes, value..<end)], line: line,
        bytes: (NetworkFields.tagStart(bytes, text))..<end)
      guard let done = field else {
        field = begun
        continue
      }
      field = begun
      return .field(done)
    }
    guard let done = field else { return nil }
    field = nil
    return .field(done)
  }

  private static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    String(decoding: range.map { bytes[$0] }, as: UTF8.self)
  }

  private static func line(
    _ bytes: Span<UInt8>, from at: Int
  ) -> (start: Int, end: Int, next: Int) {
    var end = at
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end &+= 1 }
    var next = min(bytes.count, end + 1)
    if next < bytes.count, bytes[end] == 0x0D, bytes[next] == 0x0A { next += 1 }
    return (at, end, next)
  }

  private static func isEnd(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
    guard line.count > 0, bytes[line.lowerBound] == 0x2D else { return false }
    return line.count == 1
      || bytes[line.lowerBound + 1] == 0x7D
      || (line.lowerBound + 1..<line.upperBound).allSatisfy { bytes[$0] == 0x20 }
  }

  /// Returns the offset at which a line's tag may begin: after the blocks of the network and a mark of byte order.
  private static func tagStart(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Int {
    var start = line.lowerBound
    if start == 0 { start = min(line.upperBound, FileSignature.byteOrderMark(bytes)) }
    guard start < line.upperBound, bytes[start] == 0x7B || bytes[start] == 0x01 else {
      return start
    }
    var at = start
    while at + 2 < line.upperBound {
      if bytes[at] == 0x7B, bytes[at + 1] == 0x34, bytes[at + 2] == 0x3A { return at + 3 }
      at += 1
    }
    return line.upperBound
  }

  /// Returns the tag of a line and the offset of its value; nil for a line without one.
  private static func tag(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (String, Int)? {
    let start = tagStart(bytes, line)
    guard start + 3 < line.upperBound, bytes[start] == 0x3A else { return nil }
    var end = start + 1
    while end < line.upperBound, end < start + 5, bytes[end] != 0x3A { end += 1 }
    guard end < line.upperBound, bytes[end] == 0x3A, end - start == 3 || end - start == 4 else {
      return nil
    }
    let (one, two) = (bytes[start + 1], bytes[start + 2])
    let isNote = one == 0x4E && two == 0x53 && end - start == 3
    guard isNote || IdentifierText.isDigit(one) && IdentifierText.isDigit(two) else { return nil }
    if end - start == 4, !IdentifierText.isLetter(bytes[start + 3]) { return nil }
    return (text(bytes, start + 1..<end), end + 1)
  }
}
