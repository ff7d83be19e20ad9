/// Divides bytes into records and cells after RFC 4180, with line ends LF, CRLF and CR.
///
/// A record that is not well formed (a quote that never closes, text after a closing quote, a NUL byte, a cell without
/// end) is reported with its fault and costs only its first line: scanning goes on at the next one, so that no good row
/// is lost to a bad one before it.
struct RowScanner: Sendable {
  /// The longest cell that is read, in bytes.
  static let cellLimit = 1 << 20

  let dialect: Dialect
  /// The offset at which the next record starts.
  private(set) var position: Int
  /// The line of ``position``, from 1.
  private(set) var line: Int

  init(dialect: Dialect, from position: Int, line: Int = 1) {
    self.dialect = dialect
    self.position = position
    self.line = line
  }

  /// Reads the record at ``position`` and moves to the next; returns false at the end of the bytes.
  mutating func next(in bytes: Span<UInt8>, into row: inout Row) -> Bool {
    guard position < bytes.count else { return false }
    row.cells.removeAll(keepingCapacity: true)
    row.start = position
    row.line = line
    row.fault = nil
    row.hasQuoteInside = false
    row.lines = 1
    scan(bytes, &row)
    if row.fault != nil { cutToFirstLine(bytes, &row) }
    position = row.next
    line += row.lines
    return true
  }

  /// Moves back to the second line of a record that spans several, and cuts the record to its first line.
  mutating func resume(afterFirstLineOf row: inout Row, in bytes: Span<UInt8>) {
    cutToFirstLine(bytes, &row)
    position = row.next
    line = row.line + 1
  }

  private func scan(_ bytes: Span<UInt8>, _ row: inout Row) {
    let delimiter = dialect.delimiter
    let quote = dialect.quote
    let count = bytes.count
    var at = position
    // The first byte after the blanks at the start of a cell; where blanks are delimiters, it serves all cells before it.
    var first = position
    var seen: UInt8 = 0
    while true {
      // Each turn reads one cell; `at` is at its first byte.
      first = max(first, at)
      if quote != nil {
        while first < count, bytes[first] == 0x20 { first &+= 1 }
      }
      if let quote, first < count, bytes[first] == quote {
        guard let close = scanQuoted(bytes, from: first, row: &row, seen: &seen) else { return }
        at = close
      } else {
        let start = at
        while at < count {
          let byte = bytes[at]
          if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
          seen |= byte
          if byte == 0x22 || byte == quote, quote != nil { row.hasQuoteInside = true }
          if byte == 0, row.fault == nil { row.fault = .nulByte(at: at) }
          at &+= 1
        }
        if at &- start > RowScanner.cellLimit, row.fault == nil { row.fault = .cellHuge(at: start) }
        row.cells.append(Cell(start: start, end: at))
      }
      if at < count, bytes[at] == delimiter {
        at &+= 1
        if at == count {
          row.cells.append(Cell(start: at, end: at))
          break
        }
        continue
      }
      break
    }
    row.end = at
    row.isBeyondASCII = seen >= 0x80
    if at < count {
      if bytes[at] == 0x0D, at &+ 1 < count, bytes[at &+ 1] == 0x0A { at &+= 1 }
      at &+= 1
    }
    row.next = at
    if row.start == row.end { row.cells.removeAll(keepingCapacity: true) }
  }

  /// Reads an enclosed cell from its opening quote; returns the offset after it, or nil on a fault.
  private func scanQuoted(
    _ bytes: Span<UInt8>, from opening: Int, row: inout Row, seen: inout UInt8
  ) -> Int? {
    let count = bytes.count
    let quote = bytes[opening]
    let start = opening &+ 1
    var at = start
    var escape: UInt8 = 0
    while at < count {
      let byte = bytes[at]
      if byte == 0x5C, dialect.escape == 0x5C, at &+ 1 < count,
        bytes[at &+ 1] == quote || bytes[at &+ 1] == 0x5C
      {
        escape = 0x5C
        at &+= 2
        continue
      }
      if byte == quote {
        if dialect.escape != 0x5C, at &+ 1 < count, bytes[at &+ 1] == quote {
          escape = quote
          at &+= 2
          continue
        }
        row.cells.append(Cell(start: start, end: at, escape: escape))
        at &+= 1
        while at < count, bytes[at] == 0x20 { at &+= 1 }
        if at == count || bytes[at] == dialect.delimiter || bytes[at] == 0x0A || bytes[at] == 0x0D {
          return at
        }
        // After a line end the quote was most likely never meant to reach so far.
        row.fault = row.lines > 1 ? .quoteOpen(at: opening) : .quoteStray(at: at)
        return nil
      }
      if byte == 0x0A { row.lines &+= 1 }
      if byte == 0x0D, at &+ 1 >= count || bytes[at &+ 1] != 0x0A { row.lines &+= 1 }
      if byte == 0 {
        row.fault = .nulByte(at: at)
        return nil
      }
      seen |= byte
      at &+= 1
      if at &- start > RowScanner.cellLimit {
        row.fault = row.lines > 1 ? .quoteOpen(at: opening) : .cellHuge(at: start)
        return nil
      }
    }
    row.fault = .quoteOpen(at: opening)
    return nil
  }

  private func cutToFirstLine(_ bytes: Span<UInt8>, _ row: inout Row) {
    var at = row.start
    while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D { at &+= 1 }
    row.end = at
    if at < bytes.count {
      if bytes[at] == 0x0D, at &+ 1 < bytes.count, bytes[at &+ 1] == 0x0A { at &+= 1 }
      at &+= 1
    }
    row.next = at
    row.lines = 1
  }
}

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
