/// The rows of a raw table that look like movements of money: a date, an amount, and something else or nothing.
struct MovementRows {
  private let rows: [[String]]
  private let shapes: [[CellShape]]
  private let isMovement: [Bool]
  /// The number of cells that most of the movements have.
  private let width: Int

  init(_ rows: [[String]]) {
    self.rows = rows
    shapes = rows.prefix(MovementRows.limit).map { $0.map { CellShape($0.utf8) } }
    isMovement = zip(shapes, rows).map { MovementRows.isMovement($0, $1) }
    var counts: [Int: Int] = [:]
    for (row, isOne) in zip(rows, isMovement) where isOne { counts[row.count, default: 0] += 1 }
    width = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
  }

  /// The number of rows that are examined: a header stands among the first.
  private static let limit = 2_000
  /// The factor by which another table must have more movements to be taken for the one that is meant.
  private static let factor = 4

  private static func isMovement(_ shapes: [CellShape], _ row: [String]) -> Bool {
    var dates = 0
    var numbers = 0
    for (shape, text) in zip(shapes, row) {
      if shape == .date || shape == .time && text.count > 8 || isCompactDate(text) {
        dates += 1
      } else if shape == .number {
        numbers += 1
      }
    }
    return dates > 0 && numbers > 0
  }

  /// Returns true for eight digits that are a day: `20210304`.
  private static func isCompactDate(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.count == 8
      && TimeReader.read(bytes.span, Cell(start: 0, end: 8), style: .compact) != nil
  }

  /// Returns true where a row can be the header of the movements: names in most of their columns, and no value.
  private func isHeader(_ row: Int) -> Bool {
    let filled = shapes[row].filter { $0 != .empty }
    return filled.count >= 2 && filled.count * 2 >= width && rows[row].count * 2 > width
      && filled.allSatisfy { !$0.isValue } && filled.contains(.text)
  }

  /// Returns the part of the rows that holds the movements, with the header above it; nil where the plain reading has
  /// that part already.
  func shape(besides plain: TableShape) -> TableShape? {
    guard width > 1, isMovement.contains(true) else { return nil }
    let headers = shapes.indices.filter(isHeader)
    // A header of several rows is one header.
    let starts = headers.filter { row in !headers.contains(row - 1) }
    func end(_ start: Int) -> Int {
      var end = start + 1
      while headers.contains(end), end - start < 5 { end += 1 }
      return end
    }
    func count(_ range: Range<Int>) -> Int {
      range.clamped(to: 0..<isMovement.count).count { isMovement[$0] }
    }
    var best: (start: Int, movements: Int, next: Int)?
    for (place, start) in starts.enumerated() {
      let next = place + 1 < starts.count ? starts[place + 1] : rows.count
      let movements = count(end(start)..<max(end(start), next))
      if movements > best?.movements ?? 0 { best = (start, movements, next) }
    }
    guard let best, best.start != plain.header.lowerBound || plain.header.isEmpty else {
      return nil
    }
    let has = count(plain.body.clamped(to: 0..<max(best.start, 0)))
    guard has == 0 || has * MovementRows.factor < best.movements else { return nil }
    // Movements above the first header have no header.
    return TableShape(
      preamble: 0..<best.start, header: best.start..<end(best.start),
      body: end(best.start)..<best.next)
  }
}
