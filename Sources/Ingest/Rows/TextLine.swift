/// A line of a file as text, before its delimiter is known.
///
/// The text ends at the first NUL, so that a million of them are not a million cells.
struct TextLine {
  private let text: Range<Int>
  /// The offset at which the next line begins.
  let next: Int

  /// Creates the line that begins at an offset; nil at the end of the bytes.
  init?(_ bytes: Span<UInt8>, from start: Int) {
    guard start < bytes.count else { return nil }
    var end = start
    while end < bytes.count, bytes[end] != 0, !TextLine.isEnd(bytes[end]) { end &+= 1 }
    text = start..<end
    while end < bytes.count, !TextLine.isEnd(bytes[end]) { end &+= 1 }
    if end &+ 1 < bytes.count, bytes[end] == 0x0D, bytes[end &+ 1] == 0x0A { end &+= 1 }
    next = min(end &+ 1, bytes.count)
  }

  /// Returns the text without the blanks around it; a line longer than the limit of a cell has none.
  func string(in bytes: Span<UInt8>) -> String {
    let line = bytes.extracting(text)
    var row = Row()
    var scanner = RowScanner(dialect: Dialect(delimiter: 0, quote: nil), from: 0)
    guard scanner.next(in: line, into: &row) else { return "" }
    return row.cells.first.map { CellText.string(line, $0) } ?? ""
  }

  private static func isEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}
