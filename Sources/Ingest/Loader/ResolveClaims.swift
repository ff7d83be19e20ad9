internal import PaymentGraph

/// Finds the transfers that claims name, when all files are read.
struct ResolveClaims {
  private let claims: [Claim]?
  private let inputs: [InputFile]
  private let kinds: [Int: HeaderFinder.Finding]
  private let readers: RowReaders
  /// The reports on the files, by input.
  private let readings: [FileReading?]

  init(_ claims: [Claim]?, files: FileKinds, readers: RowReaders, readings: [FileReading?]) {
    self.claims = claims
    self.readers = readers
    self.readings = readings
    inputs = files.inputs
    kinds = files.found
  }

  /// Returns the transfers in ledger order; nil where no claims file was read.
  func apply(in ledger: Ledger, to files: inout [FileReading]) -> [TransferID]? {
    guard let claims else { return nil }
    let known = inputs.map { input in
      ClaimResolver.File(
        path: input.file.path,
        number: ledger.files.firstIndex { $0.textDigest == input.source.textDigest },
        text: input.file)
    }
    var resolver = ClaimResolver(ledger, files: known) { file, line in
      meaning(ofLine: line, inFile: file)
    }
    let resolved = resolver.resolve(claims)
    for claim in resolved.repetitions { setAside(claim, &files) }
    let problems = resolved.problems.map { claim, problem in
      diagnostic(claim, problem: problem, in: ledger)
    }
    for (file, found) in Dictionary(grouping: problems, by: \.citation?.file) {
      guard let index = files.firstIndex(where: { $0.file == file }) else { continue }
      files[index].add(found, rejecting: found.count)
    }
    return resolved.transfers
  }

  private func diagnostic(
    _ claim: Claim, problem: ClaimResolver.Problem, in ledger: Ledger
  ) -> Diagnostic {
    let code: DiagnosticCode
    let (words, note, remedy): (String, String, String)
    switch problem {
    case .unknown(let why, let found):
      code = .claimUnknown
      (words, note) = (why, found)
      remedy = "correct the claim, or load the file that has the payment"
    case .several(let transfers):
      code = .claimAmbiguous
      words = "fits \(transfers.count) transfers"
      note = ClaimResolver.list(transfers.lazy.map { ledger.transfer($0) })
      remedy = "name the intended one by FILE:LINE"
    }
    return Diagnostic(
      code: code.rawValue, severity: .error, summary: "claim \(claim.words) \(words)",
      citation: claim.citation, column: 1, excerpt: claim.excerpt, length: claim.excerpt.count,
      note: note, remedy: remedy)
  }

  private func setAside(_ claim: Claim, _ files: inout [FileReading]) {
    guard let index = files.firstIndex(where: { $0.file == claim.citation.file }) else { return }
    files[index] = files[index].settingAside(.repetition, line: claim.citation.line)
  }

  // MARK: Lines without a transfer

  /// Returns the meaning of a line that shows no transfer; the file is read once more for it.
  private func meaning(ofLine line: Int, inFile index: Int) -> LineMeaning {
    let input = inputs[index]
    // A file that repeats another was not read itself.
    let first = inputs.firstIndex { $0.digest.value == input.digest.value } ?? index
    guard let finding = kinds[index] ?? kinds[first] else { return .empty }
    if let rows = finding.kind.otherRows { return .otherFile(rows) }
    if line < finding.headerLine { return .beforeHeader }
    if line < finding.bodyLine { return .header }
    if finding.message != nil {
      return input.file.withBytes { bytes in
        var row = Row()
        row.line = line
        return meaning(of: row, bytes, finding: finding, index: first)
      }
    }
    return input.file.withBytes { bytes in
      var scanner = RowScanner(
        dialect: finding.dialect, from: finding.bodyStart, line: finding.bodyLine)
      var row = Row()
      while scanner.next(in: bytes, into: &row) {
        guard row.line + max(row.lines, 1) > line else { continue }
        if row.isEmpty { return .empty }
        return meaning(of: row, bytes, finding: finding, index: first)
      }
      return .beyondEnd(lines: max(scanner.line - 1, 0))
    }
  }

  private func meaning(
    of row: Row, _ bytes: Span<UInt8>, finding: HeaderFinder.Finding, index: Int
  ) -> LineMeaning {
    let errors = (readings[index]?.diagnostics ?? []).filter { problem in
      problem.severity == .error && problem.citation?.line == row.line
    }
    switch finding.kind {
    case .transfers(let plan):
      if let first = errors.first { return .rejected(first.summary) }
      var rows = readers.careful(inputs[index], finding: finding, plan: plan, number: 0)
      var draft = LedgerDraft()
      switch rows.read(row, in: bytes, into: &draft) {
      case .setAside(let reason, let word): return .setAside(reason, word: word)
      case .rejected:
        return .rejected(
          rows.log.diagnostics.last { $0.severity == .error }?.summary ?? "it cannot be read")
      case .loaded: return .read
      }
    case .statement(let plan, let preamble):
      return meaning(
        of: row, bytes, statement: (finding, plan, preamble), index: index,
        error: errors.first?.summary)
    case .accounts, .claims, .decisions, .identifiers, .caseFacts, .lookup, .extract: return .empty
    }
  }

  private func meaning(
    of row: Row, _ bytes: Span<UInt8>,
    statement: (finding: HeaderFinder.Finding, plan: StatementPlan, preamble: [String]),
    index: Int, error: String?
  ) -> LineMeaning {
    let reader = readers.statement(
      inputs[index], finding: statement.finding, plan: statement.plan,
      preamble: statement.preamble)
    guard let lines = try? reader.file(bytes).lines else { return .empty }
    guard let place = lines.lastIndex(where: { $0.row.line <= row.line }) else { return .empty }
    switch lines[place].use {
    case .skipped(let reason): return .setAside(reason, word: nil)
    case .continuation:
      guard let entry = lines[..<place].last(where: { $0.use == .entry }) else {
        return .setAside(.continuation, word: nil)
      }
      return .goesOn(first: entry.row.line)
    case .fault: return .rejected(error ?? "it cannot be divided into cells")
    case .entry: break
    }
    if let error { return .rejected(error) }
    for entry in entries(bytes, statement: statement, index: index)
    where entry.row.line == lines[place].row.line {
      switch entry.role {
      case .memo(let reason, let word): return .setAside(reason, word: word)
      case .folded: return .folded
      case .movement: return .read
      }
    }
    return .rejected("it cannot be read")
  }

  private func entries(
    _ bytes: Span<UInt8>,
    statement: (finding: HeaderFinder.Finding, plan: StatementPlan, preamble: [String]),
    index: Int
  ) -> [StatementEntry] {
    let input = inputs[index]
    let reader = readers.statement(
      input, finding: statement.finding, plan: statement.plan, preamble: statement.preamble)
    var log = input.makeLog()
    return (try? reader.read(bytes, &log))?.entries ?? []
  }
}
