internal import PaymentGraph

/// The checks that every row of payments undergoes, whoever reads it, and the reports on what fails them.
///
/// Rows of ledgers and of statements pass the same checks; some words of the reports are those of the kind of row.
struct RowChecks: Sendable {
  let shape: Format.Shape
  /// The name of the profile, for reports.
  let profile: String
  /// The number of cells that a row should have: one for each name of the header.
  let width: Int
  /// The number of cells after which a row may have empty ones only.
  let limit: Int
  /// The last column that holds anything; a row that ends after it lacks nothing.
  let lastMapped: Int
  /// The columns behind the last name, which a delimiter at the end of the header makes; empty where it ends with a name.
  let unnamed: Range<Int>

  init(_ plan: LedgerPlan) {
    shape = .ledger
    profile = plan.profile.about.name
    width = plan.width
    limit = plan.width
    lastMapped = plan.lastMapped
    unnamed = RowChecks.unnamed(plan.header)
  }

  init(_ plan: StatementPlan) {
    shape = .statement
    profile = plan.profile.about.name
    width = plan.width
    limit = max(plan.width, plan.header.written.count)
    lastMapped = plan.lastMapped
    unnamed = RowChecks.unnamed(plan.header.written)
  }

  private static func unnamed(_ header: [String]) -> Range<Int> {
    let named = header.lastIndex { $0.contains { !$0.isWhitespace } } ?? header.count - 1
    return named + 1..<max(named + 1, header.count)
  }

  private var isLedger: Bool { shape == .ledger }

  /// Returns a value from the data as a summary shows it: in quotes, and in ledgers cut after 60 characters.
  private func quoted(_ value: String) -> String {
    isLedger && value.count > 60 ? "\"\(value.prefix(57))...\"" : "\"\(value)\""
  }

  // MARK: The row

  /// Returns true where the row has as many cells as its header has names.
  ///
  /// Cells that are missing at the end are merely missing where no column of the format lies there; a row that lacks
  /// more may have lost a delimiter anywhere, which moves all later cells.
  func hasRightWidth(_ row: Row, in bytes: Span<UInt8>, log: inout DiagnosticLog) -> Bool {
    let found = row.cells.count
    let summary = "the row has \(found) cells, but the header has \(width)"
    if found <= lastMapped {
      log.add(
        .rowShort, severity: .error, summary: summary, in: row, bytes: bytes,
        remedy: "add the missing cells, or remove the line"
          + (isLedger ? " if it is no transfer" : ""))
      return false
    }
    if isSplit(row, in: bytes) {
      log.add(
        .rowLong, severity: .error,
        summary: "the row has a value behind the last name of the header", in: row, bytes: bytes,
        note: "a delimiter inside an unquoted cell splits it in two, and moves the cells behind it",
        remedy: "put the cell in quotes" + (isLedger ? ", for example \"1,234.56\"" : ""))
      return false
    }
    if found == width { return true }
    if found < width {
      log.add(
        .rowShort, severity: .warning, summary: summary, in: row, bytes: bytes,
        note: "the cells missing at its end are not needed for a transfer",
        remedy: "no action is needed unless a delimiter is missing between the cells")
      return true
    }
    let extra = row.cells.dropFirst(limit)
    if extra.allSatisfy({ CellText.trimmed(bytes, $0).count == 0 }) { return true }
    log.add(
      .rowLong, severity: .error, summary: summary, in: row,
      at: isLedger ? extra.first.map { $0.start..<max($0.start, row.end) } : nil, bytes: bytes,
      note: "a delimiter inside an unquoted cell splits it in two",
      remedy: "put the cell in quotes" + (isLedger ? ", for example \"1,234.56\"" : ""))
    return false
  }

  /// Returns true where a delimiter within a cell has moved the cells behind it into the columns that have no name.
  ///
  /// A row that is longer than the header has moved if it fills such a column; one that is not longer may have a remark
  /// there, and has moved if it has the halves of a number, `1` and `234.00`, side by side.
  private func isSplit(_ row: Row, in bytes: Span<UInt8>) -> Bool {
    guard !unnamed.isEmpty, unnamed.lowerBound > lastMapped, row.cells.count > unnamed.lowerBound
    else { return false }
    let behind = row.cells[unnamed.lowerBound..<min(unnamed.upperBound, row.cells.count)]
    guard behind.contains(where: { CellText.trimmed(bytes, $0).count > 0 }) else { return false }
    if row.cells.count > unnamed.upperBound { return true }
    let texts = row.cells.map { CellText.string(bytes, CellText.trimmed(bytes, $0)) }
    return zip(texts, texts.dropFirst()).contains { one, other in
      one.wholeMatch(of: /[-+]?[^\d\s]{0,3}\d{1,3}/) != nil
        && other.wholeMatch(of: /\d{3}(\.\d{1,3})?[A-Za-z]{0,2}/) != nil
    }
  }

  /// Returns true where the bytes of a row are text.
  func isText(_ row: Row, in bytes: Span<UInt8>, log: inout DiagnosticLog) -> Bool {
    !row.isBeyondASCII || log.checkUTF8(row, bytes)
  }

  /// Reports a status that the format does not explain.
  func rejectStatus(
    _ word: String, in row: Row, at range: Range<Int>?, bytes: Span<UInt8>,
    log: inout DiagnosticLog
  ) {
    log.add(
      .statusUnknown, severity: .error,
      summary: "status \(quoted(word)) does not say whether money moved", in: row, at: range,
      bytes: bytes, note: "profile \(profile) does not know this status",
      remedy: isLedger
        ? "add the word to the profile: to words if money moved, else to others"
        : "add the word to settled or unsettled in a profile of your own")
  }

  // MARK: Currencies

  /// Reports a currency that is unknown.
  ///
  /// - Parameter isAmounts: false where it is that of a fee or of an amount received.
  func rejectCurrency(
    _ code: String, isAmounts: Bool = true, in row: Row, at range: Range<Int>?,
    bytes: Span<UInt8>, log: inout DiagnosticLog
  ) {
    log.add(
      .currencyUnknown, severity: .error, summary: "currency \(quoted(code)) is unknown", in: row,
      at: range, bytes: bytes, note: isAmounts ? MinorUnitWords.note(code) : "",
      remedy: "use an ISO 4217 code such as GBP")
  }

  /// Reports that no currency is given.
  func rejectNoCurrency(
    in row: Row, at range: Range<Int>?, bytes: Span<UInt8>, log: inout DiagnosticLog
  ) {
    log.add(
      .currencyMissing, severity: .error, summary: "no currency is given", in: row, at: range,
      bytes: bytes,
      remedy: "fill in the column"
        + (isLedger ? ", or state the currency of the file with --set" : ""))
  }

  // MARK: Amounts

  /// Reports that of an amount only a part is kept.
  func reportCut(
    _ text: String, kept: Money, in row: Row, at range: Range<Int>?, bytes: Span<UInt8>,
    log: inout DiagnosticLog
  ) {
    log.add(
      .amountCut, severity: .warning,
      summary: "amount \(quoted(text)) is kept as \(kept.decimalText) \(kept.currency)", in: row,
      at: range, bytes: bytes,
      note: "64 bits hold 18 digits of an amount; further digits are left out",
      remedy: "no action is needed unless such small amounts matter")
  }

  /// Reports that no amount is given.
  func rejectNoAmount(
    in row: Row, at range: Range<Int>?, bytes: Span<UInt8>, log: inout DiagnosticLog
  ) {
    log.add(
      .amountMissing, severity: .error, summary: "no amount is given", in: row, at: range,
      bytes: bytes,
      remedy: "fill in the amount, or "
        + (isLedger ? "leave the row out" : "remove the line if it is no entry"))
  }

  /// Reports that an amount cannot be read.
  ///
  /// - Parameters:
  ///   - currency: the currency of the row.
  ///   - style: the way in which the file writes amounts.
  func rejectAmount(
    _ reading: AmountReader.Reading, text: String, currency: Currency, style: AmountStyle,
    in row: Row, at range: Range<Int>?, bytes: Span<UInt8>, log: inout DiagnosticLog
  ) {
    if isLedger, case .blank = reading {
      return rejectNoAmount(in: row, at: range, bytes: bytes, log: &log)
    }
    let words =
      isLedger
      ? ledgerWords(reading, currency: currency, style: style, path: log.file.path)
      : AmountWords(
        summary: statementWords(reading), note: "",
        remedy: "correct the amount; compare it with the original statement")
    log.add(
      reading.code, severity: .error, summary: "amount \(quoted(text)) \(words.summary)", in: row,
      at: range, bytes: bytes, note: words.note, remedy: words.remedy)
  }

  private struct AmountWords {
    let summary: String
    var note: String
    let remedy: String
  }

  private func statementWords(_ reading: AmountReader.Reading) -> String {
    switch reading {
    case .otherCurrency: "carries the sign of another currency"
    case .ambiguous: "can be read in two ways"
    case .badGrouping: "is not divided into thousands"
    case .sided: "says debit or credit"
    case .tooPrecise, .finer: "has more digits than can be kept"
    case .tooLarge: "is too large"
    case .amount, .blank, .notANumber: "is not a number"
    }
  }

  private func ledgerWords(
    _ reading: AmountReader.Reading, currency: Currency, style: AmountStyle, path: String
  ) -> AmountWords {
    let mark =
      "the decimal mark of this file is a \(style.decimalMark == UInt8(ascii: ".") ? "point" : "comma")"
    switch reading {
    case .amount, .blank, .notANumber:
      return AmountWords(
        summary: "is not a number",
        note: "\(mark); a currency sign must match the row's currency",
        remedy: "write the amount as 1234.56")
    case .otherCurrency:
      return AmountWords(
        summary: "carries the sign of a currency other than \(currency)",
        note: "one of the two is wrong, but the row does not show which",
        remedy: "correct the sign or the currency")
    case .ambiguous:
      return AmountWords(
        summary: "can be read in two ways",
        note: "the mark before three digits may separate thousands or mark decimals",
        remedy: "choose with \(FileFlag.decimal(path))")
    case .badGrouping:
      return AmountWords(
        summary: "is grouped oddly",
        note: "\(mark); other marks must group the digits into thousands or lakhs",
        remedy: "write the amount as 1234.56")
    case .sided:
      return AmountWords(
        summary: "says debit or credit",
        note: "payer and beneficiary already show which way the money went",
        remedy: "leave out DR or CR, or map the file as a statement")
    case .tooPrecise, .finer:
      return AmountWords(
        summary: "has more digits than can be kept",
        note:
          "amounts of up to 18 decimals and 18 digits are kept exactly, never rounded; sums that "
          + "a spreadsheet or a program computed often have more",
        remedy: "write the amount as the original statement has it")
    case .tooLarge:
      return AmountWords(
        summary: "is larger than can be kept", note: "amounts are kept as 64-bit minor units",
        remedy: "check the amount in the original")
    }
  }

  // MARK: Times

  /// Reports that a time cannot be read.
  ///
  /// - Parameter form: the way in which the file writes its times, in words.
  func rejectTime(
    _ fault: TimeFault, text: String, form: String, in row: Row, at range: Range<Int>?,
    bytes: Span<UInt8>, log: inout DiagnosticLog
  ) {
    log.add(
      fault.code, severity: .error,
      summary: (isLedger ? "time \(quoted(text))" : "date \"\(text.prefix(60))\"")
        + " \(fault.words)", in: row, at: range, bytes: bytes, note: fault.note(form),
      remedy: fault.remedy(path: log.file.path))
  }
}

extension AmountReader.Reading {
  /// The problem that an amount has which cannot be read.
  var code: DiagnosticCode {
    switch self {
    case .otherCurrency: .currencyConflict
    case .ambiguous: .amountAmbiguous
    case .badGrouping: .amountGrouping
    case .tooPrecise, .finer: .amountTooPrecise
    case .tooLarge: .amountTooLarge
    case .amount, .blank, .notANumber, .sided: .amountUnparseable
    }
  }
}
