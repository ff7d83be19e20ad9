/// A file divided into records and cells, and nothing more, as `grid` prints it.
public struct RawTable: Sendable {
  /// The records of the first table in file order, each with the text of its cells; the rows of a header of several are
  /// joined with spaces.
  ///
  /// Rows of another width are kept as they are.
  public let rows: [[String]]
  /// The lines of records that are not well formed.
  ///
  /// Quotes that can neither open nor close a cell are taken as text in ``rows``.
  public let faultyLines: [Int]
  /// The lines whose records have more or fewer cells than the header, or the first record, and their numbers of cells.
  public let raggedLines: [(line: Int, cells: Int)]
  /// The number of cells that a record should have.
  public let width: Int
  /// The lines that were left out, because they stand before the header or belong to another table.
  public let leftOutLines: [Int]
  /// The dialect in words.
  public let dialect: String
  /// The line of the header's first row; nil where there is no header.
  public let headerLine: Int?
  /// The lines before the header as text.
  let preamble: [String]
  /// The line of each of ``rows``.
  let lines: [Int]
  /// The dialect by which records are divided.
  let form: Dialect

  /// Divides the file at a path.
  ///
  /// Delimiter, quotes, escapes, encoding, preamble and header are detected where they are not given.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - delimiter: the delimiter; nil to detect it.
  ///   - header: the header's line, or that there is none; nil to detect it.
  ///   - isWhole: true to keep everything: preamble, rows of headers apart, other tables.
  /// - Throws: ``IngestError`` when the file is missing or no text.
  /// - Complexity: O(bytes).
  public init(
    path: String, delimiter: UInt8? = nil, header: HeaderPlace? = nil, isWhole: Bool = false
  ) throws(IngestError) {
    let file = try SourceText(path: path)
    self = file.withBytes {
      RawTable($0, delimiter: delimiter, header: header, isWhole: isWhole)
    }
  }

  init(
    _ bytes: Span<UInt8>, delimiter: UInt8? = nil, header: HeaderPlace? = nil,
    isWhole: Bool = false
  ) {
    let start = FileSignature.byteOrderMark(bytes)
    var dialect = DialectSniffer.sniff(bytes, from: start)
    if let delimiter { dialect.delimiter = delimiter }
    var scanner = RowScanner(dialect: dialect, from: start)
    let mender = QuoteMender(dialect: dialect)
    var row = Row()
    var rows: [[String]] = []
    var lines: [Int] = []
    var faulty: [Int] = []
    while scanner.next(in: bytes, into: &row) {
      if row.isEmpty, !isWhole { continue }
      var cells: [[UInt8]]
      if row.fault != nil {
        faulty.append(row.line)
        cells = mender.cells(bytes, from: row.start, to: row.end)
      } else {
        cells = row.cells.map { cell in
          var value: [UInt8] = []
          CellText.append(bytes, cell, to: &value)
          return value
        }
      }
      if dialect.skipsSpace {
        cells = cells.map { $0.first == 0x20 ? Array($0.dropFirst()) : $0 }
      }
      if row.fault == nil, dialect.quote != 0x27, RawTable.hasStrayQuote(row, cells) {
        faulty.append(row.line)
      }
      rows.append(cells.isEmpty ? [""] : cells.map { String(decoding: $0, as: UTF8.self) })
      lines.append(row.line)
    }
    faultyLines = faulty
    self.dialect = dialect.words
    form = dialect
    let shape: TableShape
    switch header {
    case nil: shape = TableShape(rows)
    case HeaderPlace.none?: shape = TableShape(rows, headerRow: nil)
    case .line(let number)?:
      // The line may be one of several that a record takes, or an empty one that was skipped.
      shape = TableShape(rows, headerRow: lines.lastIndex { $0 <= number } ?? 0)
    }
    headerLine = shape.header.isEmpty ? nil : lines[shape.header.lowerBound]
    preamble = rows[shape.preamble].map { $0.joined(separator: ",") }
    let first = shape.header.isEmpty ? shape.body.lowerBound : shape.header.lowerBound
    let width = first < rows.count ? rows[first].count : 0
    self.width = width
    raggedLines = (first..<max(first, shape.body.upperBound)).filter { rows[$0].count != width }
      .map { (lines[$0], rows[$0].count) }
    guard !isWhole else {
      self.rows = rows
      self.lines = lines
      leftOutLines = []
      return
    }
    var kept = Array(rows[shape.body])
    if !shape.header.isEmpty { kept.insert(RawTable.joined(rows[shape.header]), at: 0) }
    self.rows = kept
    self.lines =
      (shape.header.isEmpty ? [] : [lines[shape.header.lowerBound]]) + Array(lines[shape.body])
    leftOutLines = Array(lines[shape.preamble]) + Array(lines[shape.body.upperBound...])
  }

  /// Returns true where a double quote stands inside a cell that is not enclosed: RFC 4180 has no such cells.
  private static func hasStrayQuote(_ row: Row, _ cells: [[UInt8]]) -> Bool {
    zip(row.cells, cells).contains { cell, value in cell.escape == 0 && value.contains(0x22) }
  }

  /// Joins the rows of a header into one.
  private static func joined(_ rows: ArraySlice<[String]>) -> [String] {
    let width = rows.map(\.count).max() ?? 0
    return (0..<width).map { column in
      rows.compactMap { column < $0.count && !$0[column].isEmpty ? $0[column] : nil }
        .joined(separator: " ")
    }
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
