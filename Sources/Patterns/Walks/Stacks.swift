internal import PaymentGraph

/// Finds pairs of scatter-gathers with different sources and sinks that share accounts in the middle.
///
/// Rows that share a middle are found through it, so that only such pairs are compared. In a dense ledger most pairs do:
/// each comparison and each payment of a row is a step, and sources beyond the limit are named as unfinished.
struct Stacks {
  private(set) var rows: [FoundRow] = []
  private(set) var steps = 0
  /// The sources that were not compared with all others.
  private(set) var unfinished: Set<Int32> = []
  private let spreads: [FoundRow]
  private let table: PaymentTable
  private let minimum: Int
  private let middles: [Set<Int32>]
  private var byMiddle: [Int32: [Int]] = [:]

  /// - Parameter spreads: rows of scatter-gather.
  init(_ spreads: [FoundRow], _ table: PaymentTable, minimum: Int) {
    self.spreads = spreads
    self.table = table
    self.minimum = minimum
    middles = spreads.map { row in Set(row.payments.map { table.payments[Int($0)].payee }) }
    for (number, own) in middles.enumerated() {
      for one in own { byMiddle[one, default: []].append(number) }
    }
  }

  /// Finds the rows, as far as the steps allow.
  mutating func run(limit: Int) {
    var shared = Array(repeating: 0, count: spreads.count)
    for number in spreads.indices {
      guard case .spread(let source, let sink, _) = spreads[number].shape else { continue }
      guard steps <= limit else {
        unfinished.insert(source)
        continue
      }
      var partners: [Int] = []
      for one in middles[number] {
        let others = byMiddle[one] ?? []
        steps += others.count
        for other in others where other > number {
          if shared[other] == 0 { partners.append(other) }
          shared[other] += 1
        }
      }
      for other in partners.sorted() {
        defer { shared[other] = 0 }
        guard shared[other] >= minimum, steps <= limit,
          case .spread(let otherSource, let otherSink, _) = spreads[other].shape,
          source != otherSource, sink != otherSink
        else { continue }
        add(number, other, sources: [source, otherSource], sinks: [sink, otherSink])
      }
      if steps > limit { unfinished.insert(source) }
    }
  }

  private mutating func add(_ number: Int, _ other: Int, sources: [Int32], sinks: [Int32]) {
    let both = middles[number].intersection(middles[other])
    let (payments, onward) = (
      spreads[number].payments + spreads[other].payments,
      spreads[number].onward + spreads[other].onward
    )
    steps += payments.count + onward.count
    func through(_ numbers: [Int32], _ account: (Payment) -> Int32) -> [Int32] {
      Set(numbers.filter { both.contains(account(table.payments[Int($0)])) }).sorted()
    }
    rows.append(
      FoundRow(
        pattern: .stack,
        shape: .stack(sources: sources.sorted(), middles: both.sorted(), sinks: sinks.sorted()),
        payments: through(payments) { $0.payee }, onward: through(onward) { $0.payer },
        score: (spreads[number].score ?? 0) + (spreads[other].score ?? 0),
        window: spreads[number].window))
  }
}
