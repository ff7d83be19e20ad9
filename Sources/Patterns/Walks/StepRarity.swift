internal import Glibc
internal import PaymentGraph

/// The rarity of one payment that follows another: how likely chance would give a payment out as near in time and amount.
struct StepRarity {
  let table: PaymentTable

  /// Returns the sum over the steps of a circle in any order of time, which does not depend on where it begins.
  func weight(ofCircle way: [Int32]) -> Double {
    guard let last = way.last else { return 0 }
    return zip([last] + way.dropLast(), way).map { before, next in
      let (one, other) = (table.payments[Int(before)], table.payments[Int(next)])
      return weight(
        one, other, from: min(one.arrives, other.leaves), through: max(one.arrives, other.leaves))
    }.sorted().reduce(0, +)
  }

  /// Returns −log₁₀ of (payments out of the account · share of the ledger between the two · share of amounts as near).
  func weight(_ earlier: Int32, _ later: Int32) -> Double {
    let (one, other) = (table.payments[Int(earlier)], table.payments[Int(later)])
    return weight(one, other, from: one.arrives, through: other.leaves)
  }

  private func weight(
    _ one: Payment, _ other: Payment, from start: Int64, through end: Int64
  ) -> Double {
    let outs = Double(table.out.range(Int(other.payer)).count)
    let chance =
      outs * table.share(from: start, through: end) * table.rates.shareAsNear(one, other)
    return -log10(min(1, max(chance, .leastNormalMagnitude)))
  }

  /// Returns the sum over the steps of a way.
  func weight(of way: [Int32]) -> Double {
    zip(way, way.dropFirst()).reduce(0) { $0 + weight($1.0, $1.1) }
  }
}
