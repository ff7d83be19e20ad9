internal import PaymentGraph

/// The reading of a large message entry by entry.
struct StreamedReading {
  let reader: StatementReader

  /// The most times that a message is read for what only its end shows.
  private static let mostRuns = 8

  /// True for a message that can be read so: a statement in XML, where no report or notification tells its entries too.
  static func isPossible(_ reader: StatementReader) -> Bool {
    guard let kind = reader.finding.message else { return false }
    return kind.family == .camt && !kind.isInterim && reader.held.isEmpty
      && reader.plan.profile.service == nil
  }

  /// Reads a message into a ledger.
  ///
  /// - Returns: nil where the message must be read with all its entries in memory; then the ledger is as it was.
  /// - Throws: the reason why the file cannot be read at all, or the question that it leaves open.
  func read(
    _ file: InputFile, into draft: inout LedgerDraft
  ) throws(IngestError) -> RowsRead? {
    var assumed = EntryStream.Assumptions()
    let log = file.makeLog()
    for _ in 0..<StreamedReading.mostRuns {
      let run = try file.file.withBytes { bytes throws(IngestError) in
        try self.run(bytes, log: log, assuming: assumed, into: draft)
      }
      switch run {
      case .success(let found):
        draft = found.draft
        if reader.keepsRows || assumed.keepsRows {
          draft.posted += found.posted
        } else {
          draft.recallable.append(
            RecallableRows(
              reader: reader, assumed: assumed, file: file,
              first: draft.builder.transferCount - found.transferCount,
              count: found.transferCount, number: draft.builder.fileCount))
        }
        return found.rows
      case .failure(.again(let other)): assumed = other
      case .failure(.columns): return nil
      }
    }
    return nil
  }

  /// The result of one run.
  struct Run {
    let draft: LedgerDraft
    let posted: [PostedEntry]
    let transferCount: Int
    let rows: RowsRead
  }

  func run(
    _ bytes: Span<UInt8>, log: DiagnosticLog, assuming assumed: EntryStream.Assumptions,
    into draft: LedgerDraft
  ) throws(IngestError) -> Result<Run, EntryStream.Surprise> {
    let plan = reader.plan
    let finder = OwnAccountFinder(
      plan: plan, preamble: reader.preamble, path: reader.forms.path,
      stated: reader.statedAccount, unknown: reader.unknownAccount)
    let owner = finder.ofFile([])
    // Such messages write days as 2024-03-01 and amounts with a point.
    var sample = StyleEvidence()
    sample.note(date: assumed.date)
    guard let usual = styles(sample) else { return .failure(.columns) }
    let number = draft.builder.fileCount
    let firstTransfer = draft.builder.transferCount
    var posting = StatementPosting(profile: plan.profile, fileNumber: number)
    posting.keepsRows = reader.keepsRows || assumed.keepsRows
    let stream = EntryStream(
      reader,
      rows: StatementRows(
        plan: plan, styles: usual, owner: owner, finder: finder,
        quote: reader.finding.dialect.quote, statedZone: reader.forms.zone),
      posting: posting, log: log, assuming: assumed, into: draft)
    var (message, read) = CamtReader.read(bytes, into: stream)
    if let surprise = read.surprise { return .failure(surprise) }
    guard !message.statements.isEmpty, read.entryCount > 0, read.areOwnersSteady(in: message)
    else { return .failure(.columns) }
    let settled = try MessageSettling(
      path: reader.forms.path, stated: reader.forms.reversals, isFixed: false
    ).settle(read.sums, of: &message)
    if settled.isOriginal != assumed.isOriginal {
      var other = assumed.restarted
      other.isOriginal = settled.isOriginal
      return .failure(.again(other))
    }
    read.close(message, settled: settled, in: bytes)
    guard let styles = styles(read.evidence), styles.date == usual.date,
      styles.amount == usual.amount
    else { return .failure(.columns) }
    if styles.datePattern != usual.datePattern, read.rows.balance.rejected > 0,
      let date = read.evidence.firstDate, date != assumed.date
    {
      var other = assumed
      other.date = date
      return .failure(.again(other))
    }
    return finish(
      read, of: message, styles: styles, owner: owner, log: log, first: firstTransfer,
      in: bytes)
  }

  private func styles(_ evidence: StyleEvidence) -> StatementStyles? {
    try? StatementStyles(evidence, entries: [], plan: reader.plan, forms: reader.forms)
  }

  private func finish(
    _ read: consuming EntryStream, of message: BankMessage, styles: StatementStyles,
    owner: OwnAccountFinder.Finding?, log: DiagnosticLog, first: Int, in bytes: Span<UInt8>
  ) -> Result<Run, EntryStream.Surprise> {
    let (plan, number) = (reader.plan, read.draft.builder.fileCount)
    var order = StatementOrder(of: read.placed, plan)
    guard !order.isSwapped, read.rows.further.isEmpty else { return .failure(.columns) }
    let isNewestFirst =
      order.isDirectionKnown ? order.arrangement.isReversedWithinDays : nil
    var rowLog = read.log
    if read.assumed.watched.isEmpty {
      let pairs = read.takeReturnWords().pairs()
      if !pairs.rows.isEmpty {
        var other = read.assumed
        (other.words, other.watched) = (pairs.words, pairs.rows)
        return .failure(.again(other))
      }
    } else {
      let words = read.assumed.words
      let returns = StatementReturns(
        read.kept.map(\.draft), plan, isNewestFirst: isNewestFirst,
        isWhole: { words.contains(ReturnWords.number($0)) })
      let found = Set(returns.found.map { read.kept[$0].row })
      if found != read.assumed.returns {
        var other = read.assumed
        other.returns = found
        return .failure(.again(other))
      }
      returns.report(bytes, log: &rowLog)
    }
    let sequence = StatementSequence(read.placed, order)
    if let follows = sequence.follows { order.follow(follows, of: read.placed) }
    var facts = order.facts(
      read.sectionSums, and: read.further, owner: owner, datePattern: styles.datePattern,
      branch: nil)
    let proofs = message.proofs
    facts = facts.mapping { $0.following(proofs.count(of: $0)) }
    if order.hasBreaks { order.report(read.balanceRows, in: bytes, log: &rowLog) }
    var log = log
    let problemRows = read.problemRows
    message.report(to: &log, in: bytes) { problemRows[$0] }
    log.append(rowLog)
    var decisions = message.decisions
    if read.assumed.isNumbered { decisions.append(MessageLines.numberWords) }
    let rows = RowsRead(
      balance: read.balance, log: log, times: (read.first, read.last), totals: read.totals,
      decisions: [plan.reason] + decisions + styles.decisions + read.rows.decisions
        + order.decisions + sequence.decisions,
      statement: facts, contradictions: styles.contradictions,
      unstatedAmounts: plan.profile.statesUnits ? [] : plan.amounts.map { plan.header.written[$0] },
      hasCards: message.hasCards)
    let (posted, days) = (read.posting.posted, read.days)
    var draft = read.takeDraft()
    if let kind = reader.finding.message {
      draft.statements += NumberedStatement.all(
        in: message, days: days, kind: kind.format, file: number)
    }
    if let shift = plan.profile.dayShift(stated: reader.forms.zone) {
      draft.builder.setDayShift(shift, ofFile: number)
    }
    let transfers = first..<draft.builder.transferCount
    sequence.apply(to: &draft.builder, file: number, transfers: transfers)
    reader.addBalances(of: facts, file: number, to: &draft.builder)
    return .success(
      Run(draft: draft, posted: posted, transferCount: transfers.count, rows: rows))
  }
}
