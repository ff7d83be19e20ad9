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

  /// The pairs, and the rows that were not compared.
  struct Findings {
    var pairs: [Pair] = []
    /// Rows that were not compared, because more than ``crowd`` rows of other files may show their entry.
    var crowded: [Int] = []
  }

  /// The largest number of rows of other files that are compared with one row; a row that more may repeat is counted and
  /// not compared.
  static let crowd = 32

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

  /// Returns the pairs, each row in at most one, ordered by their first rows, and the rows that too many may repeat.
  ///
  /// - Complexity: O(*n* log *n*) in the rows.
  func findings() -> Findings {
    let spans = spans()
    guard spans.count > 1 else { return Findings() }
    var findings = Findings()
    var groups: [Key: [Int]] = [:]
    for row in rows.indices where rows[row].entry.time.precision != .unknown {
      groups[key(row), default: []].append(row)
    }
    var candidates: [Pair] = []
    for group in groups.values where Set(group.map { rows[$0].file }).count > 1 {
      let ordered = group.sorted { (start($0), $0) < (start($1), $1) }
      for (first, others) in NearDuplicates.others(ordered, file: { rows[$0].file }, day: start) {
        guard others.count <= NearDuplicates.crowd else {
          findings.crowded.append(first)
          continue
        }
        for second in others where mayBeOne(first, right: second, spans: spans) {
          let days = (start(second) - start(first)) / NearDuplicates.day
          candidates.append(Pair(first: first, second: second, days: days))
        }
      }
    }
    findings.crowded.sort()
    var used: Set<Int> = []
    for pair in candidates.sorted(by: {
      ($0.days, $0.first, $0.second) < ($1.days, $1.first, $1.second)
    }) where !used.contains(pair.first) && !used.contains(pair.second) {
      used.formUnion([pair.first, pair.second])
      findings.pairs.append(pair)
    }
    findings.pairs.sort { ($0.first, $0.second) < ($1.first, $1.second) }
    return findings
  }

  /// Returns for each row the later rows of other files within three days, at most one more than are compared.
  private static func others(
    _ ordered: [Int], file: (Int) -> Int, day: (Int) -> Int64
  ) -> [(row: Int, others: [Int])] {
    // The next place that has a row of another file, by place: many rows of one file are passed over at once.
    var change = Array(repeating: ordered.count, count: ordered.count)
    for index in ordered.indices.dropLast().reversed() {
      change[index] =
        file(ordered[index]) == file(ordered[index + 1]) ? change[index + 1] : index + 1
    }
    return ordered.enumerated().map { index, row in
      let end = day(row) + 4 * NearDuplicates.day
      var found: [Int] = []
      var next = change[index]
      while next < ordered.count, found.count <= crowd, day(ordered[next]) < end {
        if file(ordered[next]) == file(row) {
          next = change[next]
        } else {
          found.append(ordered[next])
          next += 1
        }
      }
      return (row, found)
    }
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

  private func mayBeOne(_ left: Int, right: Int, spans: [Span: ClosedRange<Int64>]) -> Bool {
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

/// The likeness of two texts: the share of characters that need not be changed to turn one into the other.
enum TextLikeness {
  /// The length in characters up to which texts are compared.
  private static let limit = 256

  /// Returns true where at least four of five characters agree in their order.
  ///
  /// - Complexity: O(product of the lengths), which are cut at 256.
  static func isNear(_ left: String, _ right: String) -> Bool {
    let (one, other) = (Array(left.prefix(limit)), Array(right.prefix(limit)))
    let length = max(one.count, other.count)
    guard length > 0, 5 * abs(one.count - other.count) <= length else { return false }
    return 5 * EditDistance.between(one, other) <= length
  }
}
