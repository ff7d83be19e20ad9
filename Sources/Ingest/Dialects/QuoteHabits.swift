/// Finds how a file whose delimiter is known encloses cells.
enum QuoteHabits {
  /// The number of bytes that are searched for escaped quotes.
  static let searchLimit = 1 << 26

  /// Returns true where all cells of a header that are not empty are in single quotes.
  static func areSingle(_ header: Row, _ bytes: Span<UInt8>) -> Bool {
    var enclosed = 0
    for cell in header.cells {
      let cell = CellText.trimmed(bytes, cell)
      if cell.count == 0 { continue }
      guard cell.count >= 2, cell.escape == 0, bytes[cell.start] == 0x27,
        bytes[cell.end - 1] == 0x27
      else { return false }
      enclosed += 1
    }
    return enclosed >= 2
  }

  /// Returns the backslash where more records can be read if it escapes quotes that belong to the text; else nil.
  static func escape(_ bytes: Span<UInt8>, _ dialect: Dialect, from start: Int) -> UInt8? {
    guard let quote = dialect.quote else { return nil }
    let sample = bytes.extracting(first: min(bytes.count, start + searchLimit))
    var at = ByteSearchKernel.first(0x5C, in: sample, from: start)
    while let place = at, place + 1 < sample.count, sample[place + 1] != quote {
      at = ByteSearchKernel.first(0x5C, in: sample, from: place + 1)
    }
    guard let place = at, place + 1 < sample.count else { return nil }
    var escaped = dialect
    escaped.escape = 0x5C
    return faults(sample, escaped, from: start) < faults(sample, dialect, from: start)
      ? 0x5C : nil
  }

  private static func faults(_ bytes: Span<UInt8>, _ dialect: Dialect, from start: Int) -> Int {
    var scanner = RowScanner(dialect: dialect, from: start)
    var row = Row()
    var faults = 0
    while scanner.next(in: bytes, into: &row) {
      if row.fault != nil { faults += 1 }
    }
    return faults
  }
}
