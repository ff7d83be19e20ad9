/// The value of a cell: its bytes trimmed of blanks, with doubled quotes undone.
enum CellText {
  /// Leaves out spaces and tabs at both ends.
  static func trimmed(_ bytes: Span<UInt8>, _ cell: Cell) -> Cell {
    var cell = cell
    while cell.start < cell.end, isBlank(bytes[cell.start]) { cell.start &+= 1 }
    while cell.end > cell.start, isBlank(bytes[cell.end &- 1]) { cell.end &-= 1 }
    return cell
  }

  /// The value as bytes.
  static func bytes(_ bytes: Span<UInt8>, _ cell: Cell) -> [UInt8] {
    let cell = trimmed(bytes, cell)
    var value: [UInt8] = []
    value.reserveCapacity(cell.count)
    append(bytes, cell, to: &value)
    return value
  }

  /// The value as text; bytes that are not UTF-8 become U+FFFD.
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
