internal import PaymentGraph

/// Reads the rows of one statement, one by one, when its columns are decided.
struct StatementRows {
  /// An entry with what the balances are compared with.
  struct Draft {
    var entry: StatementEntry
    let row: Row
    /// The balance after the row, where it gives one.
    let balance: Int64?
    /// Whether the row changes the balance: a hold does, though it moves no money to anybody.
    let movesBalance: Bool
    /// Where the row's own account was found.
    let finding: OwnAccountFinder.Finding?
  }

  private(set) var drafts: [Draft] = []
  private(set) var balance = RowBalance()

  private let plan: StatementPlan
  private let styles: StatementStyles
  private let owner: OwnAccountFinder.Finding?
  private let finder: OwnAccountFinder
  private let settled: RowCondition.Compiled?
  private let memo: [RowCondition.Compiled]
  private let kinds: [(RowCondition.Compiled, TransferKind)]
  private let headerCurrency: Currency?

  init(
    plan: StatementPlan, styles: StatementStyles, owner: OwnAccountFinder.Finding?,
    finder: OwnAccountFinder
  ) {
    self.plan = plan
    self.styles = styles
    self.owner = owner
    self.finder = finder
    settled = plan.profile.settled?.compiled()
    memo = plan.profile.memo.map { $0.compiled() }
    kinds = plan.profile.kinds.map { ($0.condition.compiled(), $0.kind) }
    let pattern = plan.profile.fields.headerCurrency?.compiled()
    headerCurrency = plan.amounts.first.flatMap { column in
      guard column < plan.header.written.count else { return nil }
      return pattern?.groups(in: plan.header.written[column])?.first.flatMap { Currency($0) }
    }
  }

  var entries: [StatementEntry] { drafts.map(\.entry) }

  /// Exchanges what came in and what went out.
  mutating func swapSides() {
    for index in drafts.indices { drafts[index].entry.amount = -drafts[index].entry.amount }
  }

  /// Reads one row.
  mutating func read(_ line: StatementFile.Line, _ bytes: Span<UInt8>, _ log: inout DiagnosticLog) {
    switch line.use {
    case .skipped: balance.skipped += 1
    case .continuation:
      balance.skipped += 1
      if let last = drafts.indices.last {
        let text = plan.narration.compactMap { cell(line, $0) }.filter { !$0.isEmpty }
        drafts[last].entry.narration += " " + text.joined(separator: " ")
      }
    case .fault:
      balance.rejected += 1
      log.add(
        .quoteStray, .error, "the row cannot be divided into cells", in: line.row, bytes: bytes,
        remedy: "close or double its quotes")
    case .entry:
      if let draft = draft(line, bytes, &log) {
        drafts.append(draft)
      } else {
        balance.rejected += 1
      }
    }
  }

  private mutating func draft(
    _ line: StatementFile.Line, _ bytes: Span<UInt8>, _ log: inout DiagnosticLog
  ) -> Draft? {
    let needed = max(plan.date, plan.amounts.min() ?? 0)
    guard line.cells.count > needed else {
      log.add(
        .rowShort, .error,
        "the row has \(line.cells.count) cells, the header \(plan.header.written.count)",
        in: line.row, bytes: bytes, remedy: "add the missing cells, or remove the line")
      return nil
    }
    let extra = line.cells.dropFirst(plan.header.written.count)
    guard extra.allSatisfy(\.isEmpty) || plan.header.written.isEmpty else {
      log.add(
        .rowLong, .error,
        "the row has \(line.cells.count) cells, the header \(plan.header.written.count)",
        in: line.row, bytes: bytes,
        note: "a delimiter inside a cell that is not in quotes makes two cells of one",
        remedy: "put the cell in quotes")
      return nil
    }
    guard let own = finder.ofRow(line.cells) ?? owner else {
      log.add(
        .accountMissing, .error, "the row does not say whose account it belongs to", in: line.row,
        bytes: bytes, remedy: "fill in the account, or name it with --own-account")
      return nil
    }
    let moves = !saysNothingMoved(line)
    // What never settled may lack its date and its amount.
    let isUndated = !moves && (text(line, plan.date) ?? "").isEmpty
    guard let time = isUndated ? .unknown : time(line, bytes, &log),
      let currency = currency(line, bytes, &log)
    else { return nil }
    let amount: Int64
    if moves || plan.amounts.contains(where: { text(line, $0) != nil }) {
      guard let read = self.amount(line, currency, bytes, &log) else { return nil }
      amount = read
    } else {
      amount = 0
    }
    var entry = StatementEntry(
      own: own.key,
      row: StatementEntry.Place(line: line.row.line, byteRange: line.row.start..<line.row.end),
      time: time, amount: amount, currency: currency, kind: .payment, role: .movement,
      counter: PartyHint(), narration: narration(line), reference: text(line, plan.reference),
      id: text(line, plan.id), group: text(line, plan.group))
    if let column = plan.fee, let fee = plan.profile.fields.fee {
      switch StatementAmount.read(cell(line, column) ?? "", in: currency, style: styles.amount) {
      case .none: break
      case .amount(let value, _): entry.fee = fee.isAdded ? -value : value
      case .fault(let reading):
        reject(reading, line, column, bytes, &log)
        return nil
      }
    }
    classify(&entry, line)
    entry.counter = counterparty(line, entry)
    if entry.reference == nil { entry.reference = entry.counter.reference }
    var known: Int64?
    if let column = plan.balance,
      case .amount(let value, let side) = StatementAmount.read(
        cell(line, column) ?? "", in: currency, style: styles.amount)
    {
      known = side == .debit ? -abs(value) : value
    }
    let isMemo = entry.role == .memo && entry.kind != .hold && entry.kind != .holdRelease
    return Draft(
      entry: entry, row: line.row, balance: isMemo ? nil : known, movesBalance: !isMemo,
      finding: own)
  }

  // MARK: What a row is

  private func classify(_ entry: inout StatementEntry, _ line: StatementFile.Line) {
    for (condition, kind) in kinds where condition.holds({ subject(line, $0) }) {
      entry.kind = kind
      break
    }
    if saysNothingMoved(line) {
      entry.kind = .memo
      entry.role = .memo
    } else if !entry.kind.movesMoney || entry.amount == 0 && entry.fee == 0 {
      entry.role = .memo
    }
  }

  /// Whether the row says of itself that it moved nothing.
  private func saysNothingMoved(_ line: StatementFile.Line) -> Bool {
    if let settled, !settled.holds({ subject(line, $0) }) { return true }
    return memo.contains { $0.holds { subject(line, $0) } }
  }

  /// The text that a condition looks at.
  private func subject(_ line: StatementFile.Line, _ subject: RowCondition.Subject) -> String {
    switch subject {
    case .type: cell(line, plan.type) ?? ""
    case .status: cell(line, plan.status) ?? ""
    case .impact: cell(line, plan.impact) ?? ""
    case .name: name(line) ?? ""
    case .reference: cell(line, plan.reference) ?? ""
    case .narration: narration(line)
    }
  }

  private func counterparty(_ line: StatementFile.Line, _ entry: StatementEntry) -> PartyHint {
    var hint: PartyHint
    switch plan.profile.narrations {
    case .indian:
      let bank = entry.own.hasPrefix("in:") ? String(entry.own.dropFirst(3).prefix(4)) : ""
      hint = IndianNarration(bank: bank).read(entry.narration)
    case .british:
      hint = BritishNarration().read(entry.narration, type: cell(line, plan.type) ?? "")
    case nil:
      hint = PartyHint()
    }
    let other = entry.amount < 0 ? plan.payee : plan.payer
    if let written = text(line, other) ?? text(line, plan.counterAccount) {
      let key = AccountKey.canonical(written, country: plan.profile.country)?.key.description
      if let key, key != entry.own { hint.account = key }
    }
    if let name = name(line) { hint.name = StatementText.squeezed(name) }
    return hint
  }

  /// The other party's name where columns give it: that of the first that is filled.
  private func name(_ line: StatementFile.Line) -> String? {
    plan.counterName.lazy.compactMap { text(line, $0) }.first
  }

  private func narration(_ line: StatementFile.Line) -> String {
    let text = plan.narration.compactMap { cell(line, $0) }.filter { !$0.isEmpty }
    return SensitiveNumbers.masked(text.joined(separator: " "))
  }

  // MARK: Cells

  private func cell(_ line: StatementFile.Line, _ column: Int?) -> String? {
    guard let column, column < line.cells.count else { return nil }
    return line.cells[column]
  }

  private func text(_ line: StatementFile.Line, _ column: Int?) -> String? {
    guard let text = cell(line, column), text != "-", !text.isEmpty else { return nil }
    return text
  }

  private func range(_ line: StatementFile.Line, _ column: Int) -> Range<Int>? {
    guard column < line.row.cells.count else { return nil }
    return line.row.cells[column].start..<line.row.cells[column].end
  }

  private func time(
    _ line: StatementFile.Line, _ bytes: Span<UInt8>, _ log: inout DiagnosticLog
  ) -> PostingTime? {
    let date = Array(line.cells[plan.date].utf8)
    guard
      let read = TimeReader.read(
        date.span, Cell(start: 0, end: date.count), style: styles.date)
    else {
      log.add(
        .timeUnparseable, .error, "date \"\(line.cells[plan.date])\" is none", in: line.row,
        at: range(line, plan.date), bytes: bytes,
        note: "the column is written as \(styles.datePattern)",
        remedy: "correct the date, or remove the line if it is no entry")
      return nil
    }
    let written = text(line, plan.zone) ?? plan.profile.zone
    guard let written else {
      // A time of day without its zone orders nothing between files: the day is what is known.
      return PostingTime(start: CivilDate.dayStart(of: read.start), precision: .day)
    }
    var local = read
    if let column = plan.time, let clock = text(line, column) {
      guard let moment = ClockReader.read(clock) else {
        log.add(
          .timeUnparseable, .error, "time of day \"\(clock)\" is none", in: line.row,
          at: range(line, column), bytes: bytes, remedy: "correct it, or empty the cell")
        return nil
      }
      local = PostingTime(
        start: CivilDate.dayStart(of: read.start) + moment.milliseconds,
        precision: moment.precision)
    }
    guard local.precision != .day else { return local }
    guard
      let offset = ZoneTable.offset(written, local: local.start, country: plan.profile.country)
    else {
      log.add(
        .zoneUnknown, .warning, "zone \"\(written)\" is unknown, so only the day is kept",
        in: line.row, at: plan.zone.flatMap { range(line, $0) }, bytes: bytes,
        remedy: "add the zone to the profile, or write offsets such as +05:30")
      return PostingTime(start: CivilDate.dayStart(of: local.start), precision: .day)
    }
    return PostingTime(start: local.start - offset, precision: local.precision)
  }

  private func currency(
    _ line: StatementFile.Line, _ bytes: Span<UInt8>, _ log: inout DiagnosticLog
  ) -> Currency? {
    if let column = plan.currency, let code = text(line, column) {
      if let known = Currency(code.uppercased()) { return known }
      log.add(
        .currencyUnknown, .error, "currency \"\(code)\" is unknown", in: line.row,
        at: range(line, column), bytes: bytes,
        note: "without the currency the number of decimals is not known",
        remedy: "use an ISO 4217 code such as GBP")
      return nil
    }
    if let known = plan.profile.fields.constantCurrency ?? headerCurrency { return known }
    log.add(
      .currencyMissing, .error, "no currency is given", in: line.row,
      at: plan.currency.flatMap { range(line, $0) }, bytes: bytes,
      remedy: "fill the column")
    return nil
  }

  // MARK: Money

  private func amount(
    _ line: StatementFile.Line, _ currency: Currency, _ bytes: Span<UInt8>,
    _ log: inout DiagnosticLog
  ) -> Int64? {
    var values: [(value: Int64, side: StatementAmount.Side)?] = []
    for column in plan.amounts {
      let text = cell(line, column) ?? ""
      switch StatementAmount.read(text, in: currency, style: styles.amount) {
      case .none: values.append(nil)
      case .amount(let value, let side): values.append((value, side))
      case .fault(let reading):
        reject(reading, line, column, bytes, &log)
        return nil
      }
    }
    switch plan.profile.fields.amount {
    case .signed:
      guard let found = values.first ?? nil else { return missing(line, bytes, &log) }
      return found.side == .debit ? -abs(found.value) : found.value
    case .sides:
      let out = values[0].flatMap { $0.value == 0 ? nil : $0 }
      let into = values[1].flatMap { $0.value == 0 ? nil : $0 }
      switch (out, into) {
      case (let out?, nil):
        // In a column of debits a bracket, a minus or DR says once more what the column says.
        return out.side == .credit ? abs(out.value) : -abs(out.value)
      case (nil, let into?):
        return into.side == .debit ? -abs(into.value) : into.value
      case (nil, nil):
        return values.contains { $0 != nil } ? 0 : missing(line, bytes, &log)
      case (_?, _?):
        log.add(
          .amountBothSides, .error, "money went out and came in on one row", in: line.row,
          at: range(line, plan.amounts[1]), bytes: bytes,
          note: "a row of a statement fills one of the two columns",
          remedy: "divide the row in two, or empty one of the cells")
        return nil
      }
    case .marked(_, _, let out, let into):
      guard let found = values.first ?? nil else { return missing(line, bytes, &log) }
      let word = StatementText.normal(cell(line, plan.side) ?? "")
      if out.contains(where: { StatementText.normal($0) == word }) { return -abs(found.value) }
      if into.contains(where: { StatementText.normal($0) == word }) { return abs(found.value) }
      log.add(
        .amountUnparseable, .error, "\"\(word)\" does not say whether money came or went",
        in: line.row, at: plan.side.flatMap { range(line, $0) }, bytes: bytes,
        remedy: "write one of \((out + into).joined(separator: ", "))")
      return nil
    }
  }

  private func missing(
    _ line: StatementFile.Line, _ bytes: Span<UInt8>, _ log: inout DiagnosticLog
  ) -> Int64? {
    log.add(
      .amountMissing, .error, "no amount is given", in: line.row,
      at: plan.amounts.first.flatMap { range(line, $0) }, bytes: bytes,
      remedy: "fill in the amount, or remove the line if it is no entry")
    return nil
  }

  private func reject(
    _ reading: AmountReader.Reading, _ line: StatementFile.Line, _ column: Int,
    _ bytes: Span<UInt8>, _ log: inout DiagnosticLog
  ) {
    let text = cell(line, column) ?? ""
    let (code, words): (DiagnosticCode, String) =
      switch reading {
      case .ambiguous: (.amountAmbiguous, "has two readings")
      case .badGrouping: (.amountGrouping, "is not divided into thousands")
      case .tooPrecise: (.amountTooPrecise, "has more decimals than its currency")
      case .tooLarge: (.amountTooLarge, "is too large")
      case .amount, .blank, .notANumber: (.amountUnparseable, "is not a number")
      }
    log.add(
      code, .error, "amount \"\(text)\" \(words)", in: line.row, at: range(line, column),
      bytes: bytes, remedy: "correct the amount; compare it with the original statement")
  }
}
