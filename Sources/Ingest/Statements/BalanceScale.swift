internal import PaymentGraph

/// The decimal mark that the balances of a statement confirm, where its amounts leave it open.
///
/// Balances follow from amounts under any scale; the wrong reading breaks the chain only where some amounts have a mark
/// and others have none.
struct BalanceScale {
  /// The mark; nil where the balances do not show it.
  let decimalMark: ColumnMapping.DecimalMark?

  init(_ entries: [StatementFile.Line], _ plan: StatementPlan) {
    guard let balance = plan.balance else {
      decimalMark = nil
      return
    }
    let held = ColumnMapping.DecimalMark.allCases.map { mark in
      (mark, BalanceScale.held(entries, plan: plan, balance: balance, mark: mark))
    }
    let links = entries.count - 1
    let whole = held.filter { $0.1 == links }.map(\.0)
    decimalMark = links >= 2 && whole.count == 1 ? whole.first : nil
  }

  /// Counts the balances that follow from the amounts, in the better of both orders of rows.
  private static func held(
    _ entries: [StatementFile.Line], plan: StatementPlan, balance: Int,
    mark: ColumnMapping.DecimalMark
  ) -> Int {
    let style = AmountStyle(decimalMark: mark.byte, isSure: true, isStated: true)
    // Three decimals hold any meaning of a mark before three digits.
    guard let currency = Currency("KWD") else { return 0 }
    func value(_ line: StatementFile.Line, _ column: Int) -> Int64? {
      guard column < line.cells.count,
        case .amount(let value, _) = StatementAmount.read(
          line.cells[column].filter { !$0.isLetter && !$0.isCurrencySymbol }, in: currency,
          style: style)
      else { return nil }
      return value
    }
    let rows = entries.map { line in
      (
        moved: plan.amounts.lazy.compactMap { value(line, $0) }.first { $0 != 0 },
        value(line, balance)
      )
    }
    var forwards = 0
    var backwards = 0
    for (earlier, later) in zip(rows, rows.dropFirst()) {
      guard let before = earlier.1, let after = later.1 else { continue }
      let change = (Int128(after) - Int128(before)).magnitude
      if later.moved.map({ UInt128($0.magnitude) == change }) ?? false { forwards += 1 }
      if earlier.moved.map({ UInt128($0.magnitude) == change }) ?? false { backwards += 1 }
    }
    return max(forwards, backwards)
  }
}
