/// Decides, for a file as a whole, how its times and amounts are written.
///
/// Nothing is decided row by row: what one cell leaves open another one shows, and where the whole
/// column leaves two readings, reading stops and asks (exit status 3). Files up to ``wholeLimit`` are
/// looked at whole; of larger ones the beginning, and the rest only where the beginning is not plain.
struct ColumnDecider {
  static let wholeLimit = 1 << 26
  static let sampleLimit = 1 << 22

  let mapping: ColumnMapping?
  let path: String

  /// The plan with its styles decided.
  func decide(
    _ plan: ColumnPlan, _ dialect: Dialect, _ bytes: Span<UInt8>, from start: Int
  ) throws(IngestError) -> ColumnPlan {
    var times = TimeEvidence()
    var amounts = AmountEvidence()
    var scanner = RowScanner(dialect: dialect, from: start)
    var row = Row()
    let sampleEnd =
      bytes.count - start <= ColumnDecider.wholeLimit
      ? bytes.count : start + ColumnDecider.sampleLimit
    while scanner.next(in: bytes, into: &row) {
      if row.start >= sampleEnd, times.isPlain, !amounts.hasCommas { break }
      guard row.fault == nil, row.cells.count >= plan.width else { continue }
      if plan.constantTime == nil, plan.time >= 0 {
        let cell = CellText.trimmed(bytes, row.cells[plan.time])
        if cell.count > 0 { times.note(bytes, cell) }
      }
      for column in [plan.amount, plan.receivedAmount] where column >= 0 {
        amounts.note(bytes, CellText.trimmed(bytes, row.cells[column]))
      }
    }
    var decided = plan
    switch times.decide(mapping?.dates) {
    case .style(let style, let reason):
      decided.timeStyle = style
      if !reason.isEmpty { decided.decisions.append(reason) }
      decided.isTimeContested = times.isContested
    case .twoReadings(let samples):
      throw twoReadings(
        "day and month can change places in every time, such as \(list(samples))",
        "--dates dmy or --dates mdy")
    }
    switch amounts.decide(mapping?.decimal) {
    case .style(let style, let reason):
      decided.amountStyle = style
      if !reason.isEmpty { decided.decisions.append(reason) }
    case .twoReadings(let samples):
      throw twoReadings(
        "no amount shows whether its comma divides thousands or is the decimal mark, such as "
          + list(samples), "--decimal point or --decimal comma")
    }
    return decided
  }

  private func list(_ samples: [String]) -> String {
    samples.map { "\"\($0)\"" }.joined(separator: ", ")
  }

  private func twoReadings(_ fact: String, _ flags: String) -> IngestError {
    IngestError(.twoReadings, path: path, "\(fact); say which with \(flags)")
  }
}
