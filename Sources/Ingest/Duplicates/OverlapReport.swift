internal import PaymentGraph

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

  private let isRecorded: Bool
  private let facts: [(pair: Pair, facts: Facts)]
  private let citations: [Int: (gone: Citation, kept: Citation)]

  /// - Parameters:
  ///   - merged: the removed rows, in the order of the rows.
  ///   - builder: the ledger, while those rows are still in it.
  ///   - sources: the files, by the file numbers in `merged`.
  ///   - isRecorded: true where the rows have one id of one service, which leaves no doubt.
  init(
    _ merged: [RowUnion.Merged], in builder: LedgerBuilder, sources: [SourceFile],
    isRecorded: Bool = false
  ) {
    self.isRecorded = isRecorded
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
      let place = builder.evidence(of: Int(row))
      let start = Int(place.byteOffset)
      return Citation(
        file: sources[file], line: Int(place.line), byteRange: start..<start + Int(place.byteCount))
    }
    var citations: [Int: (gone: Citation, kept: Citation)] = [:]
    for (place, entry) in facts.enumerated() {
      let first = entry.facts.first
      citations[place] = (
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
    for (place, entry) in facts.enumerated() where entry.pair.gone == file {
      guard let (gone, kept) = citations[place] else { continue }
      let isSeam = !isRecorded && meetOnOneDay(reading, readings[entry.pair.kept])
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
              : isRecorded
                ? "; both have the same id of the service, and both are evidence of the transfer"
                : "; both rows are evidence of the transfer"),
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
