internal import PaymentGraph

/// Entries that two files of one account may show in two ways, because the bank wrote the text anew or posted the entry
/// on another day.
///
/// Two rows of different files may be one entry where the account, the amount with its sign and the currency are equal,
/// the days are at most three apart, four of five characters of the rows' texts agree, each day lies in the period of
/// the other file, and neither file has the other's row. Such rows are shown, and never united without a flag.
struct NearDuplicates {
  /// Two rows by their indices among those that were compared, the earlier day first.
  struct Pair {
    let first: Int
    let second: Int
    /// The number of days between them.
    let days: Int64
  }

  private static let day: Int64 = 86_400_000

  private struct Key: Hashable {
    let account: UInt32
    let amount: Int64
    let currency: UInt8
  }

  private let rows: [PostedEntry]
  private let columns: TransferColumns

  init(_ rows: [PostedEntry], in builder: LedgerBuilder) {
    self.rows = rows
    columns = builder.columns
  }

  /// Returns the pairs, each row in at most one, ordered by their first rows.
  ///
  /// - Complexity: O(*n* log *n*) in the rows, times the rows of one account and amount within three days.
  func pairs() -> [Pair] {
    let spans = spans()
    guard spans.count > 1 else { return [] }
    var groups: [Key: [Int]] = [:]
    for row in rows.indices where rows[row].entry.time.precision != .unknown {
      groups[key(row), default: []].append(row)
    }
    var candidates: [Pair] = []
    for group in groups.values where Set(group.map { rows[$0].file }).count > 1 {
      let ordered = group.sorted { (start($0), $0) < (start($1), $1) }
      for (place, first) in ordered.enumerated() {
        for second in ordered[(place + 1)...] {
          let days = (start(second) - start(first)) / NearDuplicates.day
          if days > 3 { break }
          if mayBeOne(first, second, spans) {
            candidates.append(Pair(first: first, second: second, days: days))
          }
        }
      }
    }
    var used: Set<Int> = []
    var pairs: [Pair] = []
    for pair in candidates.sorted(by: {
      ($0.days, $0.first, $0.second) < ($1.days, $1.first, $1.second)
    }) where !used.contains(pair.first) && !used.contains(pair.second) {
      used.formUnion([pair.first, pair.second])
      pairs.append(pair)
    }
    return pairs.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
  }

  /// Returns the first and last day on which each file has rows of each account.
  private func spans() -> [Span: ClosedRange<Int64>] {
    var spans: [Span: ClosedRange<Int64>] = [:]
    for row in rows.indices where rows[row].entry.time.precision != .unknown {
      // A row that stands in several files is one of those that were compared once.
      let more = (columns.moreEvidence[rows[row].transfer] ?? []).map { Int($0.file) }
      for file in [rows[row].file] + more {
        let span = Span(file: file, account: own(row))
        let known = spans[span] ?? start(row)...start(row)
        spans[span] = min(known.lowerBound, start(row))...max(known.upperBound, start(row))
      }
    }
    return spans
  }

  private struct Span: Hashable {
    let file: Int
    let account: UInt32
  }

  private func span(_ row: Int) -> Span { Span(file: rows[row].file, account: own(row)) }

  private func mayBeOne(_ left: Int, _ right: Int, _ spans: [Span: ClosedRange<Int64>]) -> Bool {
    let (one, other) = (rows[left], rows[right])
    guard one.file != other.file,
      spans[span(left)]?.contains(start(right)) == true,
      spans[span(right)]?.contains(start(left)) == true,
      !isShown(left, in: other.file), !isShown(right, in: one.file)
    else { return false }
    return TextLikeness.isNear(words(one.entry), words(other.entry))
  }

  /// Returns true where a file has a row of an entry.
  private func isShown(_ row: Int, in file: Int) -> Bool {
    (columns.moreEvidence[rows[row].transfer] ?? []).contains { Int($0.file) == file }
  }

  /// Returns the text of a row, without what differs between exports.
  private func words(_ entry: StatementEntry) -> String {
    let text = [entry.narration, entry.counter.name ?? ""].first { !$0.isEmpty } ?? ""
    return StatementText.squeezed(text).uppercased()
  }

  private func own(_ row: Int) -> UInt32 {
    let transfer = Int(rows[row].transfer)
    return rows[row].isOut ? columns.payer[transfer] : columns.beneficiary[transfer]
  }

  private func start(_ row: Int) -> Int64 {
    CivilDate.dayStart(of: columns.start[Int(rows[row].transfer)])
  }

  private func key(_ row: Int) -> Key {
    Key(
      account: own(row), amount: rows[row].entry.amount,
      currency: columns.sentCurrency[Int(rows[row].transfer)])
  }
}
