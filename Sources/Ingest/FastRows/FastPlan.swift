internal import PaymentGraph

/// A column plan as the fast reader uses it; nil where the plan needs something that only the careful reader does.
///
/// The fast reader takes the rows that need no remark: as many cells as the header, every value well formed in the
/// style of its column, both parties named. All other rows go to ``CarefulReader`` in the order of the file, so that both
/// readers together give what the careful reader alone would give.
struct FastPlan: Sendable {
  let columns: LedgerPlan
  let dialect: Dialect
  /// The columns of the texts that are kept (id, link, reference), in this order.
  let texts: [Int?]
  /// True where lines end with CR LF.
  let hasReturns: Bool

  init?(_ columns: LedgerPlan, _ dialect: Dialect, hasReturns: Bool) {
    guard dialect.escape == nil, !dialect.skipsSpace, dialect.delimiter != 0x0A,
      dialect.delimiter != 0x0D, dialect.delimiter != 0x20, columns.facts.isEmpty,
      dialect.quote == nil || dialect.quote == 0x22, !columns.isTimeContested,
      !columns.profile.holdsTotalRows || columns.to.count == 1 && columns.kind == nil,
      !columns.needsMoreThanCells, !columns.profile.holdsTotals, columns.until == nil,
      columns.width >= 2, columns.header.last?.isEmpty != true,
      let amount = columns.amount, FastPlan.isNoNumber(columns.header[amount])
    else { return nil }
    self.columns = columns
    self.dialect = dialect
    texts = [columns.id, columns.link, columns.reference]
    self.hasReturns = hasReturns
  }

  /// Returns true where a header cell has no digit, so that a row that repeats the header, which the careful reader skips,
  /// cannot be taken for data.
  private static func isNoNumber(_ name: String) -> Bool {
    !name.utf8.contains { $0 >= 0x30 && $0 <= 0x39 }
  }

  var keepsTexts: Bool { texts.contains { $0 != nil } }

  /// True where several cells may name a party, so that its key holds delimiters.
  var joinsCells: Bool { columns.from.count > 1 || columns.to.count > 1 }

  /// Returns true where the bytes of a key, cells with delimiters between, name nobody.
  func isBlank(_ key: Span<UInt8>) -> Bool {
    // Most keys begin with a digit, and no word that stands for nobody does.
    if key.count > 0, IdentifierText.isDigit(key[0]), key[0] != dialect.delimiter { return false }
    guard joinsCells else {
      return BlankWords.contains(
        key, CellText.trimmed(key, Cell(start: 0, end: key.count)))
    }
    var start = 0
    for at in 0...key.count where at == key.count || key[at] == dialect.delimiter {
      let cell = CellText.trimmed(key, Cell(start: start, end: at))
      if !BlankWords.contains(key, cell) { return false }
      start = at + 1
    }
    return true
  }
}

extension FastPlan {
  /// Makes the plan for a file; nil for files that only the careful reader reads.
  init?(of input: InputFile, finding: HeaderFinder.Finding, plan: LedgerPlan) {
    // A row of a workbook may have a cell that only the careful reader looks at.
    guard input.file.sheet == nil else { return nil }
    let start = finding.bodyStart
    let hasReturns = input.file.withBytes { start >= 2 && $0[start - 2] == 0x0D }
    // The careful reader judges a foot with totals, and needs the rows before it to compare.
    if plan.profile.mayHaveTotalFoot,
      input.file.withBytes({ FastPlan.endsInTotal($0, from: start) })
    {
      return nil
    }
    self.init(plan, finding.dialect, hasReturns: hasReturns)
  }

  /// Returns true where one of the last lines of a file has a word of totals.
  private static func endsInTotal(_ bytes: Span<UInt8>, from start: Int) -> Bool {
    let tail = max(start, bytes.count - 600)
    guard tail < bytes.count else { return false }
    let text = String(
      decoding: (tail..<bytes.count).map { bytes[$0] }, as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).suffix(4).contains { line in
      line.split { ",;\t|\"".contains($0) }.contains { TotalWords.isTotal(String($0)) }
    }
  }
}

/// The plan of a ledger without reference-counted storage, as reading a row needs it; -1 for a column that the file has
/// not, because one number is compared faster than an optional.
struct FastColumns {
  /// The columns of a party, and whether they are neighbours.
  struct Party {
    let first: Int
    let last: Int
    let isOne: Bool
    let areNeighbours: Bool

    init(_ positions: [Int]) {
      first = positions.first ?? 0
      last = positions.last ?? 0
      isOne = positions.count == 1
      areNeighbours = zip(positions, positions.dropFirst()).allSatisfy { $1 == $0 + 1 }
    }
  }

  let width: Int
  let payer: Party
  let beneficiary: Party
  let amount: Int
  let time: Int
  let currency: Int
  let receivedAmount: Int
  let receivedCurrency: Int
  let kind: Int
  let reversal: Int
  let constantCurrency: Currency?
  let constantTime: PostingTime?
  /// True where times of day name no zone, as most rows of the file do.
  let hasLocalClock: Bool
  let judgesClocks: Bool
  let timeStyle: TimeReader.Style
  let timeOrder: TimeForms.Order?
  let amountStyle: AmountStyle
  let writesExponents: Bool
  let keepsTexts: Bool

  init(_ plan: FastPlan) {
    let columns = plan.columns
    width = columns.width
    payer = Party(columns.from)
    beneficiary = Party(columns.to)
    amount = columns.amount ?? -1
    time = columns.time ?? -1
    currency = columns.currency ?? -1
    receivedAmount = columns.receivedAmount ?? -1
    receivedCurrency = columns.receivedCurrency ?? -1
    kind = columns.kind ?? -1
    reversal = columns.reversal ?? -1
    constantCurrency = columns.constantCurrency
    constantTime = columns.constantTime
    hasLocalClock = columns.hasLocalClock
    judgesClocks = columns.judgesClocks
    timeStyle = columns.timeForms.style
    timeOrder = columns.timeForms.order
    amountStyle = columns.amountStyle
    writesExponents = columns.profile.writesExponents
    keepsTexts = plan.keepsTexts
  }
}
