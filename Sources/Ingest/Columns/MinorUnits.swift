internal import PaymentGraph

/// The decimals of the currencies that the rows of a ledger name, examined only where amounts leave two readings.
struct MinorUnits {
  /// True where there are rows, and every one of them is in a currency of three decimals.
  private(set) var areAllThree = false

  init(_ plan: ColumnPlan, dialect: Dialect, in bytes: Span<UInt8>, from start: Int) {
    if let constant = plan.constantCurrency {
      areAllThree = constant.exponent == 3
      return
    }
    guard plan.currency >= 0 else { return }
    var scanner = RowScanner(dialect: dialect, from: start)
    var row = Row()
    while scanner.next(in: bytes, into: &row) {
      guard row.fault == nil, plan.currency < row.cells.count else { continue }
      let cell = CellText.trimmed(bytes, row.cells[plan.currency])
      guard cell.count > 0 else { continue }
      let code = bytes.extracting(cell.start..<cell.end)
      guard Currency(code: code)?.exponent == 3 else {
        areAllThree = false
        return
      }
      areAllThree = true
    }
  }
}
