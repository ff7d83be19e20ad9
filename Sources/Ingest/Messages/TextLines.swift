/// The lines of a text message without the blanks at their ends; those that are blank are passed over.
struct TextLines {
  private var at: Int
  /// The number of the last line, from 1.
  private(set) var number = 0

  init(from start: Int) { at = start }

  /// Returns the bytes of the next line; nil at the end of the text.
  mutating func next(in bytes: Span<UInt8>) -> Range<Int>? {
    while at < bytes.count {
      var start = at
      var end = at
      while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
      at = end
      if at < bytes.count {
        at += bytes[at] == 0x0D && at + 1 < bytes.count && bytes[at + 1] == 0x0A ? 2 : 1
      }
      number += 1
      while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
      while start < end, bytes[start] <= 0x20 { start += 1 }
      if start < end { return start..<end }
    }
    return nil
  }
}
