internal import PaymentGraph

/// Reads the rows of a file on all cores; a careful reader takes the rows that need judgement, in the order of the file.
struct FastReader: RowReader {
  let plan: FastPlan
  let finding: HeaderFinder.Finding
  /// The file's number in the ledger.
  let number: Int
  /// The number of bytes that are taken at once.
  let chunkSize: Int
  /// Makes the careful reader when the first row needs it, because making it waits for the file's digest.
  let makeCareful: () -> CarefulReader

  init(
    plan: FastPlan, finding: HeaderFinder.Finding, number: Int, chunkSize: Int,
    makeCareful: @escaping () -> CarefulReader
  ) {
    self.plan = plan
    self.finding = finding
    self.number = number
    self.chunkSize = chunkSize
    self.makeCareful = makeCareful
  }

  func read(
    _ file: InputFile, into draft: inout LedgerDraft, progress: (Int) -> Void
  ) -> RowsRead {
    let first = draft.builder.transferCount
    let input = file.file
    let keys = KeyTable(byteCount: input.count) { [plan] key in plan.isBlank(key) }
    let relay = ChunkReader(input, plan, from: finding.bodyStart, keys: keys, chunkSize: chunkSize)
    var kernel = relay.makeKernel()
    var join = ChunkMerger(plan, keys, fileNumber: number)
    var position = Position(offset: finding.bodyStart, line: finding.bodyLine)
    var careful = finding.headerLine > 1 ? makeCareful() : nil
    relay.start()
    for number in 0..<relay.chunkCount {
      var chunk = relay.take(number, &kernel)
      if number == 0 {
        draft.builder.columns.reserve(for: chunk, of: input.count)
        if keys.isLarge { draft.builder.reserve(accounts: keys.expected, keyLength: 16) }
      }
      // A record of the chunk before may go on into this one, which then starts later than it seemed to.
      var isTaken = chunk.start == position.offset
      repeat {
        if !isTaken { relay.reread(number, from: position.offset, into: &chunk, &kernel) }
        isTaken = input.withBytes { bytes in
          take(
            chunk, in: bytes, position: &position, join: &join, careful: &careful, draft: &draft)
        }
      } while !isTaken
      relay.recycle(&chunk)
      progress(position.offset)
    }
    var rows = careful ?? makeCareful()
    rows.count(join.tally)
    return rows.finish(&draft, from: first)
  }

  /// The position in the file up to which its records were taken.
  private struct Position {
    var offset: Int
    var line: Int
  }

  /// Takes the records of a chunk in their order.
  ///
  /// - Returns: false where a record of several lines turned out to be one line with an open quote, so that the records
  ///   after it are not those of the chunk.
  private func take(
    _ chunk: RowChunk, in bytes: Span<UInt8>, position: inout Position, join: inout ChunkMerger,
    careful: inout CarefulReader?, draft: inout LedgerDraft
  ) -> Bool {
    let line = position.line
    var next = 0
    for number in 0...chunk.odd.count {
      let odd = number < chunk.odd.count ? chunk.odd[number] : nil
      let end = odd?.before ?? chunk.rows.count
      while next < end {
        next = join.add(
          chunk, range: next..<end, line: line, in: bytes, to: &draft)
        guard next < end else { break }
        // The id stood in a row before: the careful reader decides what that means.
        var scanner = RowScanner(
          dialect: plan.dialect, from: Int(chunk.rows.offset[next]),
          line: line + Int(chunk.rows.line[next]))
        _ = read(&scanner, in: bytes, join: &join, careful: &careful, draft: &draft)
        next += 1
      }
      guard let odd else { break }
      var scanner = RowScanner(dialect: plan.dialect, from: odd.offset, line: line + odd.line)
      if read(&scanner, in: bytes, join: &join, careful: &careful, draft: &draft) == .resumed {
        join.tally.addEmpty(odd.emptyBefore, firstLine: line + chunk.firstEmptyLine)
        position = Position(offset: scanner.position, line: scanner.line)
        return false
      }
    }
    join.tally.addEmpty(chunk.empty, firstLine: line + chunk.firstEmptyLine)
    position = Position(offset: chunk.end, line: line + chunk.lines)
    return true
  }

  /// Lets the careful reader read one record.
  private func read(
    _ scanner: inout RowScanner, in bytes: Span<UInt8>, join: inout ChunkMerger,
    careful: inout CarefulReader?, draft: inout LedgerDraft
  ) -> CarefulReader.Step {
    var rows = careful ?? makeCareful()
    // Moved out and back in, so that its diagnostics are not copied.
    careful = nil
    defer { careful = rows }
    if !join.tally.isEmpty {
      rows.count(join.tally)
      join.tally = RowTally()
    }
    return rows.readNext(&scanner, in: bytes, into: &draft)
  }
}

extension TransferColumns {
  /// Makes room for the rows of a whole file, judged by its first chunk.
  fileprivate mutating func reserve(for chunk: RowChunk, of byteCount: Int) {
    let read = max(1, chunk.end - chunk.start)
    let count = chunk.rows.count + (byteCount - read) / read * chunk.rows.count * 33 / 32
    reserve(count)
    if TransferColumns.isLarge(count) { adviseLargePages() }
  }
}
