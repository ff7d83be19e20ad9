internal import PaymentGraph

/// The columns of a file that no field of the ledger holds.
struct KeptColumns {
  /// The names by index of the column.
  private(set) var names: [Int: String] = [:]
  private let dialect: Dialect
  private let width: Int

  /// Takes all columns of a ledger but those that the plan maps.
  init(_ plan: ColumnPlan, _ dialect: Dialect) {
    let single = [
      plan.amount, plan.id, plan.time, plan.until, plan.count, plan.currency, plan.receivedAmount,
      plan.receivedCurrency, plan.reference, plan.link, plan.kind, plan.reversal, plan.settled,
    ]
    self.init(
      plan.header, dialect,
      mapped: Set(plan.from + plan.to + single + plan.facts.positions + plan.listed.positions))
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
  private static func isSecret(_ name: String) -> Bool {
    ["cvv", "cvv2", "cvc", "cvc2", "cid", "securitycode", "cardsecuritycode", "pin"].contains(
      HeaderNames.normal(name))
  }
}
