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
    for account in 0..<table.ledger.accountCount {
      let range = index.range(account)
      guard range.count >= minimum else { continue }
      var found: [FoundRow] = []
      var parties: PartyCounts?
      for window in windows {
        for episode in episodes(range, window: window) {
          let known = parties ?? PartyCounts(range.map { index.other[$0] })
          parties = known
          found.append(row(account, episode, window: window, range: range, parties: known))
        }
      }
      add(found)
    }
  }

  /// Keeps, of episodes of several lengths that share a payment, the one with the best score.
  private mutating func add(_ found: [FoundRow]) {
    guard windows.count > 1, found.count > 1 else {
      rows += found
      return
    }
    let order = found.indices.sorted { left, right in
      let (one, other) = (found[left], found[right])
      if one.score != other.score { return (one.score ?? 0) > (other.score ?? 0) }
      return (one.window, left) < (other.window, right)
    }
    var taken: Set<Int32> = []
    var kept: [Int] = []
    for number in order where taken.isDisjoint(with: found[number].payments) {
      taken.formUnion(found[number].payments)
      kept.append(number)
    }
    rows += kept.sorted().map { found[$0] }
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

  private func row(
    _ account: Int, _ episode: Episode, window: Int64, range: Range<Int>, parties: PartyCounts
  ) -> FoundRow {
    let start = index.time[episode.peak.lowerBound]
    let share = table.share(from: start, through: start + window)
    let others = parties.without(index.other[episode.peak.lowerBound])
    let chance = others.meanChance(share)
    let score =
      -(log10(Double(range.count)) + log10(Double(windows.count))
      + Tails.binomial(others.partyCount, chance: chance, atLeast: episode.peakCount - 1))
    return FoundRow(
      pattern: pattern,
      shape: .fan(
        account: Int32(account), isIn: pattern == .fanIn, peak: episode.peak,
        peakCount: episode.peakCount),
      payments: episode.range.map { index.payment[$0] }, score: score, window: window)
  }
}

/// The numbers of payments of an account's counterparties: how many parties have made how many.
///
/// Sums over it run in the order of the numbers, so that names of accounts cannot change a digit.
struct PartyCounts {
  private var numbers: [Int32: Int] = [:]
  private(set) var partiesByNumber: [(number: Int, parties: Int)] = []

  /// - Parameter others: the party of every payment; -1 counts for nobody.
  init(_ others: [Int32]) {
    for party in others where party >= 0 { numbers[party, default: 0] += 1 }
    tally()
  }

  private mutating func tally() {
    var tally: [Int: Int] = [:]
    for number in numbers.values { tally[number, default: 0] += 1 }
    partiesByNumber = tally.sorted { $0.key < $1.key }.map { (number: $0.key, parties: $0.value) }
  }

  var partyCount: Int { partiesByNumber.reduce(0) { $0 + $1.parties } }

  /// Returns the numbers without one party.
  func without(_ party: Int32) -> PartyCounts {
    guard let number = numbers[party] else { return self }
    var rest = self
    for place in rest.partiesByNumber.indices where rest.partiesByNumber[place].number == number {
      rest.partiesByNumber[place].parties -= 1
    }
    rest.partiesByNumber.removeAll { $0.parties == 0 }
    return rest
  }

  /// Returns the mean chance that a party makes at least one of its payments within a share of all time.
  func meanChance(_ share: Double) -> Double {
    let count = partyCount
    guard count > 0 else { return 0 }
    let sum = partiesByNumber.reduce(0.0) {
      $0 + Double($1.parties) * (1 - pow(1 - share, Double($1.number)))
    }
    return min(1, sum / Double(count))
  }
}
