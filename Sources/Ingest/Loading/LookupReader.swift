internal import PaymentGraph

/// Reads a file that explains ids: what each stands for.
struct LookupReader {
  private(set) var values: [[UInt8]: [UInt8]] = [:]
  private(set) var balance = RowBalance()

  /// Reads the rows of a table; of two rows with one id the first holds.
  mutating func read(
    _ bytes: Span<UInt8>, _ finding: HeaderFinder.Finding, _ header: HeaderNames, _ lookup: Lookup,
    _ log: inout DiagnosticLog
  ) {
    guard let key = header.position(of: lookup.key), let value = header.position(of: lookup.value)
    else { return }
    var scanner = RowScanner(
      dialect: finding.dialect, from: finding.bodyStart, line: finding.bodyLine)
    var row = Row()
    while scanner.next(in: bytes, into: &row) {
      if row.isEmpty {
        balance.skipped += 1
        continue
      }
      guard row.fault == nil, row.cells.count > max(key, value) else {
        balance.rejected += 1
        log.add(
          row.fault == nil ? .rowShort : .quoteStray, .error,
          "the row does not give both an id and what it stands for", in: row, bytes: bytes,
          remedy: "give each row the cells that the header names")
        continue
      }
      balance.memo += 1
      let id = CellText.bytes(bytes, row.cells[key])
      let known = CellText.bytes(bytes, row.cells[value])
      if !id.isEmpty, !known.isEmpty, values[id] == nil { values[id] = known }
    }
  }
}
