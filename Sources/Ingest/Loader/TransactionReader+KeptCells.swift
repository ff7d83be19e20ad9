internal import Hashing
public import PaymentGraph

extension TransactionReader {
  /// Returns the cells of rows in columns that no field of the ledger holds.
  ///
  /// These cells are not kept in memory when a file is loaded: the rows are read again, by their byte ranges. Empty
  /// cells are left out, and security codes of cards (`CVV`) as well.
  ///
  /// - Parameter citations: rows that this reader loaded, from any number of files.
  /// - Returns: the cells in the order of the columns, by row; rows without any are left out.
  /// - Throws: ``IngestError`` where a file is gone or has changed since it was loaded.
  /// - Complexity: O(bytes of the cited files), for their digests.
  public func keptCells(
    of citations: some Sequence<Citation>
  ) throws(IngestError) -> [Citation: [KeptCell]] {
    var rows: [SourceFile: Set<Citation>] = [:]
    for citation in citations { rows[citation.file, default: []].insert(citation) }
    var cells: [Citation: [KeptCell]] = [:]
    for file in rows.keys.sorted(by: { $0.path < $1.path }) {
      let text = try SourceText(path: file.path)
      let digest = text.file.withBytes { SHA256.digest(of: $0) }
      guard FileDigest(bytes: digest) == file.digest else {
        throw IngestError(
          .unreadable, path: file.path,
          "has changed since it was loaded, so its rows cannot be shown")
      }
      guard let columns = try keptColumns(text), !columns.names.isEmpty else { continue }
      for citation in rows[file] ?? [] {
        let found = columns.cells(of: text.record(in: citation.byteRange))
        if !found.isEmpty { cells[citation] = found }
      }
    }
    return cells
  }

  private func keptColumns(_ text: SourceText) throws(IngestError) -> KeptColumns? {
    let finding = try text.withBytes { bytes throws(IngestError) in
      try finder(for: text.path).find(in: bytes, path: text.path)
    }
    guard let finding else { return nil }
    switch finding.kind {
    case .transfers(let plan): return KeptColumns(plan, finding.dialect)
    case .statement(let plan, _): return KeptColumns(plan, finding.dialect)
    case .accounts, .claims, .decisions, .lookup: return nil
    }
  }
}
