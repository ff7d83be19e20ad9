internal import PaymentGraph

/// Brings the chunks of a file into the ledger that is being built, in the order of the file.
///
/// Accounts get their numbers here, in the order in which rows name them, whichever thread met their keys first.
struct ChunkMerger {
  private let plan: FastPlan
  private let keys: KeyTable
  private let fileNumber: Int
  /// The account + 1, by number in the file's key table; 0 for a key of which no row was taken yet.
  private var accounts: [UInt32] = []
  private var scratch: [UInt8] = []
  /// The counts since the careful reader was last told of them.
  var tally = RowTally()

  init(_ plan: FastPlan, _ keys: KeyTable, fileNumber: Int) {
    self.plan = plan
    self.keys = keys
    self.fileNumber = fileNumber
  }

  /// Adds a range of rows of a chunk.
  ///
  /// - Parameters:
  ///   - chunk: the chunk, which starts on line `line`.
  ///   - range: indices of the chunk's rows.
  /// - Returns: the index of the first row that was not added because its id was met before.
  mutating func add(
    _ chunk: RowChunk, range: Range<Int>, line: Int, in bytes: Span<UInt8>,
    to draft: inout LedgerDraft
  ) -> Int {
    guard !range.isEmpty else { return range.upperBound }
    var end = range.upperBound
    var texts: [[UInt32]] = [[], [], []]
    if plan.keepsTexts {
      end = number(
        chunk, range: range, in: bytes, builder: &draft.builder, records: &draft.records,
        texts: &texts)
    }
    let taken = range.lowerBound..<end
    numberAccounts(of: chunk.rows, taken, &draft.builder)
    tally.add(chunk.rows, taken, isLocal: plan.columns.hasLocalClock)
    chunk.rows.append(taken, line: line, to: &draft.builder.columns)
    draft.builder.columns.file.append(
      repeating: UInt16(truncatingIfNeeded: fileNumber), count: taken.count)
    appendReceipts(chunk, taken, to: &draft.builder.columns)
    draft.builder.columns.append(texts[0], to: \.ids)
    draft.builder.columns.append(texts[1], to: \.links)
    draft.builder.columns.append(texts[2], to: \.references)
    return end
  }

  // MARK: Accounts

  private mutating func numberAccounts(
    of rows: FastRows, _ range: Range<Int>, _ builder: inout LedgerBuilder
  ) {
    if accounts.count < keys.count {
      accounts.append(
        contentsOf: repeatElement(0, count: max(keys.count, accounts.count * 2) - accounts.count))
    }
    // Swapped out of the property, so that the closure does not capture it.
    var known: [UInt32] = []
    swap(&known, &accounts)
    rows.numberAccounts(in: range, &known) { makeAccounts($0, &builder) }
    swap(&known, &accounts)
  }

  /// Makes the accounts of keys, with their cells joined as the careful reader joins them.
  private mutating func makeAccounts(
    _ numbers: [UInt32], _ builder: inout LedgerBuilder
  ) -> [UInt32] {
    var ends: [Int] = []
    ends.reserveCapacity(numbers.count)
    keys.fetch(numbers)
    var end = 0
    for number in numbers {
      putKey(number, at: &end)
      ends.append(end)
    }
    return builder.accounts(scratch.span.extracting(0..<end), ends: ends)
  }

  /// Writes the key of an account after the keys already written.
  private mutating func putKey(_ number: UInt32, at end: inout Int) {
    if scratch.count < end + KeyTable.inlineLength {
      scratch.append(contentsOf: repeatElement(0, count: max(1 << 16, scratch.count)))
    }
    let delimiter = plan.joinsCells ? plan.dialect.delimiter : nil
    if let length = keys.put(number, joinedAt: delimiter, into: &scratch, at: end) {
      end += length
      return
    }
    let key = carefullyJoined(number)
    let room = scratch.count - end
    if room < key.count {
      scratch.append(contentsOf: repeatElement(0, count: key.count - room + (1 << 16)))
    }
    scratch.replaceSubrange(end..<end + key.count, with: key)
    end += key.count
  }

  /// Returns the key of an account: its cells, trimmed, with slashes between.
  private func carefullyJoined(_ number: UInt32) -> [UInt8] {
    var joined: [UInt8] = []
    guard plan.joinsCells else {
      keys.append(number, to: &joined)
      return joined
    }
    keys.withKey(number) { key in
      var start = 0
      for at in 0...key.count where at == key.count || key[at] == plan.dialect.delimiter {
        if start > 0 { joined.append(0x2F) }
        keys.append(number, CellText.trimmed(key, Cell(start: start, end: at)), to: &joined)
        start = at + 1
      }
    }
    return joined
  }

  // MARK: Columns

  private func appendReceipts(
    _ chunk: RowChunk, _ range: Range<Int>, to columns: inout TransferColumns
  ) {
    var next = BinarySearch.lowerBound(0..<chunk.receipts.count) {
      chunk.receipts[$0].row < range.lowerBound
    }
    let base = columns.count - range.count - range.lowerBound
    while next < chunk.receipts.count, chunk.receipts[next].row < range.upperBound {
      let receipt = chunk.receipts[next]
      columns.received.set(
        base + receipt.row, amount: receipt.amount, currency: receipt.currency)
      next += 1
    }
  }

  // MARK: Texts

  /// Numbers the texts of rows up to the first row whose id was met before, and returns the index of that row.
  private func number(
    _ chunk: RowChunk, range: Range<Int>, in bytes: Span<UInt8>, builder: inout LedgerBuilder,
    records: inout RecordIDs, texts: inout [[UInt32]]
  ) -> Int {
    let first = builder.transferCount
    for number in range {
      for (kind, column) in plan.texts.enumerated() where column != nil {
        let place = chunk.texts[3 * number + kind]
        let text = place.isEmpty ? 0 : builder.text(bytes.extracting(place))
        if kind == 0, text > 0 {
          let transfer = first + number - range.lowerBound
          guard records.isNew(text, at: transfer) else { return number }
        }
        texts[kind].append(text)
      }
    }
    return range.upperBound
  }
}

extension TransferColumns {
  /// Appends text numbers to a column that stays empty while no transfer has a text; 0 stands for no text.
  fileprivate mutating func append(
    _ texts: [UInt32], to column: WritableKeyPath<TransferColumns, [UInt32]>
  ) {
    if self[keyPath: column].isEmpty {
      if texts.allSatisfy({ $0 == 0 }) { return }
      reserveTexts(column)
    }
    let missing = count - texts.count - self[keyPath: column].count
    self[keyPath: column].append(contentsOf: repeatElement(0, count: missing))
    self[keyPath: column].append(contentsOf: texts)
  }
}
