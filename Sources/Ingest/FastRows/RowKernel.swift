internal import PaymentGraph
internal import Synchronization

/// Reads stretches of one file into plain rows: the fast half of the loader.
///
/// A line without quotes, control characters and bytes beyond ASCII is divided by the index of its block; any other
/// record by ``RowScanner``. Values of the usual form are read eight bytes at a time; others are read by the careful reader's
/// own readers. A row that is not beyond doubt is left to the careful reader, with its index among the rows.
///
/// Invariant: `base` and `count` describe bytes that are readable while a closure of the file runs; lines nearer than
/// ``margin`` to either end are never read eight bytes at a time.
struct RowKernel: ~Copyable {
  /// The distance from a cell's ends, in bytes, within which bytes may be loaded and masked out.
  static let margin = 32

  let plan: FastPlan
  let columns: FastColumns
  let scratch: UnsafeMutableRawPointer
  private var index: ScanKernel
  var currencies: CurrencyReader
  var currencyCache = SpellingCache<Currency>()
  var kindCache = SpellingCache<TransferKind>()
  private var row = Row()
  var batch: RowBatch
  var oddStart = 0
  var usesScratch = false
  var lastTime = PostingTime.unknown
  var lastTimeWords = RowKernel.noTime

  /// A value that no cell holds, because it is not UTF-8.
  static let noTime: (UInt64, UInt64) = (.max, .max)

  init(_ plan: FastPlan, _ keys: KeyTable) {
    self.plan = plan
    batch = RowBatch(keys)
    columns = FastColumns(plan)
    index = ScanKernel(
      delimiter: plan.dialect.delimiter, quote: plan.dialect.quote, hasReturns: plan.hasReturns)
    currencies = CurrencyReader(words: plan.columns.profile.currencyNames)
    scratch = .allocate(byteCount: RowKernel.keyLimit + RowKernel.margin, alignment: 8)
    scratch.initializeMemory(as: UInt8.self, repeating: 0, count: RowKernel.keyLimit + 32)
  }

  deinit { scratch.deallocate() }

  /// The length in bytes of the longest key that is put together from cells that are not neighbours.
  static let keyLimit = 1 << 10

  /// Reads the records that start at an offset or after it and before a limit.
  mutating func read(
    _ file: Span<UInt8>, into chunk: inout RowChunk, from start: Int, to limit: Int
  ) {
    chunk.removeAll(from: start)
    chunk.rows.reserve(RowBatch.limit)
    oddStart = 0
    file.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      read(file, base: base, chunk: &chunk, limit: limit)
    }
  }

  private mutating func read(
    _ file: Span<UInt8>, base: UnsafeRawPointer, chunk: inout RowChunk, limit: Int
  ) {
    var at = chunk.start
    while at < limit {
      let block = at
      let length = min(ScanKernel.blockSize, file.count &- block)
      index.scan(base, from: block, length: length)
      at = readBlock(file, base: base, chunk: &chunk, block: block, limit: limit)
      if at == block {
        // A line longer than a block, or a last line without an end.
        readCarefully(file, base: base, chunk: &chunk, at: &at)
      }
    }
    finishBatch(&chunk)
    chunk.end = at
  }

  /// Reads the whole lines of a block, and returns the offset of the first record after them.
  private mutating func readBlock(
    _ file: Span<UInt8>, base: UnsafeRawPointer, chunk: inout RowChunk, block: Int,
    limit: Int
  ) -> Int {
    var at = block
    var line = 0
    var delimiter = 0
    var oddWord = 0
    let width = columns.width
    let hasReturns = plan.hasReturns
    // Held once for all lines: a count of references for each row costs more than some of its cells.
    let rows = chunk.rows
    while line < index.lineCount, at < limit {
      let end = block &+ Int(index.lineEnds[line])
      let next = end &+ 1
      let first = delimiter
      delimiter = Int(index.delimitersBefore[line])
      line &+= 1
      // The odd words of 64 bytes that overlap this line.
      while oddWord < index.oddWordCount, block &+ Int(index.oddWords[oddWord]) &+ 64 <= at {
        oddWord &+= 1
      }
      var isOdd = oddWord < index.oddWordCount && block &+ Int(index.oddWords[oddWord]) < next
      var lineEnd = end
      if isOdd {
        isOdd = !isFreeOfOddBytes(base, start: at, end: &lineEnd)
      } else if hasReturns, end > at,
        base.load(fromByteOffset: end &- 1, as: UInt8.self) == 0x0D
      {
        lineEnd = end &- 1
      }
      if !isOdd, delimiter &- first == width &- 1, at >= RowKernel.margin,
        end &+ RowKernel.margin <= file.count, end &- at < 1 << 16
      {
        let cells = LineCells(
          delimiters: UnsafePointer(index.delimiters + first), block: block, lineStart: at,
          lineEnd: lineEnd, last: width &- 1)
        if convert(
          file, base: base, chunk: &chunk, rows: rows, start: at, end: lineEnd, cells: cells)
        {
          chunk.lines &+= 1
          at = next
          continue
        }
        note(&chunk, at)
        chunk.lines &+= 1
        at = next
        continue
      }
      if lineEnd == at {
        chunk.countEmpty()
        chunk.lines &+= 1
        at = next
        continue
      }
      // A record may go on over several lines, which are then skipped.
      readCarefully(file, base: base, chunk: &chunk, at: &at)
      while at != block &+ Int(index.lineEnds[line &- 1]) &+ 1 {
        if at > block &+ Int(index.lineEnds[line &- 1]) {
          guard line < index.lineCount else { return at }
          delimiter = Int(index.delimitersBefore[line])
          line &+= 1
        } else {
          guard at < limit else { return at }
          readCarefully(file, base: base, chunk: &chunk, at: &at)
        }
      }
    }
    return at
  }

  /// Returns true where a line has only ordinary characters; moves its end before a carriage return there.
  private func isFreeOfOddBytes(_ base: UnsafeRawPointer, start: Int, end: inout Int) -> Bool {
    if end > start, base.load(fromByteOffset: end &- 1, as: UInt8.self) == 0x0D { end &-= 1 }
    let quote = plan.dialect.quote ?? 0
    var at = start
    while at < end {
      let byte = base.load(fromByteOffset: at, as: UInt8.self)
      if byte < 0x20 && byte != 0x09 || byte >= 0x80 || byte == quote { return false }
      at &+= 1
    }
    return true
  }

  private func note(_ chunk: inout RowChunk, _ start: Int) {
    chunk.odd.append(
      DeferredRow(
        before: chunk.rows.count &+ batch.count, offset: start, line: chunk.lines,
        emptyBefore: chunk.empty))
  }

  /// Reads one record with the scanner of the careful reader.
  private mutating func readCarefully(
    _ file: Span<UInt8>, base: UnsafeRawPointer, chunk: inout RowChunk, at: inout Int
  ) {
    var scanner = RowScanner(dialect: plan.dialect, from: at)
    guard scanner.next(in: file, into: &row) else { return }
    if row.isEmpty {
      chunk.countEmpty()
    } else if !isPlain(file)
      || !convert(
        file, base: base, chunk: &chunk, rows: chunk.rows, start: at, end: row.end,
        cells: RecordCells(cells: row.cells))
    {
      note(&chunk, at)
    }
    chunk.lines &+= row.lines
    at = row.next
  }

  /// Returns true where the record just read stands on one line, has the width of the header and no quotes inside its
  /// cells.
  private func isPlain(_ file: Span<UInt8>) -> Bool {
    guard row.fault == nil, !row.spansLines, !row.hasQuoteInside, row.cells.count == columns.width,
      row.end &- row.start < 1 << 16,
      row.start >= RowKernel.margin, row.end &+ RowKernel.margin <= file.count,
      row.cells.allSatisfy({ $0.escape == 0 })
    else { return false }
    guard row.isBeyondASCII else { return true }
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: file.extracting(row.start..<row.end))
      return true
    } catch {
      return false
    }
  }

  // MARK: Values

  /// Adds a record to the batch; returns false where the careful reader must judge something about it.
  ///
  /// `rows` are those of the chunk.
  @inline(__always)
  private mutating func convert(
    _ file: Span<UInt8>, base: UnsafeRawPointer, chunk: inout RowChunk, rows: FastRows,
    start: Int, end: Int, cells: some CellBounds
  ) -> Bool {
    let currency: Currency
    if let constant = columns.constantCurrency {
      currency = constant
    } else {
      guard let found = self.currency(file, base: base, cells: cells, column: columns.currency)
      else { return false }
      currency = found
    }
    let amountCell = trimmed(file, base: base, cells: cells, column: columns.amount)
    let amount = self.amount(file, base: base, cell: amountCell, currency: currency)
    guard amount > 0, readTime(file, base: base, cells: cells) else { return false }
    var received: (amount: Int64, currency: Currency)?
    if columns.receivedAmount >= 0 {
      let cell = trimmed(file, base: base, cells: cells, column: columns.receivedAmount)
      if cell.count > 0 {
        guard
          let value = receivedAmount(
            file, base: base, cells: cells, cell: cell, sentCell: amountCell, sent: amount,
            currency: currency)
        else { return false }
        if value.amount != amount || value.currency != currency { received = value }
      }
    }
    var kind = TransferKind.payment
    if columns.kind >= 0 {
      guard
        let found = self.kind(
          file, base: base, cell: trimmed(file, base: base, cells: cells, column: columns.kind))
      else {
        return false
      }
      // The careful reader says why the row is set aside.
      guard found.movesMoney else { return false }
      kind = found
    }
    var isReversed = false
    if columns.reversal >= 0 {
      let cell = trimmed(file, base: base, cells: cells, column: columns.reversal)
      isReversed = spells(base, cell: cell, value: plan.columns.reversalValue)
    }
    guard
      let payer = key(file, base: base, cells: cells, party: columns.payer, scratchAt: 0),
      let beneficiary = key(
        file, base: base, cells: cells, party: columns.beneficiary,
        scratchAt: RowKernel.keyLimit / 2)
    else { return false }
    let place = rows.count &+ batch.count
    rows.start[place] = lastTime.start
    rows.precision[place] = lastTime.precision
    rows.amount[place] = amount
    rows.currency[place] = currency.index
    rows.kind[place] = kind
    rows.offset[place] = Int64(start)
    rows.length[place] = UInt32(truncatingIfNeeded: end &- start)
    rows.line[place] = UInt32(truncatingIfNeeded: chunk.lines)
    if let received {
      chunk.receipts.append(
        FastReceipt(
          row: place, amount: received.amount, currency: received.currency.index))
    }
    if columns.keepsTexts {
      for column in plan.texts {
        var cell = Cell(start: 0, end: 0)
        if let column { cell = trimmed(file, base: base, cells: cells, column: column) }
        chunk.texts.append(cell.start..<cell.end)
      }
    }
    if isReversed {
      batch.append(beneficiary, payer)
    } else {
      batch.append(payer, beneficiary)
    }
    // Keys in the scratch memory are looked up before another row needs it.
    if batch.isFull || usesScratch { finishBatch(&chunk) }
    return true
  }

  /// Looks up the keys of the rows added last.
  @inline(never)
  private mutating func finishBatch(_ chunk: inout RowChunk) {
    let first = chunk.rows.count
    if batch.finish(chunk.rows) { chunk.leaveOutBlanks(from: first, oddFrom: oddStart) }
    chunk.rows.reserve(RowBatch.limit)
    oddStart = chunk.odd.count
    usesScratch = false
  }
}
