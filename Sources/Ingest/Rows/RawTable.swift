/// A file divided into records and cells, and nothing more: what `grid` prints.
public struct RawTable: Sendable {
  /// The records in file order, each with the text of its cells.
  public let rows: [[String]]
  /// The lines of records that are not well formed, which are left out of ``rows``.
  public let faultyLines: [Int]
  /// The dialect in words.
  public let dialect: String

  /// Divides the file at a path.
  ///
  /// The delimiter is the one under which most records have the width of the first, among comma,
  /// semicolon, tab and bar.
  ///
  /// - Throws: ``IngestError`` when the file is missing or no text.
  /// - Complexity: O(bytes).
  public init(path: String, delimiter: UInt8? = nil) throws(IngestError) {
    let file = try MappedFile(path: path)
    self = try file.withBytes { bytes throws(IngestError) in
      if let advice = FileSignature.advice(bytes) {
        throw IngestError(.notText, path: path, advice)
      }
      return RawTable(bytes, delimiter: delimiter)
    }
  }

  private init(_ bytes: Span<UInt8>, delimiter: UInt8?) {
    let start = FileSignature.byteOrderMark(bytes)
    let chosen =
      delimiter
      ?? Dialect.delimiters.map { ($0, RawTable.score(bytes, start, $0)) }
      .reduce((Dialect.delimiters[0], 0)) { $1.1 > $0.1 ? $1 : $0 }.0
    let dialect = Dialect(delimiter: chosen)
    var scanner = RowScanner(dialect: dialect, from: start)
    var row = Row()
    var rows: [[String]] = []
    var faulty: [Int] = []
    while scanner.next(in: bytes, into: &row) {
      if row.fault != nil {
        faulty.append(row.line)
      } else {
        rows.append(
          row.cells.map { cell in
            var value: [UInt8] = []
            CellText.append(bytes, cell, to: &value)
            return String(decoding: value, as: UTF8.self)
          })
      }
    }
    self.rows = rows
    faultyLines = faulty
    self.dialect = dialect.words
  }

  /// How many of the first records have the width of the first, times that width less one.
  private static func score(_ bytes: Span<UInt8>, _ start: Int, _ delimiter: UInt8) -> Int {
    var scanner = RowScanner(dialect: Dialect(delimiter: delimiter), from: start)
    var row = Row()
    var width = 0
    var equal = 0
    for _ in 0..<50 {
      guard scanner.next(in: bytes, into: &row) else { break }
      if width == 0 { width = row.cells.count }
      if row.cells.count == width { equal += 1 }
    }
    return (width - 1) * equal
  }

  /// The table as RFC 4180 text: commas, quotes where needed, LF.
  public var csv: [UInt8] {
    var text: [UInt8] = []
    for row in rows {
      for (index, cell) in row.enumerated() {
        if index > 0 { text.append(0x2C) }
        let bytes = cell.utf8
        let needsQuotes = bytes.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
        guard needsQuotes else {
          text.append(contentsOf: bytes)
          continue
        }
        text.append(0x22)
        for byte in bytes {
          if byte == 0x22 { text.append(0x22) }
          text.append(byte)
        }
        text.append(0x22)
      }
      text.append(0x0A)
    }
    return text
  }
}
