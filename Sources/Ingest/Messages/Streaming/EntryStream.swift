internal import PaymentGraph

/// Reads the entries of a message into a ledger one by one, as ``StatementReader`` reads them all at once.
///
/// Of an entry only its transfer stays, and 32 bytes for the order of the statement. A whole statement decides a few
/// things that its first entries leave open: the forms of dates and amounts, the numbering of entries that share a line,
/// the direction of entries that undo others, and payments that were given back. The stream assumes what nearly all
/// messages have. At the end it compares, and where an assumption does not hold, the message is read again.
struct EntryStream: MessageSink {
  /// The things that only the whole message shows.
  struct Assumptions: Equatable {
    /// True where entries are counted, because two begin on one line.
    var isNumbered = false
    /// A date as the message writes it, which reports on other dates describe.
    var date = "2024-03-01"
    /// True where entries that undo others give the direction of those.
    var isOriginal = false
    /// True where rows stay in memory, because those of another account of the file are compared with them.
    var keepsRows = false
    /// The rows that may give a payment back, or be given back: these are kept.
    var watched: Set<UInt32> = []
    /// The words that only two rows have, one in each direction.
    var words: Set<Int> = []
    /// The rows, counted among those that can be read, that give payments back.
    var returns: Set<Int> = []

    /// The same without what was found of returns, for a reading from the beginning.
    var restarted: Assumptions {
      var other = self
      (other.watched, other.words, other.returns) = ([], [], [])
      return other
    }
  }

  /// The reason why a message cannot be read in this way.
  enum Surprise: Error {
    /// Other assumptions hold.
    case again(Assumptions)
    /// The columns must be decided with all rows in memory.
    case columns
  }

  let reader: StatementReader
  private(set) var assumed: Assumptions
  /// The reason to stop before the end.
  private(set) var surprise: Surprise?

  private(set) var draft: LedgerDraft
  private(set) var rows: StatementRows
  private(set) var log: DiagnosticLog
  private(set) var posting: StatementPosting
  private(set) var placed = PlacedRows()
  private(set) var sectionSums: [SectionSums] = []
  private(set) var further = FurtherMoney()
  private(set) var evidence = StyleEvidence()
  private(set) var sums = MessageSums()
  private(set) var returnWords = ReturnWords()
  /// The rows that may be returns, in the order of the file, with their numbers.
  private(set) var kept: [(row: Int, draft: StatementRows.Draft)] = []
  private(set) var counts = RowBalance()
  private(set) var totals = MoneyTotals()
  private(set) var first: PostingTime?
  private(set) var last: PostingTime?
  /// The first and the last row of each statement that moves money: its closing balance stands after one of them.
  private(set) var ends: [Int: End] = [:]
  /// The rows with a balance, by their lines.
  private(set) var balanceRows: [Int: Row] = [:]
  /// The first and the last day of each statement's entries.
  private(set) var days: [Int: (first: String, last: String)] = [:]
  /// The rows of entries that a problem concerns.
  private(set) var problemRows: [Int: Row] = [:]
  /// The number of transfers so far, with those that cannot be read.
  private(set) var entryCount = 0
  private var lastLine = 0
  private var lastEntry: Int?
  private var owners: [Owner] = []
  /// The statement whose account the rows have.
  private var knownStatement: Int?
  private var firstOwner: String?
  /// The cells of a row, which begin where it begins.
  private let cellCount = MessageLines.header.count

  /// A row after which the balance of its statement may stand.
  struct End {
    let row: Row
    /// The number of its entry in the message.
    let entry: Int
    /// The number among the rows that can be read, and among the transfers of the ledger; nil where it is none.
    let place: Int?
    let posted: Int?
    let isMemo: Bool
    let currency: Currency?
  }

  /// The account of a statement as it was when its entries came.
  private struct Owner: Equatable {
    let account: String
    let holder: String
  }

  init(
    _ reader: StatementReader, rows: StatementRows, posting: StatementPosting, log: DiagnosticLog,
    assuming assumed: Assumptions, into draft: LedgerDraft
  ) {
    self.reader = reader
    self.rows = rows
    self.posting = posting
    self.log = log
    self.assumed = assumed
    self.draft = draft
  }

  // MARK: Entries

  mutating func take(
    _ transfers: [MessageEntry], of message: BankMessage, in bytes: Span<UInt8>
  ) -> Bool {
    let firstEntry = entryCount
    var problem: Int?
    if let place = message.problems.last?.entry, place >= firstEntry { problem = place }
    for transfer in transfers {
      guard take(transfer, of: message, isProblem: entryCount == problem, in: bytes) else {
        return false
      }
    }
    return true
  }

  private mutating func take(
    _ entry: MessageEntry, of message: BankMessage, isProblem: Bool, in bytes: Span<UInt8>
  ) -> Bool {
    guard isOwnerSteady(entry, in: message) else { return stop(.columns) }
    if !assumed.isNumbered, entryCount > 0, entry.line <= lastLine {
      var other = assumed.restarted
      other.isNumbered = true
      return stop(.again(other))
    }
    lastLine = entry.line
    sums.add(entry, number: entryCount)
    if !entry.date.isEmpty {
      let day = String(entry.date.prefix(10))
      let known = days[entry.statement] ?? (day, day)
      if day < known.first || day > known.last || days[entry.statement] == nil {
        days[entry.statement] = (min(known.first, day), max(known.last, day))
      }
    }
    let isPart = lastEntry == entry.number
    lastEntry = entry.number
    var entry = entry
    if assumed.isOriginal, entry.isReversal { entry.turn() }
    let line = self.line(of: entry, isPart: isPart, message)
    if isProblem { problemRows[entryCount] = line.row }
    if !line.cells[reader.plan.date].isEmpty { evidence.note(line.cells, reader.plan) }
    if knownStatement != entry.statement {
      guard let owner = rows.finder.ofRow(line.cells) ?? rows.owner else { return stop(.columns) }
      rows.known = (
        owner, rows.finder.holder(ofRow: line.cells) ?? rows.finder.holder()
      )
      knownStatement = entry.statement
      firstOwner = firstOwner ?? owner.key
      if owner.key != firstOwner, !posting.keepsRows {
        var other = assumed.restarted
        other.keepsRows = true
        return stop(.again(other))
      }
    }
    guard !StatementDecimals.mayBeFiner(line, rows) else { return stop(.columns) }
    let end = read(line, in: bytes)
    if entry.change != nil { note(end, of: entry) }
    entryCount += 1
    return true
  }

  private mutating func stop(_ reason: Surprise) -> Bool {
    surprise = reason
    return false
  }

  /// Returns true where the statement's account is what it was when its first entry came.
  private mutating func isOwnerSteady(_ entry: MessageEntry, in message: BankMessage) -> Bool {
    let statement = message.statements[entry.statement]
    let owner = Owner(account: statement.account, holder: statement.holder)
    while owners.count <= entry.statement {
      let known = message.statements[owners.count]
      owners.append(Owner(account: known.account, holder: known.holder))
    }
    return owners[entry.statement] == owner
  }

  /// Returns true where no statement was given another account after its entries.
  func areOwnersSteady(in message: BankMessage) -> Bool {
    zip(owners, message.statements).allSatisfy {
      $0 == Owner(account: $1.account, holder: $1.holder)
    }
  }

  private func line(
    of entry: MessageEntry, isPart: Bool, _ message: BankMessage
  ) -> StatementFile.Line {
    var row = Row()
    row.start = entry.bytes.lowerBound
    row.end = entry.bytes.upperBound
    row.next = row.end
    row.line = assumed.isNumbered ? entryCount + 1 : entry.line
    row.lines = 1
    row.cells = Array(repeating: Cell(start: row.start, end: row.start), count: cellCount)
    return StatementFile.Line(
      row: row, cells: MessageLines.cells(of: entry, in: message), use: .entry, isPart: isPart)
  }

  // MARK: Rows

  /// Reads a row, and adds its transfer to the ledger.
  mutating func read(_ line: StatementFile.Line, in bytes: Span<UInt8>) -> End {
    rows.read(line, in: bytes, log: &log)
    guard var draft = rows.drafts.popLast() else {
      return End(
        row: line.row, entry: entryCount, place: nil, posted: nil, isMemo: true, currency: nil)
    }
    // A row that is not final is settled by itself: no other row of a message has its id.
    if draft.status != .settled { draft = StatusStandings([draft], reader.plan).drafts[0] }
    let place = placed.count
    if assumed.watched.contains(UInt32(place)) { kept.append((place, draft)) }
    if assumed.returns.contains(place) { draft.entry.kind = .reversal }
    if let section = placed.add(draft) {
      if section == sectionSums.count { sectionSums.append(SectionSums()) }
      sectionSums[section].add(draft)
    }
    further.add(besides: draft.entry)
    if !draft.entry.isFurther {
      if case .memo(let reason, let word) = draft.entry.role {
        counts.setAside(reason, word: word, line: draft.entry.row.line)
      } else {
        counts.loaded += 1
      }
    }
    returnWords.note(draft.entry, row: place)
    let before = self.draft.builder.transferCount
    posting.post([draft.entry], into: &self.draft.builder, &self.draft.facts)
    let isPosted = self.draft.builder.transferCount > before
    if isPosted { tally(draft.entry) }
    let wasPosted = isPosted && !posting.posted.isEmpty
    return End(
      row: line.row, entry: entryCount, place: place,
      posted: wasPosted ? posting.posted.count - 1 : nil,
      isMemo: draft.entry.role.isMemo, currency: draft.entry.currency)
  }

  private mutating func tally(_ entry: StatementEntry) {
    totals.add(
      entry.conversion?.sent
        ?? Money(minorUnits: abs(entry.amount), currency: entry.currency))
    let time = PostingTime(
      start: entry.time.start, end: entry.time.end, precision: entry.time.precision)
    guard time.precision != .period else { return }
    if first.map({ time.start < $0.start }) ?? true { first = time }
    if last.map({ $0.end < time.end }) ?? true { last = time }
  }

  private mutating func note(_ end: End, of entry: MessageEntry) {
    // Both are kept: the order of the days is known only at the end.
    if ends[entry.statement * 2] == nil { ends[entry.statement * 2] = end }
    ends[entry.statement * 2 + 1] = end
  }
}

extension EntryStream {
  // MARK: The end of the message

  /// Gives rows the balances that the whole message proves, and reports the part that could not be read.
  mutating func close(
    _ message: BankMessage, settled: MessageSettling.Settled, in bytes: Span<UInt8>
  ) {
    var places: [Int: End] = [:]
    for end in ends.values { places[end.entry] = end }
    for (entry, text) in settled.balances.sorted(by: { $0.key < $1.key }) {
      evidence.note(amount: text)
      guard let end = places[entry], let place = end.place, let currency = end.currency,
        case .amount(let value, let side) = rows.reading(of: text, in: currency)
      else { continue }
      let balance = side == .debit ? -abs(value) : value
      if !end.isMemo {
        placed.set(balance: balance, of: place)
        if balanceRows[end.row.line] == nil { balanceRows[end.row.line] = end.row }
      }
      if let posted = end.posted { posting.set(balance: balance, of: posted) }
    }
    guard let tear = message.tear else { return }
    let line = MessageLines.line(
      of: tear, after: entryCount > 0 ? (assumed.isNumbered ? entryCount : lastLine) : nil,
      isNumbered: assumed.isNumbered, count: entryCount, in: bytes)
    rows.read(line, in: bytes, log: &log)
  }

  /// The outcomes of all rows.
  var balance: RowBalance {
    var balance = counts
    balance.rejected += rows.balance.rejected
    return balance
  }

  mutating func takeReturnWords() -> ReturnWords {
    var taken = ReturnWords()
    swap(&taken, &returnWords)
    return taken
  }

  mutating func takeDraft() -> LedgerDraft {
    var taken = LedgerDraft()
    swap(&taken, &draft)
    return taken
  }
}
