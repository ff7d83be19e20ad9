internal import PaymentGraph

/// Unites the rows of overlapping files: a multiset union.
///
/// Two rows are the same record where everything the ledger keeps of them is equal (accounts, time, amounts, kind, id,
/// reference, link) and, where their files have the same header, all their bytes are equal as well. Rows of one file
/// are never the same record: a file that states a thing twice means it twice. Between files each record counts as
/// often as in the file that has it most often. The maximum does not depend on the order or number of files, so any
/// order and any repetition of loading gives one ledger.
///
/// All rows stay as evidence: the transfer that is kept cites the rows that are removed.
struct RowUnion {
  /// A file's rows in the ledger that is being built.
  struct FileRows {
    /// The indices of the file's transfers.
    let range: Range<Int>
    /// The number of the file's header among those of all files.
    let header: Int
    let text: SourceText
  }

  /// A removed row, the row kept for it, and the indices of their files in the list given.
  struct Merged {
    let gone: UInt32
    let kept: UInt32
    let goneFile: Int
    let keptFile: Int
  }

  private let files: [FileRows]

  /// - Parameter files: the files in the order of their digests, which is that of their transfers.
  init(_ files: [FileRows]) { self.files = files }

  /// Returns the removed rows, in the order of the rows.
  ///
  /// - Complexity: O(*t* log *t*) for the rows of files whose times overlap; nothing for one file.
  func merged(in builder: LedgerBuilder) -> [Merged] {
    let columns = builder.columns
    let seed = HashSeed.process
    var rows: [(hash: UInt64, row: UInt32, file: Int)] = []
    for file in overlapping(columns) {
      for row in files[file].range {
        rows.append((RowUnion.hash(row, in: columns, seed: seed), UInt32(row), file))
      }
    }
    rows.sort { ($0.hash, $0.row) < ($1.hash, $1.row) }
    var merged: [Merged] = []
    var first = 0
    while first < rows.count {
      var end = first + 1
      while end < rows.count, rows[end].hash == rows[first].hash { end += 1 }
      if rows[first].file != rows[end - 1].file {
        for group in groups(rows[first..<end].map { (Int($0.row), $0.file) }, columns) {
          unite(group, builder: builder, merged: &merged)
        }
      }
      first = end
    }
    return merged.sorted { $0.gone < $1.gone }
  }

  /// Returns the files whose times overlap with those of another.
  private func overlapping(_ columns: TransferColumns) -> [Int] {
    let spans = files.map { file -> ClosedRange<Int64>? in
      var least = Int64.max
      var most = Int64.min
      for row in file.range {
        least = min(least, columns.start[row])
        most = max(most, columns.start[row])
      }
      return least <= most ? least...most : nil
    }
    return files.indices.filter { file in
      guard let span = spans[file] else { return false }
      return files.indices.contains { $0 != file && spans[$0]?.overlaps(span) == true }
    }
  }

  /// Divides rows of one hash into groups whose values are really equal.
  private func groups(
    _ rows: [(row: Int, file: Int)], _ columns: TransferColumns
  ) -> [[(row: Int, file: Int)]] {
    var groups: [[(row: Int, file: Int)]] = []
    for row in rows {
      if let index = groups.firstIndex(where: {
        RowUnion.areEqual($0[0].row, right: row.row, in: columns)
      }) {
        groups[index].append(row)
      } else {
        groups.append([row])
      }
    }
    return groups
  }

  private func unite(
    _ group: [(row: Int, file: Int)], builder: LedgerBuilder, merged: inout [Merged]
  ) {
    guard group[0].file != group[group.count - 1].file else { return }
    // Files of one header: records that differ in a column that the ledger does not keep are two.
    var kinds: [Int: [[UInt8]: [Int: [Int]]]] = [:]
    for (row, file) in group {
      let evidence = builder.evidence(of: row)
      let start = Int(evidence.byteOffset)
      let bytes = files[file].text.record(in: start..<start + Int(evidence.byteCount))
      kinds[files[file].header, default: [:]][bytes, default: [:]][file, default: []].append(row)
    }
    let fileOf = Dictionary(uniqueKeysWithValues: group.map { ($0.row, $0.file) })
    // For each record, the file that has it most often; of equals, the first.
    let unions = kinds.values.map { records in
      records.values.flatMap { counts in
        counts.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }?.value ?? []
      }.sorted()
    }
    // Files of different headers are compared by what the ledger keeps.
    guard
      let kept = unions.max(by: { ($0.count, $1.first ?? 0) < ($1.count, $0.first ?? 0) }),
      !kept.isEmpty
    else { return }
    let stays = Set(kept)
    var turns: [Int: Int] = [:]
    for (row, file) in group where !stays.contains(row) {
      let turn = turns[file, default: 0]
      turns[file] = turn + 1
      let keeper = kept[turn % kept.count]
      merged.append(
        Merged(
          gone: UInt32(row), kept: UInt32(keeper), goneFile: file, keptFile: fileOf[keeper] ?? file)
      )
    }
  }

  // MARK: The values of a row in the ledger

  /// A number for what the ledger keeps of a row; rows of equal numbers are compared.
  ///
  /// Secret numbers spread it, and ids and references are in it, so that neither chosen rows nor many payments of one
  /// amount on one day have one number.
  private static func hash(_ row: Int, in columns: TransferColumns, seed: HashSeed) -> UInt64 {
    var state = seed.start
    func add(_ value: UInt64) { state = HashSeed.fold(value ^ state, seed.factor) }
    add(UInt64(bitPattern: columns.start[row]))
    add(UInt64(columns.payer[row]) << 32 | UInt64(columns.beneficiary[row]))
    add(UInt64(bitPattern: columns.sent[row]))
    add(UInt64(columns.sentCurrency[row]))
    if !columns.ids.isEmpty { add(UInt64(columns.ids[row])) }
    if !columns.references.isEmpty { add(UInt64(columns.references[row])) }
    return state
  }

  private static func areEqual(_ left: Int, right: Int, in columns: TransferColumns) -> Bool {
    func same<Value: Equatable>(_ column: [Value]) -> Bool {
      column.isEmpty || column[left] == column[right]
    }
    return columns.start[left] == columns.start[right]
      && columns.precision[left] == columns.precision[right] && same(columns.payer)
      && same(columns.beneficiary) && columns.sent[left] == columns.sent[right]
      && same(columns.sentCurrency) && columns.kind[left] == columns.kind[right]
      && columns.receipt(left) == columns.receipt(right) && same(columns.ids) && same(columns.links)
      && same(columns.references)
      && columns.periodEnds[UInt32(left)] == columns.periodEnds[UInt32(right)]
      && columns.aggregates[UInt32(left)] == columns.aggregates[UInt32(right)]
  }
}

/// Reports for each file how many of its rows also stand in another file and count once.
struct OverlapReport {
  private struct Pair: Hashable {
    let gone: Int
    let kept: Int
  }

  private struct Facts {
    var count = 0
    var totals = MoneyTotals()
    var first: RowUnion.Merged
  }

  /// The reasons why rows of two files are one.
  enum Reason {
    /// Everything that the ledger keeps of them is equal.
    case sameRow
    /// They have one id of one service, which leaves no doubt.
    case sameID
    /// Two files show the bookings of one account in two layouts.
    case sameBookings
  }

  private let reason: Reason
  private let facts: [(pair: Pair, facts: Facts)]
  private let citations: [Int: (gone: Citation, kept: Citation)]

  /// - Parameters:
  ///   - merged: the removed rows, in the order of the rows.
  ///   - builder: the ledger, while those rows are still in it.
  ///   - sources: the files, by the file numbers in `merged`.
  ///   - reason: the reason why the rows are one.
  init(
    _ merged: [RowUnion.Merged], in builder: LedgerBuilder, sources: [SourceFile],
    reason: Reason = .sameRow
  ) {
    self.reason = reason
    var found: [Pair: Facts] = [:]
    // A row that became two transfers, a payment and its fee, is one row.
    var rows: [Pair: Set<Int64>] = [:]
    for row in merged {
      let pair = Pair(gone: row.goneFile, kept: row.keptFile)
      var known = found[pair] ?? Facts(first: row)
      rows[pair, default: []].insert(builder.columns.evidence[Int(row.gone)].byteOffset)
      known.count = rows[pair]?.count ?? 0
      known.totals.add(builder.columns.sentMoney(Int(row.gone)))
      found[pair] = known
    }
    let facts = found.sorted { ($0.key.gone, $0.key.kept) < ($1.key.gone, $1.key.kept) }
      .map { (pair: $0.key, facts: $0.value) }
    self.facts = facts
    func citation(_ row: UInt32, _ file: Int) -> Citation {
      let evidence = builder.evidence(of: Int(row))
      let start = Int(evidence.byteOffset)
      return Citation(
        file: sources[file], line: Int(evidence.line),
        byteRange: start..<start + Int(evidence.byteCount))
    }
    var citations: [Int: (gone: Citation, kept: Citation)] = [:]
    for (index, entry) in facts.enumerated() {
      let first = entry.facts.first
      citations[index] = (
        citation(first.gone, first.goneFile), citation(first.kept, first.keptFile)
      )
    }
    self.citations = citations
  }

  /// Returns a file's reading with its repeated rows counted as skipped; unchanged where it has none.
  ///
  /// - Parameters:
  ///   - file: its index in the list of sources.
  ///   - readings: all readings, in the order of the sources.
  func applied(to file: Int, of readings: [FileReading], _ text: SourceText) -> FileReading {
    var reading = readings[file]
    for (index, entry) in facts.enumerated() where entry.pair.gone == file {
      guard let (gone, kept) = citations[index] else { continue }
      let isSeam = reason == .sameRow && meetOnOneDay(reading, readings[entry.pair.kept])
      let count = entry.facts.count
      let rows = count == 1 ? "1 row" : "\(count) rows"
      let excerpt = Array(text.record(in: gone.byteRange).prefix { $0 != 0x0A && $0 != 0x0D })
      let code: DiagnosticCode = isSeam ? .overlapDoubtful : .rowsOverlap
      reading = reading.skipping(
        count, worth: entry.facts.totals,
        Diagnostic(
          code: code.rawValue, severity: isSeam ? .warning : .note,
          summary:
            "\(rows) of this file \(count == 1 ? "is" : "are") also in \(kept.file.path) and \(count == 1 ? "counts" : "count") once",
          citation: gone, excerpt: Array(excerpt.prefix(DiagnosticLog.excerptLimit)),
          note: "the first is line \(kept.line) there"
            + (isSeam
              ? "; the files overlap on one day only, so these may be separate payments"
              : reason.words),
          remedy: isSeam
            ? "compare with the balances of that day; give the payments ids if both are real"
            : "no action is needed"))
    }
    return reading
  }

  /// Returns true where the periods of two files have no more than one day in common.
  private func meetOnOneDay(_ left: FileReading, _ right: FileReading) -> Bool {
    guard let leftFirst = left.firstTime, let leftLast = left.lastTime,
      let rightFirst = right.firstTime, let rightLast = right.lastTime
    else { return false }
    let from = CivilDate(milliseconds: max(leftFirst.start, rightFirst.start))
    let to = CivilDate(milliseconds: min(leftLast.start, rightLast.start))
    return from == to
  }
}

extension OverlapReport.Reason {
  /// The words at the end of a note.
  fileprivate var words: String {
    switch self {
    case .sameRow: "; both rows are evidence of the transfer"
    case .sameID: "; both have the same id of the service, and both are evidence of the transfer"
    case .sameBookings:
      "; both files show this account on these days, with equal amounts in other words, and both rows are evidence of the transfer"
    }
  }
}
