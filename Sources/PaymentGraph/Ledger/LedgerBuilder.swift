/// Collects transfers and accounts, and makes the ledger of them.
///
/// Add files first, then transfers in the order of their rows; ``build()`` brings everything into
/// the ledger's total order. The order in which files and rows were added changes no answer: transfers of one
/// time are put in order by what the rows say of them, and by their place in their file where several stand in one.
public struct LedgerBuilder: Sendable {
  package var columns = TransferColumns()
  package internal(set) var accountKeys = TextTable()
  package internal(set) var texts = TextTable()
  var details: [UInt32: AccountDetails] = [:]
  package internal(set) var aliases = AliasTable()
  /// Accounts that stand in for somebody of whom the data says nothing.
  var unnamed: Set<UInt32> = []
  private(set) var files: [SourceFile] = []
  private var otherFiles: [SourceFile] = []
  /// What is known of the order of a file's rows, by the number of the file.
  private(set) var habits: [UInt16: FileHabit] = [:]
  /// What statements say lay in their accounts before their first rows.
  package var statementBalances: [StatementBalance] = []
  /// How many rows should have been transfers and could not be read: what the ledger lacks.
  public var rejectedRowCount = 0

  /// A builder of an empty ledger.
  public init() {}

  /// Adds a file whose rows follow, and gives its number.
  public mutating func add(_ file: SourceFile) -> Int {
    files.append(file)
    return files.count - 1
  }

  /// Names a file that holds no transfers and that the ledger rests on all the same.
  package mutating func add(otherFile file: SourceFile) { otherFiles.append(file) }

  /// How many files were added: the number that the next one gets.
  package var fileCount: Int { files.count }

  /// Says that the rows of a file stand newest first, so that of rows with one time the later in the
  /// file came first.
  public mutating func reverse(file: Int) {
    habits[UInt16(truncatingIfNeeded: file), default: FileHabit()].isNewestFirst = true
  }

  /// Says that nothing is known of the direction in which the rows of a file stand, so that their places decide no
  /// order between rows with one time.
  public mutating func forgetOrder(ofFile file: Int) {
    habits[UInt16(truncatingIfNeeded: file), default: FileHabit()].isUnordered = true
  }

  /// Says where the row of a transfer stands in the order of its file: where another row of the file does, or
  /// nowhere that could be told (nil).
  package mutating func place(_ transfer: Int, asRowOf other: Int?) {
    columns.rowPlaces[UInt32(transfer)] = .some(other.map { columns.evidence.byteOffset($0) })
  }

  /// Says that times of day in a file are those of a clock whose zone is not known: they order the rows of that file,
  /// and beside the rows of other files only their day counts.
  public mutating func markLocalClock(file: Int) {
    habits[UInt16(truncatingIfNeeded: file), default: FileHabit()].hasLocalTimes = true
  }

  /// Says how far the days of a file lie from those of UTC: then they are compared with moments of other files
  /// exactly, else by what any zone allows.
  package mutating func setDayShift(_ shift: DayShift, ofFile file: Int) {
    habits[UInt16(truncatingIfNeeded: file), default: FileHabit()].dayShift = shift
  }

  /// Says that times in a file state offsets from UTC: a row of it that gives a day only may mean a local day.
  package mutating func markOffsets(file: Int) {
    habits[UInt16(truncatingIfNeeded: file), default: FileHabit()].statesOffsets = true
  }

  /// The account with this key, which is added where it is new.
  public mutating func account(_ key: String) -> AccountID {
    let bytes = Array(key.utf8)
    return account(bytes.span)
  }

  /// The account whose key these bytes are, which is added where it is new.
  package mutating func account(_ key: Span<UInt8>) -> AccountID {
    AccountID(index: accountKeys.intern(key))
  }

  /// The accounts of many keys in their order, which are added where they are new.
  ///
  /// - Parameters:
  ///   - keys: all keys, one after the other.
  ///   - ends: where each ends.
  package mutating func accounts(_ keys: Span<UInt8>, ends: [Int]) -> [UInt32] {
    accountKeys.intern(keys, ends: ends)
  }

  /// Makes room for accounts that are expected, whose keys have so many bytes each.
  package mutating func reserve(accounts: Int, keyLength: Int) {
    accountKeys.reserve(keys: accounts, byteCount: accounts * keyLength)
  }

  /// The number of a text (reference, id, link) + 1, as the optional columns hold it.
  package mutating func text(_ bytes: Span<UInt8>) -> UInt32 { texts.intern(bytes) &+ 1 }

  /// Says what is known of an account; what was said before is replaced.
  public mutating func describe(_ account: AccountID, as details: AccountDetails) {
    self.details[account.index] = details
  }

  /// What has been said of an account so far.
  public func details(of account: AccountID) -> AccountDetails {
    details[account.index] ?? AccountDetails()
  }

  /// Says that an account stands in for somebody of whom the data gives neither number nor name: nobody can tell
  /// whether two such accounts are one person's, so they are never counted as persons.
  public mutating func setUnnamed(_ account: AccountID) { unnamed.insert(account.index) }

  /// Says that an account is somebody after all.
  package mutating func setNamed(_ account: AccountID) { unnamed.remove(account.index) }

  /// How many transfers were added.
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
      RowPlace(
        line: UInt32(clamping: draft.line), byteOffset: Int64(draft.byteRange.lowerBound),
        byteCount: UInt32(clamping: draft.byteRange.count)))
  }

  /// Moves the byte ranges of all transfers from one on: their text stood elsewhere in the file.
  package mutating func relocate(from first: Int, _ place: (Range<Int>) -> Range<Int>) {
    columns.evidence.replace(from: first) { old in
      let range = place(old.byteRange)
      return RowPlace(
        line: old.line, byteOffset: Int64(range.lowerBound),
        byteCount: UInt32(clamping: range.count))
    }
    for (transfer, rows) in columns.moreEvidence where transfer >= first {
      columns.moreEvidence[transfer] = rows.map { row in
        let start = Int(row.byteOffset)
        return EvidenceRow(
          file: Int(row.file), line: Int(row.line),
          byteRange: place(start..<start + Int(row.byteCount)))
      }
    }
  }

  /// Says what arrived of the transfer added last, where it is not what was sent.
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

  /// The ledger of everything that was added.
  ///
  /// - Complexity: O(*t*) where the transfers were added in the order of their times and those of one time stand in
  ///   one file, else O(*t* log *t*).
  public consuming func build() -> Ledger {
    _ = settleDecimals()
    let byCountry = shiftsByCountry()
    let fileOrder = files.indices.sorted { files[$0].digest < files[$1].digest }
    var fileRank = Array(repeating: UInt16(0), count: files.count)
    for (rank, file) in fileOrder.enumerated() { fileRank[file] = UInt16(rank) }

    if fileOrder != Array(files.indices) {
      columns.file.replaceAll { Int($0) < fileRank.count ? fileRank[Int($0)] : $0 }
    }
    for balance in statementBalances.indices {
      statementBalances[balance].file = fileRank[Int(statementBalances[balance].file)]
    }
    columns.received.settle()
    for (transfer, rows) in columns.moreEvidence {
      columns.moreEvidence[transfer] = LedgerBuilder.ordered(rows, by: fileRank)
    }
    for (file, shift) in byCountry { habits[file, default: FileHabit()].dayShift = shift }
    let fileHabits = fileOrder.map { habits[UInt16($0)] ?? FileHabit() }
    for (transfer, places) in columns.places {
      columns.places[transfer] = places.renumbered(fileRank, fileHabits)
    }
    var isPlainSequence = columns.isPlainSequence
    // A plain sequence is in the order of times; of equal times the place in the file decides.
    let isOrdered =
      isPlainSequence && !fileHabits.contains(where: \.isUnusual) && columns.rowPlaces.isEmpty
      && columns.evidence.isAscending
    if !isOrdered {
      var arranger = SequenceArranger(
        columns, fileHabits, accountKeys: accountKeys, texts: texts)
      if let order = arranger.order() {
        columns = columns.reordered(by: order)
        isPlainSequence = columns.isPlainSequence
      }
    }
    // Where places decide nothing, the ledger's order does not decide either.
    isPlainSequence =
      isPlainSequence && columns.rowPlaces.isEmpty && !fileHabits.contains(where: \.isUnordered)
      && !columns.returns.values.contains(where: \.isNamed)
      && !columns.places.contains { !$0.value.arrivals.isEmpty }
    let order = RecordedOrder(
      columns, fileHabits,
      columns.places.isEmpty ? DecidedChains() : DecidedChains(columns, fileHabits))
    return Ledger(
      storage: LedgerStorage(
        columns: columns, accountKeys: accountKeys, texts: texts, details: details,
        aliases: aliases.renumberingFiles(fileRank), files: fileOrder.map { files[$0] },
        otherFiles: otherFiles.sorted { $0.digest < $1.digest },
        unnamed: unnamed, rejectedRowCount: rejectedRowCount, isPlainSequence: isPlainSequence,
        order: order, statementBalances: statementBalances))
  }
}
