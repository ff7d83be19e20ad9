internal import PaymentGraph

/// Decides, for a file as a whole, how its times and amounts are written.
///
/// Nothing is decided row by row: one cell shows what another leaves open, and where the whole column leaves two
/// readings, reading stops and asks (exit status 3). Files up to ``wholeLimit`` are examined whole; of larger files the
/// beginning is, and the rest only where the beginning is not plain.
struct ColumnDecider {
  static let wholeLimit = 1 << 26
  static let sampleLimit = 1 << 22

  let forms: FileForms
  /// The number of bytes that one core examines by itself, where the rest of the file need not be known.
  var pieceSize = 1 << 21

  /// Returns the plan with its styles decided.
  ///
  /// - Throws: all questions open in this file, with the flags that decide them.
  func decide(
    _ plan: LedgerPlan, dialect: Dialect, in bytes: Span<UInt8>, from start: Int
  ) throws(IngestError) -> LedgerPlan {
    let evidence = evidence(plan, dialect: dialect, in: bytes, from: start)
    let path = forms.path
    var decided = plan
    var open: [String] = []
    if forms.file.dates == nil {
      let seen =
        plan.profile.datesSeen ?? (plan.profile.hasStatedTimes ? plan.timeForms.order : nil)
      if let seen, let shown = evidence.times.order(against: [seen], least: 1) {
        open.append(
          ProfileHabit.refusal(plan.profile.name, known: [seen], shown: shown, path: path))
      }
    }
    if forms.file.decimal == nil, let mark = plan.profile.decimal,
      let shown = evidence.amounts.contradiction(of: mark)
    {
      open.append(ProfileHabit.refusal(plan.profile.name, known: mark, shown: shown, path: path))
    }
    let isStepped = if case .step = plan.profile.timeStyle { true } else { false }
    if plan.profile.decidesTimes || forms.file.dates != nil && !isStepped {
      switch evidence.times.decide(forms.dates()) {
      case .forms(let found, let reason):
        decided.timeForms = found
        if !reason.isEmpty { decided.decisions.append(reason) }
        decided.isTimeContested = evidence.times.isContested
      case .twoReadings(let question):
        let before = plan.profile.datesSeen.map {
          "; the file from which profile \(plan.profile.name) was made has the \($0.part) first"
        }
        open.append(
          "\(question.words("time"))\(before ?? ""); choose with \(FileFlag.dates(path, question.orders))"
        )
      }
    }
    decided.timeForms.readsDayNumbers = forms.readsDayNumbers || plan.profile.readsDayNumbers
    decided.timeForms.zone = forms.zone
    if let text = plan.profile.constants[.time], forms.zone != nil {
      let bytes = Array(text.utf8)
      decided.constantTime =
        TimeReader.read(
          bytes.span, Cell(start: 0, end: bytes.count), forms: decided.timeForms)
        ?? plan.constantTime
    }
    decided.hasLocalClock =
      decided.constantTime?.isLocal ?? (evidence.times.hasLocalClock && forms.zone == nil)
    decided.judgesClocks = true
    decided.statesOffsets = evidence.times.statesOffsets
    decided.dayShift = forms.zone.flatMap { ZoneTable.dayShift($0) }
    if evidence.times.hasLocalClock { decided.decisions.append(forms.clockWords) }
    if plan.profile.decidesAmounts {
      switch evidence.amounts.decide(forms.decimal()) {
      case .style(let style, let reason):
        decided.amountStyle = style
        if !reason.isEmpty { decided.decisions.append(reason) }
      case .twoReadings(let question):
        let exponents = MinorUnits(plan, dialect: dialect, in: bytes, from: start)
        if evidence.amounts.hasOnlyThreeDecimals, exponents.areAllThree {
          decided.amountStyle = AmountStyle(
            decimalMark: question.hasPoints ? 0x2E : 0x2C, isSure: true, isStated: true)
          decided.decisions.append(question.threeDecimalWords)
        } else {
          open.append("\(question.words); choose with \(FileFlag.decimal(path))")
        }
      }
    }
    guard open.isEmpty else {
      throw IngestError(open.map { IngestError(.twoReadings, path: path, $0) })
    }
    decided.decisions += forms.idle(evidence.times)
    decided.contradictions = forms.contradictions(
      plan.profile.decidesTimes ? evidence.times : TimeEvidence(),
      plan.profile.decidesAmounts ? evidence.amounts : AmountEvidence())
    return decided
  }

  /// Collects the evidence of the rows that are examined.
  func evidence(
    _ plan: LedgerPlan, dialect: Dialect, in bytes: Span<UInt8>, from start: Int
  ) -> ColumnEvidence {
    var evidence = ColumnEvidence()
    let isWhole = bytes.count - start <= ColumnDecider.wholeLimit
    let hasReturns = start >= 2 && bytes[start - 2] == 0x0D
    // Without quotes every line end ends a record, so that pieces can be examined apart.
    if isWhole, bytes.count - start > 2 * pieceSize,
      dialect.quote.map({ ByteSearchKernel.first($0, in: bytes, from: start) == nil }) ?? true
    {
      return EvidenceKernel.evidence(
        plan, dialect: dialect, file: bytes, from: start, pieceSize: pieceSize,
        hasReturns: hasReturns)
    }
    var kernel = EvidenceKernel(plan, dialect, hasReturns: hasReturns)
    kernel.read(
      bytes, from: start, past: isWhole ? bytes.count : start + ColumnDecider.sampleLimit,
      into: &evidence)
    return evidence
  }
}

/// The evidence of a file's cells on how its times and amounts are written, in the order of its rows.
struct ColumnEvidence: Equatable {
  var times = TimeEvidence()
  var amounts = AmountEvidence()

  /// True where all cells seen are plain: years first, no comma in an amount, and no point that may divide thousands.
  var isPlain: Bool { times.isPlain && amounts.isPlain }

  /// Adds the evidence of the rows after these.
  mutating func add(_ later: ColumnEvidence) {
    times.add(later.times)
    amounts.add(later.amounts)
  }
}
