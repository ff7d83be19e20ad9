/// The bounds of the cells of a record, counted from the start of the file.
protocol BulkCells {
  /// True where the cells are those of a line without quotes, so that a delimiter alone divides them.
  var isLine: Bool { get }
  func start(_ column: Int) -> Int
  func end(_ column: Int) -> Int
}

/// The cells of a line without quotes, taken from the index of its block.
struct LineCells: BulkCells {
  @inline(__always)
  var isLine: Bool { true }
  /// The delimiters of the line.
  let delimiters: UnsafePointer<UInt32>
  let block: Int
  let lineStart: Int
  let lineEnd: Int
  let last: Int

  @inline(__always)
  func start(_ column: Int) -> Int {
    column == 0 ? lineStart : block &+ Int(delimiters[column &- 1]) &+ 1
  }

  @inline(__always)
  func end(_ column: Int) -> Int {
    column == last ? lineEnd : block &+ Int(delimiters[column])
  }
}

/// The cells of a record that ``RowScanner`` divided.
struct RecordCells: BulkCells {
  var isLine: Bool { false }
  let cells: [Cell]

  func start(_ column: Int) -> Int { cells[column].start }
  func end(_ column: Int) -> Int { cells[column].end }
}
