internal import PaymentGraph

/// A row with the keys of its accounts, for the order of an answer.
struct RankedRow {
  let row: PatternRow
  /// The ranks of the accounts' keys.
  let keys: [UInt32]

  /// Returns true where this row comes before another: by rate and score, else by accounts, and by its first transfer.
  func precedes(_ other: RankedRow) -> Bool {
    let (rate, next) = (row.q ?? 2, other.row.q ?? 2)
    if rate != next { return rate < next }
    // Without rates scores are not calibrated, and rows come in the order of their accounts.
    if row.q == nil {
      if keys != other.keys, row.side == other.row.side {
        return keys.lexicographicallyPrecedes(other.keys)
      }
    } else if row.score != other.row.score {
      return (row.score ?? 0) > (other.row.score ?? 0)
    }
    if row.side != other.row.side { return row.side == .payer }
    if row.transfers.first != other.row.transfers.first {
      guard let first = row.transfers.first, let second = other.row.transfers.first else {
        return row.transfers.isEmpty
      }
      return first < second
    }
    return keys.lexicographicallyPrecedes(other.keys)
  }
}
