internal import PaymentGraph

/// Examines the time and the amounts of every row, for ``ColumnDecider``.
///
/// A line without quotes, control characters and bytes beyond ASCII is divided by the index of its block, any other
/// record by ``RowScanner``: the evidence is what the scanner alone would give.
///
/// Invariant: the span's bytes are readable while ``read(_:from:past:into:)`` runs; cells of lines nearer than
/// ``RowKernel/margin`` to either end are never read eight bytes at a time.
struct EvidenceKernel: ~Copyable {
  private let dialect: Dialect
  private let width: Int
  /// The column of times; -1 where there is none to examine.
  private let time: Int
  private let amount: Int
  private let receivedAmount: Int
  /// True where the index can divide lines.
  private let isIndexed: Bool
  private var index: ScanKernel
  private var row = Row()
  /// The last time that had its year first: rows of one moment often stand together.
  private var yearFirst = Cell(start: 0, end: 0)

  /// - Parameter hasReturns: true where lines end with CR LF.
  init(_ plan: LedgerPlan, _ dialect: Dialect, hasReturns: Bool) {
    self.dialect = dialect
    width = plan.width
    time = plan.constantTime == nil ? plan.time ?? -1 : -1
    amount = plan.amount ?? -1
    receivedAmount = plan.receivedAmount ?? -1
    isIndexed = dialect.delimiter != 0x0A && dialect.delimiter != 0x0D && dialect.delimiter > 0
    index = ScanKernel(
      delimiter: dialect.delimiter, quote: dialect.quote, hasReturns: hasReturns)
  }

  /// Collects the evidence of a file without quotes, whose lines all cores examine.
  ///
  /// The pieces are joined in the order of the file, so the result equals that of ``read(_:from:past:into:)``.
  static func evidence(
    _ plan: LedgerPlan, dialect: Dialect, file: Span<UInt8>, from start: Int, pieceSize: Int,
    hasReturns: Bool
  ) -> ColumnEvidence {
    // Each piece begins with the first line that starts at its border or after it.
    var borders = [start]
    for border in stride(from: start + pieceSize, to: file.count, by: pieceSize) {
      guard let end = ByteSearchKernel.first(0x0A, in: file, from: border - 1) else { break }
      borders.append(end + 1)
    }
    borders.append(file.count)
    let ends = borders
    let pieces = file.withUnsafeBytes { bytes in
      // Read only, and only within this closure.
      nonisolated(unsafe) let whole = bytes.assumingMemoryBound(to: UInt8.self)
      return Parallel.map(parts: ends.count - 1) { piece in
        var kernel = EvidenceKernel(plan, dialect, hasReturns: hasReturns)
        var found = ColumnEvidence()
        kernel.read(whole.span, from: ends[piece], to: ends[piece + 1], into: &found)
        return found
      }
    }
    var evidence = ColumnEvidence()
    for piece in pieces { evidence.add(piece) }
    return evidence
  }

  /// Notes the evidence of the rows that start before an offset.
  private mutating func read(
    _ file: Span<UInt8>, from start: Int, to end: Int, into evidence: inout ColumnEvidence
  ) {
    let part = file.extracting(first: end)
    read(part, from: start, past: end, into: &evidence)
  }

  /// Notes the evidence of the rows from an offset on.
  ///
  /// Rows that start at `limit` or after it are read only until everything before them was plain.
  mutating func read(
    _ file: Span<UInt8>, from start: Int, past limit: Int, into evidence: inout ColumnEvidence
  ) {
    file.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      var at = start
      while at < file.count, at < limit || !evidence.isPlain {
        let block = at
        if isIndexed { readBlock(file, base: base, at: &at, limit: limit, evidence: &evidence) }
        // A line longer than a block, or a last line without an end.
        if at == block { readCarefully(file, at: &at, evidence: &evidence) }
      }
    }
  }

  /// Examines the whole lines of the block that starts at an offset, and moves to the record after them.
  private mutating func readBlock(
    _ file: Span<UInt8>, base: UnsafeRawPointer, at: inout Int, limit: Int,
    evidence: inout ColumnEvidence
  ) {
    let block = at
    index.scan(base, from: block, length: min(ScanKernel.blockSize, file.count &- block))
    var line = 0
    var delimiter = 0
    var oddWord = 0
    while line < index.lineCount, at < limit || !evidence.isPlain {
      let end = block &+ Int(index.lineEnds[line])
      let first = delimiter
      delimiter = Int(index.delimitersBefore[line])
      line &+= 1
      // The odd words of 64 bytes that overlap this line.
      while oddWord < index.oddWordCount, block &+ Int(index.oddWords[oddWord]) &+ 64 <= at {
        oddWord &+= 1
      }
      let isOdd = oddWord < index.oddWordCount && block &+ Int(index.oddWords[oddWord]) <= end
      if !isOdd, at >= RowKernel.margin, end &+ RowKernel.margin <= file.count {
        if delimiter &- first >= width &- 1, end > at {
          let cells = LineCells(
            delimiters: UnsafePointer(index.delimiters + first), block: block, lineStart: at,
            lineEnd: end, last: delimiter &- first)
          note(file, base: base, cells: cells, evidence: &evidence)
        }
        at = end &+ 1
        continue
      }
      // A record may continue over several lines, or one line may hold several records that end with CR.
      readCarefully(file, at: &at, evidence: &evidence)
      while at != block &+ Int(index.lineEnds[line &- 1]) &+ 1 {
        if at > block &+ Int(index.lineEnds[line &- 1]) {
          guard line < index.lineCount else { return }
          delimiter = Int(index.delimitersBefore[line])
          line &+= 1
        } else {
          guard at < limit || !evidence.isPlain else { return }
          readCarefully(file, at: &at, evidence: &evidence)
        }
      }
    }
  }

  /// Examines one record that the scanner divides.
  private mutating func readCarefully(
    _ file: Span<UInt8>, at: inout Int, evidence: inout ColumnEvidence
  ) {
    var scanner = RowScanner(dialect: dialect, from: at)
    guard scanner.next(in: file, into: &row) else {
      at = file.count
      return
    }
    at = row.next
    guard row.fault == nil, row.cells.count >= width else { return }
    if time >= 0 {
      let cell = CellText.trimmed(file, row.cells[time])
      if cell.count > 0 { evidence.times.note(file, cell) }
    }
    if amount >= 0 { evidence.amounts.note(file, CellText.trimmed(file, row.cells[amount])) }
    if receivedAmount >= 0 {
      evidence.amounts.note(file, CellText.trimmed(file, row.cells[receivedAmount]))
    }
  }

  /// Examines one line without odd bytes.
  @inline(__always)
  private mutating func note(
    _ file: Span<UInt8>, base: UnsafeRawPointer, cells: LineCells,
    evidence: inout ColumnEvidence
  ) {
    if time >= 0 {
      let cell = CellText.trimmed(file, Cell(start: cells.start(time), end: cells.end(time)))
      if cell.count > 0 {
        if cell.count == yearFirst.count,
          FieldKernel.equals(base + yearFirst.start, right: base + cell.start, length: cell.count)
        {
          evidence.times.noteYearFirst()
        } else if evidence.times.note(file, cell) {
          yearFirst = cell
        }
      }
    }
    if amount >= 0 {
      noteAmount(file, base: base, cells: cells, column: amount, evidence: &evidence)
    }
    if receivedAmount >= 0 {
      noteAmount(file, base: base, cells: cells, column: receivedAmount, evidence: &evidence)
    }
  }

  @inline(__always)
  private func noteAmount(
    _ file: Span<UInt8>, base: UnsafeRawPointer, cells: LineCells, column: Int,
    evidence: inout ColumnEvidence
  ) {
    let cell = CellText.trimmed(file, Cell(start: cells.start(column), end: cells.end(column)))
    if FieldKernel.hundredths(base + cell.start, cell.count) >= 0 {
      evidence.amounts.notePoint()
    } else {
      evidence.amounts.note(file, cell)
    }
  }
}
