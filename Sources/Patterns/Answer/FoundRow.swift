internal import FundTracing
internal import PaymentGraph

/// A finding by numbers of payments and accounts, as searches give it; it becomes a row when it is shown.
///
/// Shuffles make thousands of findings of which only the score counts.
struct FoundRow: Sendable {
  /// The accounts and counts, by numbers.
  enum Shape: Sendable {
    case fan(account: Int32, isIn: Bool, peak: Range<Int>, peakCount: Int)
    case turn(account: Int32, payerPeak: Int, payeePeak: Int, turn: Int32)
    case spread(source: Int32, sink: Int32, peak: Int)
    case loop(accounts: [Int32], count: Int, witness: [Int32])
    case chain(closes: Bool)
    case pairs(account: Int32, expected: [Double], receipts: Int, passedAtMost: [UInt8: Int128])
    case band(account: Int32, isPayer: Bool, inBand: Int, of: Int, p: String)
    case waking(account: Int32, before: Int32)
    case block(payers: [Int32], payees: [Int32])
    case stack(sources: [Int32], middles: [Int32], sinks: [Int32])
  }

  let pattern: Pattern
  var shape: Shape
  /// The payments, or those of the first leg, in the order in which they are shown.
  var payments: [Int32]
  /// The payments of the second leg.
  var onward: [Int32] = []
  var score: Double?
  /// The window that found it, in milliseconds.
  var window: Int64 = 0
}

extension [FoundRow] {
  /// Keeps the best rows by score, and of equal ones the first, in their order.
  mutating func keepBest(_ limit: Int) {
    guard count > limit else { return }
    let order = indices.sorted { left, right in
      let (one, other) = (self[left].score ?? 0, self[right].score ?? 0)
      return one != other ? one > other : left < right
    }
    self = order.prefix(limit).sorted().map { self[$0] }
  }
}
