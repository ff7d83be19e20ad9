internal import Glibc
internal import PaymentGraph

/// Finds pairs of accounts of which the first pays many accounts that pay on to the second, within a window.
///
/// Paths of two payments are counted by their sinks for each source; those to a sink of enough paths are made, and put
/// in order by sink and time: O(Σ in · out within the window) over the accounts in the middle. An account with more
/// payments out within a window than the limit is not passed, and is named.
struct ScatterGathers {
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
  /// The number of paths to each sink from the source at hand, and the sinks that have any.
  private var pathCounts: [Int32]
  private var sinks: [Int32] = []
  private var episodes: SpreadEpisodes

  init(_ table: PaymentTable, _ settings: PatternSettings) {
    self.table = table
    self.settings = settings
    window = settings.window(.scatterGather)
    minimum = settings.minimumMiddles ?? 3
    pathCounts = Array(repeating: 0, count: table.ledger.accountCount)
    episodes = SpreadEpisodes(
      accountCount: table.ledger.accountCount, paymentCount: table.count, window: window,
      minimum: minimum)
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
    defer {
      for sink in sinks { pathCounts[Int(sink)] = 0 }
      sinks.removeAll(keepingCapacity: true)
    }
    guard countPaths(from: source, tooBusy: tooBusy) else { return }
    var paths: [SpreadPath] = []
    for place in table.out.range(source) {
      let middle = table.out.other[place]
      guard middle >= 0, !tooBusy[Int(middle)] else { continue }
      let number = table.out.payment[place]
      let leaves = table.out.time[place]
      for next in onward(of: place, through: Int(middle)) {
        let sink = table.out.other[next]
        guard sink >= 0, Int(pathCounts[Int(sink)]) >= minimum, sink != Int32(source),
          sink != middle
        else { continue }
        let arrives = arrival(next)
        guard arrives - leaves <= window else { continue }
        paths.append(
          SpreadPath(
            sink: sink, middle: middle, first: number, second: table.out.payment[next],
            leaves: leaves, arrives: arrives))
      }
    }
    paths.sort {
      if $0.sink != $1.sink { return $0.sink < $1.sink }
      if $0.leaves != $1.leaves { return $0.leaves < $1.leaves }
      return ($0.first, $0.arrives, $0.second) < ($1.first, $1.arrives, $1.second)
    }
    var start = 0
    while start < paths.count {
      var end = start + 1
      while end < paths.count, paths[end].sink == paths[start].sink { end += 1 }
      for episode in episodes.find(paths[start..<end]) { add(source, episode) }
      start = end
    }
  }

  /// Counts the paths of a source by their sinks; returns false where no sink has enough, or too many steps were needed.
  private mutating func countPaths(from source: Int, tooBusy: [Bool]) -> Bool {
    let limit = steps + settings.maximumRootSteps
    var isAny = false
    for place in table.out.range(source) {
      let middle = table.out.other[place]
      guard middle >= 0 else { continue }
      guard !tooBusy[Int(middle)] else {
        cut.insert(middle)
        continue
      }
      let leaves = table.out.time[place]
      for next in onward(of: place, through: Int(middle))
      where table.isInstant || arrival(next) - leaves <= window {
        steps += 1
        let sink = table.out.other[next]
        guard sink >= 0, sink != Int32(source), sink != middle else { continue }
        pathCounts[Int(sink)] += 1
        if pathCounts[Int(sink)] == 1 { sinks.append(sink) }
        if Int(pathCounts[Int(sink)]) >= minimum { isAny = true }
      }
      if steps > limit {
        unfinished.insert(Int32(source))
        return false
      }
    }
    return isAny
  }

  /// Returns the payments out of an account that leave after a payment to it has arrived, and within its window.
  private func onward(of place: Int, through middle: Int) -> Range<Int> {
    let range = table.out.range(middle)
    guard !range.isEmpty else { return range }
    let leaves = table.out.time[place]
    let first: Int
    if table.isInstant {
      first = table.firstAfter(leaves, rank: table.out.rank[place], in: range)
    } else {
      first = table.firstAfter(table.payments[Int(table.out.payment[place])], in: range)
    }
    var end = first
    while end < range.upperBound, table.out.time[end] - leaves <= window { end += 1 }
    return first..<end
  }

  private func arrival(_ place: Int) -> Int64 {
    table.isInstant
      ? table.out.time[place] : table.payments[Int(table.out.payment[place])].arrives
  }

  private mutating func add(_ source: Int, _ episode: SpreadEpisodes.Episode) {
    let sink = episode.paths[0].sink
    rows.append(
      FoundRow(
        pattern: .scatterGather,
        shape: .spread(source: Int32(source), sink: sink, peak: episode.peak),
        payments: ordered(episode.paths.map(\.first)),
        onward: ordered(episode.paths.map(\.second)),
        score: score(source, sink: Int(sink), over: episode.middles), window: window))
  }

  private func ordered(_ numbers: [Int32]) -> [Int32] {
    Set(numbers).sorted {
      let (one, other) = (table.payments[Int($0)], table.payments[Int($1)])
      return (one.arrives, one.arriveRank, $0) < (other.arrives, other.arriveRank, $1)
    }
  }

  /// The expected number of common accounts in the middle, if payees were drawn by popularity, against those found.
  private func score(_ source: Int, sink: Int, over middles: [Int32]) -> Double {
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
