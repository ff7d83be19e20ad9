internal import PaymentGraph

/// The forms of a statement's columns, decided for each column as a whole.
struct StatementStyles {
  let date: TimeForms
  let amount: AmountStyle
  /// The pattern of the dates, for human readers: `dd/MM/yyyy`.
  let datePattern: String
  /// The decisions and their reasons.
  private(set) var decisions: [String] = []
  /// The forms stated for the file that its cells contradict.
  let contradictions: [FileForms.Contradiction]

  /// - Throws: all questions open in this file, with the flags that decide them.
  init(
    _ lines: [StatementFile.Line], plan: StatementPlan, forms: FileForms
  ) throws(IngestError) {
    let entries = lines.filter { $0.use == .entry && plan.date < $0.cells.count }
      .filter { !$0.cells[plan.date].isEmpty }
    var evidence = StyleEvidence()
    for line in entries { evidence.note(line.cells, plan) }
    try self.init(evidence, entries: entries, plan: plan, forms: forms)
  }

  /// - Parameter entries: the rows of the evidence, which answer what it leaves open.
  /// - Throws: all questions open in this file, with the flags that decide them.
  init(
    _ evidence: StyleEvidence, entries: [StatementFile.Line], plan: StatementPlan, forms: FileForms
  ) throws(IngestError) {
    let (times, amounts) = (evidence.times, evidence.amounts)
    var open: [String] = []
    if forms.file.decimal == nil, let mark = plan.profile.decimal,
      let shown = amounts.contradiction(of: mark)
    {
      open.append(
        ProfileHabit.refusal(plan.profile.name, known: mark, shown: shown, path: forms.path))
    }
    var date = TimeForms()
    do throws(OpenQuestion) {
      let decided = try StatementStyles.dates(times, entries: entries, plan: plan, forms: forms)
      date = decided.forms
      if !decided.reason.isEmpty { decisions.append(decided.reason) }
    } catch {
      open.append(error.words)
    }
    date.readsDayNumbers = forms.readsDayNumbers || plan.profile.dates.contains(.dayNumber)
    date.country = plan.profile.country
    if forms.zone != nil, plan.profile.zone == nil, times.hasLocalClock || plan.time != nil {
      decisions.append(forms.clockWords)
    }
    self.date = date
    switch amounts.decide(forms.decimal(profile: plan.profile.decimal)) {
    case .style(let style, let reason):
      amount = style
      if !reason.isEmpty { decisions.append(reason) }
    case .twoReadings(let question):
      let balances = BalanceScale(entries, plan)
      if let mark = balances.decimalMark {
        amount = AmountStyle(decimalMark: mark.byte, isSure: true, isStated: true)
        decisions.append(
          "amounts have a decimal \(mark.rawValue): only then do the balances follow from the amounts"
        )
      } else if amounts.hasOnlyThreeDecimals, plan.profile.fields.constantCurrency?.exponent == 3 {
        amount = AmountStyle(
          decimalMark: question.hasPoints ? 0x2E : 0x2C, isSure: true, isStated: true)
        decisions.append(question.threeDecimalWords)
      } else {
        amount = .point
        open.append("\(question.words); choose with \(FileFlag.decimal(forms.path))")
      }
    }
    guard open.isEmpty else {
      throw IngestError(open.map { IngestError(.twoReadings, path: forms.path, $0) })
    }
    datePattern = DatePattern.describe(
      evidence.firstDate, isPadded: evidence.hasPaddedDates, date.style)
    // A profile that states the form of all such files does not count as a flag.
    let isFixed = plan.profile.decimal != nil && forms.file.decimal == nil
    contradictions = forms.contradictions(
      StatementStyles.fixedOrder(plan) != nil && forms.file.dates == nil ? TimeEvidence() : times,
      isFixed ? AmountEvidence() : amounts)
    decisions += forms.idle(times)
  }

  /// A question that a flag must answer.
  private struct OpenQuestion: Error {
    let words: String
  }

  /// Returns the one order of numbers that all such files have by their profile; nil where it leaves several.
  private static func fixedOrder(_ plan: StatementPlan) -> TimeForms.Order? {
    let orders = orders(plan)
    return orders.count == 1 ? orders.first : nil
  }

  /// Returns the orders of numbers that such files have; empty where the profile does not state them.
  private static func orders(_ plan: StatementPlan) -> [TimeForms.Order] {
    let dates = plan.profile.dates
    return TimeForms.Order.allCases.filter { order in
      dates.contains { $0.reader.order == order }
        // A year of four digits first leaves no order open beside others.
        || order == .yearFirst && dates == [.yearFirst]
    }
  }

  private static func dates(
    _ times: TimeEvidence, entries: [StatementFile.Line], plan: StatementPlan,
    forms: FileForms
  ) throws(OpenQuestion) -> (forms: TimeForms, reason: String) {
    let orders = orders(plan)
    let isForProfile = forms.file.dates == nil && !plan.profile.dates.isEmpty
    let seen = plan.profile.datesSeen
    if forms.file.dates == nil {
      let known = seen.map { [$0] } ?? orders
      if !known.isEmpty,
        // A bank's constant habit is better known than that of the one file from which a profile was made.
        let shown = times.order(against: known, least: seen == nil ? 2 : 1)
      {
        throw OpenQuestion(
          words: ProfileHabit.refusal(
            plan.profile.name, known: known, shown: shown, path: forms.path))
      }
    }
    if isForProfile, orders.count == 1, let only = orders.first, !times.samples.isEmpty {
      try refuseResaved(times, entries: entries, plan: plan, stated: only, path: forms.path)
    }
    switch times.decide(forms.dates(), allowed: orders) {
    case .forms(let found, let reason):
      guard isForProfile, plan.profile.dates.count == 1, let only = plan.profile.dates.first else {
        // Only one of several forms leaves an order open, which is then known.
        let isKnown = isForProfile && orders.count == 1 && reason.isEmpty && found.order != nil
        let part = found.order?.part ?? ""
        return (
          found, isKnown ? "dates have the \(part) first: these files always write them so" : reason
        )
      }
      let words = "dates are \(only.rawValue): these files always write them so"
      return (found, reason.isEmpty ? words : reason)
    case .twoReadings(let question):
      if let settled = StatementStyles.settled(
        entries, plan: plan, orders: question.orders.map(\.order))
      {
        return settled
      }
      let before = seen.map {
        "; the file from which profile \(plan.profile.name) was made has the \($0.part) first"
      }
      throw OpenQuestion(
        words: "\(question.words("date"))\(before ?? ""); choose with "
          + FileFlag.dates(forms.path, question.orders))
    }
  }

  /// Refuses a file that a spreadsheet seems to have saved with day and month exchanged.
  private static func refuseResaved(
    _ times: TimeEvidence, entries: [StatementFile.Line], plan: StatementPlan,
    stated: TimeForms.Order, path: String
  ) throws(OpenQuestion) {
    let cells = entries.map { plan.date < $0.cells.count ? $0.cells[plan.date] : "" }
    let other: TimeForms.Order = stated == .dayFirst ? .monthFirst : .dayFirst
    let question: String
    switch ResavedDates(cells).finding(stated: stated) {
    case .asStated: return
    case .exchanged(let words):
      question =
        "profile \(plan.profile.name) says that dates have the \(stated.part) first, but \(words)"
    case .mixed(let samples):
      let list = samples.map { "\"\($0)\"" }.joined(separator: ", ")
      throw OpenQuestion(
        words:
          "dates such as \(list) lack the zeros that other dates of the file have: a spreadsheet seems to have saved it with day and month exchanged in these rows only, so no order of day and month reads all rows; ask for the bank's own file, or if the dates are right choose with "
          + FileFlag.dates(path, [stated.stated]))
    case .open:
      let samples = times.samples.map { "\"\($0)\"" }.joined(separator: ", ")
      question =
        "dates such as \(samples) lack the zeros that files of profile \(plan.profile.name) have"
    }
    throw OpenQuestion(
      words:
        "\(question): a spreadsheet may have saved the file with day and month exchanged; choose with "
        + FileFlag.dates(path, [other.stated, stated.stated]))
  }

  /// Decides the order by a second column of dates, where the first leaves two readings: under the right one, both lie
  /// within ten days of each other.
  private static func settled(
    _ entries: [StatementFile.Line], plan: StatementPlan, orders: [TimeForms.Order]
  ) -> (forms: TimeForms, reason: String)? {
    guard
      let second = StatementPlan.position(of: plan.profile.fields.valueDate, in: plan.header)
    else { return nil }
    let fitting = orders.filter { order in
      entries.allSatisfy { line in
        guard let one = day(line.cells, column: plan.date, style: order.style),
          let other = day(line.cells, column: second, style: order.style)
        else { return true }
        return abs(one - other) <= 10 * 86_400_000
      }
    }
    guard fitting.count == 1 else { return nil }
    return (
      TimeForms(fitting[0].style),
      "dates have the \(fitting[0].part) first: only in this order are both dates of every row close together"
    )
  }

  private static func day(
    _ cells: [String], column: Int, style: TimeReader.Style
  ) -> Int64? {
    guard column < cells.count else { return nil }
    let bytes = Array(cells[column].utf8)
    return TimeReader.read(bytes.span, Cell(start: 0, end: bytes.count), style: style)?.start
  }
}

/// The evidence of the rows of a statement on the forms of its columns.
struct StyleEvidence {
  private(set) var times = TimeEvidence()
  private(set) var amounts = AmountEvidence()
  private(set) var firstDate: String?
  /// False where the day or the month of any date has one digit.
  private(set) var hasPaddedDates = true
  /// The date of the row before, with the year first and in the usual form.
  private var known = ""

  /// Notes the cells of a row with a date.
  mutating func note(_ cells: [String], _ plan: StatementPlan) {
    note(date: cells[plan.date])
    for column in plan.amounts + (plan.balance.map { [$0] } ?? []) where column < cells.count {
      note(amount: cells[column])
    }
  }

  /// Notes a cell with a date.
  mutating func note(date written: String) {
    if written == known, firstDate != nil {
      times.noteYearFirst()
      return
    }
    let date = Array(written.utf8)
    let isUsual = times.note(date.span, Cell(start: 0, end: date.count))
    if isUsual, date.count == 10 { known = written }
    if firstDate == nil { firstDate = written }
    hasPaddedDates = hasPaddedDates && !DatePattern.hasSingleDigit(written)
  }

  /// Notes a cell with an amount or a balance.
  mutating func note(amount written: String) {
    let amount = Array(written.utf8)
    amounts.note(amount.span, Cell(start: 0, end: amount.count))
  }
}
