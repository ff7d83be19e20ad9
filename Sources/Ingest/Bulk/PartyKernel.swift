internal import PaymentGraph

/// The keys of the two accounts of one record, under the invariant of ``RowKernel``.
extension RowKernel {
  // MARK: Accounts

  /// Returns the key of a party, as the bytes of its cells with delimiters between.
  @inline(__always)
  mutating func key(
    _ file: Span<UInt8>, _ base: UnsafeRawPointer, _ cells: some BulkCells,
    _ party: BulkColumns.Party, scratchAt: Int
  ) -> KeyTable.Bytes? {
    if party.isOne {
      let cell = trimmed(file, base, cells, party.first)
      if !cells.isLine, !isKey(file, cell) { return nil }
      return KeyTable.Bytes(start: base + cell.start, count: cell.count)
    }
    if cells.isLine, party.areNeighbours {
      let start = cells.start(party.first)
      return KeyTable.Bytes(start: base + start, count: cells.end(party.last) &- start)
    }
    let positions = scratchAt == 0 ? plan.columns.from : plan.columns.to
    usesScratch = true
    return scratchKey(base, positions.map { trimmed(file, base, cells, $0) }, scratchAt)
  }

  /// Returns true where the one cell of a record that may span lines names somebody, and cannot be taken for two cells.
  func isKey(_ file: Span<UInt8>, _ cell: Cell) -> Bool {
    let key = file.extracting(cell.start..<cell.end)
    guard !plan.isBlank(key) else { return false }
    return !plan.joinsCells || key.indices.allSatisfy { key[$0] != plan.dialect.delimiter }
  }

  /// Puts a key together from cells, with the delimiter between them; nil where a cell holds the delimiter.
  func scratchKey(
    _ base: UnsafeRawPointer, _ parts: [Cell], _ scratchAt: Int
  ) -> KeyTable.Bytes? {
    guard parts.reduce(parts.count, { $0 + $1.count }) <= RowKernel.keyLimit / 2 else { return nil }
    // The record may span lines, so whether its key names anybody is checked at once.
    let key = scratch + scratchAt
    var length = 0
    for (number, part) in parts.enumerated() {
      if number > 0 {
        key.storeBytes(of: plan.dialect.delimiter, toByteOffset: length, as: UInt8.self)
        length += 1
      }
      for at in part.start..<part.end {
        let byte = base.load(fromByteOffset: at, as: UInt8.self)
        if byte == plan.dialect.delimiter { return nil }
        key.storeBytes(of: byte, toByteOffset: length, as: UInt8.self)
        length += 1
      }
    }
    let bytes = UnsafeRawBufferPointer(start: key, count: length)
    guard !plan.isBlank(bytes.assumingMemoryBound(to: UInt8.self).span) else { return nil }
    return KeyTable.Bytes(start: UnsafeRawPointer(key), count: length)
  }
}
