internal import PaymentGraph

/// Reads claims files: the payments that victims claim, one in each row.
///
/// The column `claim` names a payment by the id of its record or by its row, `FILE:LINE`; or the columns
/// `account`, `date` and `amount`, and `currency` where there is one, say who paid when and how much.
struct ClaimsReader {
  private(set) var claims: [Claim] = []
  private let header: HeaderNames
  private var log: DiagnosticLog

  init(header: HeaderNames, log: DiagnosticLog) {
    self.header = header
    self.log = log
  }

  /// Returns true where a header is that of a claims file.
  ///
  /// A header of one word counts on the first line only: elsewhere such a line may be anything.
  static func knows(_ header: HeaderNames, isFirst: Bool) -> Bool {
    guard isFirst else { return false }
    if header.unique.first == "claim" || header.unique == ["id"] { return true }
    let names = Set(header.unique)
    return header.unique.count == names.count
      && Set(["account", "date", "amount"]).isSubset(of: names)
      && names.isSubset(of: ["claim", "account", "date", "amount", "currency"])
  }

  /// Reads one file.
  mutating func read(
    _ bytes: Span<UInt8>, _ finding: HeaderFinder.Finding
  ) -> (balance: RowBalance, log: DiagnosticLog) {
    var balance = RowBalance()
    var scanner = RowScanner(
      dialect: finding.dialect, from: finding.bodyStart, line: finding.bodyLine)
    var row = Row()
    while scanner.next(in: bytes, into: &row) { balance.count(read(row, bytes), line: row.line) }
    return (balance, log)
  }

  private mutating func read(_ row: Row, _ bytes: Span<UInt8>) -> RowOutcome {
    if row.isEmpty { return .setAside(.empty) }
    guard row.fault == nil else {
      log.add(
        .quoteStray, severity: .error, summary: "the row cannot be divided into cells", in: row,
        bytes: bytes,
        remedy: "put one claim in each row")
      return .rejected
    }
    let subject: Claim.Subject
    if let name = name(row, bytes) {
      subject = .name(name)
    } else if header.position(of: "account") != nil, !isBlank(row, bytes) {
      guard let payment = payment(row, bytes) else { return .rejected }
      subject = .payment(payment)
    } else {
      return .setAside(.empty)
    }
    let range = row.start..<row.end
    claims.append(
      Claim(
        subject: subject,
        citation: Citation(file: log.file, line: row.line, byteRange: log.fileRange(range)),
        excerpt: range.prefix(DiagnosticLog.excerptLimit).map { bytes[$0] }
          .prefix { $0 != 0x0A && $0 != 0x0D }.map { $0 }))
    return .loaded
  }

  // MARK: Cells

  private func isBlank(_ row: Row, _ bytes: Span<UInt8>) -> Bool {
    row.cells.allSatisfy { CellText.trimmed(bytes, $0).count == 0 }
  }

  private func cell(_ name: String, row: Row, in bytes: Span<UInt8>) -> Cell? {
    guard let position = header.position(of: name), position < row.cells.count else { return nil }
    let cell = CellText.trimmed(bytes, row.cells[position])
    return cell.count > 0 ? cell : nil
  }

  /// Returns the name of a payment, in whatever form a spreadsheet wrote it.
  private func name(_ row: Row, _ bytes: Span<UInt8>) -> String? {
    let cell =
      header.position(of: "claim") == nil && header.unique == ["id"]
      ? cell("id", row: row, in: bytes) : cell("claim", row: row, in: bytes)
    return cell.map { CellText.string(bytes, $0) }
  }

  private mutating func payment(_ row: Row, _ bytes: Span<UInt8>) -> Claim.Payment? {
    guard let account = cell("account", row: row, in: bytes),
      let date = cell("date", row: row, in: bytes),
      let amount = cell("amount", row: row, in: bytes)
    else {
      log.add(
        .claimUnknown, severity: .error, summary: "the row does not say which payment is claimed",
        in: row,
        bytes: bytes,
        note: "a claim needs account, date and amount, or an id or FILE:LINE in the column claim",
        remedy: "fill in what is missing")
      return nil
    }
    guard let day = day(date, row: row, in: bytes) else { return nil }
    let currencyCell = cell("currency", row: row, in: bytes)
    let currency =
      currencyCell.map { Currency(CellText.string(bytes, $0)) } ?? signed(amount, bytes)
    guard currencyCell == nil || currency != nil else {
      log.add(
        .currencyUnknown, severity: .error, summary: "the currency of the claim is unknown",
        in: row,
        at: currencyCell.map { $0.start..<$0.end }, bytes: bytes,
        remedy: "use an ISO 4217 code such as GBP, or leave the cell empty")
      return nil
    }
    guard let worth = worth(amount, currency: currency, in: bytes), worth.units != 0 else {
      log.add(
        .amountUnparseable, severity: .error,
        summary:
          "amount \"\(CellText.string(bytes, amount).prefix(60))\" of the claim cannot be read",
        in: row,
        at: amount.start..<amount.end, bytes: bytes, remedy: "write the amount as 1234.56")
      return nil
    }
    return Claim.Payment(
      account: CellText.string(bytes, account), day: day, units: abs(worth.units),
      exponent: worth.exponent, currency: currency)
  }

  /// Returns the currency of a sign or code beside the amount, where it means one currency only.
  private func signed(_ amount: Cell, _ bytes: Span<UInt8>) -> Currency? {
    let written = AmountText(CellText.bytes(bytes, amount))?.currencies ?? []
    let meant = written.map { Set(CurrencySigns.codes(of: $0) ?? []) }
    guard let first = meant.first else { return nil }
    let codes = meant.dropFirst().reduce(first) { $0.intersection($1) }
    return codes.count == 1 ? codes.first.flatMap { Currency($0) } : nil
  }

  /// Returns an amount with a point or a comma before its decimals; nil where it has two readings.
  private func worth(
    _ cell: Cell, currency: Currency?, in bytes: Span<UInt8>
  ) -> (units: Int64, exponent: Int)? {
    let text = Array(CellText.string(bytes, cell).utf8)
    // A sign of several currencies may stand beside the digits; the value does not depend on it.
    let signs = ["GBP", "EUR", "INR", "USD", "JPY", "NGN", "PLN", "SEK"].compactMap { Currency($0) }
    for currency in currency.map({ [$0] }) ?? [.none] + signs {
      for mark in [UInt8(0x2E), 0x2C] {
        let reading = AmountReader.read(
          text.span, Cell(start: 0, end: text.count), in: currency,
          style: AmountStyle(decimalMark: mark))
        switch reading {
        case .amount(let units, _): return (units, currency.exponent)
        case .finer(let units, let exponent, _, false): return (units, exponent)
        case .ambiguous: return nil
        default: continue
        }
      }
    }
    return nil
  }

  /// Returns a day whose spelling has only one reading.
  private mutating func day(_ cell: Cell, row: Row, in bytes: Span<UInt8>) -> CivilDate? {
    let styles: [TimeReader.Style] = [
      .yearFirst, .dayFirst, .monthFirst, .dayMonthName, .monthName,
    ]
    let days = Set(
      styles.compactMap { style in
        TimeReader.read(bytes, cell, style: style).map { CivilDate(milliseconds: $0.start) }
      })
    if days.count == 1 { return days.first }
    let shown = CellText.string(bytes, cell).prefix(60)
    log.add(
      days.isEmpty ? .timeUnparseable : .timeAmbiguous, severity: .error,
      summary: days.isEmpty
        ? "date \"\(shown)\" of the claim is not a date"
        : "date \"\(shown)\" of the claim can be read in two ways",
      in: row, at: cell.start..<cell.end, bytes: bytes,
      note: days.sorted().map(\.iso8601).joined(separator: " or "),
      remedy: "write the day as 2021-01-13")
    return nil
  }
}

/// One payment that a victim claims, as a row of a claims file names it.
struct Claim {
  /// The way in which a claim names its payment.
  enum Subject: Hashable {
    /// The id of the payment's record, or its row as `FILE:LINE`.
    case name(String)
    /// The account that paid, the day and the amount.
    case payment(Payment)
  }

  /// A payment as a statement describes it.
  struct Payment: Hashable {
    let account: String
    let day: CivilDate
    /// The amount in units of ``exponent`` decimals.
    let units: Int64
    let exponent: Int
    /// The currency; nil where the claim does not say.
    let currency: Currency?

    /// Returns true where an amount equals that of the payment.
    func isWorth(_ money: Money) -> Bool {
      if let currency, currency.index != money.currency.index { return false }
      let restated = DecimalScale.restated(units, from: exponent, to: money.currency.exponent)
      return restated.map { $0.isExact && $0.value == money.minorUnits } ?? false
    }
  }

  let subject: Subject
  let citation: Citation
  /// The bytes of the row, for reports.
  let excerpt: [UInt8]

  /// The claim in words: `"t7"`, or the facts that it states of the payment.
  var words: String {
    switch subject {
    case .name(let text): "\"\(text)\""
    case .payment(let payment):
      "\(payment.account), \(payment.day.iso8601), "
        + Money(
          minorUnits: payment.units,
          currency: (payment.currency ?? .none).keeping(payment.exponent)
        ).decimalText + (payment.currency.map { " \($0.code)" } ?? "")
    }
  }
}

/// The day that the record of a payment prints, where its moment is kept in UTC.
///
/// A payment of 10 March, 23:30 in New York is one of 11 March in UTC; its victim names the day on the statement.
struct PrintedDay {
  private let record: [UInt8]

  init(record: [UInt8]) { self.record = record }

  /// The days that the record prints in any common form: the year, the month and the day in figures, in any order that
  /// puts the year first or last, with no other digit before or after.
  ///
  /// - Complexity: O(bytes of the record).
  var days: Set<CivilDate> {
    var days: Set<CivilDate> = []
    for start in record.indices
    where isDigit(at: start) && !(start > 0 && isDigit(at: start - 1)) {
      for mark: UInt8? in [nil, UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: ".")] {
        if let found = figures([4, 2, 2], from: start, mark: mark) {
          days.formUnion(PrintedDay.days(year: found[0], [(found[1], found[2])]))
        }
        if let found = figures([2, 2, 4], from: start, mark: mark) {
          days.formUnion(
            PrintedDay.days(year: found[2], [(found[1], found[0]), (found[0], found[1])]))
        }
      }
    }
    return days
  }

  private static func days(
    year: Int, _ daysOfMonths: [(month: Int, day: Int)]
  ) -> [CivilDate] {
    daysOfMonths.compactMap { CivilDate(year: year, month: $0.month, day: $0.day) }
  }

  /// Returns numbers of given lengths that stand side by side with a mark between them; nil where they do not.
  private func figures(_ lengths: [Int], from start: Int, mark: UInt8?) -> [Int]? {
    var at = start
    var found: [Int] = []
    for length in lengths {
      if at > start, let mark {
        guard at < record.count, record[at] == mark else { return nil }
        at += 1
      }
      guard at + length <= record.count else { return nil }
      var number = 0
      for place in at..<at + length {
        guard isDigit(at: place) else { return nil }
        number = number * 10 + Int(record[place] - 0x30)
      }
      found.append(number)
      at += length
    }
    return at < record.count && isDigit(at: at) ? nil : found
  }

  private func isDigit(at place: Int) -> Bool { IdentifierText.isDigit(record[place]) }
}

/// The meaning of a line of a file that shows no transfer.
enum LineMeaning {
  /// The file holds records of another kind, and no transfers.
  case otherFile(String)
  case beforeHeader
  case header
  /// The file ends before the line.
  case beyondEnd(lines: Int)
  case empty
  /// The line continues the row that starts on another line.
  case goesOn(first: Int)
  /// The row became no transfer, and nothing is wrong with it.
  case setAside(SetAsideReason, word: String?)
  /// The row is shown by the transfer of another row.
  case folded
  /// The row could not be read; holds the message of its problem.
  case rejected(String)
  /// The row was read, and nothing more is known of it.
  case read

  /// The meaning in words.
  func words(_ row: RowName) -> String {
    switch self {
    case .otherFile(let kind): "\(row.file) holds \(kind), not transfers"
    case .beforeHeader: "line \(row.line) comes before the header"
    case .header: "line \(row.line) is the header"
    case .beyondEnd(let lines): "the file has \(lines) lines"
    case .empty: "line \(row.line) is empty"
    case .goesOn(let first):
      "line \(row.line) continues the row of line \(first), which is not a transfer"
    case .setAside(let reason, let word):
      "the row is \(reason.isMemo ? "memo" : "skipped"): \(reason.words)"
        + (word.map { " (\($0.prefix(40)))" } ?? "")
    case .folded: "the row is part of a conversion that another row shows"
    case .rejected(let why): "the row is rejected: \(why)"
    case .read: "the row was read, but another row shows its transfer"
    }
  }
}
