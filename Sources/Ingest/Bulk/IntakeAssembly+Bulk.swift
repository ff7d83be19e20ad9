internal import PaymentGraph

extension IntakeAssembly {
  /// A file that is read in bulk.
  private typealias FileInBulk = (
    input: TransactionReader.Input, finding: HeaderFinder.Finding, plan: BulkPlan
  )

  /// Returns the plan for reading a file fast; nil for files that only the mapper reads.
  func bulkPlan(
    _ input: TransactionReader.Input, _ finding: HeaderFinder.Finding, _ plan: ColumnPlan
  ) -> BulkPlan? {
    let start = finding.bodyStart
    let hasReturns = input.file.withBytes { start >= 2 && $0[start - 2] == 0x0D }
    // The mapper judges a foot with totals, and needs the rows before it to compare.
    if plan.profile.mayHaveTotalFoot, input.file.withBytes({ endsInTotal($0, from: start) }) {
      return nil
    }
    return BulkPlan(plan, finding.dialect, hasReturns: hasReturns)
  }

  /// Returns true where one of the last lines of a file has a word of totals.
  private func endsInTotal(_ bytes: Span<UInt8>, from start: Int) -> Bool {
    let tail = max(start, bytes.count - 600)
    guard tail < bytes.count else { return false }
    let text = String(
      decoding: (tail..<bytes.count).map { bytes[$0] }, as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).suffix(4).contains { line in
      line.split { ",;\t|\"".contains($0) }.contains { TotalWords.isTotal(String($0)) }
    }
  }

  /// Reads the rows of a file on all cores; a mapper reads what the fast reader leaves, in the order of the file.
  ///
  /// - Returns: the mapper, which has counted all rows. It is made when the first row needs it, because making it waits
  ///   for the file's digest.
  mutating func readInBulk(
    _ input: TransactionReader.Input, _ finding: HeaderFinder.Finding, _ plan: BulkPlan,
    chunkSize: Int
  ) -> RowMapper {
    let keys = KeyTable(byteCount: input.file.count) { key in plan.isBlank(key) }
    let relay = BulkRelay(
      input.file, plan, from: finding.bodyStart, keys: keys, chunkSize: chunkSize)
    var kernel = relay.makeKernel()
    var join = BulkJoin(plan, keys, fileNumber: builder.fileCount)
    var place = (position: finding.bodyStart, line: finding.bodyLine)
    var mapper = finding.headerLine > 1 ? makeMapper(input, finding, plan.columns) : nil
    relay.start()
    for number in 0..<relay.chunkCount {
      var chunk = relay.take(number, &kernel)
      if number == 0 {
        builder.columns.reserve(for: chunk, of: input.file.count)
        if keys.isLarge { builder.reserve(accounts: keys.expected, keyLength: 16) }
      }
      // A record of the chunk before may go on into this one, which then starts later than it seemed to.
      var isWhole = chunk.start == place.position
      repeat {
        if !isWhole { relay.reread(number, from: place.position, into: &chunk, &kernel) }
        isWhole = input.file.withBytes { bytes in
          take(chunk, bytes, (input, finding, plan), &place, &join, &mapper)
        }
      } while !isWhole
      relay.recycle(&chunk)
      progress(input, place.position)
    }
    var told = mapper ?? makeMapper(input, finding, plan.columns)
    told.count(join.tally)
    return told
  }

  /// Takes the records of a chunk in their order.
  ///
  /// - Returns: false where a record of several lines turned out to be one line with an open quote, so that the records
  ///   after it are not those of the chunk.
  private mutating func take(
    _ chunk: BulkChunk, _ bytes: Span<UInt8>, _ file: FileInBulk,
    _ place: inout (position: Int, line: Int), _ join: inout BulkJoin, _ mapper: inout RowMapper?
  ) -> Bool {
    let line = place.line
    var next = 0
    for number in 0...chunk.odd.count {
      let odd = number < chunk.odd.count ? chunk.odd[number] : nil
      let end = odd?.before ?? chunk.rows.count
      while next < end {
        next = join.add(chunk, next..<end, line: line, bytes, to: &builder, &identities)
        guard next < end else { break }
        // The id was met before: the mapper decides what that means.
        var scanner = RowScanner(
          dialect: file.plan.dialect, from: Int(chunk.rows.offset[next]),
          line: line + Int(chunk.rows.line[next]))
        _ = read(&scanner, bytes, file, &join, &mapper)
        next += 1
      }
      guard let odd else { break }
      var scanner = RowScanner(dialect: file.plan.dialect, from: odd.offset, line: line + odd.line)
      if read(&scanner, bytes, file, &join, &mapper) {
        join.tally.addEmpty(odd.emptyBefore, firstLine: line + chunk.firstEmptyLine)
        place = (scanner.position, scanner.line)
        return false
      }
    }
    join.tally.addEmpty(chunk.empty, firstLine: line + chunk.firstEmptyLine)
    place = (chunk.end, line + chunk.lines)
    return true
  }

  /// Lets the mapper read one record; returns true where reading resumes at the record's second line.
  private mutating func read(
    _ scanner: inout RowScanner, _ bytes: Span<UInt8>, _ file: FileInBulk,
    _ join: inout BulkJoin, _ mapper: inout RowMapper?
  ) -> Bool {
    var careful = mapper ?? makeMapper(file.input, file.finding, file.plan.columns)
    // Moved out and back in, so that its diagnostics are not copied.
    mapper = nil
    defer { mapper = careful }
    if !join.tally.isEmpty {
      careful.count(join.tally)
      join.tally = BulkTally()
    }
    var row = Row()
    guard scanner.next(in: bytes, into: &row) else { return false }
    let outcome = careful.read(row, bytes, into: &builder, &identities, &facts)
    guard case .rejected = outcome, row.spansLines, resumes(row, scanner, bytes, file.plan.columns)
    else { return false }
    scanner.resume(afterFirstLineOf: &row, in: bytes)
    return true
  }
}

extension TransferColumns {
  /// Makes room for the rows of a whole file, judged by its first chunk.
  fileprivate mutating func reserve(for chunk: BulkChunk, of byteCount: Int) {
    let read = max(1, chunk.end - chunk.start)
    let count = chunk.rows.count + (byteCount - read) / read * chunk.rows.count * 33 / 32
    reserve(count)
    if TransferColumns.isLarge(count) { adviseLargePages() }
  }
}
