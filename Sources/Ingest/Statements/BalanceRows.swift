internal import PaymentGraph

/// The rows of a statement that state a balance or a total, though they stand among its payments.
///
/// Their text alone never decides where they have a day and an amount: a payment may have the text `Final balance`. A
/// balance must stand before or after all payments, or be the one that the rows or the column of balances give; a total
/// must be the sum of rows; and a row by which the column of balances moves is a payment. What is still open is reported.
struct BalanceRows {
  /// The meaning of a row.
  enum Reading: Equatable {
    /// The balance, where the row shows it.
    case balance(Int64?)
    case total
    /// The text states a balance, and nothing else shows it: the row is rejected.
    case open
    /// The row stands under a title that says that its payments are pending.
    case pending
    /// The title of a part of the table.
    case title
    /// The text may state a balance or a total, and nothing shows it: the row counts as a payment.
    case doubtful
  }

  /// A row with the facts that decide it.
  private struct Fact {
    let line: Int
    var meaning: BalanceWords.Meaning?
    /// The change that the row would be as a payment; nil where it shows none.
    var change: Int64?
    /// The amounts in their columns, without signs.
    var columns: [Int128] = []
    /// The money that went out and that came in, where one column has both.
    var sides: [Int128] = []
    var hasAmount = false
    /// True where the text is one word that may be a name.
    var isBare = false
    var balance: Int64?
    var day: Int64?
    var section = ""
  }

  private var readings: [Int: Reading] = [:]

  /// No such rows.
  init() {}

  init(
    _ lines: [StatementFile.Line], _ rows: StatementRows, in bytes: Span<UInt8>, log: DiagnosticLog
  ) {
    markSections(lines, rows)
    let entries = lines.filter { $0.use == .entry && readings[$0.row.line] == nil }
    let meanings = entries.map { BalanceRows.meaning(of: $0, rows) }
    guard meanings.contains(where: { $0 != nil }) else { return }
    var silent = log
    var sections: [String: [Fact]] = [:]
    for (line, meaning) in zip(entries, meanings) {
      let fact = BalanceRows.fact(line, meaning: meaning, rows: rows, in: bytes, log: &silent)
      sections[fact.section, default: []].append(fact)
    }
    for facts in sections.values {
      let days = facts.compactMap(\.day)
      let isNewestFirst = (days.first ?? 0) > (days.last ?? 0)
      decide(isNewestFirst ? facts.reversed() : facts)
    }
  }

  subscript(_ line: Int) -> Reading? { readings[line] }

  /// Marks the rows below the title of pending payments, up to the next title, and the titles.
  private mutating func markSections(_ lines: [StatementFile.Line], _ rows: StatementRows) {
    let above = rows.finder.preamble.last { $0.contains(where: \.isLetter) } ?? ""
    let title = above.filter { $0 != "," && $0 != ";" && $0 != "\"" && $0 != "\t" }
    var isPending = StatusWords.isSurelyUnsettled(title)
    for line in lines where line.use == .entry || line.use == .skipped(.foot) {
      let filled = line.cells.filter { !$0.isEmpty }
      if filled.count == 1, let title = filled.first, let standing = StatusWords.standing(of: title)
      {
        isPending = standing == .unsettled
        if line.use == .entry { readings[line.row.line] = .title }
      } else if isPending, line.use == .entry {
        readings[line.row.line] = .pending
      }
    }
  }

  // MARK: Texts

  /// Returns the meaning of a row's texts; nil where one of them is any other text.
  private static func meaning(
    of line: StatementFile.Line, _ rows: StatementRows
  ) -> BalanceWords.Meaning? {
    let plan = rows.plan
    let accounts = plan.counterAccount + [plan.payer, plan.payee].compactMap { $0 }
    guard accounts.allSatisfy({ rows.text(line, $0) == nil }) else { return nil }
    let named = plan.narration + plan.counterName + plan.payerName + plan.payeeName
    var texts = named.compactMap { rows.text(line, $0) }
    // A text may take the place of the day.
    if let day = rows.text(line, plan.date), !day.contains(where: \.isNumber) { texts.append(day) }
    if texts.isEmpty { texts = [plan.type].compactMap { rows.text(line, $0) } }
    if texts.isEmpty {
      // Columns of which the profile says nothing.
      let known = Set(
        plan.amounts
          + [
            plan.date, plan.balance, plan.currency, plan.side, plan.status, plan.id, plan.valueDate,
          ]
          .compactMap { $0 })
      texts = line.cells.indices.filter { !known.contains($0) && !line.cells[$0].isEmpty }
        .map { line.cells[$0] }.filter { BalanceRows.isWords($0) }.prefix(1).map { $0 }
    }
    guard !texts.isEmpty else { return nil }
    var best: BalanceWords.Meaning?
    for text in texts {
      guard let meaning = BalanceWords.meaning(of: text) else {
        return meaningOfWords(line, beginning: texts)
      }
      best = best.map { min($0, meaning) } ?? meaning
    }
    return best
  }

  /// Returns the meaning of the words of all cells, where they are one text in several columns: `CLOSE` and `BALANCE`.
  private static func meaningOfWords(
    _ line: StatementFile.Line, beginning texts: [String]
  ) -> BalanceWords.Meaning? {
    guard let text = texts.first, texts.count == 1, BalanceWords.isPlace(text) else { return nil }
    let words = line.cells.filter { isWords($0) }
    return words.count > 1 ? BalanceWords.meaning(of: words.joined(separator: " ")) : nil
  }

  /// Returns true for a cell of words; the number of an account, an id or a code has as many digits as letters.
  private static func isWords(_ text: String) -> Bool {
    text.count(where: \.isLetter) > max(2, text.count(where: \.isNumber))
  }

  private static func fact(
    _ line: StatementFile.Line, meaning: BalanceWords.Meaning?, rows: StatementRows,
    in bytes: Span<UInt8>, log: inout DiagnosticLog
  ) -> Fact {
    let plan = rows.plan
    var fact = Fact(line: line.row.line, meaning: meaning)
    let currency = rows.currency(line, in: bytes, log: &log)
    let own = rows.finder.ofRow(line.cells)?.key ?? ""
    fact.section = "\(own)\u{1F}\(currency?.code ?? "")\u{1F}\(rows.text(line, plan.pot) ?? "")"
    fact.hasAmount = plan.amounts.contains { column in
      rows.text(line, column)?.contains { ("1"..."9").contains($0) } ?? false
    }
    if rows.text(line, plan.date) != nil {
      fact.day = rows.time(line, in: bytes, log: &log).map { CivilDate.dayStart(of: $0.start) }
    }
    fact.isBare = plan.narration.contains { rows.text(line, $0).map(BalanceWords.isBare) ?? false }
    guard let currency else { return fact }
    func value(_ column: Int?) -> Int64? {
      guard let column, let text = rows.text(line, column),
        case .amount(let value, let side) = rows.reading(of: text, in: currency)
      else { return nil }
      guard column == plan.balance else { return value }
      return rows.balanceSide(line, side) == .debit ? -abs(value) : value
    }
    fact.columns = plan.amounts.map { Int128(value($0) ?? 0) }
    fact.balance = value(plan.balance)
    if fact.hasAmount { fact.change = rows.amount(line, currency: currency, in: bytes, log: &log) }
    if plan.amounts.count == 1, let change = fact.change.map({ Int128($0) }) {
      fact.sides = change < 0 ? [-change, 0] : [0, change]
    }
    return fact
  }

  // MARK: The decision

  /// Decides the rows of one account and currency, the oldest first.
  private mutating func decide(_ facts: [Fact]) {
    let payments = facts.indices.filter { facts[$0].meaning == nil && facts[$0].change != nil }
    /// The sums of the rows since the beginning, since the last total, with the opening balance, and with all balances.
    var (sums, parts, opened, whole) = (Sums(), Sums(), Sums(), Sums())
    var partCount = 0
    var known: Int128?
    var printed: Int64?
    for (place, fact) in facts.enumerated() {
      defer { printed = fact.balance ?? printed }
      guard let meaning = fact.meaning else {
        sums.add(fact)
        parts.add(fact)
        opened.add(fact)
        whole.add(fact)
        if fact.change != nil { partCount += 1 }
        known = fact.balance.map { Int128($0) } ?? known.map { $0 + Int128(fact.change ?? 0) }
        continue
      }
      let isOutside = (payments.first ?? place) >= place || (payments.last ?? place) <= place
      let movesBalance: Bool = {
        guard let change = fact.change, let balance = fact.balance, let printed, change != 0
        else { return false }
        return Int128(printed) + Int128(change) == Int128(balance)
      }()
      let reading: Reading?
      if !fact.hasAmount {
        reading = withoutAmount(fact, meaning)
      } else if movesBalance {
        reading = nil
      } else if meaning == .total {
        let isSum = [sums, parts, opened, whole].contains { $0.are(fact) }
        let isLast = (payments.last ?? place) <= place
        if fact.day == nil || isSum && (partCount > 1 || isLast || !fact.isBare) {
          reading = .total
        } else {
          reading =
            fact.change == nil || fact.balance != nil || !isLast && fact.isBare ? nil : .doubtful
        }
        if reading == .total { (parts, partCount) = (Sums(), 0) }
      } else if meaning == .page {
        reading = nil
      } else {
        let stated = fact.balance ?? fact.change
        let isKnown = known != nil && fact.change.map { Int128($0) } == known
        let isPrinted =
          fact.balance != nil && fact.change.map { abs($0) } == fact.balance.map { abs($0) }
        if fact.day == nil || isPrinted || isKnown
          || meaning == .balance && isOutside && fact.balance == nil
        {
          reading = .balance(stated)
        } else if meaning == .balance {
          reading = fact.balance == nil ? .open : .doubtful
        } else {
          reading = fact.balance == nil && isOutside ? .doubtful : nil
        }
      }
      if let reading { readings[fact.line] = reading }
      if case .balance(let stated)? = reading {
        known = stated.map { Int128($0) } ?? known
        if (payments.first ?? place) >= place { opened.add(fact) }
        whole.add(fact)
      } else if reading == nil || reading == .doubtful {
        known = known.map { $0 + Int128(fact.change ?? 0) }
        sums.add(fact)
        opened.add(fact)
        whole.add(fact)
      }
    }
  }

  private func withoutAmount(_ fact: Fact, _ meaning: BalanceWords.Meaning) -> Reading? {
    switch meaning {
    case .balance, .possibleBalance: .balance(fact.balance)
    case .total, .page: .total
    }
  }

  /// The sums of some rows: column by column, and by the direction of the money.
  private struct Sums {
    private var columns: [Int128] = []
    private var sides: [Int128] = []

    mutating func add(_ fact: Fact) {
      Sums.add(fact.columns, to: &columns)
      Sums.add(fact.sides, to: &sides)
    }

    /// Returns true where the filled amounts of a row are these sums.
    func are(_ fact: Fact) -> Bool {
      Sums.areTotals(fact.columns, of: columns) || Sums.areTotals(fact.sides, of: sides)
    }

    private static func add(_ amounts: [Int128], to sums: inout [Int128]) {
      if sums.isEmpty { sums = amounts.map { _ in 0 } }
      for index in amounts.indices where index < sums.count { sums[index] += amounts[index] }
    }

    private static func areTotals(_ amounts: [Int128], of sums: [Int128]) -> Bool {
      let filled = amounts.indices.filter { amounts[$0] != 0 }
      return !filled.isEmpty && sums.count == amounts.count
        && filled.allSatisfy { abs(sums[$0]) == abs(amounts[$0]) }
    }
  }
}

/// The rows that state a balance or a total, in a statement's own rows.
extension StatementRows {
  /// Returns the reason for which a row is set aside before its cells are read; nil for one that is read.
  func reasonAside(_ line: StatementFile.Line) -> SetAsideReason? {
    switch balanceRows[line.row.line] {
    case .total: .total
    case .title: .announcement
    case .balance where plan.currency != nil && text(line, plan.currency) == nil: .announcement
    default: nil
    }
  }

  /// Reports a row of which nothing shows whether it states a balance or is a payment; returns true where it is rejected.
  func isOpenBalance(
    _ line: StatementFile.Line, in bytes: Span<UInt8>, log: inout DiagnosticLog
  ) -> Bool {
    let reading = balanceRows[line.row.line]
    guard reading == .open || reading == .doubtful else { return false }
    let column = plan.narration.first ?? plan.counterName.first
    log.add(
      .balanceOrPayment, severity: reading == .open ? .error : .warning,
      summary: reading == .open
        ? "the text states a balance, but the row stands among payments"
        : "the row counts as a payment, but its text may state a balance or a total",
      in: line.row, at: column.flatMap { range(line, $0) }, bytes: bytes,
      note: "neither the balances nor the sums of the rows show which it is",
      remedy: "compare the row with the original; remove it if it is not a payment")
    return reading == .open
  }
}
