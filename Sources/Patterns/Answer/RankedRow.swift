internal import PaymentGraph

/// The facts of a row that decide its place in an answer, which are few beside the row.
struct RankedRow {
  let number: Int
  private let q: Double?
  private let score: Double
  private let side: PatternRow.Side?
  private let first: TransferID?
  /// The ranks of the accounts' keys.
  private let keys: [UInt32]

  init(_ row: PatternRow, number: Int, ranks: [UInt32]) {
    self.number = number
    q = row.q
    score = row.score ?? 0
    side = row.side
    first = row.transfers.first
    keys = row.accounts.map { ranks[$0.position] }
  }

  /// Returns true where this row comes before another: by rate and score, else by accounts, and by its first transfer.
  func precedes(_ other: RankedRow) -> Bool {
    let (rate, next) = (q ?? 2, other.q ?? 2)
    if rate != next { return rate < next }
    // Without rates scores are not calibrated, and rows come in the order of their accounts.
    if q == nil {
      if side == other.side, keys != other.keys {
        return keys.lexicographicallyPrecedes(other.keys)
      }
    } else if score != other.score {
      return score > other.score
    }
    if side != other.side { return side == .payer }
    if first != other.first {
      guard let first, let second = other.first else { return self.first == nil }
      return first < second
    }
    return keys.lexicographicallyPrecedes(other.keys)
  }
}
