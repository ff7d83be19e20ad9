internal import PaymentGraph

/// Finds money that goes round: payments in the order of time over different accounts, back to the first payer, with a
/// part kept at every step.
///
/// A search starts at each payment that can come back at all. It goes from account to account and keeps, for each, all
/// payments by which the money can have come there: so parallel payments cost their number and not their product, and the
/// ways through single payments are counted without being walked. Where windows are long, a cone from the first payer
/// backwards tells from which accounts and until when money can still come back in the steps that are left.
///
/// References: Kumar and Calders, 2SCENT, 2018; Blanuša and others, Scalable fine-grained parallel cycle enumeration, 2022.
struct Cycles {
  /// A payment by which the money can have come to the account at the end of the way.
  private struct Arrival {
    let payment: Int32
    /// The number of ways that end with it.
    var count: Int
    /// Its first predecessor, by its place among the arrivals.
    let before: Int32
  }

  private struct Episode {
    var payments: Set<Int32>
    var count: Int
    var witness: [Int32]
    var span: Int64
  }

  private let table: PaymentTable
  private let pattern: Pattern
  private let window: Int64
  private let longest: Int
  private let shortest: Int
  private let keep: Double
  private let limits: (root: Int, all: Int)
  private let rarity: StepRarity

  private var arrivals: [Arrival] = []
  private var way: [Int32] = []
  /// The start of the arrivals of each account on the way.
  private var levels: [Int] = []
  private var episodes: [[Int32]: [Episode]] = [:]
  private var cone: ReturnCone
  private var rootSteps = 0
  private var uncompared: Set<UInt64> = []

  private(set) var rows: [FoundRow] = []
  private(set) var steps = 0
  private(set) var unfinished: Set<Int32> = []
  var stepsNotCompared: Int { uncompared.count }

  init(_ table: PaymentTable, _ pattern: Pattern, settings: PatternSettings) {
    self.table = table
    self.pattern = pattern
    window = settings.window(pattern)
    longest = max(2, settings.maximumLength ?? 6)
    shortest = max(2, settings.minimumLength ?? 2)
    keep = settings.keep(pattern)
    limits = (settings.maximumRootSteps, settings.maximumSteps)
    rarity = StepRarity(table: table)
    cone = ReturnCone(accountCount: table.ledger.accountCount, depth: longest / 2)
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
      addRows(account)
    }
  }

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
      let payment = table.payments[Int(table.out.payment[place])]
      let onward = table.out.range(payee)
      let first = table.firstAfter(payment, in: onward)
      if first < onward.upperBound, table.out.time[first] - moment <= window {
        roots.append(table.out.payment[place])
      }
    }
    return roots
  }

  private mutating func search(_ account: Int, roots: [Int32]) {
    let usesCone = window >= 6 * 3_600_000
    var start = 0
    while start < roots.count {
      var end = start + 1
      let first = table.payments[Int(roots[start])].leaves
      if usesCone {
        // Roots of a stretch share a cone, which reaches to the end of the last one's window.
        while end < roots.count, table.payments[Int(roots[end])].leaves - first <= window / 2 {
          end += 1
        }
        let last = table.payments[Int(roots[end - 1])].leaves
        cone.fill(table, account: account, from: first, until: last + window)
      }
      for root in roots[start..<end] {
        rootSteps = 0
        follow(root, account: Int32(account), usesCone: usesCone)
        steps += rootSteps
        if rootSteps > limits.root || steps > limits.all { unfinished.insert(Int32(account)) }
      }
      start = end
    }
  }

  private mutating func follow(_ root: Int32, account: Int32, usesCone: Bool) {
    arrivals.removeAll(keepingCapacity: true)
    arrivals.append(Arrival(payment: root, count: 1, before: -1))
    let payment = table.payments[Int(root)]
    way = [account, payment.payee]
    levels = [0]
    guard !usesCone || cone.mayReturn(payment.payee, arrival: payment.arrives, steps: longest - 1)
    else { return }
    extend(until: payment.leaves + window, usesCone: usesCone)
  }

  /// Follows the money from the last account of the way on; recursion is as deep as the longest cycle.
  private mutating func extend(until end: Int64, usesCone: Bool) {
    guard rootSteps <= limits.root, let here = way.last, let level = levels.last else { return }
    let last = level..<arrivals.count
    let outs = table.out.range(Int(here))
    let root = way[0]
    // Arrivals are in the order of time, so the first one admits the most.
    var out = table.firstAfter(table.payments[Int(arrivals[level].payment)], in: outs)
    var found: [(payee: Int32, arrival: Arrival)] = []
    let used = way.count - 1
    while out < outs.upperBound, table.out.time[out] <= end {
      let payee = table.out.other[out]
      let number = table.out.payment[out]
      out += 1
      rootSteps += 1
      guard payee >= 0, payee == root || !way.contains(payee) else { continue }
      let payment = table.payments[Int(number)]
      guard payment.arrives <= end else { continue }
      if payee != root {
        guard used + 2 <= longest else { continue }
        if usesCone, !cone.mayReturn(payee, arrival: payment.arrives, steps: longest - used - 1) {
          continue
        }
      } else if used + 1 < shortest {
        continue
      }
      if let arrival = arrival(number, payment, after: last) { found.append((payee, arrival)) }
    }
    guard !found.isEmpty else { return }
    found.sort { ($0.payee, $0.arrival.payment) < ($1.payee, $1.arrival.payment) }
    var start = 0
    while start < found.count {
      let payee = found[start].payee
      var stop = start + 1
      while stop < found.count, found[stop].payee == payee { stop += 1 }
      levels.append(arrivals.count)
      var next = found[start..<stop].map(\.arrival)
      if next.count > 1 {
        next.sort {
          let (one, other) = (table.payments[Int($0.payment)], table.payments[Int($1.payment)])
          return (one.arrives, one.arriveRank) < (other.arrives, other.arriveRank)
        }
      }
      arrivals += next
      if payee == root {
        close()
      } else {
        way.append(payee)
        extend(until: end, usesCone: usesCone)
        way.removeLast()
      }
      arrivals.removeLast(arrivals.count - (levels.popLast() ?? 0))
      start = stop
    }
  }

  /// Returns a payment as an arrival, with the number of ways that lead to it; nil where none does.
  private mutating func arrival(
    _ number: Int32, _ payment: Payment, after last: Range<Int>
  ) -> Arrival? {
    var (count, before) = (0, Int32(-1))
    for place in last {
      let earlier = table.payments[Int(arrivals[place].payment)]
      guard
        table.mayFollow(
          arrival: earlier.arrives, rank: earlier.arriveRank, departure: payment.leaves,
          departureRank: payment.leaveRank)
      else {
        if earlier.arrives > payment.leaves { break }
        continue
      }
      switch table.rates.fit(earlier, payment, keep: keep) {
      case .fits:
        count =
          count.addingReportingOverflow(arrivals[place].count).overflow
          ? .max : count + arrivals[place].count
        if before < 0 { before = Int32(place) }
      case .unknown:
        uncompared.insert(
          UInt64(UInt32(bitPattern: arrivals[place].payment)) << 32
            | UInt64(UInt32(bitPattern: number)))
      case .differs: break
      }
    }
    return count > 0 ? Arrival(payment: number, count: count, before: before) : nil
  }

  /// Adds the cycles that the last arrivals close.
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
    let span = table.payments[Int(end)].arrives - table.payments[Int(first)].leaves
    let count = closing.reduce(0) {
      let (sum, overflow) = $0.addingReportingOverflow(arrivals[$1].count)
      return overflow ? .max : sum
    }
    let payments = Set(used(closing))
    var own = episodes[way] ?? []
    if let last = own.indices.last, !own[last].payments.isDisjoint(with: payments) {
      own[last].payments.formUnion(payments)
      own[last].count =
        own[last].count.addingReportingOverflow(count).overflow ? .max : own[last].count + count
      if span < own[last].span { (own[last].span, own[last].witness) = (span, witness) }
    } else {
      own.append(Episode(payments: payments, count: count, witness: witness, span: span))
    }
    episodes[way] = own
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

  private mutating func addRows(_ account: Int) {
    guard !episodes.isEmpty else { return }
    for (way, list) in episodes.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      for episode in list {
        let payments = episode.payments.sorted {
          let (one, other) = (table.payments[Int($0)], table.payments[Int($1)])
          return (one.arrives, one.arriveRank) < (other.arrives, other.arriveRank)
        }
        rows.append(
          FoundRow(
            pattern: pattern,
            shape: .loop(accounts: way, count: episode.count, witness: episode.witness),
            payments: payments, score: rarity.weight(of: episode.witness), window: window))
      }
    }
    episodes = [:]
  }
}

/// The latest moment until which money can be at each account and still come back to one account in some steps.
private struct ReturnCone {
  private let depth: Int
  /// The latest departures, by account and steps; -1 past the end of what is filled.
  private var latest: [Int64]
  private var filled: [Int32] = []

  init(accountCount: Int, depth: Int) {
    self.depth = depth
    latest = Array(repeating: .min, count: accountCount * depth)
  }

  /// Fills the cone of an account for money that comes back within two moments.
  mutating func fill(_ table: PaymentTable, account: Int, from start: Int64, until end: Int64) {
    for one in filled {
      for level in 0..<depth { latest[Int(one) * depth + level] = .min }
    }
    filled.removeAll(keepingCapacity: true)
    var frontier: [Int32] = [Int32(account)]
    for level in 0..<depth {
      var next: [Int32] = []
      for one in frontier {
        let limit = level == 0 ? end : latest[Int(one) * depth + level - 1]
        let ins = table.into.range(Int(one))
        var place = table.into.end(in: ins, upTo: limit)
        while place > ins.lowerBound {
          place -= 1
          guard table.into.time[place] >= start else { break }
          let payer = table.into.other[place]
          guard payer >= 0, payer != Int32(account) else { continue }
          let leaves = table.payments[Int(table.into.payment[place])].leaves
          let slot = Int(payer) * depth + level
          if latest[slot] < leaves {
            if latest[slot] == .min {
              next.append(payer)
              if !(0..<level).contains(where: { latest[Int(payer) * depth + $0] > .min }) {
                filled.append(payer)
              }
            }
            latest[slot] = leaves
          }
        }
      }
      // What comes back in fewer steps comes back in more.
      if level > 0 {
        for one in filled {
          let slot = Int(one) * depth + level
          if latest[slot - 1] > latest[slot] {
            if latest[slot] == .min { next.append(one) }
            latest[slot] = latest[slot - 1]
          }
        }
      }
      frontier = next
    }
  }

  /// Returns false where money that arrives at an account cannot come back in the steps that are left.
  func mayReturn(_ account: Int32, arrival: Int64, steps: Int) -> Bool {
    guard steps > 0 else { return false }
    guard steps <= depth else { return true }
    return latest[Int(account) * depth + steps - 1] >= arrival
  }
}
