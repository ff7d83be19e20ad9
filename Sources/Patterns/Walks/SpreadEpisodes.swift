/// Two payments, the second of which may pass the first on.
struct SpreadPath: Sendable {
  let sink: Int32
  let middle: Int32
  let first: Int32
  let second: Int32
  let leaves: Int64
  let arrives: Int64

  /// The moment from which a window must end no earlier to hold the path.
  fileprivate var end: Int64 { max(leaves, arrives) }
}

/// Finds the episodes among the paths of one source and one sink: windows with enough accounts in the middle, each of
/// which begins with a payment out of the source; windows that share a payment are one.
///
/// A path enters the moving window when its end does and leaves it with its beginning: O(*p* log *p*) for *p* paths.
struct SpreadEpisodes: Sendable {
  struct Episode: Sendable {
    var paths: [SpreadPath]
    /// The most distinct accounts in the middle of one window, and these accounts.
    var peak: Int
    var middles: [Int32] = []
    /// The beginning of that window.
    fileprivate var start: Int64
  }

  private let window: Int64
  private let minimum: Int
  /// The number of paths in the window through each account.
  private var counts: [Int32]
  /// The episode of each payment, from 1; 0 for none.
  private var marks: [Int32]

  init(accountCount: Int, paymentCount: Int, window: Int64, minimum: Int) {
    self.window = window
    self.minimum = minimum
    counts = Array(repeating: 0, count: accountCount)
    marks = Array(repeating: 0, count: paymentCount)
  }

  /// - Parameter paths: all paths to one sink, by the time at which they begin.
  mutating func find(_ paths: ArraySlice<SpreadPath>) -> [Episode] {
    guard paths.count >= minimum else { return [] }
    let order =
      zip(paths, paths.dropFirst()).allSatisfy { $0.end <= $1.end }
      ? Array(paths.indices)
      : paths.indices.sorted { (paths[$0].end, $0) < (paths[$1].end, $1) }
    var episodes: [Episode] = []
    /// The paths that came in after the last window that was enough.
    var fresh: [Int] = []
    var (entered, gone, distinct) = (0, paths.startIndex, 0)
    func isNew(_ place: Int) -> Bool {
      place == paths.startIndex || paths[place].leaves != paths[place - 1].leaves
    }
    for start in paths.indices where isNew(start) {
      while gone < start {
        let middle = Int(paths[gone].middle)
        counts[middle] -= 1
        if counts[middle] == 0 { distinct -= 1 }
        gone += 1
      }
      while entered < order.count, paths[order[entered]].end - paths[start].leaves <= window {
        let middle = Int(paths[order[entered]].middle)
        counts[middle] += 1
        if counts[middle] == 1 { distinct += 1 }
        fresh.append(order[entered])
        entered += 1
      }
      guard distinct >= minimum else { continue }
      fresh.removeAll { $0 < start }
      let held = paths.startIndex + entered - gone
      let number = Int32(episodes.count)
      let joins =
        held > fresh.count
        || fresh.contains {
          number > 0
            && (marks[Int(paths[$0].first)] == number || marks[Int(paths[$0].second)] == number)
        }
      if !joins {
        episodes.append(Episode(paths: [], peak: 0, start: paths[start].leaves))
      }
      let last = episodes.count - 1
      for place in fresh {
        marks[Int(paths[place].first)] = Int32(last + 1)
        marks[Int(paths[place].second)] = Int32(last + 1)
        episodes[last].paths.append(paths[place])
      }
      fresh.removeAll(keepingCapacity: true)
      if distinct > episodes[last].peak {
        (episodes[last].peak, episodes[last].start) = (distinct, paths[start].leaves)
      }
    }
    for path in paths {
      counts[Int(path.middle)] = 0
      marks[Int(path.first)] = 0
      marks[Int(path.second)] = 0
    }
    for place in episodes.indices { addMiddles(&episodes[place]) }
    return episodes
  }

  private func addMiddles(_ episode: inout Episode) {
    let start = episode.start
    let inside = episode.paths.filter { $0.leaves >= start && $0.end - start <= window }
    episode.middles = Set(inside.map(\.middle)).sorted()
  }
}
