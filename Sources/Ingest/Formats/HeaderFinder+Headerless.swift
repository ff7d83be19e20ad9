internal import PaymentGraph

/// Files without a header, whose first row is data.
extension HeaderFinder {
  /// Finds the kind of a file whose rows are those of a profile for files without a header; nil where no profile knows
  /// them.
  func headerless(
    _ bytes: Span<UInt8>, path: String, from first: Place
  ) throws(IngestError) -> Finding? {
    for delimiter in first.delimiters {
      let dialect = Dialect(delimiter: delimiter)
      let rows = Array(
        rows(bytes, from: first.start, line: first.line, dialect: dialect).prefix(20))
      guard !rows.isEmpty else { continue }
      let fitting = (chosen.map { [$0] } ?? library.headerless).filter { document in
        (chosen != nil || !document.isGeneric || asked.contains(document.name))
          && !document.cells.isEmpty && rows.allSatisfy { document.fits($0) }
      }
      guard let document = fitting.first else { continue }
      let equals = fitting.dropFirst().filter { library.isOwn($0.name) }.map(\.name)
      if !equals.isEmpty { throw tie([document.name] + equals, path) }
      let header = HeaderNames(written: document.cells.map { _ in "" })
      var reason =
        "profile \(document.name)\(library.isOwn(document.name) ? ", which is your own" : "")"
      reason +=
        chosen != nil || asked.contains(document.name)
        ? ", as requested"
        : ": the file has no header, and its rows are "
          + document.cells.map(\.rawValue).joined(separator: ", ")
      guard let kind = headerless(of: document, on: header, reason: reason) else { continue }
      return try deciding(
        Finding(
          dialect: dialect, headerLine: 0, bodyStart: first.start, bodyLine: first.line,
          kind: kind), in: bytes, path: path, before: 0, preambleAt: first.start)
    }
    return nil
  }

  private func headerless(
    of document: Format, on header: HeaderNames, reason: String
  ) -> FileKind? {
    switch document {
    case .statement(let profile):
      guard let plan = StatementPlan(profile, on: header, reason: reason) else { return nil }
      return .statement(plan, preamble: [])
    case .ledger(let profile):
      guard var plan = try? LedgerPlan(profile, on: header) else { return nil }
      plan.decisions = [reason] + decisions(profile)
      return .transfers(plan)
    }
  }

  /// Finds the kind of a file whose columns are named only by their numbers: its first line is a row where it reads as
  /// one.
  func positional(
    _ bytes: Span<UInt8>, path: String, from first: Place
  ) throws(IngestError) -> Finding? {
    guard let mapping else { return nil }
    let places = mapping.columns.values.joined().compactMap { Int($0.dropFirst()) }
    let least = places.max() ?? 1
    for delimiter in first.delimiters {
      let dialect = Dialect(delimiter: delimiter)
      var scanner = RowScanner(dialect: dialect, from: first.start, line: first.line)
      var row = Row()
      while scanner.next(in: bytes, into: &row) {
        if case .line(let number)? = mapping.header, row.line < number { continue }
        guard row.fault == nil, row.cells.count >= least, !row.isEmpty else {
          if row.line > first.line + 60 { break }
          continue
        }
        let cells = row.cells.map { CellText.string(bytes, $0) }
        let isRow: Bool
        switch mapping.header {
        case HeaderPlace.none?: isRow = true
        case .line?: isRow = false
        case nil:
          guard let known = reads(asRow: cells, mapping) else {
            throw IngestError(
              .twoReadings, path: path,
              "nothing shows whether line \(row.line) is a header or a row; choose with --header none or --header \(row.line)"
            )
          }
          isRow = known
        }
        let header = HeaderNames(
          written: isRow ? cells.indices.map { "column \($0 + 1)" } : cells)
        var plan: LedgerPlan
        do throws(LedgerPlan.Lack) {
          plan = try LedgerPlan(LedgerFormat(mapping: mapping, on: header), on: header)
        } catch {
          throw refusal([error], in: bytes, start: first.start, path: path)
        }
        plan.decisions.append(
          isRow
            ? "line \(row.line) is a row: there is no header"
            : "line \(row.line) is the header")
        var body = dialect
        body.escape = QuoteHabits.escape(bytes, dialect, from: isRow ? row.start : row.next)
        return try deciding(
          Finding(
            dialect: body, headerLine: isRow ? 0 : row.line,
            bodyStart: isRow ? row.start : row.next,
            bodyLine: isRow ? row.line : row.line + row.lines, kind: .transfers(plan)),
          in: bytes, path: path, before: 0, preambleAt: first.start)
      }
    }
    return nil
  }

  /// Returns true where a line is a row under the mapping: its cells for time and amount hold values; nil where no cell
  /// can show it.
  private func reads(asRow cells: [String], _ mapping: ColumnMapping) -> Bool? {
    let telling = [Field.amount, .receivedAmount, .time, .until, .currency].flatMap { field in
      (mapping.columns[field] ?? []).compactMap { Int($0.dropFirst()) }
        .map { (field: field, text: cells[$0 - 1]) }
    }
    guard !telling.isEmpty else { return nil }
    return telling.contains { field, text in
      field == .currency ? Currency(text.uppercased()) != nil : CellShape(text.utf8).isValue
    }
  }

  /// Returns the rows from an offset on as text, without those that are empty or not well formed.
  func rows(
    _ bytes: Span<UInt8>, from start: Int, line: Int, dialect: Dialect
  ) -> [[String]] {
    var scanner = RowScanner(dialect: dialect, from: start, line: line)
    var row = Row()
    var cells: [[String]] = []
    while scanner.next(in: bytes, into: &row) {
      if row.isEmpty || row.fault != nil { continue }
      cells.append(row.cells.map { CellText.string(bytes, $0) })
    }
    return cells
  }
}
