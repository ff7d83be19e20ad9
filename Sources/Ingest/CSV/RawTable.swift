internal import PaymentGraph

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
  /// Delimiter, quotes, escapes, encoding, preamble and header are detected where they are not given. The table of a
  /// bank message is that of its entries.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - delimiter: the delimiter; nil to detect it.
  ///   - header: the header's line, or that there is none; nil to detect it.
  ///   - isWhole: true to keep everything: preamble, rows of headers apart, other tables.
  ///   - part: the path of the part that is meant, where the file is an archive.
  ///   - sheet: the sheet that is meant, where the file is a workbook; nil for the only one with a table.
  ///   - reversals: the direction in entries of a message that undo others, where no balance shows it.
  /// - Throws: ``IngestError`` when the file is missing or no text.
  /// - Complexity: O(bytes).
  public init(
    path: String, delimiter: UInt8? = nil, header: HeaderPlace? = nil, isWhole: Bool = false,
    part: String? = nil, sheet: String? = nil, reversals: ReversalDirection? = nil
  ) throws(IngestError) {
    let file = try SourceText(single: path, part: part, sheet: sheet)
    if let kind = file.message {
      self = try file.withBytes { bytes throws(IngestError) in
        RawTable(
          try MessageReader(kind: kind, path: path, reversals: reversals).file(bytes),
          words: kind.words)
      }
      return
    }
    self = file.withBytes {
      RawTable(
        $0, delimiter: file.sheet == nil ? delimiter : 0x2C, header: header, isWhole: isWhole)
    }
  }

  /// Takes the entries of a bank message, with the names of their columns.
  private init(_ file: StatementFile, words: String) {
    let entries = file.lines.filter { $0.use == .entry }
    rows = [MessageLines.header] + entries.map(\.cells)
    lines = [0] + entries.map(\.row.line)
    faultyLines = file.lines.filter { $0.use == .fault }.map(\.row.line)
    raggedLines = []
    width = MessageLines.header.count
    leftOutLines = []
    dialect = words
    headerLine = nil
    preamble = []
    form = Dialect()
  }

  init(
    _ bytes: Span<UInt8>, delimiter: UInt8? = nil, header: HeaderPlace? = nil,
    isWhole: Bool = false
  ) {
    let start = FileSignature.byteOrderMark(bytes)
    var dialect = DialectSniffer.sniff(bytes, from: start)
    if let delimiter { dialect.delimiter = delimiter }
    var scanner = RowScanner(dialect: dialect, from: start)
    let repair = QuoteRepair(dialect: dialect)
    var row = Row()
    var rows: [[String]] = []
    var lines: [Int] = []
    var faulty: [Int] = []
    while scanner.next(in: bytes, into: &row) {
      if row.isEmpty, !isWhole { continue }
      var cells: [[UInt8]]
      if row.fault != nil {
        faulty.append(row.line)
        cells = repair.cells(bytes, from: row.start, to: row.end)
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
    var writer = CSVWriter()
    for row in rows {
      for cell in row { writer.add(cell.utf8) }
      writer.endRow()
    }
    return writer.text
  }
}

/// The division of a raw table into preamble, header, data and other tables.
struct TableShape: Sendable, Hashable {
  /// The rows before the header, which describe the file.
  let preamble: Range<Int>
  /// The rows of the header; empty where there is none.
  let header: Range<Int>
  /// The rows of the first table.
  let body: Range<Int>

  /// Examines the cells of all rows.
  ///
  /// A preamble is rows with at most one filled cell before rows that are wider. A header is the rows before the data
  /// that have no value in any column of values. The first table ends where a row looks like a header again.
  ///
  /// Where that leaves out most rows with a date and an amount, the table is the part that has them: a preamble may
  /// have several columns too.
  init(_ rows: [[String]]) {
    let plain = TableShape(plainly: rows)
    guard let found = MovementRows(rows).shape(besides: plain) else {
      self = plain
      return
    }
    self = found
  }

  init(preamble: Range<Int>, header: Range<Int>, body: Range<Int>) {
    self.preamble = preamble
    self.header = header
    self.body = body
  }

  /// Takes the shape with the header in a given row, and without a header where that is nil.
  init(_ rows: [[String]], headerRow: Int?) {
    let first = headerRow ?? 0
    let end = headerRow == nil ? 0 : min(rows.count, first + 1)
    self.init(preamble: 0..<first, header: first..<end, body: end..<rows.count)
  }

  private init(plainly rows: [[String]]) {
    let filled = rows.map { row in row.count { !$0.allSatisfy { $0 == " " || $0 == "\t" } } }
    let wide = filled.max() ?? 0
    var first = 0
    if wide > 1 { while first < rows.count, filled[first] <= 1 { first += 1 } }
    preamble = 0..<first

    let shapes = rows.prefix(first + 400).map { $0.map { CellShape($0.utf8) } }
    let width = TableShape.usualWidth(rows[first...])
    let valueColumns = (0..<width).filter { column in
      var values = 0
      var seen = 0
      for shape in shapes.dropFirst(first) where shape.count == width && shape[column] != .empty {
        seen += 1
        if shape[column].isValue { values += 1 }
      }
      return seen > 0 && values * 10 >= seen * 6
    }
    func isHeader(_ row: Int) -> Bool {
      let shape = row < shapes.count ? shapes[row] : rows[row].map { CellShape($0.utf8) }
      let columns = valueColumns.filter { $0 < shape.count }
      // A torn or short row is not a header: a header fills at least half of the table's columns.
      guard !columns.isEmpty, filled[row] * 2 >= width else { return false }
      return columns.allSatisfy { !shape[$0].isValue } && columns.contains { shape[$0] == .text }
    }
    var end = first
    if valueColumns.isEmpty {
      end = min(rows.count, first + 1)
    } else {
      while end < rows.count, end - first < 5, isHeader(end) { end += 1 }
    }
    header = first..<end
    var last = end
    while last < rows.count, !(last > end && !valueColumns.isEmpty && isHeader(last)) { last += 1 }
    body = end..<last
  }

  /// Returns the number of cells that most rows have.
  private static func usualWidth(_ rows: ArraySlice<[String]>) -> Int {
    var counts: [Int: Int] = [:]
    for row in rows { counts[row.count, default: 0] += 1 }
    return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
  }
}
