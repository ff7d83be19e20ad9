internal import PaymentGraph

extension IntakeAssembly {
  /// Makes a mapper for the rows of the file that is added next; the mapper has read the lines before the header.
  ///
  /// It waits for the file's digest, which names accounts that the file does not name.
  func makeMapper(
    _ input: TransactionReader.Input, _ finding: HeaderFinder.Finding, _ plan: ColumnPlan
  ) -> RowMapper {
    var mapper = RowMapper(
      plan: plan, dialect: finding.dialect, fileNumber: builder.fileCount, log: log(of: input),
      tolerance: reader.tolerance, lookups: plan.lookups.mapValues { lookups[$0] ?? [:] })
    mapper.reversesNegatives = reader.reversesNegatives
    input.file.withBytes { readBeforeHeader(finding, $0, &mapper) }
    return mapper
  }

  mutating func readRows(
    _ input: TransactionReader.Input, _ finding: HeaderFinder.Finding, _ plan: ColumnPlan,
    _ mapper: inout RowMapper
  ) {
    input.file.withBytes { bytes in
      var scanner = RowScanner(
        dialect: finding.dialect, from: finding.bodyStart, line: finding.bodyLine)
      var row = Row()
      var report = finding.bodyStart
      while scanner.next(in: bytes, into: &row) {
        let outcome = mapper.read(row, bytes, into: &builder, &identities, &facts)
        if case .rejected = outcome, row.spansLines, resumes(row, scanner, bytes, plan) {
          scanner.resume(afterFirstLineOf: &row, in: bytes)
        }
        if scanner.position - report > 8_000_000 {
          report = scanner.position
          progress(input, report)
        }
      }
    }
  }

  /// Rejects the lines before the header where one of them is a row: then none of them is a title.
  func readBeforeHeader(
    _ finding: HeaderFinder.Finding, _ bytes: Span<UInt8>, _ mapper: inout RowMapper
  ) {
    guard finding.headerLine > 1 else { return }
    var scanner = RowScanner(
      dialect: finding.dialect, from: FileSignature.byteOrderMark(bytes))
    var lines: [Row] = []
    var row = Row()
    while scanner.next(in: bytes, into: &row), row.line < finding.headerLine {
      if !row.isEmpty { lines.append(row) }
    }
    guard lines.contains(where: { mapper.looksLikeRow($0, bytes) }) else { return }
    for line in lines { mapper.rejectBeforeHeader(line, bytes) }
  }

  /// Returns true where a rejected record of several lines is an open quote that swallowed good rows: its second line,
  /// read as a record, has the width of a row.
  func resumes(
    _ row: Row, _ scanner: RowScanner, _ bytes: Span<UInt8>, _ plan: ColumnPlan
  ) -> Bool {
    var probe = scanner
    var first = row
    probe.resume(afterFirstLineOf: &first, in: bytes)
    var second = Row()
    guard probe.next(in: bytes, into: &second) else { return false }
    return second.fault == nil && second.cells.count == plan.width
  }
}
