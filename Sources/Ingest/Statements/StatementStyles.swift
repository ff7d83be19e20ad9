internal import PaymentGraph

/// How a statement's columns are written, decided for the columns as wholes.
struct StatementStyles {
  let date: TimeReader.Style
  let amount: AmountStyle
  /// The way dates are written, as a pattern for people: `dd/MM/yyyy`.
  let datePattern: String
  /// What was decided, and why.
  let decisions: [String]

  init(
    _ lines: [StatementFile.Line], _ plan: StatementPlan, _ mapping: ColumnMapping?, path: String
  ) throws(IngestError) {
    var times = TimeEvidence()
    var amounts = AmountEvidence()
    var dates: [String] = []
    for line in lines where line.use == .entry {
      guard plan.date < line.cells.count else { continue }
      let date = Array(line.cells[plan.date].utf8)
      guard !date.isEmpty else { continue }
      dates.append(line.cells[plan.date])
      times.note(date.span, Cell(start: 0, end: date.count))
      for column in plan.amounts + (plan.balance.map { [$0] } ?? []) where column < line.cells.count
      {
        let amount = Array(line.cells[column].utf8)
        amounts.note(amount.span, Cell(start: 0, end: amount.count))
      }
    }
    var decisions: [String] = []
    if mapping?.dates == nil, plan.profile.dates.count == 1, let only = plan.profile.dates.first {
      date = only.reader
      decisions.append("dates are \(only.rawValue): these files always write them so")
    } else {
      switch times.decide(mapping?.dates) {
      case .style(let style, let reason):
        date = style
        if !reason.isEmpty { decisions.append(reason) }
      case .twoReadings(let samples):
        guard let settled = StatementStyles.settled(lines, plan) else {
          throw IngestError(
            .twoReadings, path: path,
            "day and month can change places in every date, such as "
              + samples.map { "\"\($0)\"" }.joined(separator: ", ")
              + "; say which with --dates dmy or --dates mdy")
        }
        date = settled.style
        decisions.append(settled.reason)
      }
    }
    let mark = mapping?.decimal ?? plan.profile.decimal
    switch amounts.decide(mark) {
    case .style(let style, let reason):
      amount = style
      if !reason.isEmpty, mapping?.decimal != nil || plan.profile.decimal == nil {
        decisions.append(reason)
      }
    case .twoReadings(let samples):
      throw IngestError(
        .twoReadings, path: path,
        "no amount shows whether its comma divides thousands or is the decimal mark, such as "
          + samples.map { "\"\($0)\"" }.joined(separator: ", ")
          + "; say which with --decimal point or --decimal comma")
    }
    datePattern = DatePattern.describe(dates, date)
    self.decisions = decisions
  }

  /// What a second column of dates says where the first leaves two readings: under the right one both
  /// lie within ten days of each other.
  private static func settled(
    _ lines: [StatementFile.Line], _ plan: StatementPlan
  ) -> (style: TimeReader.Style, reason: String)? {
    guard
      let second = StatementPlan.position(of: plan.profile.fields.valueDate, in: plan.header)
    else { return nil }
    var fitting: [TimeReader.Style] = []
    for style in [TimeReader.Style.dayFirst, .monthFirst] {
      let fits = lines.filter { $0.use == .entry }.allSatisfy { line in
        guard let one = day(line.cells, plan.date, style),
          let other = day(line.cells, second, style)
        else { return true }
        return abs(one - other) <= 10 * 86_400_000
      }
      if fits { fitting.append(style) }
    }
    guard fitting.count == 1 else { return nil }
    return (
      fitting[0],
      "dates have the \(fitting[0] == .dayFirst ? "day" : "month") first: only so do both dates of every row lie near each other"
    )
  }

  private static func day(
    _ cells: [String], _ column: Int, _ style: TimeReader.Style
  ) -> Int64? {
    guard column < cells.count else { return nil }
    let bytes = Array(cells[column].utf8)
    return TimeReader.read(bytes.span, Cell(start: 0, end: bytes.count), style: style)?.start
  }
}
