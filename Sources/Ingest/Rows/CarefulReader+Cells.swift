internal import PaymentGraph

/// The currencies and amounts of rows, and the messages on those that cannot be read or are doubtful.
extension CarefulReader {
  mutating func currency(
    _ row: Row, in bytes: Span<UInt8>, column: Int?
  ) -> Currency? {
    guard let column else { return plan.constantCurrency }
    let cell = cell(row, in: bytes, column: column)
    if let known = currencies.read(bytes, cell) { return known }
    if isBlank(cell) {
      if let known = plan.currencyOfBlanks { return known }
      checks.rejectNoCurrency(in: row, at: cell.start..<cell.end, bytes: bytes, log: &log)
    } else {
      checks.rejectCurrency(
        CellText.string(bytes, cell), in: row, at: cell.start..<cell.end, bytes: bytes, log: &log)
    }
    return nil
  }

  mutating func amount(
    _ row: Row, in bytes: Span<UInt8>, column: Int?, currency: Currency
  ) -> Money? {
    guard let column else {
      let constant = plan.constants[.amount] ?? []
      guard
        case .amount(let value, _) = AmountReader.read(
          constant.span, Cell(start: 0, end: constant.count), in: currency, style: .point)
      else {
        log.add(
          .amountUnparseable, severity: .error,
          summary:
            "the constant amount \(quoted(String(decoding: constant, as: UTF8.self))) is not an amount in \(currency.code)",
          in: row, bytes: bytes, remedy: "give another with --set amount=…")
        return nil
      }
      return Money(minorUnits: value, currency: currency)
    }
    let cell = cell(row, in: bytes, column: column)
    func reject(_ reading: AmountReader.Reading) -> Money? {
      checks.rejectAmount(
        reading, text: CellText.string(bytes, cell), currency: currency, style: plan.amountStyle,
        in: row, at: cell.start..<cell.end, bytes: bytes, log: &log)
      return nil
    }
    let isMinor = plan.profile.about.isMinor
    let reading = AmountReader.read(
      bytes, cell, in: isMinor ? currency.keeping(0) : currency, style: plan.amountStyle)
    let money: Money
    let isExponential: Bool
    switch reading {
    case .amount(let value, let isWrittenSo):
      money = Money(minorUnits: value, currency: currency)
      isExponential = isWrittenSo
    case .finer(let value, let exponent, let isWrittenSo, let isCut):
      guard !isMinor, !isCut || currency.hasManyDecimals else {
        return reject(.tooPrecise)
      }
      money = Money(minorUnits: value, currency: currency.keeping(exponent))
      isExponential = isWrittenSo
      if isCut {
        checks.reportCut(
          CellText.string(bytes, cell), kept: money, in: row, at: cell.start..<cell.end,
          bytes: bytes, log: &log)
      }
    default:
      return reject(reading)
    }
    if isExponential, !plan.profile.writesExponents {
      log.add(
        .amountExponent, severity: .warning,
        summary: "amount \(quoted(CellText.string(bytes, cell))) is read as \(money.decimalText)",
        in: row,
        at: cell.start..<cell.end, bytes: bytes,
        note: "spreadsheets write long numbers this way, and digits may be lost",
        remedy: "compare with the original statement")
    }
    return money
  }
}

/// The times of rows, and the messages on those that cannot be read or are doubtful.
extension CarefulReader {
  mutating func time(_ row: Row, _ bytes: Span<UInt8>) -> PostingTime? {
    if let constant = plan.constantTime { return constant }
    guard let column = plan.time else { return .unknown }
    let cell = cell(row, in: bytes, column: column)
    if isBlank(cell) {
      log.add(
        .timeMissing, severity: .warning, summary: "no time is given", in: row,
        at: cell.start..<cell.end,
        bytes: bytes, note: "the transfer may have taken place before or after any other",
        remedy: "add the time if it is known")
      return .unknown
    }
    guard let start = readTime(row, in: bytes, cell: cell) else { return nil }
    if plan.isTimeContested, let text = TimeText(bytes, cell),
      TimeForms.readings(text).count(where: { $0.order != .yearFirst }) > 1
    {
      reportContested(row, in: bytes, cell: cell, time: start)
    }
    guard let untilCell = filled(row, in: bytes, column: plan.until) else { return start }
    guard let until = readTime(row, in: bytes, cell: untilCell) else { return nil }
    return PostingTime(fromDay: start.start, toDay: until.start)
  }

  private mutating func readTime(_ row: Row, in bytes: Span<UInt8>, cell: Cell) -> PostingTime? {
    if let time = TimeReader.read(bytes, cell, forms: plan.timeForms) {
      return plan.judgesClocks
        ? time : PostingTime(start: time.start, end: time.end, precision: time.precision)
    }
    switch plan.timeForms.read(bytes, cell) {
    case .time(let time, _): return time
    case .day(let day, let zone, let reading):
      log.addZone(zone, reading, in: row, at: cell.start..<cell.end, bytes: bytes)
      return day
    case .fault(let fault):
      checks.rejectTime(
        fault, text: CellText.string(bytes, cell), form: timeWords, in: row,
        at: cell.start..<cell.end, bytes: bytes, log: &log)
      return nil
    }
  }

  mutating func reportContested(
    _ row: Row, in bytes: Span<UInt8>, cell: Cell, time: PostingTime
  ) {
    log.add(
      .timeAmbiguous, severity: .warning,
      summary: "time \(quoted(CellText.string(bytes, cell))) is read as \(time.iso8601)", in: row,
      at: cell.start..<cell.end, bytes: bytes,
      note: "this file has times of both orders of day and month, and this one fits both",
      remedy: "find out where each row came from, and load the rows as separate files")
  }

  /// The way in which this file writes its times, with a sample that leaves nothing open.
  private var timeWords: String {
    let style =
      switch plan.timeForms.style {
      case .yearFirst: "2010-03-04 or 2010-03-04T10:05:00Z"
      case .dayFirst: "04/03/2010, the day first"
      case .monthFirst: "03/04/2010, the month first"
      case .shortYearFirst: "10-03-04, the year first"
      case .compact: "20100304"
      case .dayMonthName: "4 Mar 2010"
      case .monthName: "Mar 4, 2010"
      case .step: "a whole number of steps"
      }
    return "this file's times are written as \(style)"
  }
}

/// The words of a row that say it is a total or did not take place.
extension CarefulReader {
  /// Returns true where a row names no second account and says in a word that it is a total.
  func isTotal(_ row: Row, _ bytes: Span<UInt8>) -> Bool {
    guard row.cells.count == plan.width, let to = plan.to.first,
      cell(row, in: bytes, column: to).count == 0
    else { return false }
    return row.cells.contains { cell in
      let trimmed = CellText.trimmed(bytes, cell)
      guard trimmed.count > 0, trimmed.count <= 24 else { return false }
      let words = CellText.string(bytes, trimmed).lowercased().split { !$0.isLetter }
      return words.contains { ["total", "totals", "sum", "summary", "balance"].contains($0) }
    }
  }

  /// Returns true where a row is the total of the others: it says so in the cell of a party, or where both parties are
  /// missing, and lacks what payments have, or has the sum of all rows before it.
  func isTotalFoot(_ row: Row, _ bytes: Span<UInt8>) -> Bool {
    guard row.cells.count <= plan.width, mayBeTotal(row, bytes) else { return false }
    func text(_ column: Int?) -> String {
      guard let column, column < row.cells.count else { return "" }
      return CellText.string(bytes, CellText.trimmed(bytes, row.cells[column]))
    }
    let parties = [plan.from, plan.to].filter { !$0.isEmpty }
      .map { $0.map { text($0) }.filter { !$0.isEmpty }.joined(separator: " ") }
    let isParty = parties.contains(where: TotalWords.isTotal)
    guard
      isParty
        || parties.contains("")
          && row.cells.indices.contains(where: { TotalWords.isTotal(text($0)) })
    else { return false }
    if parties.contains("") { return true }
    // A payment to a company called Total has another party, and may lack its time.
    let namesNobody = parties.allSatisfy(TotalWords.isBeside)
    if namesNobody, plan.time != nil, text(plan.time).isEmpty { return true }
    guard balance.loaded > 1, text(plan.id).isEmpty else { return false }
    guard let amount = plan.amount, amount < row.cells.count,
      let currency = plan.constantCurrency ?? Currency(text(plan.currency)),
      case .amount(let units, _) = AmountReader.read(
        bytes, CellText.trimmed(bytes, row.cells[amount]), in: currency,
        style: plan.amountStyle)
    else { return false }
    return isSum(units, currency)
  }

  /// Returns false where every party, and the time, is there and no party begins like a word of totals: nearly
  /// everywhere.
  private func mayBeTotal(_ row: Row, _ bytes: Span<UInt8>) -> Bool {
    func first(_ column: Int) -> UInt8? {
      guard column < row.cells.count else { return nil }
      let cell = CellText.trimmed(bytes, row.cells[column])
      return cell.count > 0 ? bytes[cell.start] : nil
    }
    if let time = plan.time, first(time) == nil { return true }
    return (plan.from + plan.to).contains { column in
      guard let byte = first(column) else { return true }
      // Total, sum, grand total, number of, razem, celkem, overall, and all letters beyond ASCII.
      return byte >= 0x80
        || [0x63, 0x67, 0x6E, 0x6F, 0x72, 0x73, 0x74].contains(byte | 0x20)
    }
  }

  /// Returns the outcome of a row whose status does not say that its payment took place; nil where it does.
  mutating func unsettled(_ row: Row, _ bytes: Span<UInt8>) -> RowOutcome? {
    guard let column = plan.settled, let settled = plan.profile.settled else { return nil }
    let cell = cell(row, in: bytes, column: column)
    let word = CellText.string(bytes, cell)
    if settled.words.contains(word.lowercased()) { return nil }
    if settled.others.isEmpty || settled.others.contains(word.lowercased()) {
      return .setAside(.unsettled, word: word)
    }
    checks.rejectStatus(word, in: row, at: cell.start..<cell.end, bytes: bytes, log: &log)
    return .rejected
  }
}

/// Words by which a row says that it is the total of others and no payment.
enum TotalWords {
  private static let heads: Set<String> = [
    "total", "totals", "subtotal", "subtotals", "sum", "summe", "gesamt", "gesamtsumme",
    "gesamtbetrag", "summa",
    "suma", "somme", "totale", "totaal", "razem", "celkem", "итого", "всего", "合計", "总计", "합계",
  ]

  /// Words that may stand beside the words of totals, and mean nothing else.
  private static let beside: Set<String> = [
    "grand", "sub", "of", "all", "the", "for", "no", "number", "transactions", "transaction",
    "payments", "payment",
    "rows", "records", "amount", "amounts", "general", "général", "generale", "der", "umsätze",
    "buchungen", "period",
    "page", "report", "overall", "net", "value", "count",
  ]

  /// Returns true where a text has only words that may stand in a total: `Total`, `2 transactions`, `GBP`.
  static func isBeside(_ text: String) -> Bool {
    text.lowercased().split(whereSeparator: { !$0.isLetter }).allSatisfy { word in
      let word = String(word)
      return heads.contains(word) || beside.contains(word) || Currency(word) != nil
    }
  }

  /// Returns true where a text is a word of totals with only such words, numbers and the codes of currencies: `Grand
  /// total (12 payments)`.
  static func isTotal(_ text: String) -> Bool {
    guard !text.isEmpty, text.utf8.count <= 64 else { return false }
    var isSaid = false
    for word in text.lowercased().split(whereSeparator: { !$0.isLetter }) {
      let word = String(word)
      if heads.contains(word) {
        isSaid = true
      } else if !beside.contains(word), Currency(word) == nil {
        return false
      }
    }
    return isSaid
  }
}

/// The facts that the columns of a row state about the two accounts.
extension CarefulReader {
  mutating func noteFacts(
    _ row: Row, in bytes: Span<UInt8>, payer: AccountID, beneficiary: AccountID,
    isReversed: Bool, facts: inout AccountFacts
  ) {
    func value(_ column: Int?, _ field: Field) -> String? {
      if let constant = plan.profile.constants[field] { return constant }
      return filled(row, in: bytes, column: column).map { CellText.string(bytes, $0) }
    }
    let columns = plan.facts
    let sides = [
      (
        isReversed ? beneficiary : payer, columns.fromRole, value(columns.fromRole, .fromRole),
        value(columns.fromName, .fromName), value(columns.fromInstitution, .fromInstitution),
        value(columns.fromCountry, .fromCountry)
      ),
      (
        isReversed ? payer : beneficiary, columns.toRole, value(columns.toRole, .toRole),
        value(columns.toName, .toName), value(columns.toInstitution, .toInstitution),
        value(columns.toCountry, .toCountry)
      ),
    ]
    for (account, roleColumn, roleName, name, institution, country) in sides {
      let role = roleName.flatMap { AccountRole(name: $0) }
      facts.note(
        account, role: role, name: name.flatMap { BlankWords.contains($0) ? nil : $0 },
        institution: institution, country: country)
      if let roleName, role == nil {
        log.addUnknownRole(
          roleName, in: row, bytes: bytes,
          at: roleColumn.map { cell(row, in: bytes, column: $0) })
      }
    }
  }
}

/// Ids that other files explain.
extension CarefulReader {
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
