internal import Glibc
internal import PaymentGraph

/// Finds accounts without any record for long that then become busy: dormant-then-active.
///
/// Silence is an absence of records, and proves nothing where the account's statements do not cover it. O(*n* log *n*).
struct Awakenings {
  private let table: PaymentTable
  private let settings: PatternSettings
  private(set) var rows: [FoundRow] = []

  init(_ table: PaymentTable, _ settings: PatternSettings) {
    self.table = table
    self.settings = settings
  }

  mutating func run() {
    let minimum = settings.minimum(.dormantThenActive)
    let window = settings.window(.dormantThenActive)
    for account in 0..<table.ledger.accountCount {
      let (ins, outs) = (table.into.range(account), table.out.range(account))
      guard ins.count + outs.count > minimum else { continue }
      let own =
        (ins.map { (table.into.time[$0], table.into.rank[$0], table.into.payment[$0]) }
        + outs.map { (table.out.time[$0], table.out.rank[$0], table.out.payment[$0]) })
        .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
      for place in own.indices.dropFirst()
      where own[place].0 - own[place - 1].0 >= settings.silence {
        let start = own[place].0
        let end = own[place...].prefix { $0.0 - start <= window }.endIndex
        guard end - place >= minimum else { continue }
        let score =
          -(log10(Double(own.count))
          + Tails.binomial(
            own.count - place - 1, chance: table.share(from: start, through: start + window),
            atLeast: end - place - 1))
        rows.append(
          FoundRow(
            pattern: .dormantThenActive,
            shape: .waking(account: Int32(account), before: own[place - 1].2),
            payments: own[place..<end].map(\.2), score: score, window: window))
      }
    }
  }
}
