internal import PaymentGraph

/// What plain rows add to the figures of their file.
struct BulkTally: Sendable {
  var loaded = 0
  var memo = 0
  var skipped = 0
  private(set) var first: PostingTime?
  private(set) var last: PostingTime?
  /// What was sent, by the index of the currency.
  private(set) var sums: [Int128] = Array(repeating: 0, count: 256)

  /// Whether nothing was added.
  var isEmpty: Bool { loaded + memo + skipped == 0 }

  /// Counts rows as loaded, in their order.
  mutating func add(_ rows: ArraySlice<PlainRow>) {
    loaded += rows.count
    for row in rows {
      sums[Int(row.currency)] += Int128(row.amount)
      guard row.precision != .unknown else { continue }
      if first.map({ row.start < $0.start }) ?? true { first = row.time }
      let end = row.start &+ (row.precision.milliseconds ?? 0)
      if last.map({ end > $0.end }) ?? true { last = row.time }
    }
  }
}

extension PlainRow {
  fileprivate var time: PostingTime { PostingTime(start: start, precision: precision) }
}
