internal import PaymentGraph

/// The reading of the files of each kind.
extension IntakeAssembly {
  mutating func readOther(
    _ input: TransactionReader.Input, _ finding: HeaderFinder.Finding
  ) -> FileReading? {
    builder.add(otherFile: input.source)
    switch finding.content {
    case .transfers, .statement, .lookup: return nil
    case .accounts(let header):
      var accounts = AccountsReader(header: header, log: log(of: input))
      input.file.withBytes { bytes in
        accounts.read(bytes, finding: finding, into: &builder, facts: &facts)
      }
      national += accounts.national
      return reading(
        input, finding: finding, profile: "accounts", rows: accounts.balance, log: accounts.log)
    case .decisions(let header):
      var reader = PartyDecisionsReader(header: header, log: log(of: input))
      input.file.withBytes { reader.read($0, finding) }
      decisions += reader.decisions
      return reading(
        input, finding: finding, profile: "decisions", rows: reader.balance, log: reader.log)
    case .claims(let header):
      var reader = ClaimsReader(header: header, log: log(of: input))
      let (balance, log) = input.file.withBytes { reader.read($0, finding) }
      claims = (claims ?? []) + reader.claims
      return reading(input, finding: finding, profile: "claims", rows: balance, log: log)
    }
  }

  mutating func readTransfers(
    _ input: TransactionReader.Input, finding: HeaderFinder.Finding, plan: ColumnPlan
  ) -> FileReading {
    let firstTransfer = builder.transferCount
    if (plan.from + plan.to).contains(where: { plan.header[$0].lowercased().contains("card") }) {
      namesCardColumn = true
    }
    let mapper: RowMapper
    if let size = reader.bulkSize, let bulk = bulkPlan(input, finding: finding, plan: plan) {
      mapper = readInBulk(input, finding: finding, plan: bulk, chunkSize: size)
    } else {
      var careful = makeMapper(input, finding: finding, plan: plan)
      readRows(input, finding: finding, plan: plan, mapper: &careful)
      mapper = careful
    }
    noteListed(mapper.listedRows)
    let number = builder.add(input.source)
    if plan.hasLocalClock { builder.markLocalClock(file: number) }
    // A list of transfers with their order was put together from several files: its days are those of several clocks.
    if plan.statesOffsets || plan.order >= 0 { builder.markOffsets(file: number) }
    if plan.order >= 0 { markStandIns() }
    // Days that run backwards may have been sorted by day alone, so they do not show the order of the rows within one
    // day.
    if hasFallingDays(firstTransfer..<builder.transferCount) { builder.forgetOrder(ofFile: number) }
    if let shift = plan.dayShift { builder.setDayShift(shift, ofFile: number) }
    if !input.file.isVerbatim { builder.relocate(from: firstTransfer, input.file.fileRange) }
    builder.rejectedRowCount += mapper.balance.rejected + mapper.listedUnread
    bytesBefore += input.file.count
    progress(input, 0)
    var log = mapper.log
    log.add(plan.contradictions)
    if plan.amount >= 0, !plan.profile.statesUnits {
      log.addMinorUnits(in: [plan.header[plan.amount]], line: finding.headerLine)
    }
    plan.profile.era?.check((mapper.first, mapper.last), profile: plan.profile.name, &log)
    return FileReading(
      file: input.source, encoding: encoding(input), dialect: finding.dialect.words,
      headerLine: finding.headerLine, profile: plan.profile.name, rows: mapper.balance,
      firstTime: plan.hasLocalClock ? mapper.first?.local : mapper.first,
      lastTime: plan.hasLocalClock ? mapper.last?.local : mapper.last,
      totals: mapper.loadedTotals(),
      statedPayments: mapper.statedPayments, remark: plan.profile.remark,
      decisions: plan.decisions + finding.remarks, diagnostics: log.diagnostics)
  }

  /// Returns true where the times of rows never rise, fall somewhere, and are days in some rows.
  private func hasFallingDays(_ transfers: Range<Int>) -> Bool {
    let columns = builder.columns
    var (falls, hasDays) = (false, false)
    var last = Int64.max
    for transfer in transfers where columns.precision[transfer] != .unknown {
      let start = columns.start[transfer]
      if start > last { return false }
      if start < last, last != .max { falls = true }
      if columns.precision[transfer] == .day { hasDays = true }
      last = start
    }
    return falls && hasDays
  }

  /// Recognises accounts that stand for nobody by their keys, in a list of transfers that was written from a ledger.
  private mutating func markStandIns() {
    for account in 0..<builder.accountKeys.count
    where StatementPosting.isNameless(builder.accountKeys.key(at: account)) {
      builder.setUnnamed(AccountID(account))
    }
  }

  /// Reads a table of ids into all lookups that it explains.
  mutating func readLookup(
    _ input: TransactionReader.Input, finding: HeaderFinder.Finding, header: HeaderNames
  ) -> FileReading {
    var log = log(of: input)
    var table = LookupReader(reader.library.lookups(for: header), header)
    input.file.withBytes { table.read($0, finding: finding, log: &log) }
    for (lookup, values) in table.values {
      lookups[lookup, default: [:]].merge(values) { first, _ in first }
    }
    bytesBefore += input.file.count
    builder.add(otherFile: input.source)
    return reading(input, finding: finding, profile: "lookup", rows: table.balance, log: log)
  }

  /// Makes the reader of one statement, with the forms stated for its file.
  func statementReader(
    _ input: TransactionReader.Input, plan: StatementPlan, dialect: Dialect
  ) -> StatementReader {
    let listed = owner(ofStatement: input.file.path)
    return StatementReader(
      plan: plan, dialect: dialect,
      forms: FileForms(
        path: input.file.path, file: reader.statedForms(of: input.file.path),
        all: reader.mapping?.forms ?? StatedForms()), tolerance: reader.tolerance,
      statedAccount: reader.ownAccount(of: input.file.path),
      defaultAccount: listed ?? reader.ownAccounts[""],
      defaultReason: listed == nil ? "as requested" : "an accounts file says so",
      unknownAccount: "?:\(input.source.digest.hex.prefix(12)):own")
  }

  mutating func readStatement(
    _ input: TransactionReader.Input, finding: HeaderFinder.Finding, plan: StatementPlan,
    preamble: [String]
  ) throws(IngestError) -> FileReading {
    let firstTransfer = builder.transferCount
    var log = log(of: input)
    log.columnNames = plan.header.written
    let statement = statementReader(input, plan: plan, dialect: finding.dialect)
    let result = try input.file.withBytes { bytes throws(IngestError) in
      try statement.read(
        bytes, from: finding.bodyStart, line: finding.bodyLine, preamble: preamble, &log)
    }
    // Nothing is added before the file is known to be readable: a file that is set aside leaves no trace.
    let number = builder.add(input.source)
    var posting = StatementPosting(profile: plan.profile, fileNumber: number)
    posting.post(result.entries, into: &builder, &facts)
    if let shift = plan.profile.dayShift(stated: statement.forms.zone) {
      builder.setDayShift(shift, ofFile: number)
    }
    posted += posting.posted
    noteOpen(result.entries, file: number)
    var totals = MoneyTotals()
    var times: [PostingTime] = []
    for transfer in firstTransfer..<builder.transferCount {
      totals.add(builder.columns.sentMoney(transfer))
      let time = builder.columns.time(transfer)
      if time.precision != .period { times.append(time) }
    }
    log.add(result.contradictions)
    if !plan.profile.fields.statesUnits {
      log.addMinorUnits(in: plan.amounts.map { plan.header.written[$0] }, line: finding.headerLine)
    }
    let (first, last) = (times.min { $0.start < $1.start }, times.max { $0.end < $1.end })
    plan.profile.era?.check((first, last), profile: plan.profile.name, &log)
    if !input.file.isVerbatim { builder.relocate(from: firstTransfer, input.file.fileRange) }
    result.sequence.apply(
      to: &builder, file: number, transfers: firstTransfer..<builder.transferCount)
    addStatementBalances(of: result.facts, file: number)
    builder.rejectedRowCount += result.balance.rejected
    bytesBefore += input.file.count
    progress(input, 0)
    return FileReading(
      file: input.source, encoding: encoding(input), dialect: finding.dialect.words,
      headerLine: finding.headerLine, profile: plan.profile.name, rows: result.balance,
      firstTime: first, lastTime: last,
      totals: totals, statedPayments: nil, remark: plan.profile.remark,
      decisions: result.decisions + finding.remarks, statement: result.facts,
      diagnostics: log.diagnostics)
  }

  /// Notes the balances of a statement's accounts before its first rows and after its last, summed over all parts of an
  /// account.
  private mutating func addStatementBalances(of facts: StatementFacts, file: Int) {
    var balances: [StatementBalance] = []
    for section in facts.sections {
      guard let opening = section.opening, let closing = section.ending, let span = section.span
      else { continue }
      let account = builder.account(section.account).index
      let held = section.held + section.within
      var balance = StatementBalance(
        account: account, file: file, currency: section.currency, opening: opening,
        closing: closing, held: held, start: span.lowerBound, end: span.upperBound)
      if let part = balances.firstIndex(where: {
        $0.account == account && $0.currency == section.currency
      }) {
        let known = balances[part]
        balance = StatementBalance(
          account: account, file: file, currency: section.currency,
          opening: known.opening + opening, closing: known.closing + closing,
          held: known.held + held, start: min(known.start, span.lowerBound),
          end: max(known.end, span.upperBound))
        balances[part] = balance
      } else {
        balances.append(balance)
      }
    }
    builder.statementBalances += balances
  }
}
