internal import PaymentGraph

/// Reads the files beside the payments: accounts, claims, decisions, identifiers, and the facts of a case.
struct ReadCompanions {
  private let files: FileKinds

  /// The contents of these files.
  struct Found {
    /// The payments that claims files name; nil where none was read.
    var claims: [Claim]?
    /// The accounts of accounts files in the notation of one country's banks.
    var national: [NationalAccount] = []
    /// The decisions on which accounts, or rows, are one and which are not.
    var decisions: [PartyDecision] = []
    /// The identifiers of accounts.
    var identifiers: [IdentifiersReader.Stated] = []
    /// The persons, lists, areas and statements held, by file.
    var caseRecords: [CaseRecords] = []
    /// The tables of an extract.
    var extract = ExtractTables()
  }

  init(_ files: FileKinds) { self.files = files }

  func apply(to draft: inout LedgerDraft) -> Found {
    var found = Found()
    let order = files.order.filter {
      files.refusals[$0] == nil && draft.readings[$0] == nil && files.found[$0] != nil
    }
    // Decisions on accounts come last, because they win.
    let decisions = order.filter(holdsDecisions)
    for index in order.filter({ !holdsDecisions($0) }) + decisions {
      guard let finding = files.found[index] else { continue }
      draft.readings[index] = read(
        draft.inputs[index], finding: finding, into: &draft, found: &found)
    }
    return found
  }

  private func holdsDecisions(_ index: Int) -> Bool {
    guard case .accounts(let header) = files.found[index]?.kind else { return false }
    return AccountsReader.holdsDecisions(header)
  }

  private func read(
    _ input: InputFile, finding: HeaderFinder.Finding, into draft: inout LedgerDraft,
    found: inout Found
  ) -> FileReading? {
    switch finding.kind {
    case .transfers, .statement, .lookup: return nil
    case .accounts(let header):
      draft.builder.add(otherFile: input.source)
      var accounts = AccountsReader(header: header, log: input.makeLog())
      input.file.withBytes { bytes in
        accounts.read(bytes, finding: finding, into: &draft.builder, facts: &draft.facts)
      }
      found.national += accounts.national
      return input.report(
        "accounts", finding: finding, rows: accounts.balance, log: accounts.log)
    case .decisions(let header):
      draft.builder.add(otherFile: input.source)
      var reader = PartyDecisionsReader(header: header, log: input.makeLog())
      input.file.withBytes { reader.read($0, finding) }
      found.decisions += reader.decisions
      return input.report("decisions", finding: finding, rows: reader.balance, log: reader.log)
    case .identifiers(let header):
      draft.builder.add(otherFile: input.source)
      var reader = IdentifiersReader(header: header, log: input.makeLog())
      input.file.withBytes { reader.read($0, finding: finding, into: &draft.builder) }
      found.identifiers += reader.identifiers
      return input.report("identifiers", finding: finding, rows: reader.balance, log: reader.log)
    case .caseFacts(let kind, let header):
      guard let dates = files.dates(input, finding, kind: kind, header: header) else { return nil }
      draft.builder.add(otherFile: input.source)
      var reader = CaseFileReader(kind, header: header, dates: dates, log: input.makeLog())
      input.file.withBytes { reader.read($0, finding) }
      found.caseRecords.append(reader.records)
      return input.report(kind.rawValue, finding: finding, rows: reader.balance, log: reader.log)
    case .extract(let part):
      draft.builder.add(otherFile: input.source)
      var log = input.makeLog()
      let rows = input.file.withBytes {
        found.extract.read(part, $0, finding: finding, log: &log)
      }
      return input.report("extract", finding: finding, rows: rows, log: log)
    case .claims(let header):
      draft.builder.add(otherFile: input.source)
      var reader = ClaimsReader(header: header, log: input.makeLog())
      let (balance, log) = input.file.withBytes { reader.read($0, finding) }
      found.claims = (found.claims ?? []) + reader.claims
      return input.report("claims", finding: finding, rows: balance, log: log)
    }
  }
}

/// Reads the tables that explain ids, before the rows that need them.
struct ReadLookups {
  private let files: FileKinds

  init(_ files: FileKinds) { self.files = files }

  func apply(to draft: inout LedgerDraft, readers: inout RowReaders) {
    for index in files.order where files.refusals[index] == nil {
      guard let finding = files.found[index], case .lookup(let header) = finding.kind else {
        continue
      }
      ReadLookups.read(index, finding: finding, header: header, into: &draft, readers: &readers)
    }
  }

  /// Reads a table of ids into all lookups that it explains.
  static func read(
    _ index: Int, finding: HeaderFinder.Finding, header: HeaderNames,
    into draft: inout LedgerDraft, readers: inout RowReaders
  ) {
    let input = draft.inputs[index]
    var log = input.makeLog()
    var table = LookupReader(readers.reader.library.lookups(for: header), header)
    input.file.withBytes { table.read($0, finding: finding, log: &log) }
    for (lookup, values) in table.values {
      readers.lookups[lookup, default: [:]].merge(values) { first, _ in first }
    }
    draft.meter.pass(input)
    draft.builder.add(otherFile: input.source)
    draft.readings[index] = input.report(
      "lookup", finding: finding, rows: table.balance, log: log)
  }
}
