internal import PaymentGraph

/// The use made of a value that the command line gives to all rows of a file.
enum ConstantUse: Sendable, Hashable {
  case used
  /// The file, or the profile that knows it, contradicts the value; the reason in words.
  case contradicted(String)
}

extension HeaderFinder {
  /// Returns the use made of the values of the command line in a file; empty for files that have no use for any.
  func uses(of finding: Finding, _ bytes: Span<UInt8>) -> [Field: ConstantUse] {
    var uses: [Field: ConstantUse] = [:]
    for (field, value) in mapping?.constants ?? [:] {
      switch finding.kind {
      case .accounts, .claims, .decisions, .lookup: continue
      case .transfers(let plan):
        uses[field] = use(of: field, value: value, by: plan, finding, bytes)
      case .statement(let plan, _):
        uses[field] = use(of: field, value: value, by: plan, finding, bytes)
      }
    }
    return uses
  }

  private func use(
    of field: Field, value: String, by plan: ColumnPlan, _ finding: Finding, _ bytes: Span<UInt8>
  ) -> ConstantUse {
    let name = plan.profile.name
    if field == .currency, plan.currency >= 0 {
      return hasBlanks(plan.currency, finding: finding, in: bytes)
        ? .used : .contradicted("each row says it in the column \"\(plan.header[plan.currency])\"")
    }
    if let stated = plan.profile.constants[field] {
      return stated == value ? .used : .contradicted("profile \(name) says \(stated)")
    }
    return .contradicted("profile \(name) reads it from a column")
  }

  private func use(
    of field: Field, value: String, by plan: StatementPlan, _ finding: Finding,
    _ bytes: Span<UInt8>
  ) -> ConstantUse {
    guard field == .currency else {
      return .contradicted("a statement takes a currency, but no \(field.rawValue)")
    }
    if let column = plan.currency {
      return .contradicted("each row says it in the column \"\(plan.header.written[column])\"")
    }
    if let currency = plan.profile.fields.constantCurrency {
      return currency.code == value.uppercased()
        ? .used : .contradicted("profile \(plan.profile.name) says \(currency.code)")
    }
    return .contradicted("the header says it")
  }

  /// Returns true where a column has an empty cell, which a value for all rows can fill.
  private func hasBlanks(_ column: Int, finding: Finding, in bytes: Span<UInt8>) -> Bool {
    var scanner = RowScanner(
      dialect: finding.dialect, from: finding.bodyStart, line: finding.bodyLine)
    var row = Row()
    while scanner.next(in: bytes, into: &row) {
      if !row.isEmpty, row.fault == nil, column < row.cells.count,
        CellText.trimmed(bytes, row.cells[column]).count == 0
      {
        return true
      }
    }
    return false
  }
}
