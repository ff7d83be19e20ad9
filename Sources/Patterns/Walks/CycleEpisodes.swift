internal import PaymentGraph

/// The cycles that begin with one account, by their sequence of accounts: those that share a payment are one episode.
struct CycleEpisodes: Sendable {
  /// The cycles of one sequence that one search closes.
  struct Closing: Sendable {
    let way: [Int32]
    let payments: Set<Int32>
    let count: Int
    let witness: [Int32]
    let span: Int64
  }

  private struct Episode {
    var payments: Set<Int32>
    var count: Int
    var witness: [Int32]
    var span: Int64
  }

  private var episodes: [[Int32]: [Episode]] = [:]

  /// Returns a sum of counts, or the greatest number where it is beyond that.
  static func sum(_ one: Int, _ other: Int) -> Int {
    let (sum, overflow) = one.addingReportingOverflow(other)
    return overflow ? .max : sum
  }

  mutating func add(_ closing: Closing) {
    CycleEpisodes.add(closing, to: &episodes[closing.way, default: []])
  }

  private static func add(_ closing: Closing, to own: inout [Episode]) {
    if let last = own.indices.last, !own[last].payments.isDisjoint(with: closing.payments) {
      own[last].payments.formUnion(closing.payments)
      own[last].count = sum(own[last].count, closing.count)
      if closing.span < own[last].span {
        (own[last].span, own[last].witness) = (closing.span, closing.witness)
      }
    } else {
      own.append(
        Episode(
          payments: closing.payments, count: closing.count, witness: closing.witness,
          span: closing.span))
    }
  }

  /// Returns the episodes as rows, in the order of their accounts, and forgets them.
  mutating func rows(
    _ pattern: Pattern, _ table: PaymentTable, rarity: StepRarity, window: Int64
  ) -> [FoundRow] {
    guard !episodes.isEmpty else { return [] }
    var rows: [FoundRow] = []
    for (way, list) in episodes.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      for episode in list {
        let payments = episode.payments.sorted {
          let (one, other) = (table.payments[Int($0)], table.payments[Int($1)])
          return (one.arrives, one.arriveRank) < (other.arrives, other.arriveRank)
        }
        rows.append(
          FoundRow(
            pattern: pattern,
            shape: .loop(accounts: way, count: episode.count, witness: episode.witness),
            payments: payments, score: rarity.weight(of: episode.witness), window: window))
      }
    }
    episodes = [:]
    return rows
  }
}
