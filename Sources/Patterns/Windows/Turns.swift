internal import Glibc
internal import PaymentGraph

/// Finds accounts that many payers pay before a payment out, and that pay many payees from it on: gather-scatter, and
/// with cash collect-then-cash-out.
///
/// Three pointers run over the payments of an account, at each payment out: O(*n*).
struct Turns {
  private let table: PaymentTable
  private let pattern: Pattern
  private let minimumIn: Int
  private let minimumOut: Int
  private let window: Int64
  private let counting: PatternSettings.Counting
  private let cashOnly: Bool
  private let anyOrder: Bool
  private var payerCounts: MovingCount
  private var payeeCounts: MovingCount
  private(set) var rows: [FoundRow] = []

  private struct Episode {
    var ins: Range<Int>
    var outs: Range<Int>
    var payers: Int
    var payees: Int
    var turn: Int
    /// The windows at the turn, for the score.
    var peakIns: Range<Int>
    var peakOuts: Range<Int>
  }

  init(_ table: PaymentTable, _ pattern: Pattern, settings: PatternSettings) {
    self.table = table
    self.pattern = pattern
    minimumIn = settings.minimum(pattern)
    minimumOut = settings.minimumOut(pattern)
    window = settings.window(pattern)
    counting = settings.counting
    cashOnly = pattern == .collectThenCashOut
    anyOrder = cashOnly && settings.cashOrder == .any
    payerCounts = MovingCount(table.ledger.accountCount, counting)
    payeeCounts = payerCounts
  }

  mutating func run() {
    for account in 0..<table.ledger.accountCount {
      let ins = table.into.range(account)
      guard ins.count >= minimumIn else { continue }
      let outs = table.out.range(account)
      guard outs.count >= minimumOut else { continue }
      let turns = cashOnly ? outs.filter { isCash($0) } : Array(outs)
      guard turns.count >= minimumOut else { continue }
      if anyOrder {
        addUnordered(account, ins: ins, turns: turns)
      } else {
        for episode in episodes(ins, turns: turns) {
          rows.append(row(account, episode, turns: turns, inCount: ins.count))
        }
      }
    }
  }

  private func isCash(_ place: Int) -> Bool { table.payments[Int(table.out.payment[place])].isCash }

  /// - Parameter turns: the payments out that count, by their places; windows of payees are ranges of it.
  private mutating func episodes(_ ins: Range<Int>, turns: [Int]) -> [Episode] {
    var episodes: [Episode] = []
    var (inStart, inEnd, payers) = (ins.lowerBound, ins.lowerBound, 0)
    var (outEnd, payees) = (0, 0)
    for (number, turn) in turns.enumerated() {
      let moment = table.out.time[turn]
      while inEnd < ins.upperBound,
        table.mayFollow(
          arrival: table.into.time[inEnd], rank: table.into.rank[inEnd], departure: moment,
          departureRank: table.out.rank[turn])
      {
        payers += payerCounts.add(table.into.other[inEnd])
        inEnd += 1
      }
      while inStart < inEnd, moment - table.into.time[inStart] > window {
        payers -= payerCounts.remove(table.into.other[inStart])
        inStart += 1
      }
      while outEnd < turns.count, table.out.time[turns[outEnd]] - moment <= window {
        payees += payeeCounts.add(table.out.other[turns[outEnd]])
        outEnd += 1
      }
      if payers >= minimumIn, payees >= minimumOut {
        let (here, there) = (inStart..<inEnd, number..<outEnd)
        if let last = episodes.indices.last,
          episodes[last].ins.upperBound > inStart || episodes[last].outs.upperBound > number
        {
          episodes[last].ins =
            episodes[last].ins.lowerBound..<max(inEnd, episodes[last].ins.upperBound)
          episodes[last].outs =
            episodes[last].outs.lowerBound..<max(outEnd, episodes[last].outs.upperBound)
          if payers + payees > episodes[last].payers + episodes[last].payees {
            (episodes[last].payers, episodes[last].payees) = (payers, payees)
            (episodes[last].turn, episodes[last].peakIns, episodes[last].peakOuts) = (
              turn, here, there
            )
          }
        } else {
          episodes.append(
            Episode(
              ins: here, outs: there, payers: payers, payees: payees, turn: turn, peakIns: here,
              peakOuts: there))
        }
      }
      payees -= payeeCounts.remove(table.out.other[turn])
    }
    while inStart < inEnd {
      _ = payerCounts.remove(table.into.other[inStart])
      inStart += 1
    }
    return episodes
  }

  private func row(
    _ account: Int, _ episode: Episode, turns: [Int], inCount: Int
  ) -> FoundRow {
    let moment = table.out.time[episode.turn]
    let score =
      -(log10(Double(turns.count))
      + Tails.binomial(
        inCount, chance: table.share(from: moment - window, through: moment),
        atLeast: episode.peakIns.count)
      + Tails.binomial(
        turns.count - 1, chance: table.share(from: moment, through: moment + window),
        atLeast: episode.peakOuts.count - 1))
    return FoundRow(
      pattern: pattern,
      shape: .turn(
        account: Int32(account), payerPeak: episode.payers, payeePeak: episode.payees,
        turn: table.out.payment[episode.turn]),
      payments: episode.ins.map { table.into.payment[$0] },
      onward: episode.outs.map { table.out.payment[turns[$0]] }, score: score, window: window)
  }

  /// Adds an account with enough payers within a window, and enough cash at any time.
  private mutating func addUnordered(_ account: Int, ins: Range<Int>, turns: [Int]) {
    var distinct = Set<Int32>()
    let payees =
      counting == .transfers
      ? turns.count : turns.filter { distinct.insert(table.out.other[$0]).inserted }.count
    guard payees >= minimumOut else { return }
    var (end, payers) = (ins.lowerBound, 0)
    var best: (range: Range<Int>, payers: Int)?
    var all: Range<Int>?
    for start in ins {
      while end < ins.upperBound, table.into.time[end] - table.into.time[start] <= window {
        payers += payerCounts.add(table.into.other[end])
        end += 1
      }
      if payers >= minimumIn {
        all = (all?.lowerBound ?? start)..<end
        if payers > best?.payers ?? 0 { best = (start..<end, payers) }
      }
      payers -= payerCounts.remove(table.into.other[start])
    }
    guard let best, let all, let turn = turns.first else { return }
    let start = table.into.time[best.range.lowerBound]
    let score =
      -(log10(Double(ins.count))
      + Tails.binomial(
        ins.count, chance: table.share(from: start, through: start + window),
        atLeast: best.range.count))
    rows.append(
      FoundRow(
        pattern: pattern,
        shape: .turn(
          account: Int32(account), payerPeak: best.payers, payeePeak: payees,
          turn: table.out.payment[turn]),
        payments: all.map { table.into.payment[$0] },
        onward: turns.map { table.out.payment[$0] }, score: score, window: window))
  }
}

/// The parties, or the payments, of a window that moves.
private struct MovingCount {
  /// The payments of each party in the window.
  private var counts: [Int32]
  private let isOfParties: Bool

  init(_ accountCount: Int, _ counting: PatternSettings.Counting) {
    counts = Array(repeating: 0, count: accountCount)
    isOfParties = counting == .parties
  }

  /// Adds a payment; returns 1 where it counts.
  mutating func add(_ party: Int32) -> Int {
    guard isOfParties else { return 1 }
    guard party >= 0 else { return 0 }
    counts[Int(party)] += 1
    return counts[Int(party)] == 1 ? 1 : 0
  }

  /// Takes a payment away; returns 1 where it no longer counts.
  mutating func remove(_ party: Int32) -> Int {
    guard isOfParties else { return 1 }
    guard party >= 0 else { return 0 }
    counts[Int(party)] -= 1
    return counts[Int(party)] == 0 ? 1 : 0
  }
}
