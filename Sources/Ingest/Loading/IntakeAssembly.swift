internal import PaymentGraph

/// Puts one intake together: transfers of all files first, then accounts, then claims.
struct IntakeAssembly {
  let reader: TransactionReader
  let inputs: [TransactionReader.Input]
  var builder = LedgerBuilder()
  var identities = IdentityRegister()
  var facts = AccountFacts()
  private var claims: ClaimsReader?
  /// The files with transfers, in the order in which they were read, and where their rows are.
  var transferFiles: [(input: Int, number: Int, rows: RowUnion.FileRows)] = []
  /// The rows of statements that became transfers.
  var posted: [PostedEntry] = []
  private var headers: [[String]: Int] = [:]
  /// What ids stand for, by the lookup that asks.
  var lookups: [Lookup: [[UInt8]: [UInt8]]] = [:]
  var readings: [FileReading?]
  private var bytesBefore = 0
  private let byteCount: Int

  init(reader: TransactionReader, inputs: [TransactionReader.Input]) {
    self.reader = reader
    self.inputs = inputs
    readings = Array(repeating: nil, count: inputs.count)
    byteCount = inputs.reduce(0) { $0 + $1.file.count }
  }

  consuming func assemble() throws(IngestError) -> Intake {
    // Files are read in the order of their digests, so that accounts are numbered the same way
    // whatever order the files were named in.
    let order =
      inputs.count > 1
      ? inputs.indices.sorted { inputs[$0].digest.value < inputs[$1].digest.value }
      : Array(inputs.indices)
    var others: [(index: Int, finding: HeaderFinder.Finding)] = []
    var findings: [Int: HeaderFinder.Finding] = [:]
    for index in order where !inputs[index].isRepeated {
      guard let finding = try find(inputs[index]) else { continue }
      findings[index] = finding
      if case .lookup(let header) = finding.content {
        readings[index] = readLookup(inputs[index], finding, header)
      }
    }
    for index in order {
      let input = inputs[index]
      if input.isRepeated {
        readings[index] = repeated(input)
        continue
      }
      guard let finding = findings[index] else {
        readings[index] = empty(input)
        continue
      }
      let first = builder.transferCount
      let columns: [String]?
      switch finding.content {
      case .transfers(let plan):
        readings[index] = readTransfers(input, finding, plan)
        columns = plan.header
      case .statement(let plan, let preamble):
        readings[index] = try readStatement(input, finding, plan, preamble)
        columns = plan.header.written
      case .lookup: continue
      case .accounts, .claims: columns = nil
      }
      if let columns {
        let header = headers[columns] ?? headers.count
        headers[columns] = header
        transferFiles.append(
          (
            index, transferFiles.count,
            RowUnion.FileRows(
              range: first..<builder.transferCount, header: header, text: input.file)
          ))
      } else {
        others.append((index, finding))
      }
    }
    for (index, finding) in others { readings[index] = readOther(inputs[index], finding) }
    uniteAccounts()
    warnOfShortenedNumbers()
    uniteRows()
    matchStatements()
    let conflicts = facts.describe(in: &builder)
    let ledger = builder.build()
    let resolved = claims?.resolve(in: ledger)
    var files = readings.compactMap { $0 }
    note(conflicts, in: ledger, &files)
    if let resolved { note(resolved.unknown, &files) }
    return Intake(ledger: ledger, files: files, claims: resolved?.transfers)
  }

  /// Makes one account of all spellings of one identifier.
  private mutating func uniteAccounts() { AccountMerger.merge(in: &builder, &facts) }

  private mutating func warnOfShortenedNumbers() {
    let shortened = ShortenedNumbers.accounts(in: builder.accountKeys)
    guard !shortened.isEmpty else { return }
    for file in transferFiles {
      let warnings = ShortenedNumbers.warnings(
        in: builder, rows: file.rows.range, of: inputs[file.input].source, file.rows.text, shortened
      )
      for warning in warnings { readings[file.input] = readings[file.input]?.adding(warning) }
    }
  }

  /// Counts rows that stand in several files once.
  private mutating func uniteRows() {
    guard transferFiles.count > 1 else { return }
    let merged = RowUnion(transferFiles.map(\.rows)).merged(in: builder)
    guard !merged.isEmpty else { return }
    let report = OverlapReport(
      merged, in: builder, sources: transferFiles.map { inputs[$0.input].source })
    let before = transferFiles.compactMap { readings[$0.input] }
    for (place, file) in transferFiles.enumerated() {
      readings[file.input] = report.applied(to: place, of: before, file.rows.text)
    }
    let moved = builder.merge(merged.map { ($0.gone, $0.kept) })
    posted = posted.compactMap { entry in
      guard let transfer = moved[Int(entry.transfer)] else { return nil }
      var entry = entry
      entry.transfer = transfer
      return entry
    }
  }

  private func find(_ input: TransactionReader.Input) throws(IngestError) -> HeaderFinder.Finding? {
    guard input.file.count < 1 << 47 else {
      throw IngestError(.fileTooLarge, path: input.file.path, "is too large; split it")
    }
    return try input.file.withBytes { bytes throws(IngestError) in
      return try HeaderFinder(mapping: reader.mapping, library: reader.library).find(
        in: bytes, path: input.file.path)
    }
  }

  private mutating func readOther(
    _ input: TransactionReader.Input, _ finding: HeaderFinder.Finding
  ) -> FileReading? {
    switch finding.content {
    case .transfers, .statement, .lookup: return nil
    case .accounts(let header):
      var accounts = AccountsReader(header: header, log: log(of: input))
      input.file.withBytes { bytes in
        accounts.read(bytes, finding, into: &builder, &facts)
      }
      return reading(input, finding, "accounts", accounts.balance, accounts.log)
    case .claims(let column, let width):
      var claims = self.claims ?? ClaimsReader()
      var log = log(of: input)
      let balance = input.file.withBytes { bytes in
        claims.read(bytes, finding, column, width, &builder, &log)
      }
      self.claims = claims
      return reading(input, finding, "claims", balance, log)
    }
  }

  private mutating func readTransfers(
    _ input: TransactionReader.Input, _ finding: HeaderFinder.Finding, _ plan: ColumnPlan
  ) -> FileReading {
    let firstTransfer = builder.transferCount
    let mapper: RowMapper
    if let size = reader.bulkSize, let bulk = bulkPlan(input, finding, plan) {
      mapper = readInBulk(input, finding, bulk, chunkSize: size)
    } else {
      var careful = makeMapper(input, finding, plan)
      readRows(input, finding, plan, &careful)
      mapper = careful
    }
    _ = builder.add(input.source)
    if !input.file.isVerbatim { builder.relocate(from: firstTransfer, input.file.fileRange) }
    builder.rejectedRowCount += mapper.balance.rejected
    bytesBefore += input.file.count
    progress(input, 0)
    return FileReading(
      file: input.source, encoding: encoding(input), dialect: finding.dialect.words,
      headerLine: finding.headerLine, profile: plan.profile.name, rows: mapper.balance,
      firstTime: mapper.first, lastTime: mapper.last, totals: mapper.loadedTotals(),
      statedPayments: mapper.statedPayments, remark: plan.profile.remark,
      decisions: plan.decisions, diagnostics: mapper.log.diagnostics)
  }

  /// Reads a table of ids into all lookups that it explains.
  private mutating func readLookup(
    _ input: TransactionReader.Input, _ finding: HeaderFinder.Finding, _ header: HeaderNames
  ) -> FileReading {
    var log = log(of: input)
    let empty = log
    var table = LookupReader()
    for lookup in reader.library.lookups(for: header) {
      // Each lookup reads all rows: what is wrong with them is said once.
      (table, log) = (LookupReader(), empty)
      input.file.withBytes { table.read($0, finding, header, lookup, &log) }
      lookups[lookup, default: [:]].merge(table.values) { first, _ in first }
    }
    bytesBefore += input.file.count
    return reading(input, finding, "lookup", table.balance, log)
  }

  private mutating func readStatement(
    _ input: TransactionReader.Input, _ finding: HeaderFinder.Finding, _ plan: StatementPlan,
    _ preamble: [String]
  ) throws(IngestError) -> FileReading {
    let firstTransfer = builder.transferCount
    var log = log(of: input)
    log.columnNames = plan.header.written
    let statement = StatementReader(
      plan: plan, dialect: finding.dialect, mapping: reader.mapping, path: input.file.path,
      statedAccount: reader.ownAccount(of: input.file.path),
      unknownAccount: "?:\(input.source.digest.hex.prefix(12)):own")
    let number = builder.add(input.source)
    var posting = StatementPosting(profile: plan.profile, fileNumber: number)
    let result = try input.file.withBytes { bytes throws(IngestError) in
      let result = try statement.read(
        bytes, from: finding.bodyStart, line: finding.bodyLine, preamble: preamble, &log)
      posting.post(result.entries, into: &builder, &facts)
      return result
    }
    if result.facts.isNewestFirst { builder.reverse(file: number) }
    posted += posting.posted
    var totals = MoneyTotals()
    var times: [PostingTime] = []
    for transfer in firstTransfer..<builder.transferCount {
      totals.add(
        Int128(builder.columns.sent[transfer]),
        in: Currency(index: builder.columns.sentCurrency[transfer]))
      times.append(builder.columns.time(transfer))
    }
    if !input.file.isVerbatim { builder.relocate(from: firstTransfer, input.file.fileRange) }
    builder.rejectedRowCount += result.balance.rejected
    bytesBefore += input.file.count
    progress(input, 0)
    return FileReading(
      file: input.source, encoding: encoding(input), dialect: finding.dialect.words,
      headerLine: finding.headerLine, profile: plan.profile.name, rows: result.balance,
      firstTime: times.min { $0.start < $1.start }, lastTime: times.max { $0.end < $1.end },
      totals: totals, statedPayments: nil, remark: plan.profile.remark,
      decisions: result.decisions, statement: result.facts, diagnostics: log.diagnostics)
  }

  func progress(_ input: TransactionReader.Input, _ position: Int) {
    reader.onProgress?(
      LoadProgress(
        path: input.file.path, bytesRead: bytesBefore + position, byteCount: byteCount))
  }

  private func encoding(_ input: TransactionReader.Input) -> String { input.file.encoding.name }

  /// A log for a file's problems, which starts with how its bytes were taken where that is a guess.
  func log(of input: TransactionReader.Input) -> DiagnosticLog {
    var log = DiagnosticLog(of: input.source) { input.file.fileRange($0) }
    if input.file.encoding == .windows1252 {
      let (count, line) = input.file.foreignBytes
      log.add(
        .encodingAssumed, .note,
        "the file is not UTF-8 and is read as Windows-1252", line: line,
        note:
          "\(count) \(count == 1 ? "byte is" : "bytes are") beyond ASCII, the first on this line",
        remedy: "look at names with accents; if they are wrong, save the file as UTF-8")
    }
    if input.file.encoding.isUTF8, !input.file.isASCII {
      let doubled = input.file.withBytes { DoubleEncoding(in: $0) }
      if let example = doubled.example {
        log.add(
          .encodingDoubled, .warning,
          "text was encoded twice: \"\(example.found)\" should be \"\(example.meant)\"",
          line: doubled.line,
          note:
            "\(doubled.count) such \(doubled.count == 1 ? "place" : "places"), the first on this line; they are kept as they stand",
          remedy: "save the file as Windows-1252 and load that, or export it again")
      }
    }
    return log
  }

  // MARK: Readings of files without transfers

  private func reading(
    _ input: TransactionReader.Input, _ finding: HeaderFinder.Finding?, _ profile: String,
    _ rows: RowBalance, _ log: DiagnosticLog
  ) -> FileReading {
    FileReading(
      file: input.source, encoding: encoding(input), dialect: finding?.dialect.words ?? "",
      headerLine: finding?.headerLine, profile: profile, rows: rows, firstTime: nil, lastTime: nil,
      totals: MoneyTotals(), statedPayments: nil, diagnostics: log.diagnostics)
  }

  private func repeated(_ input: TransactionReader.Input) -> FileReading {
    var log = DiagnosticLog(of: input.source)
    log.add(
      .fileRepeated, .note, "\(input.source.path) has the same bytes as a file named before it",
      note: "SHA-256 \(input.source.digest.hex)", remedy: "nothing need be done; it counts once")
    return reading(input, nil, "repeated", RowBalance(), log)
  }

  private func empty(_ input: TransactionReader.Input) -> FileReading {
    var log = DiagnosticLog(of: input.source)
    log.add(
      .fileEmpty, .warning, "\(input.source.path) has no rows and no header",
      remedy: "check that it was exported and copied whole")
    return reading(input, nil, "empty", RowBalance(), log)
  }

  // MARK: Problems that are seen only when all files are read

  private func note(
    _ conflicts: [(account: AccountID, words: String)], in ledger: Ledger,
    _ files: inout [FileReading]
  ) {
    let found = conflicts.map { conflict in
      "account \"\(ledger.account(conflict.account).key)\" has \(conflict.words)"
    }.sorted()
    add(
      found.map { summary in
        Diagnostic(
          code: DiagnosticCode.accountDetailConflict.rawValue, severity: .warning,
          summary: summary, note: "rows disagree; the alphabetically first spelling is shown",
          remedy: "say which is right in an accounts file")
      }, to: &files)
  }

  private func note(_ unknown: [ClaimsReader.Claim], _ files: inout [FileReading]) {
    add(
      unknown.map { claim in
        Diagnostic(
          code: DiagnosticCode.claimUnknown.rawValue, severity: .error,
          summary:
            "claim \"\(claim.id)\" names \(claim.isAmbiguous ? "several transfers" : "no transfer that was loaded")",
          citation: claim.citation, column: 1, excerpt: Array(claim.id.utf8),
          length: claim.id.utf8.count, note: "claims name transfers by the id of their record",
          remedy: "correct the id, or load the file that has it")
      }, to: &files)
  }

  private func add(_ diagnostics: [Diagnostic], to files: inout [FileReading]) {
    for diagnostic in diagnostics {
      let index =
        diagnostic.citation.flatMap { citation in
          files.firstIndex { $0.file == citation.file }
        } ?? 0
      guard files.indices.contains(index) else { continue }
      files[index] = files[index].adding(
        diagnostic, rejectsRow: diagnostic.severity == .error)
    }
  }
}
