/// Collects transfers and accounts, and builds the ledger from them.
///
/// Add files first, then transfers in the order of their rows; ``build()`` brings everything into
/// the ledger's total order. The order in which files and rows were added changes no answer:
/// transfers of one time are ordered by the content of their rows, and by their positions where one
/// file has several of them.
public struct LedgerBuilder: Sendable {
  package var columns = TransferColumns()
  package internal(set) var accountKeys = TextTable()
  package internal(set) var texts = TextTable()
  var details: [UInt32: AccountDetails] = [:]
  package internal(set) var aliases = AliasTable()
  /// The accounts that stand in for somebody of whom the data says nothing.
  var unnamed: Set<UInt32> = []
  private(set) var files: [SourceFile] = []
  private var otherFiles: [SourceFile] = []
  /// The known facts about the order of a file's rows, by the number of the file.
  private(set) var habits: [UInt16: FileHabit] = [:]
  /// The balances that statements give for their accounts before and after their rows.
  package var statementBalances: [StatementBalance] = []
  /// The statements of one account that may show payments twice.
  package var overlapDoubts: [OverlapDoubt] = []
  /// The number of rows that should have been transfers and could not be read, and so are missing
  /// from the ledger.
  public var rejectedRowCount = 0

  /// Creates a builder of an empty ledger.
  public init() {}

  /// Adds a file whose rows follow, and returns its number.
  public mutating func add(_ file: SourceFile) -> Int {
    files.append(file)
    return files.count - 1
  }

  /// Names a file that holds no transfers but on which the ledger rests all the same.
  package mutating func add(otherFile file: SourceFile) { otherFiles.append(file) }

  /// The number of files added so far, which is the number of the next one.
  package var fileCount: Int { files.count }

  /// Records that the rows of a file come newest first, so that of two rows with one time the later
  /// in the file happened first.
  package mutating func reverse(file: Int) {
    habits[UInt16(truncatingIfNeeded: file), default: FileHabit()].isNewestFirst = true
  }

  /// Records that the direction of a file's rows is unknown, so that their positions decide no
  /// order between rows with one time.
  package mutating func forgetOrder(ofFile file: Int) {
    habits[UInt16(truncatingIfNeeded: file), default: FileHabit()].isUnordered = true
  }

  /// Sets the position of a transfer's row in the order of its file: that of another row of the
  /// file, or none (nil) where it cannot be told.
  package mutating func setPosition(of transfer: Int, asRowOf other: Int?) {
    columns.rowPositions[UInt32(transfer)] = .some(other.map { columns.evidence.byteOffset($0) })
  }

  /// Records that times of day in a file are those of a clock whose zone is unknown: they order each other in that
  /// file, beside the days of other files their day counts, and beside other times they may be of any zone.
  ///
  /// - Parameter zoned: the transfers of the file whose own rows name a zone; their times are moments.
  package mutating func markLocalClock(file: Int, zoned: [UInt32] = []) {
    habits[UInt16(truncatingIfNeeded: file), default: FileHabit()].hasLocalTimes = true
    guard !zoned.isEmpty else { return }
    columns.zoned.formUnion(zoned)
    markOffsets(file: file)
  }

  /// Sets the shift of a file's days against those of UTC: they are then compared exactly with
  /// moments of other files, else by the range of all zones.
  package mutating func setDayShift(_ shift: DayShift, ofFile file: Int) {
    habits[UInt16(truncatingIfNeeded: file), default: FileHabit()].dayShift = shift
  }

  /// Records that times in a file state offsets from UTC: a row of it that gives a day only may
  /// mean a local day.
  package mutating func markOffsets(file: Int) {
    habits[UInt16(truncatingIfNeeded: file), default: FileHabit()].statesOffsets = true
  }

  /// Returns the account with this key, and adds it where it is new.
  public mutating func account(_ key: String) -> AccountID {
    let bytes = Array(key.utf8)
    return account(bytes.span)
  }

  /// Returns the account with these bytes as its key, and adds it where it is new.
  package mutating func account(_ key: Span<UInt8>) -> AccountID {
    AccountID(index: accountKeys.intern(key))
  }

  /// Returns the accounts of many keys in their order, and adds those that are new.
  ///
  /// - Parameters:
  ///   - keys: All keys, one after the other.
  ///   - ends: The end of each key.
  package mutating func accounts(_ keys: Span<UInt8>, ends: [Int]) -> [UInt32] {
    accountKeys.intern(keys, ends: ends)
  }

  /// Makes room for a number of expected accounts with keys of this many bytes.
  package mutating func reserve(accounts: Int, keyLength: Int) {
    accountKeys.reserve(keys: accounts, byteCount: accounts * keyLength)
  }

  /// Returns the number of a text (reference, id, link) + 1, as the optional columns hold it.
  package mutating func text(_ bytes: Span<UInt8>) -> UInt32 { texts.intern(bytes) &+ 1 }

  /// Sets the details of an account; earlier details are replaced.
  public mutating func describe(_ account: AccountID, as details: AccountDetails) {
    self.details[account.index] = details
  }

  /// Returns the details of an account so far.
  package func details(of account: AccountID) -> AccountDetails {
    details[account.index] ?? AccountDetails()
  }

  /// Records that an account stands in for somebody of whom the data gives neither number nor name:
  /// nobody can tell whether two such accounts are one person's, so they are never counted as
  /// persons.
  package mutating func setUnnamed(_ account: AccountID) { unnamed.insert(account.index) }

  /// Records that an account is named after all.
  package mutating func setNamed(_ account: AccountID) { unnamed.remove(account.index) }

  /// The number of transfers added so far.
  public var transferCount: Int { columns.count }

  /// Adds a transfer.
  public mutating func add(_ draft: TransferDraft) {
    let number = UInt32(columns.count)
    columns.start.append(draft.time.start)
    columns.precision.append(draft.time.precision)
    if draft.time.precision == .period { columns.periodEnds[number] = draft.time.end }
    columns.payer.append(draft.payer.index)
    columns.beneficiary.append(draft.beneficiary.index)
    columns.sent.append(draft.sent.minorUnits)
    columns.sentCurrency.append(draft.sent.currency.index)
    columns.kind.append(draft.kind)
    if let received = draft.received, received != draft.sent {
      setReceived(received.minorUnits, received.currency.index)
    }
    noteFinerUnits(sent: draft.sent.currency, received: draft.received?.currency)
    setTextNumbers(
      id: textNumber(of: draft.id), link: textNumber(of: draft.link),
      reference: textNumber(of: draft.reference))
    if case .several(let count) = draft.standsFor {
      columns.aggregates[number] = .some(count.map { UInt32(clamping: $0) })
    }
    columns.file.append(UInt16(truncatingIfNeeded: draft.file))
    columns.evidence.append(
      RowLocation(
        line: UInt32(clamping: draft.line), byteOffset: Int64(draft.byteRange.lowerBound),
        byteCount: UInt32(clamping: draft.byteRange.count)))
  }

  /// Moves the byte ranges of all transfers from one on, because their text lies elsewhere in the
  /// file.
  package mutating func relocate(from first: Int, _ moved: (Range<Int>) -> Range<Int>) {
    columns.evidence.replace(from: first) { old in
      let range = moved(old.byteRange)
      return RowLocation(
        line: old.line, byteOffset: Int64(range.lowerBound),
        byteCount: UInt32(clamping: range.count))
    }
    for (transfer, rows) in columns.moreEvidence where transfer >= first {
      columns.moreEvidence[transfer] = rows.map { row in
        let start = Int(row.byteOffset)
        return EvidenceRow(
          file: Int(row.file), line: Int(row.line),
          byteRange: moved(start..<start + Int(row.byteCount)))
      }
    }
  }

  /// Sets the amount received of the transfer added last, where it differs from the amount sent.
  package mutating func setReceived(_ minorUnits: Int64, _ currency: UInt8) {
    columns.received.set(columns.sent.count - 1, amount: minorUnits, currency: currency)
  }

  /// Fills the optional text columns for the transfer added last; 0 is no text.
  package mutating func setTextNumbers(id: UInt32, link: UInt32, reference: UInt32) {
    let before = columns.sent.count - 1
    func append(_ text: UInt32, to column: inout [UInt32]) {
      if text == 0, column.isEmpty { return }
      if column.count < before {
        column.append(contentsOf: repeatElement(0, count: before - column.count))
      }
      column.append(text)
    }
    append(id, to: &columns.ids)
    append(link, to: &columns.links)
    append(reference, to: &columns.references)
  }

  private mutating func textNumber(of text: String?) -> UInt32 {
    guard let text, !text.isEmpty else { return 0 }
    let bytes = Array(text.utf8)
    return self.text(bytes.span)
  }

  /// Builds the ledger of everything that was added.
  ///
  /// - Complexity: O(*t*) where the transfers were added in the order of their times and those of
  ///   one time come from one file, else O(*t* log *t*).
  public consuming func build() -> Ledger {
    _ = settleDecimals()
    spreadArrivals()
    let byCountry = shiftsByCountry()
    let fileOrder = files.indices.sorted { files[$0].textDigest < files[$1].textDigest }
    var fileRank = Array(repeating: UInt16(0), count: files.count)
    for (rank, file) in fileOrder.enumerated() { fileRank[file] = UInt16(rank) }

    if fileOrder != Array(files.indices) {
      columns.file.replaceAll { Int($0) < fileRank.count ? fileRank[Int($0)] : $0 }
    }
    for balance in statementBalances.indices {
      statementBalances[balance].file = fileRank[Int(statementBalances[balance].file)]
    }
    for index in overlapDoubts.indices {
      overlapDoubts[index].files = overlapDoubts[index].files.map { fileRank[Int($0)] }
    }
    columns.received.settle()
    for (transfer, rows) in columns.moreEvidence {
      columns.moreEvidence[transfer] = LedgerBuilder.ordered(rows, by: fileRank)
    }
    for (file, shift) in byCountry { habits[file, default: FileHabit()].dayShift = shift }
    let fileHabits = fileOrder.map { habits[UInt16($0)] ?? FileHabit() }
    for (transfer, rows) in columns.timedRows {
      columns.timedRows[transfer] = rows.renumbered(fileRank, fileHabits)
    }
    var isPlainSequence = columns.isPlainSequence
    // A plain sequence is in the order of times; of equal times the position in the file decides.
    let isOrdered =
      isPlainSequence && !fileHabits.contains(where: \.isUnusual) && columns.rowPositions.isEmpty
      && columns.evidence.isAscending
    if !isOrdered {
      var arranger = SequenceArranger(
        columns, fileHabits, accountKeys: accountKeys, texts: texts)
      if let order = arranger.order() {
        columns = columns.reordered(by: order)
        isPlainSequence = columns.isPlainSequence
      }
    }
    // The ledger's order decides nothing where positions do not.
    isPlainSequence =
      isPlainSequence && columns.rowPositions.isEmpty && !fileHabits.contains(where: \.isUnordered)
      && !columns.returns.values.contains(where: \.isNamed)
      && !columns.timedRows.contains { !$0.value.arrivals.isEmpty }
    let order = RecordedOrder(
      columns, habits: fileHabits,
      chains: columns.timedRows.isEmpty ? DecidedChains() : DecidedChains(columns, fileHabits))
    isPlainSequence = isPlainSequence && order.hasOneClockPerFile
    return Ledger(
      storage: LedgerStorage(
        columns: columns, accountKeys: accountKeys, texts: texts, details: details,
        aliases: aliases.renumberingFiles(fileRank), files: fileOrder.map { files[$0] },
        otherFiles: otherFiles.sorted { $0.textDigest < $1.textDigest },
        unnamed: unnamed, rejectedRowCount: rejectedRowCount, isPlainSequence: isPlainSequence,
        order: order, statementBalances: statementBalances, overlapDoubts: overlapDoubts))
  }
}
