internal import PaymentGraph

/// Finds money that goes round: payments in the order of time over different accounts, back to the first payer, with a
/// part kept at every step.
///
/// A search starts at each payment that can come back at all. It goes from account to account and keeps, for each, all
/// payments by which the money can have come there: so parallel payments cost their number and not their product, and the
/// ways through single payments are counted without being walked. A search that does not end soon begins again with a
/// cone from the first payer backwards, which tells from which accounts and until when money can still come back in the
/// steps that are left: a busy account in the way then costs what leads back, and not what leads on.
///
/// References: Kumar and Calders, 2SCENT, 2018; Blanuša and others, Scalable fine-grained parallel cycle enumeration, 2022.
struct Cycles {
  /// A payment by which the money can have come to the account at the end of the way.
  private struct Arrival {
    let payment: Int32
    let rank: Int32
    let moment: Int64
    let received: Int64
    let currency: UInt8
    /// The number of ways that end with it.
    var count: Int
    /// Its first predecessor, by its place among the arrivals.
    let before: Int32
  }

  private let table: PaymentTable
  private let pattern: Pattern
  private let window: Int64
  private let longest: Int
  private let shortest: Int
  private let keep: Double
  private let limits: (root: Int, all: Int)
  private let stepsWithoutCone: Int
  private let mostRows: Int
  private let rarity: StepRarity

  private var arrivals: [Arrival] = []
  private var way: [Int32] = []
  /// The start of the arrivals of each account on the way.
  private var levels: [Int] = []
  private var episodes = CycleEpisodes()
  /// The payments out that the account at each place of the way may be left by, by payee.
  private var onward: [[(payee: Int32, arrival: Arrival)]]
  private var closings: [CycleEpisodes.Closing] = []
  private var cone: ReturnCone
  private var rootSteps = 0
  private var mostSteps = 0
  private var usesCone = false
  /// True where a search without a cone met a step that no rate compares: only those that may lead back are counted.
  private var meetsUnknown = false
  private var uncompared: Set<UInt64> = []

  private(set) var rows: [FoundRow] = []
  private(set) var steps = 0
  private(set) var unfinished: Set<Int32> = []
  var stepsNotCompared: Int { uncompared.count }

  /// - Parameter stepsWithoutCone: the steps after which a search begins again with a cone.
  init(
    _ table: PaymentTable, _ pattern: Pattern, settings: PatternSettings,
    stepsWithoutCone: Int = 500
  ) {
    self.table = table
    self.pattern = pattern
    window = settings.window(pattern)
    longest = max(2, settings.maximumLength ?? 6)
    shortest = max(2, settings.minimumLength ?? 2)
    keep = settings.keep(pattern)
    limits = (settings.maximumRootSteps, settings.maximumSteps)
    self.stepsWithoutCone = stepsWithoutCone
    mostRows = settings.maximumRows
    rarity = StepRarity(table: table)
    cone = ReturnCone(accountCount: table.ledger.accountCount, depth: longest / 2)
    onward = Array(repeating: [], count: longest)
  }

  mutating func run() {
    for account in 0..<table.ledger.accountCount {
      let roots = roots(of: account)
      guard !roots.isEmpty else { continue }
      guard steps <= limits.all else {
        unfinished.insert(Int32(account))
        continue
      }
      search(account, roots: roots)
      rows += episodes.rows(pattern, table, rarity: rarity, window: window)
      // One row more than the limit tells that there were more.
      if rows.count > 2 * mostRows { rows.keepBest(mostRows + 1) }
    }
  }

  /// The steps that a way back counts for: it takes memory until all ways from its first payer are known.
  private static let stepsOfClosing = 500

  /// Returns the payments out of an account after which something comes in within the window.
  private func roots(of account: Int) -> [Int32] {
    let (outs, ins) = (table.out.range(account), table.into.range(account))
    guard !outs.isEmpty, !ins.isEmpty else { return [] }
    var roots: [Int32] = []
    var next = ins.lowerBound
    for place in outs where table.out.other[place] >= 0 {
      let moment = table.out.time[place]
      while next < ins.upperBound, table.into.time[next] < moment { next += 1 }
      guard next < ins.upperBound else { break }
      guard table.into.time[next] - moment <= window else { continue }
      let payee = Int(table.out.other[place])
      let onward = table.out.range(payee)
      guard !onward.isEmpty else { continue }
      let first =
        table.isInstant
        ? table.firstAfter(moment, rank: table.out.rank[place], in: onward)
        : table.firstAfter(table.payments[Int(table.out.payment[place])], in: onward)
      if first < onward.upperBound, table.out.time[first] - moment <= window {
        roots.append(table.out.payment[place])
      }
    }
    return roots
  }

  private mutating func search(_ account: Int, roots: [Int32]) {
    var start = 0
    while start < roots.count {
      // Roots of a stretch share a cone, which reaches to the end of the last one's window.
      var end = start + 1
      let first = table.payments[Int(roots[start])].leaves
      while end < roots.count, table.payments[Int(roots[end])].leaves - first <= window / 2 {
        end += 1
      }
      let last = table.payments[Int(roots[end - 1])].leaves
      var isFilled = false
      for root in roots[start..<end] {
        guard steps <= limits.all else {
          unfinished.insert(Int32(account))
          return
        }
        if !isFilled {
          usesCone = false
          mostSteps = min(stepsWithoutCone, limits.root)
          if follow(root, account: Int32(account)) { continue }
          cone.fill(table, account: account, from: first, until: last + window)
          isFilled = true
        }
        usesCone = true
        mostSteps = limits.root
        if !follow(root, account: Int32(account)) { unfinished.insert(Int32(account)) }
      }
      start = end
    }
  }

  /// Follows the money of a payment; returns false where that takes too many steps.
  ///
  /// A search that begins again, with a cone, counts its cycles only then; one that is cut counts those that it found.
  private mutating func follow(_ root: Int32, account: Int32) -> Bool {
    let payment = table.payments[Int(root)]
    rootSteps = 0
    meetsUnknown = false
    closings.removeAll(keepingCapacity: true)
    arrivals.removeAll(keepingCapacity: true)
    arrivals.append(
      Arrival(
        payment: root, rank: payment.arriveRank, moment: payment.arrives,
        received: payment.received, currency: payment.receivedCurrency, count: 1, before: -1))
    way = [account, payment.payee]
    levels = [0]
    if !usesCone || cone.mayReturn(payment.payee, arrival: payment.arrives, steps: longest - 1) {
      extend(until: payment.leaves + window)
    }
    steps += rootSteps + (usesCone ? 0 : closings.count * Cycles.stepsOfClosing)
    let isFinished = rootSteps <= mostSteps && !meetsUnknown
    if isFinished || usesCone {
      for closing in closings { episodes.add(closing) }
    }
    return isFinished
  }

  /// Follows the money from the last account of the way on; recursion is as deep as the longest cycle.
  private mutating func extend(until end: Int64) {
    guard rootSteps <= mostSteps, let level = levels.last else { return }
    let depth = way.count - 2
    findOnward(until: end, depth: depth, arrivals: level..<arrivals.count)
    let count = onward[depth].count
    guard count > 0 else { return }
    if count > 1 {
      onward[depth].sort {
        ($0.payee, $0.arrival.payment) < ($1.payee, $1.arrival.payment)
      }
    }
    let root = way[0]
    var start = 0
    while start < count {
      let payee = onward[depth][start].payee
      var stop = start + 1
      while stop < count, onward[depth][stop].payee == payee { stop += 1 }
      let first = arrivals.count
      levels.append(first)
      for place in start..<stop { arrivals.append(onward[depth][place].arrival) }
      if stop - start > 1, !table.isInstant {
        arrivals[first...].sort { ($0.moment, $0.rank) < ($1.moment, $1.rank) }
      }
      if payee == root {
        close()
      } else {
        way.append(payee)
        extend(until: end)
        way.removeLast()
      }
      arrivals.removeLast(arrivals.count - first)
      levels.removeLast()
      start = stop
    }
  }

  /// Finds the payments by which the money can leave the last account of the way.
  private mutating func findOnward(until end: Int64, depth: Int, arrivals range: Range<Int>) {
    onward[depth].removeAll(keepingCapacity: true)
    let here = way[way.count - 1]
    let outs = table.out.range(Int(here))
    let root = way[0]
    // Arrivals are in the order of time, so the first one admits the most.
    var out = table.firstAfter(
      arrivals[range.lowerBound].moment, rank: arrivals[range.lowerBound].rank, in: outs)
    let amounts = amounts(of: range)
    let used = way.count - 1
    while out < outs.upperBound, table.out.time[out] <= end {
      let place = out
      out += 1
      rootSteps += 1
      guard amounts.mayHold(table.out.amount[place], in: table.out.currency[place]) else {
        continue
      }
      let payee = table.out.other[place]
      guard payee >= 0, payee == root || !way.contains(payee) else { continue }
      let number = table.out.payment[place]
      let arrives =
        table.isInstant ? table.out.time[place] : table.payments[Int(number)].arrives
      guard arrives <= end else { continue }
      if payee != root {
        guard used + 2 <= longest else { continue }
        if usesCone, !cone.mayReturn(payee, arrival: arrives, steps: longest - used - 1) {
          continue
        }
      } else if used + 1 < shortest {
        continue
      }
      if let arrival = arrival(place, after: range) { onward[depth].append((payee, arrival)) }
    }
  }

  /// The amounts that can carry any of some arrivals on; all, where these are in several currencies.
  private struct AmountRange {
    var currency: UInt8?
    var least = 0.0
    var most = 0.0

    @inline(__always)
    func mayHold(_ amount: Int64, in currency: UInt8) -> Bool {
      guard currency == self.currency else { return true }
      return Double(amount) >= least && Double(amount) <= most
    }
  }

  private func amounts(of range: Range<Int>) -> AmountRange {
    guard keep > 0 else { return AmountRange() }
    let currency = arrivals[range.lowerBound].currency
    var (low, high) = (Int64.max, Int64.min)
    for place in range {
      guard arrivals[place].currency == currency else { return AmountRange() }
      low = min(low, arrivals[place].received)
      high = max(high, arrivals[place].received)
    }
    // A little wider than what fits, which decides.
    return AmountRange(
      currency: currency, least: keep * Double(low) * (1 - 1e-9),
      most: Double(high) / keep * (1 + 1e-9))
  }

  /// Returns a payment out as an arrival, with the number of ways that lead to it; nil where none does.
  private mutating func arrival(_ place: Int, after last: Range<Int>) -> Arrival? {
    let number = table.out.payment[place]
    let (leaves, leaveRank) = (table.out.time[place], table.out.rank[place])
    let (amount, currency) = (table.out.amount[place], table.out.currency[place])
    var (count, before) = (0, Int32(-1))
    for earlier in last {
      let moment = arrivals[earlier].moment
      guard
        table.mayFollow(
          arrival: moment, rank: arrivals[earlier].rank, departure: leaves,
          departureRank: leaveRank)
      else {
        if moment > leaves { break }
        continue
      }
      switch table.rates.fit(
        arrivals[earlier].received, in: arrivals[earlier].currency, amount, in: currency,
        keep: keep)
      {
      case .fits:
        count = CycleEpisodes.sum(count, arrivals[earlier].count)
        if before < 0 { before = Int32(earlier) }
      case .unknown:
        meetsUnknown = !usesCone
        guard usesCone else { continue }
        uncompared.insert(
          UInt64(UInt32(bitPattern: arrivals[earlier].payment)) << 32
            | UInt64(UInt32(bitPattern: number)))
      case .differs: break
      }
    }
    guard count > 0 else { return nil }
    let payment = table.payments[Int(number)]
    return Arrival(
      payment: number, rank: payment.arriveRank, moment: payment.arrives,
      received: payment.received, currency: payment.receivedCurrency, count: count, before: before)
  }

  /// Keeps the cycles that the last arrivals close.
  private mutating func close() {
    guard let level = levels.last else { return }
    let closing = level..<arrivals.count
    var witness: [Int32] = []
    var place = Int32(level)
    while place >= 0 {
      witness.append(arrivals[Int(place)].payment)
      place = arrivals[Int(place)].before
    }
    witness.reverse()
    guard let first = witness.first, let end = witness.last else { return }
    if usesCone { rootSteps += Cycles.stepsOfClosing }
    closings.append(
      CycleEpisodes.Closing(
        way: way, payments: Set(used(closing)),
        count: closing.reduce(0) { CycleEpisodes.sum($0, arrivals[$1].count) }, witness: witness,
        span: table.payments[Int(end)].arrives - table.payments[Int(first)].leaves))
  }

  /// Returns the payments of all ways that end with some arrivals.
  private func used(_ closing: Range<Int>) -> [Int32] {
    var numbers = closing.map { arrivals[$0].payment }
    var later = numbers
    for index in levels.indices.dropLast().reversed() {
      let range = levels[index]..<levels[index + 1]
      later = range.map { arrivals[$0].payment }.filter { number in
        later.contains {
          table.mayFollow(number, $0)
            && table.rates.fit(table.payments[Int(number)], table.payments[Int($0)], keep: keep)
              == .fits
        }
      }
      numbers += later
    }
    return numbers
  }
}
