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
