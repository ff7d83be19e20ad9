internal import Glibc
internal import PaymentGraph

/// Finds accounts that many payers pay, or that pay many payees, within a window of time.
///
/// A window begins with each payment of the account and holds all that follow within its length. Windows with enough
/// distinct parties that share a payment are one episode. Two pointers run over the payments of an account: O(*n*) a
/// window's length.
struct Fans {
  private let table: PaymentTable
  private let pattern: Pattern
  private let index: PaymentIndex
  private let minimum: Int
  private let windows: [Int64]
  /// The number of payments of each party in the window.
  private var counts: [Int32]
  private(set) var rows: [FoundRow] = []

  private struct Episode {
    var range: Range<Int>
    var peak: Range<Int>
    var peakCount: Int
  }

  init(_ table: PaymentTable, _ pattern: Pattern, settings: PatternSettings) {
    self.table = table
    self.pattern = pattern
    index = pattern == .fanIn ? table.into : table.out
    minimum = settings.minimum(pattern)
    windows = settings.windows(pattern)
    counts = Array(repeating: 0, count: table.ledger.accountCount)
  }

  mutating func run() {
    var found: [(episode: Episode, window: Int64, score: Double)] = []
    for account in 0..<table.ledger.accountCount {
      let range = index.range(account)
      guard range.count >= minimum else { continue }
      var parties: PartyCounts?
      found.removeAll(keepingCapacity: true)
      for window in windows {
        for episode in episodes(range, window: window) {
          let known = parties ?? PartyCounts(range.map { index.other[$0] })
          parties = known
          let score = score(episode, window: window, of: range.count, parties: known)
          found.append((episode, window, score))
        }
      }
      for place in kept(found) { add(account, found[place]) }
    }
  }

  /// Returns the places of the episodes that are rows: of several lengths that share a payment, the one with the best
  /// score.
  private mutating func kept(
    _ found: [(episode: Episode, window: Int64, score: Double)]
  ) -> [Int] {
    guard windows.count > 1, found.count > 1 else { return Array(found.indices) }
    let order = found.indices.sorted { left, right in
      let (one, other) = (found[left], found[right])
      if one.score != other.score { return one.score > other.score }
      return (one.window, left) < (other.window, right)
    }
    // Those that are taken share no payment, so the last of them that begins before an episode's end decides.
    var taken: [Range<Int>] = []
    var kept: [Int] = []
    for number in order {
      let range = found[number].episode.range
      let place = BinarySearch.lowerBound(taken.count) { taken[$0].lowerBound < range.upperBound }
      if place > 0, taken[place - 1].upperBound > range.lowerBound { continue }
      taken.insert(range, at: place)
      kept.append(number)
    }
    return kept.sorted()
  }

  private mutating func add(
    _ account: Int, _ found: (episode: Episode, window: Int64, score: Double)
  ) {
    let (episode, window, score) = found
    rows.append(
      FoundRow(
        pattern: pattern,
        shape: .fan(
          account: Int32(account), isIn: pattern == .fanIn, peak: episode.peak,
          peakCount: episode.peakCount),
        payments: Array(index.payment[episode.range]), score: score, window: window))
  }

  private mutating func episodes(_ range: Range<Int>, window: Int64) -> [Episode] {
    var episodes: [Episode] = []
    var end = range.lowerBound
    var distinct = 0
    for start in range {
      while end < range.upperBound, index.time[end] - index.time[start] <= window {
        let party = Int(index.other[end])
        if party >= 0 {
          counts[party] += 1
          if counts[party] == 1 { distinct += 1 }
        }
        end += 1
      }
      if distinct >= minimum {
        if let last = episodes.indices.last, episodes[last].range.upperBound > start {
          episodes[last].range =
            episodes[last].range.lowerBound..<max(end, episodes[last].range.upperBound)
          if distinct > episodes[last].peakCount {
            (episodes[last].peak, episodes[last].peakCount) = (start..<end, distinct)
          }
        } else {
          episodes.append(Episode(range: start..<end, peak: start..<end, peakCount: distinct))
        }
      }
      let party = Int(index.other[start])
      if party >= 0 {
        counts[party] -= 1
        if counts[party] == 0 { distinct -= 1 }
      }
    }
    return episodes
  }

  private func score(
    _ episode: Episode, window: Int64, of payments: Int, parties: PartyCounts
  ) -> Double {
    let start = index.time[episode.peak.lowerBound]
    let share = table.share(from: start, through: start + window)
    let others = parties.without(index.other[episode.peak.lowerBound])
    return
      -(log10(Double(payments)) + log10(Double(windows.count))
      + Tails.binomial(
        others.count, chance: others.meanChance(share), atLeast: episode.peakCount - 1))
  }
}

/// The numbers of payments of an account's counterparties: how many parties have made how many.
///
/// Sums over it run in the order of the numbers, so that names of accounts cannot change a digit.
struct PartyCounts {
  /// The parties in order, and the number of payments of each.
  private var parties: [Int32] = []
  private var numbers: [Int32] = []
  private var partiesByNumber: [(number: Int32, parties: Int32)] = []

  /// - Parameter others: the party of every payment; -1 counts for nobody.
  init(_ others: [Int32]) {
    var others = others
    others.sort()
    for party in others where party >= 0 {
      if parties.last == party {
        numbers[numbers.count - 1] += 1
      } else {
        parties.append(party)
        numbers.append(1)
      }
    }
    for number in numbers.sorted() {
      if partiesByNumber.last?.number == number {
        partiesByNumber[partiesByNumber.count - 1].parties += 1
      } else {
        partiesByNumber.append((number, 1))
      }
    }
  }

  /// All parties but one.
  struct Rest {
    fileprivate let all: PartyCounts
    /// The number of payments of the party that is left out; 0 for none.
    fileprivate let number: Int32

    /// The number of parties.
    var count: Int { all.parties.count - (number > 0 ? 1 : 0) }

    /// Returns the mean chance that a party makes at least one of its payments within a share of all time.
    func meanChance(_ share: Double) -> Double {
      guard count > 0 else { return 0 }
      let sum = all.partiesByNumber.reduce(0.0) { sum, one in
        let parties = one.parties - (one.number == number ? 1 : 0)
        return parties > 0
          ? sum + Double(parties) * (1 - pow(1 - share, Double(one.number))) : sum
      }
      return min(1, sum / Double(count))
    }
  }

  /// Returns the numbers without one party.
  func without(_ party: Int32) -> Rest {
    let place = BinarySearch.lowerBound(parties.count) { parties[$0] < party }
    let isKnown = place < parties.count && parties[place] == party
    return Rest(all: self, number: isKnown ? numbers[place] : 0)
  }
}
