/// One record of a file, with its bounds and those of its cells.
struct Row: Sendable {
  /// The offset of the record's first byte.
  var start = 0
  /// The offset after the record's last byte, without the line end.
  var end = 0
  /// The offset at which the next record starts.
  var next = 0
  /// The line on which the record starts, from 1.
  var line = 0
  /// The number of line ends that the record spans, its own included.
  var lines = 0
  /// The cells; empty for an empty line.
  var cells: [Cell] = []
  /// The reason why the record cannot be used; nil for a good one.
  var fault: RowFault?
  /// True where a quote stands inside a cell that is not enclosed: it is text, or a sign of damage.
  var hasQuoteInside = false
  /// True where any byte is beyond ASCII, so that the encoding must be checked.
  var isBeyondASCII = false

  var isEmpty: Bool { start == end && cells.isEmpty }
  var spansLines: Bool { lines > 1 }
}

/// The bounds of a cell in the file, without enclosing quotes.
struct Cell: Sendable {
  var start: Int
  var end: Int
  /// The byte before quotes that belong to the value (the quote itself where they are doubled); 0 where there are none,
  /// and the value is simply the bytes.
  var escape: UInt8 = 0

  var count: Int { end &- start }
}

/// The reason why the bytes of a row are not a record.
enum RowFault: Sendable, Equatable {
  /// A quote was opened at this offset and never closed.
  case quoteOpen(at: Int)
  /// Something other than a delimiter follows a closing quote at this offset.
  case quoteStray(at: Int)
  /// A NUL byte stands at this offset.
  case nulByte(at: Int)
  /// A cell that starts at this offset is longer than ``RowScanner/cellLimit``.
  case cellHuge(at: Int)
  /// A cell of a workbook does not have what it shows.
  case cellLost(CellFault, at: Range<Int>)
  /// A bank message cannot be read on from this offset; the words follow "the file".
  case messageTorn(at: Int, words: String)
}

/// The value of a cell: its bytes trimmed of blanks of any kind, with doubled quotes undone.
enum CellText {
  /// Removes spaces, tabs and other invisible characters at both ends.
  static func trimmed(_ bytes: Span<UInt8>, _ cell: Cell) -> Cell {
    var cell = cell
    while cell.start < cell.end, isBlank(bytes[cell.start]) { cell.start &+= 1 }
    while cell.end > cell.start, isBlank(bytes[cell.end &- 1]) { cell.end &-= 1 }
    guard cell.count > 0, bytes[cell.start] >= 0x80 || bytes[cell.end &- 1] >= 0x80 else {
      return cell
    }
    return trimmedBeyondASCII(bytes, cell)
  }

  /// Removes the invisible blanks and marks of Unicode: no-break and thin spaces, marks of byte order and of direction.
  private static func trimmedBeyondASCII(_ bytes: Span<UInt8>, _ cell: Cell) -> Cell {
    var cell = cell
    while cell.count > 0 {
      let length = blankLength(bytes, at: cell.start, end: cell.end)
      guard length > 0 else { break }
      cell.start += length
    }
    trailing: while cell.count > 0 {
      for length in 1...3 where length <= cell.count {
        if blankLength(bytes, at: cell.end - length, end: cell.end) == length {
          cell.end -= length
          continue trailing
        }
      }
      break
    }
    return cell
  }

  /// Returns the number of bytes of the blank at a position; 0 where there is none.
  private static func blankLength(_ bytes: Span<UInt8>, at: Int, end: Int) -> Int {
    if isBlank(bytes[at]) { return 1 }
    if at + 2 <= end, bytes[at] == 0xC2, bytes[at + 1] == 0xA0 { return 2 }
    guard at + 3 <= end else { return 0 }
    switch (bytes[at], bytes[at + 1], bytes[at + 2]) {
    case (0xE2, 0x80, 0x80...0x8F), (0xE2, 0x80, 0xAF), (0xEF, 0xBB, 0xBF): return 3
    default: return 0
    }
  }

  /// Returns the value as bytes.
  static func bytes(_ bytes: Span<UInt8>, _ cell: Cell) -> [UInt8] {
    let cell = trimmed(bytes, cell)
    var value: [UInt8] = []
    value.reserveCapacity(cell.count)
    append(bytes, cell, to: &value)
    return value
  }

  /// Returns the value as text; bytes that are not UTF-8 become U+FFFD.
  static func string(_ bytes: Span<UInt8>, _ cell: Cell) -> String {
    String(decoding: CellText.bytes(bytes, cell), as: UTF8.self)
  }

  /// Appends the value of a cell that is already trimmed.
  static func append(_ bytes: Span<UInt8>, _ cell: Cell, to value: inout [UInt8]) {
    var at = cell.start
    while at < cell.end {
      let byte = bytes[at]
      if byte == cell.escape, byte != 0, at &+ 1 < cell.end, isQuoteOrEscape(bytes[at &+ 1]) {
        at &+= 1
      }
      value.append(bytes[at])
      at &+= 1
    }
  }

  private static func isQuoteOrEscape(_ byte: UInt8) -> Bool {
    byte == 0x22 || byte == 0x27 || byte == 0x5C
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}
