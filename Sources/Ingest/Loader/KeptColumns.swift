public import PaymentGraph

/// The columns of a file that no field of the ledger holds.
struct KeptColumns {
  /// The names by index of the column.
  private(set) var names: [Int: String] = [:]
  private let dialect: Dialect
  private let width: Int

  /// Takes all columns of a ledger but those that the plan maps.
  init(_ plan: LedgerPlan, _ dialect: Dialect) {
    let single = [
      plan.amount, plan.id, plan.time, plan.until, plan.count, plan.currency, plan.receivedAmount,
      plan.receivedCurrency, plan.reference, plan.link, plan.kind, plan.reversal, plan.settled,
    ]
    self.init(
      plan.header, dialect,
      mapped: Set(
        plan.from + plan.to + single.compactMap(\.self) + plan.facts.positions
          + plan.listed.positions))
  }

  /// Takes the columns of a statement that its plan does not map.
  init(_ plan: StatementPlan, _ dialect: Dialect) {
    let single = [
      plan.date, plan.time, plan.zone, plan.side, plan.fee, plan.balance, plan.currency, plan.payer,
      plan.payee, plan.reference, plan.id, plan.group,
    ]
    let mapped = Set(plan.amounts + plan.counterName + single.compactMap { $0 })
    self.init(plan.header.written, dialect, mapped: mapped)
  }

  private init(_ header: [String], _ dialect: Dialect, mapped: Set<Int>) {
    self.dialect = dialect
    width = header.count
    for (position, name) in header.enumerated()
    where !mapped.contains(position) && !KeptColumns.isSecret(name) {
      names[position] = name.isEmpty ? "#\(position + 1)" : name
    }
  }

  /// Returns the cells of a record that are not empty, in the order of the columns.
  func cells(of record: [UInt8]) -> [KeptCell] {
    let bytes = record.span
    var scanner = RowScanner(dialect: dialect, from: 0)
    var row = Row()
    guard scanner.next(in: bytes, into: &row), row.fault == nil, row.cells.count <= width + 1 else {
      return []
    }
    return names.keys.sorted().compactMap { position in
      guard position < row.cells.count, let name = names[position] else { return nil }
      let text = CellText.string(bytes, row.cells[position])
      return text.isEmpty
        ? nil : KeptCell(column: name, text: SensitiveNumbers.masked(text))
    }
  }

  /// Returns true where a column holds the security codes of cards, which must not be shown at all.
  static func isSecret(_ name: String) -> Bool {
    ["cvv", "cvv2", "cvc", "cvc2", "cid", "securitycode", "cardsecuritycode", "pin"].contains(
      HeaderNames.normal(name))
  }
}

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
      guard let text = try SourceText(again: file, places: places, sheets: sheets) else {
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
    guard text.message == nil else { return nil }
    let finding = try text.withBytes { bytes throws(IngestError) in
      try finder(for: text).find(in: bytes, path: text.path)
    }
    guard let finding else { return nil }
    switch finding.kind {
    case .transfers(let plan): return KeptColumns(plan, finding.dialect)
    case .statement(let plan, _): return KeptColumns(plan, finding.dialect)
    case .accounts, .claims, .decisions, .identifiers, .caseFacts, .lookup, .extract: return nil
    }
  }
}
