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
