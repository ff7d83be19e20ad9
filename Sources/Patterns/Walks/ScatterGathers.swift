internal import Glibc
internal import PaymentGraph

/// Finds pairs of accounts of which the first pays many accounts that pay on to the second, within a window.
///
/// Paths of two payments are made for each source, and put in order by sink and time: O(Σ in · out within the window)
/// over the accounts in the middle. An account with more payments out within a window than the limit is not passed, and
/// is named.
struct ScatterGathers {
  /// Two payments, the second of which may pass the first on.
  private struct Path {
    let sink: Int32
    let middle: Int32
    let first: Int32
    let second: Int32
    let leaves: Int64
    let arrives: Int64
  }

  private let table: PaymentTable
  private let settings: PatternSettings
  private let window: Int64
  private let minimum: Int
  private(set) var rows: [FoundRow] = []
  /// The accounts that were not passed.
  private(set) var cut: Set<Int32> = []
  private(set) var steps = 0
  /// The sources that were not finished.
  private(set) var unfinished: Set<Int32> = []

  init(_ table: PaymentTable, _ settings: PatternSettings) {
    self.table = table
    self.settings = settings
    window = settings.window(.scatterGather)
    minimum = settings.minimumMiddles ?? 3
  }

  mutating func run() {
    let tooBusy = busyAccounts()
    for source in 0..<table.ledger.accountCount where table.out.range(source).count >= minimum {
      guard steps <= settings.maximumSteps else {
        unfinished.insert(Int32(source))
        continue
      }
      find(from: source, tooBusy: tooBusy)
    }
  }

  /// Returns the accounts with too many payments out within some window.
  private func busyAccounts() -> [Bool] {
    (0..<table.ledger.accountCount).map { account in
      let range = table.out.range(account)
      let most = settings.maximumThrough
      guard range.count > most else { return false }
      return range.dropLast(most).contains {
        table.out.time[$0 + most] - table.out.time[$0] <= window
      }
    }
  }

  private mutating func find(from source: Int, tooBusy: [Bool]) {
    var paths: [Path] = []
    let limit = steps + settings.maximumRootSteps
    for place in table.out.range(source) {
      let middle = Int(table.out.other[place])
      guard middle >= 0 else { continue }
      let onward = table.out.range(middle)
      guard !onward.isEmpty else { continue }
      let number = table.out.payment[place]
      let payment = table.payments[Int(number)]
      guard !tooBusy[middle] else {
        cut.insert(Int32(middle))
        continue
      }
      var next = table.firstAfter(payment, in: onward)
      while next < onward.upperBound {
        let second = table.payments[Int(table.out.payment[next])]
        guard second.arrives - payment.leaves <= window else {
          // Arrivals need not be in the order of departures.
          if second.leaves - payment.leaves > window { break }
          next += 1
          continue
        }
        steps += 1
        if second.payee >= 0, second.payee != Int32(source), second.payee != Int32(middle) {
          paths.append(
            Path(
              sink: second.payee, middle: Int32(middle), first: number,
              second: table.out.payment[next], leaves: payment.leaves, arrives: second.arrives))
        }
        next += 1
      }
      if steps > limit {
        unfinished.insert(Int32(source))
        return
      }
    }
    guard paths.count >= minimum else { return }
    paths.sort {
      ($0.sink, $0.leaves, $0.first, $0.arrives, $0.second)
        < ($1.sink, $1.leaves, $1.first, $1.arrives, $1.second)
    }
    var start = 0
    while start < paths.count {
      var end = start + 1
      while end < paths.count, paths[end].sink == paths[start].sink { end += 1 }
      if end - start >= minimum { addEpisodes(source, paths[start..<end]) }
      start = end
    }
  }

  /// Adds the episodes of one source and one sink: windows that begin with a payment out of the source.
  private mutating func addEpisodes(_ source: Int, _ paths: ArraySlice<Path>) {
    struct Episode {
      var firsts: Set<Int32>
      var paths: [Path]
      var peak: Int
      var middles: Set<Int32>
      var last: Int64
    }
    guard Set(paths.map(\.middle)).count >= minimum else { return }
    var episodes: [Episode] = []
    for start in paths.indices
    where start == paths.startIndex || paths[start].leaves != paths[start - 1].leaves {
      let end = paths[start].leaves + window
      let inside = paths[start...].prefix { $0.leaves <= end }.filter { $0.arrives <= end }
      let middles = Set(inside.map(\.middle))
      guard middles.count >= minimum else { continue }
      let used = Set(inside.flatMap { [$0.first, $0.second] })
      if let last = episodes.indices.last, !episodes[last].firsts.isDisjoint(with: used) {
        episodes[last].firsts.formUnion(used)
        episodes[last].paths += inside
        if middles.count > episodes[last].peak {
          (episodes[last].peak, episodes[last].middles) = (middles.count, middles)
        }
      } else {
        episodes.append(
          Episode(firsts: used, paths: inside, peak: middles.count, middles: middles, last: end))
      }
    }
    for episode in episodes {
      rows.append(
        FoundRow(
          pattern: .scatterGather,
          shape: .spread(
            source: Int32(source), sink: paths[paths.startIndex].sink, peak: episode.peak),
          payments: ordered(episode.paths.map(\.first)),
          onward: ordered(episode.paths.map(\.second)),
          score: score(source, sink: Int(paths[paths.startIndex].sink), over: episode.middles),
          window: window))
    }
  }

  private func ordered(_ numbers: [Int32]) -> [Int32] {
    Set(numbers).sorted {
      let (one, other) = (table.payments[Int($0)], table.payments[Int($1)])
      return (one.arrives, one.arriveRank, $0) < (other.arrives, other.arriveRank, $1)
    }
  }

  /// The expected number of common accounts in the middle, if payees were drawn by popularity, against those found.
  private func score(_ source: Int, sink: Int, over middles: Set<Int32>) -> Double {
    let span = Double(table.span)
    let phi = min(1, Double(window) / span)
    let total = Double(table.count) * phi
    let through = middles.reduce(0.0) {
      $0 + Double(table.into.range(Int($1)).count) * Double(table.out.range(Int($1)).count)
    }
    let mean =
      0.5 * Double(table.out.range(source).count) * Double(table.into.range(sink).count) * through
      * pow(phi, 4) / (total * total)
    return
      -(Tails.poisson(mean: mean, atLeast: middles.count) + log10(max(1, span / Double(window))))
  }
}

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
