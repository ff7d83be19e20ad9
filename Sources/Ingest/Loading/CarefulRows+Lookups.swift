internal import PaymentGraph

/// Ids that other files explain.
extension CarefulRows {
  /// Returns the account that an id stands for, or that the id itself names where no file explains it.
  mutating func looked(
    up cell: Cell, _ column: Int, row: Row, in bytes: Span<UInt8>, builder: inout LedgerBuilder
  ) -> AccountID {
    let id = CellText.bytes(bytes, cell)
    if let value = lookups[column]?[id] {
      let account = builder.account(value.account.span)
      if let name = value.name { lookedNames.append((account, name)) }
      return account
    }
    log.add(
      .lookupMissing, severity: .warning,
      summary: "no loaded file explains the id \(quoted(String(decoding: id, as: UTF8.self)))",
      in: row,
      at: cell.start..<cell.end, bytes: bytes, note: "the id itself stands for the account",
      remedy: "load the table that explains these ids; the profile names it under lookups")
    return builder.account(id.span)
  }
}
