internal import PaymentGraph

/// The counts, sums and times that plain rows add to the figures of their file.
struct BulkTally: Sendable {
  var loaded = 0
  private(set) var empty = 0
  private(set) var firstEmptyLine: Int?
  private(set) var first: PostingTime?
  private(set) var last: PostingTime?
  /// The sums sent, in minor units, by the index of the currency.
  private(set) var sums: [Int128] = Array(repeating: 0, count: 256)

  /// True where nothing was added.
  var isEmpty: Bool { loaded + empty == 0 }

  /// Counts empty lines.
  mutating func addEmpty(_ count: Int, firstLine: Int) {
    guard count > 0 else { return }
    empty += count
    firstEmptyLine = min(firstEmptyLine ?? firstLine, firstLine)
  }

  /// Counts a range of rows as loaded, in their order.
  mutating func add(_ rows: PlainRows, _ range: Range<Int>) {
    loaded += range.count
    rows.addAmounts(in: range, to: &sums)
    var known: (start: Int64, precision: TimePrecision) = (0, .unknown)
    for row in range {
      let start = rows.start[row]
      let precision = rows.precision[row]
      // Most rows have the time of the row before.
      if start == known.start, precision == known.precision || precision == .unknown { continue }
      known = (start, precision)
      guard precision != .unknown else { continue }
      let time = PostingTime(start: start, precision: precision)
      if first.map({ start < $0.start }) ?? true { first = time }
      let end = start &+ (precision.milliseconds ?? 0)
      if last.map({ end > $0.end }) ?? true { last = time }
    }
  }
}
