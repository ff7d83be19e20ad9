internal import PaymentGraph

/// Turns the rows of one file into transfers, by its column plan.
///
/// Every row ends as loaded, memo, skipped or rejected; a rejected row has at least one diagnostic with the bytes that
/// are at fault. No text is made of a cell unless a diagnostic shows it.
struct CarefulReader: RowReader {
  let plan: LedgerPlan
  let finding: HeaderFinder.Finding
  let checks: RowChecks
  let fileNumber: Int
  var log: DiagnosticLog
  let repair: RowRepair
  private let tolerance: Tolerance
  /// True where a negative amount is a payment back.
  var reversesNegatives = false
  private let headerBytes: [[UInt8]]
  var balance = RowBalance()
  private(set) var first: PostingTime?
  private(set) var last: PostingTime?
  private(set) var statedPayments: Int?
  var currencies: CurrencyReader
  /// The meanings of ids, by the column that holds them.
  let lookups: [Int: [[UInt8]: LookupValue]]
  /// The further statements of a list of transfers about its rows, resolved when all of them are
  /// read.
  var listedRows: [ListedRow] = []
  /// The number of rows that could not be read in the files from which a list was written.
  var listedUnread = 0
  /// The number of transfers that the list left out when it was written.
  var listedLeftOut = 0
  /// The names that lookups gave to accounts of the row.
  var lookedNames: [(account: AccountID, name: String)] = []
  /// The faults of a sheet's cells.
  var cellFaults = CellFaults()
  private var scratch: [UInt8] = []
  /// The rows whose clock is not that of the others.
  private(set) var clocks = RowClocks()
  /// The record being read, kept for its storage.
  var record = Row()
  /// The sums sent, by the index of the currency; rows that are finer than the currency are added when all files are
  /// read.
  private var sums: [Int128] = Array(repeating: 0, count: 256)

  init(
    plan: LedgerPlan, finding: HeaderFinder.Finding, fileNumber: Int, log: DiagnosticLog,
    tolerance: Tolerance = .normal, lookups: [Int: [[UInt8]: LookupValue]] = [:]
  ) {
    self.plan = plan
    self.finding = finding
    checks = RowChecks(plan)
    self.lookups = lookups
    self.fileNumber = fileNumber
    self.log = log
    self.log.columnNames = plan.header
    self.tolerance = tolerance
    repair = RowRepair(plan: plan, dialect: finding.dialect)
    headerBytes = plan.header.map { Array($0.utf8) }
    currencies = CurrencyReader(words: plan.profile.currencyNames)
  }

  /// Reads one row into the ledger that is being built.
  mutating func read(
    _ row: Row, in bytes: Span<UInt8>, into draft: inout LedgerDraft
  ) -> RowOutcome {
    let row = cellFaults.marked(row) ?? (tolerance == .lenient ? mended(row, bytes) : row)
    let outcome = map(row, in: bytes, into: &draft)
    balance.count(outcome, line: row.line)
    return outcome
  }

  /// Counts plain rows between the rows read before and those read next.
  mutating func count(_ tally: RowTally) {
    balance.loaded += tally.loaded
    balance.setAside(.empty, line: tally.firstEmptyLine, count: tally.empty)
    for (index, sum) in tally.sums.enumerated() where sum != 0 { sums[index] += sum }
    if let time = tally.first, first.map({ time.start < $0.start }) ?? true { first = time }
    if let time = tally.last, last.map({ time.end > $0.end }) ?? true { last = time }
  }

  /// Returns true where an amount is the sum of all rows loaded before it in its currency.
  func isSum(_ units: Int64, _ currency: Currency) -> Bool {
    units > 0 && sums[Int(currency.index)] == Int128(units)
  }

  /// Returns the sums of the loaded rows, by the currency sent.
  func loadedTotals() -> MoneyTotals {
    var totals = MoneyTotals()
    for index in sums.indices where sums[index] != 0 {
      totals.add(
        sums[index], in: Currency(index: UInt8(index), exponent: Currency.exponents[index]))
    }
    return totals
  }

  private mutating func map(
    _ row: Row, in bytes: Span<UInt8>, into ledger: inout LedgerDraft
  ) -> RowOutcome {
    if row.fault != nil {
      log.addFault(row, bytes)
      return .rejected
    }
    if row.isEmpty || isBlank(row, bytes) { return .setAside(.empty) }
    if row.spansLines, repair.swallowsTransfers(row, bytes) { return rejectSwallower(row, bytes) }
    if row.hasQuoteInside { log.addQuoteInside(row, bytes, quote: finding.dialect.quote) }
    if isHeader(row, bytes) { return skipHeader(row, bytes) }
    if plan.profile.holdsTotalRows, isTotal(row, bytes) { return .setAside(.total) }
    if plan.profile.mayHaveTotalFoot, isTotalFoot(row, bytes) { return .setAside(.total) }
    guard checks.hasRightWidth(row, in: bytes, log: &log),
      checks.isText(row, in: bytes, log: &log)
    else { return .rejected }

    if let outcome = unsettled(row, bytes) { return outcome }
    guard let currency = currency(row, in: bytes, column: plan.currency),
      let written = amount(row, in: bytes, column: plan.amount, currency: currency)
    else { return .rejected }
    let isPaidBack = reversesNegatives && (Int64.min + 1..<0).contains(written.minorUnits)
    let sent =
      isPaidBack ? Money(minorUnits: -written.minorUnits, currency: written.currency) : written
    guard sent.minorUnits > 0 else {
      return sent.minorUnits == 0 ? zero(row, bytes) : negative(row, bytes)
    }
    guard let time = time(row, bytes) else { return .rejected }
    var received: Money?
    if filled(row, in: bytes, column: plan.receivedAmount) != nil {
      let receivedCurrency =
        filled(row, in: bytes, column: plan.receivedCurrency) != nil
        ? self.currency(row, in: bytes, column: plan.receivedCurrency) : currency
      guard let receivedCurrency,
        var value = self.amount(
          row, in: bytes, column: plan.receivedAmount, currency: receivedCurrency)
      else { return .rejected }
      if isPaidBack, (Int64.min + 1..<0).contains(value.minorUnits) {
        value = Money(minorUnits: -value.minorUnits, currency: value.currency)
      }
      guard value.minorUnits >= 0 else { return negative(row, bytes) }
      if value != sent { received = value }
    }
    let stated = kind(row, bytes)
    let kind = isPaidBack && stated == .payment ? TransferKind.refund : stated
    guard kind.movesMoney else { return .setAside(.announcement, word: kind.name) }

    let isReversed =
      spells(row, in: bytes, column: plan.reversal, value: plan.reversalValue) != isPaidBack
    let payerColumns = isReversed ? plan.to : plan.from
    let beneficiaryColumns = isReversed ? plan.from : plan.to
    let payerConstant = plan.constants[isReversed ? .to : .from]
    let beneficiaryConstant = plan.constants[isReversed ? .from : .to]
    let payerBlank = payerConstant == nil && isPartyBlank(row, in: bytes, columns: payerColumns)
    let beneficiaryBlank =
      beneficiaryConstant == nil && isPartyBlank(row, in: bytes, columns: beneficiaryColumns)
    if payerBlank && beneficiaryBlank {
      log.add(
        .accountMissing, severity: .error, summary: "neither payer nor beneficiary is named",
        in: row, bytes: bytes,
        remedy: "name at least one account, or leave the row out")
      return .rejected
    }

    lookedNames.removeAll(keepingCapacity: true)
    let id = text(row, in: bytes, column: plan.id, builder: &ledger.builder)
    let payer =
      payerConstant.map { ledger.builder.account($0.span) }
      ?? account(
        row, in: bytes, columns: payerColumns, isBlank: payerBlank, side: "payer",
        builder: &ledger.builder
      )
    let beneficiary =
      beneficiaryConstant.map { ledger.builder.account($0.span) }
      ?? account(
        row, in: bytes, columns: beneficiaryColumns, isBlank: beneficiaryBlank, side: "beneficiary",
        builder: &ledger.builder)
    var draft = RowDraft(
      payer: payer, beneficiary: beneficiary, time: time, amount: sent.minorUnits,
      currency: sent.currency, received: received?.minorUnits, receivedCurrency: received?.currency,
      kind: kind)
    if id > 0 {
      switch ledger.records.register(id, draft, in: ledger.builder) {
      case .new: break
      case .repetition(let other):
        ledger.builder.addEvidence(
          EvidenceRow(
            file: fileNumber, line: row.line, byteRange: log.fileRange(row.start..<row.end)),
          to: other)
        reportIdentity(.idRepeated, row: row, in: bytes)
        return .setAside(.repetition)
      case .clash: reportIdentity(.idClash, row: row, in: bytes)
      }
    }
    draft.id = id
    draft.link = text(row, in: bytes, column: plan.link, builder: &ledger.builder)
    draft.reference =
      plan.constants[.reference].map { ledger.builder.text($0.span) }
      ?? text(row, in: bytes, column: plan.reference, builder: &ledger.builder)
    draft.aggregate = plan.profile.holdsTotals ? .some(paymentCount(row, bytes)) : nil
    ledger.builder.add(draft, file: fileNumber, row)
    clocks.note(time, of: ledger.builder.transferCount - 1, areLocal: plan.hasLocalClock)
    if spells(row, in: bytes, column: plan.order, value: Array("open".utf8)) {
      ledger.builder.setPosition(of: ledger.builder.transferCount - 1, asRowOf: nil)
    }
    if let words = filled(row, in: bytes, column: plan.decision) {
      ledger.builder.note(
        decision: CellText.string(bytes, words), on: ledger.builder.transferCount - 1)
    }
    if !plan.listed.isEmpty {
      noteListed(row, in: bytes, payer: payer, beneficiary: beneficiary, builder: &ledger.builder)
    }
    for (account, name) in lookedNames {
      ledger.facts.note(account, role: nil, name: name, institution: nil, country: nil)
    }
    if !plan.facts.isEmpty || !plan.constants.isEmpty {
      noteFacts(
        row, in: bytes, payer: payer, beneficiary: beneficiary, isReversed: isReversed,
        facts: &ledger.facts)
    }
    account(for: draft)
    return .loaded
  }

  private mutating func account(for draft: RowDraft) {
    if draft.currency.exponent == draft.currency.standardExponent {
      sums[Int(draft.currency.index)] += Int128(draft.amount)
    }
    if draft.time.precision != .unknown {
      if first.map({ draft.time.start < $0.start }) ?? true { first = draft.time }
      if last.map({ draft.time.end > $0.end }) ?? true { last = draft.time }
    }
    if case .some(.some(let count)) = draft.aggregate {
      statedPayments = (statedPayments ?? 0) + Int(count)
    }
  }

  /// Returns the row mended, and reports that; unchanged where it cannot be mended.
  private mutating func mended(_ row: Row, _ bytes: Span<UInt8>) -> Row {
    guard row.fault != nil || row.cells.count != plan.width, !isBlank(row, bytes),
      let (mended, words) = repair.repaired(row, bytes)
    else { return row }
    reportMended(row, in: bytes, words: words)
    return mended
  }

  // MARK: Cells

  /// Returns true where a row repeats the header, as in files that were joined.
  private func isHeader(_ row: Row, _ bytes: Span<UInt8>) -> Bool {
    guard row.cells.count == headerBytes.count else { return false }
    for (cell, name) in zip(row.cells, headerBytes) {
      let cell = CellText.trimmed(bytes, cell)
      guard cell.count == name.count else { return false }
      for at in name.indices where bytes[cell.start + at] != name[at] { return false }
    }
    return true
  }

  func cell(_ row: Row, in bytes: Span<UInt8>, column: Int) -> Cell {
    CellText.trimmed(bytes, row.cells[column])
  }

  /// Returns the cell of a column; nil where the file has no such column, or the cell is empty.
  func filled(_ row: Row, in bytes: Span<UInt8>, column: Int?) -> Cell? {
    guard let column else { return nil }
    let cell = cell(row, in: bytes, column: column)
    return cell.count > 0 ? cell : nil
  }

  func isBlank(_ cell: Cell) -> Bool { cell.count == 0 }

  private func isBlank(_ row: Row, _ bytes: Span<UInt8>) -> Bool {
    row.cells.allSatisfy { CellText.trimmed(bytes, $0).count == 0 }
  }

  private func spells(
    _ row: Row, in bytes: Span<UInt8>, column: Int?, value: [UInt8]
  ) -> Bool {
    guard let column else { return false }
    let cell = cell(row, in: bytes, column: column)
    guard cell.count == value.count else { return false }
    for position in value.indices where bytes[cell.start + position] != value[position] {
      return false
    }
    return true
  }

  private mutating func text(
    _ row: Row, in bytes: Span<UInt8>, column: Int?, builder: inout LedgerBuilder
  ) -> UInt32 {
    guard let cell = filled(row, in: bytes, column: column) else { return 0 }
    guard cell.escape != 0 else {
      return builder.text(bytes.extracting(cell.start..<cell.end))
    }
    scratch.removeAll(keepingCapacity: true)
    CellText.append(bytes, cell, to: &scratch)
    return builder.text(scratch.span)
  }

  private mutating func kind(_ row: Row, _ bytes: Span<UInt8>) -> TransferKind {
    if let constant = plan.profile.constants[.kind] {
      return TransferKind(name: constant) ?? .payment
    }
    guard let cell = filled(row, in: bytes, column: plan.kind) else { return .payment }
    let name = CellText.string(bytes, cell)
    if let known = plan.profile.kindWords[name.lowercased()] ?? TransferKind(name: name) {
      return known
    }
    log.add(
      .kindUnknown, severity: .warning,
      summary: "kind \(quoted(name)) is unknown and read as payment", in: row,
      at: cell.start..<cell.end, bytes: bytes,
      remedy: "use one of \(TransferKind.allCases.map(\.name).joined(separator: ", "))")
    return .payment
  }

  private func paymentCount(_ row: Row, _ bytes: Span<UInt8>) -> UInt32? {
    filled(row, in: bytes, column: plan.count).flatMap { UInt32(CellText.string(bytes, $0)) }
  }

  // MARK: Accounts

  private func isPartyBlank(_ row: Row, in bytes: Span<UInt8>, columns: [Int]) -> Bool {
    columns.allSatisfy { BlankWords.contains(bytes, cell(row, in: bytes, column: $0)) }
  }

  private mutating func account(
    _ row: Row, in bytes: Span<UInt8>, columns: [Int], isBlank: Bool, side: String,
    builder: inout LedgerBuilder
  ) -> AccountID {
    if isBlank { return standIn(row, in: bytes, columns: columns, side: side, builder: &builder) }
    if columns.count == 1 {
      let cell = cell(row, in: bytes, column: columns[0])
      if plan.lookups[columns[0]] != nil {
        return looked(up: cell, columns[0], row: row, in: bytes, builder: &builder)
      }
      if cell.escape == 0 {
        return builder.account(bytes.extracting(cell.start..<cell.end))
      }
    }
    scratch.removeAll(keepingCapacity: true)
    for (index, column) in columns.enumerated() {
      if index > 0 { scratch.append(0x2F) }
      CellText.append(bytes, cell(row, in: bytes, column: column), to: &scratch)
    }
    return builder.account(scratch.span)
  }

  /// Returns the account that stands in for a party whose account a row does not name.
  ///
  /// A blank is not an account: every row gets one of its own, so that blanks never meet. A party for which the row
  /// gives only a name is known by that name, and is one account wherever the file gives that name and nothing else.
  private mutating func standIn(
    _ row: Row, in bytes: Span<UInt8>, columns: [Int], side: String,
    builder: inout LedgerBuilder
  ) -> AccountID {
    let file = "?:\(log.file.textDigest.hex.prefix(12))"
    let names = columns == plan.from ? plan.facts.fromName : plan.facts.toName
    let name = filled(row, in: bytes, column: names).map { CellText.string(bytes, $0) } ?? ""
    let isKnown = !BlankWords.contains(name)
    let key =
      isKnown
      ? "\(file):name:\(StatementText.normal(SensitiveNumbers.masked(name)))"
      : "\(file):\(row.line):\(side)"
    let cell = columns.first.map { self.cell(row, in: bytes, column: $0) }
    log.add(
      .accountMissing, severity: .warning,
      summary: isKnown ? "the \(side) is known by name only" : "the \(side) is not named", in: row,
      at: cell.map { $0.start..<$0.end }, bytes: bytes,
      note: isKnown
        ? "one stand-in is used for everybody whom this file calls by this name: \(key)"
        : "a separate stand-in is used: \(key)",
      remedy: isKnown
        ? "add the account if it is known; two persons may have one name"
        : "add the account if it is known; blanks in different rows are never one account")
    let account = builder.account(key)
    if !isKnown { builder.setUnnamed(account) }
    return account
  }
}
