internal import PaymentGraph

/// Finds pairs of scatter-gathers with different sources and sinks that share accounts in the middle.
struct Stacks {
  private(set) var rows: [FoundRow] = []

  /// - Parameter spreads: rows of scatter-gather.
  init(_ spreads: [FoundRow], _ table: PaymentTable, minimum: Int) {
    // Rows that share a middle are found through it, so that only such pairs are compared.
    var byMiddle: [Int32: [Int]] = [:]
    let middles = spreads.map { row in
      Set(row.payments.map { table.payments[Int($0)].payee })
    }
    for (number, own) in middles.enumerated() {
      for one in own { byMiddle[one, default: []].append(number) }
    }
    var seen: Set<Int> = []
    for number in spreads.indices {
      guard case .spread(let source, let sink, _) = spreads[number].shape else { continue }
      var partners: [Int: Int] = [:]
      for one in middles[number] {
        for other in byMiddle[one] ?? [] where other > number { partners[other, default: 0] += 1 }
      }
      for (other, shared) in partners.sorted(by: { $0.key < $1.key }) where shared >= minimum {
        guard case .spread(let otherSource, let otherSink, _) = spreads[other].shape,
          source != otherSource, sink != otherSink,
          seen.insert(number * spreads.count + other).inserted
        else { continue }
        let both = middles[number].intersection(middles[other])
        func through(_ numbers: [Int32], _ account: (Payment) -> Int32) -> [Int32] {
          numbers.filter { both.contains(account(table.payments[Int($0)])) }
        }
        rows.append(
          FoundRow(
            pattern: .stack,
            shape: .stack(
              sources: [source, otherSource].sorted(), middles: both.sorted(),
              sinks: [sink, otherSink].sorted()),
            payments: Array(
              Set(through(spreads[number].payments + spreads[other].payments) { $0.payee })
            ).sorted(),
            onward: Array(
              Set(through(spreads[number].onward + spreads[other].onward) { $0.payer })
            ).sorted(),
            score: (spreads[number].score ?? 0) + (spreads[other].score ?? 0),
            window: spreads[number].window))
      }
    }
  }
}
