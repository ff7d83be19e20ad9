internal import PaymentGraph

/// The order of a statement's rows, and whether its debits and credits are swapped, settled by balances, times and
/// days.
struct StatementOrder {
  /// The number of balances by which a reading against the header's words must fit better than the words.
  ///
  /// A single balance may fit by chance, where a row between two others could not be read.
  private static let leastAgainstWords = 2

  /// The order in which the rows happened, except for single days that ``StatementSequence`` settles.
  let arrangement: RowArrangement
  let isSwapped: Bool
  /// True where balances, times of day or the profile show the order of the rows of a day, or where ordered days leave
  /// no other.
  let isDirectionKnown: Bool
  let decisions: [String]
  /// The number of balances that follow from the amounts, and the number that could.
  let links: (held: Int, all: Int)
  /// The chains by account and currency, in the order of their first rows.
  private let chains: [(section: Section, chain: BalanceChain)]

  /// The rows that have one balance.
  struct Section: Hashable {
    let account: String
    let currency: Currency
    /// The part of the account.
    let pot: String

    init(_ entry: StatementEntry) { self.init(entry, in: entry.currency) }

    init(_ entry: StatementEntry, in currency: Currency) {
      (account, pot) = (entry.own, entry.pot)
      self.currency = currency
    }
  }

  private typealias Chains = [(section: Section, chain: BalanceChain)]

  init(_ drafts: [StatementRows.Draft], _ plan: StatementPlan) {
    let sections = StatementOrder.sections(drafts)
    let days = RowArrangement.days(of: drafts)
    let candidates = RowArrangement.candidates(days, stated: plan.profile.rows.order)
    var hasSides = plan.profile.fields.isSignOpen
    if case .sides = plan.profile.fields.amount { hasSides = true }
    func chains(_ arrangement: RowArrangement, swapped: Bool) -> Chains {
      let rows = arrangement.positions(of: days).lazy.map { drafts[$0] }
      let steps = StatementOrder.steps(rows, swapped: swapped)
      return sections.map { section in (section, BalanceChain(steps[section] ?? [])) }
    }
    func held(_ chains: Chains) -> Int { chains.reduce(0) { $0 + $1.chain.heldCount } }
    var best: (arrangement: RowArrangement, swapped: Bool, chains: Chains)?
    var bestHeld = -1
    for swapped in hasSides ? [false, true] : [false] {
      for arrangement in candidates {
        let chains = chains(arrangement, swapped: swapped)
        let held = held(chains)
        // The first reading stands unless the balances fit another one better.
        let isAgainstWords = swapped && best?.swapped == false
        if held >= bestHeld + (isAgainstWords ? StatementOrder.leastAgainstWords : 1) {
          best = (arrangement, swapped, chains)
          bestHeld = held
        }
      }
    }
    var arrangement = best?.arrangement ?? .asWritten
    isSwapped = bestHeld > 0 && best?.swapped ?? false
    let hasDays = days.first != days.last
    let turned =
      hasDays
      ? arrangement.withDaysTurned
      : RowArrangement(
        isReversedWithinDays: !arrangement.isReversedWithinDays,
        hasNewestDayFirst: !arrangement.hasNewestDayFirst)
    let isBorneOut = bestHeld > held(chains(turned, swapped: isSwapped))
    let clocks = RowArrangement.clocksRunBackwards(drafts)
    if !isBorneOut, let clocks, clocks != arrangement.isReversedWithinDays { arrangement = turned }
    self.arrangement = arrangement
    isDirectionKnown =
      isBorneOut || clocks != nil || plan.profile.rows.order != .auto
      || hasDays && arrangement == .asWritten
    self.chains = best?.chains ?? []
    let links = self.chains.reduce(0) { $0 + $1.chain.linkCount }
    self.links = (max(0, bestHeld), links)
    var decisions: [String] = []
    if isSwapped {
      decisions.append(
        plan.profile.fields.isSignOpen
          ? "a positive amount is money out: only then do the balances follow from the amounts (\(bestHeld) of \(links))"
          : "debits and credits are exchanged: only then do the balances follow from the amounts (\(bestHeld) of \(links))"
      )
    }
    if arrangement.hasNewestDayFirst {
      decisions.append(
        arrangement.isReversedWithinDays
          ? "the newest row comes first"
          : "the newest day comes first, and within a day the oldest row")
    } else if arrangement.isReversedWithinDays {
      decisions.append("the oldest day comes first, and within a day the newest row")
    }
    if links > 0 {
      decisions.append("balances: \(bestHeld) of \(links) follow from the amounts")
    }
    self.decisions = decisions
  }

  /// Returns the facts known about the accounts.
  ///
  /// - Parameter further: the further entries that rows state.
  func facts(
    _ drafts: [StatementRows.Draft], further: [StatementEntry],
    owner: OwnAccountFinder.Finding?, datePattern: String, branch: String?
  ) -> StatementFacts {
    let more = FurtherMoney(drafts.map(\.entry), further: further)
    let known = Set(chains.map(\.section))
    let lacking = more.sections.filter { !known.contains($0) }
    let all: Chains = chains + lacking.map { (section: $0, chain: BalanceChain([])) }
    let hasParts = Set(all.map(\.section.pot)).count > 1
    let members = Dictionary(grouping: drafts.filter(\.movesBalance)) { Section($0.entry) }
    let sections = all.map { section, chain in
      let rows = members[section] ?? []
      let finding = rows.lazy.compactMap { $0.finding }.first ?? owner
      var credits: Int128 = more.sums[section]?.credits ?? 0
      var debits: Int128 = more.sums[section]?.debits ?? 0
      var fees: Int128 = more.sums[section]?.fees ?? 0
      var held: Int128 = 0
      var within: Int128 = 0
      for row in rows {
        let (amount, fee) = (Int128(row.entry.amount), Int128(row.entry.fee))
        guard !row.entry.role.isMemo else {
          held += amount - fee
          continue
        }
        fees += fee
        if row.entry.kind == .internal, row.entry.counter.account == row.entry.own {
          within += amount
        }
        if row.entry.isServiceFee { fees -= amount }
        if amount > 0 {
          credits += amount
        } else {
          debits -= amount
        }
        if fee > 0 { debits += fee } else { credits -= fee }
      }
      let times = rows.map(\.entry.time).filter { $0.precision != .unknown }
      var span: Range<Int64>?
      if let start = times.map(\.start).min(), let end = times.map(\.end).max() {
        span = start..<max(start, end)
      }
      return StatementFacts.Section(
        account: section.account, written: finding?.written,
        reason: (finding?.reason ?? "") + (hasParts ? "; \(section.pot)" : ""),
        credits: credits, debits: debits, currency: section.currency, opening: chain.opening,
        closing: chain.closing, ending: chain.ending, span: span, within: within,
        linksHeld: chain.heldCount,
        links: chain.linkCount,
        fees: fees, held: held,
        difference: chain.linkCount == 0
          ? nil : chain.breaks.reduce(0) { $0 + ($1.found - $1.expected) })
    }
    return StatementFacts(
      sections: sections, datePattern: datePattern, isNewestFirst: arrangement.hasNewestDayFirst,
      isSwapped: isSwapped, branch: branch)
  }

  /// Reports the rows at which balances do not follow.
  func report(
    _ drafts: [StatementRows.Draft], in bytes: Span<UInt8>, log: inout DiagnosticLog
  ) {
    for (section, chain) in chains {
      for found in chain.breaks {
        guard let draft = drafts.first(where: { $0.row.line == found.line }) else { continue }
        func money(_ units: Int128) -> String {
          MoneyTotal(minorUnits: units, currency: section.currency).decimalText
        }
        log.add(
          .balanceBreak, severity: .warning,
          summary:
            "the balance \(money(found.found)) does not follow from that of line \(found.before): \(money(found.found - found.expected)) is not accounted for",
          in: draft.row, bytes: bytes,
          note: "after the rows between them it should be \(money(found.expected))",
          remedy: "look for missing pages or rows between the two lines")
      }
    }
  }

  private static func sections(_ drafts: [StatementRows.Draft]) -> [Section] {
    var seen: Set<Section> = []
    return drafts.compactMap { draft in
      guard draft.movesBalance else { return nil }
      let section = Section(draft.entry)
      return seen.insert(section).inserted ? section : nil
    }
  }

  private static func steps(
    _ rows: some Sequence<StatementRows.Draft>, swapped: Bool
  ) -> [Section: [BalanceChain.Step]] {
    var steps: [Section: [BalanceChain.Step]] = [:]
    for draft in rows where draft.movesBalance {
      let entry = draft.entry
      steps[Section(entry), default: []].append(
        BalanceChain.Step(
          line: draft.row.line,
          change: Int128(swapped ? -entry.amount : entry.amount) - Int128(entry.fee),
          balance: draft.balance))
    }
    return steps
  }
}

/// An order in which the rows of a statement may have happened.
///
/// A file that lists its days newest first may list the rows of a day in either direction: a sort by day keeps them as
/// they were. Days alone therefore do not show the order within a day of such a file.
struct RowArrangement: Hashable {
  /// True where later rows of the file happened earlier, within a day.
  var isReversedWithinDays = false
  /// True where later rows of the file have earlier days.
  var hasNewestDayFirst = false

  static let asWritten = RowArrangement()
  static let backwards = RowArrangement(isReversedWithinDays: true, hasNewestDayFirst: true)

  /// The same arrangement with the rows of each day reversed.
  var withDaysTurned: RowArrangement {
    RowArrangement(
      isReversedWithinDays: !isReversedWithinDays, hasNewestDayFirst: hasNewestDayFirst)
  }

  /// Returns the indices of rows, the earliest first.
  ///
  /// - Parameter days: the day of each row, in the order of the file.
  func positions(of days: [Int64]) -> [Int] {
    if isReversedWithinDays == hasNewestDayFirst {
      return isReversedWithinDays ? days.indices.reversed() : Array(days.indices)
    }
    return days.indices.sorted {
      let (one, other) = (days[$0], days[$1])
      return one != other ? one < other : ($0 < $1) != isReversedWithinDays
    }
  }

  /// Returns the arrangements of a file that its balances may confirm; the first one stands where the balances do not
  /// tell them apart.
  ///
  /// - Parameters:
  ///   - days: the day of each row, in the order of the file.
  ///   - stated: the order that the profile of such files states.
  static func candidates(_ days: [Int64], stated: StatementFormat.Order) -> [RowArrangement] {
    let pairs = zip(days, days.dropFirst())
    let isRising = pairs.allSatisfy { $0.0 <= $0.1 } && days.first != days.last
    let isFalling = pairs.allSatisfy { $0.0 >= $0.1 } && days.first != days.last
    let startsLate = (days.first ?? 0) > (days.last ?? 0)
    let isBackwards: Bool =
      switch stated {
      case .auto: startsLate
      // Days that rise or fall throughout show more than what such files usually do.
      case .oldestFirst: isFalling
      case .newestFirst: !isRising
      }
    var found = isBackwards ? [backwards, asWritten] : [asWritten, backwards]
    if isRising { found.append(asWritten.withDaysTurned) }
    if isFalling { found.append(backwards.withDaysTurned) }
    return found
  }
}

extension RowArrangement {
  /// Returns the day of each row, in the order of the file; a row without a time, such as a pending one, takes the day
  /// of the row before it.
  static func days(of drafts: [StatementRows.Draft]) -> [Int64] {
    func day(_ time: PostingTime) -> Int64? {
      time.precision == .unknown ? nil : CivilDate.dayStart(of: time.start)
    }
    var last = drafts.lazy.compactMap { day($0.entry.time) }.first ?? 0
    return drafts.map {
      last = day($0.entry.time) ?? last
      return last
    }
  }

  /// Returns true where the clocks of rows of one day run backwards through the file, false where they run forwards;
  /// nil where they do not show it, or contradict each other.
  static func clocksRunBackwards(_ drafts: [StatementRows.Draft]) -> Bool? {
    var (forwards, backwards) = (false, false)
    for (one, other) in zip(drafts, drafts.dropFirst()) {
      guard let first = moment(one.entry), let second = moment(other.entry),
        CivilDate.dayStart(of: first) == CivilDate.dayStart(of: second)
      else { continue }
      if first < second { forwards = true }
      if first > second { backwards = true }
    }
    return forwards == backwards ? nil : backwards
  }

  /// Returns the moment of a row, more exactly than its day; nil where it gives only the day.
  private static func moment(_ entry: StatementEntry) -> Int64? {
    if let clock = entry.clock { return entry.time.start + clock }
    guard let length = entry.time.precision.milliseconds, length < 86_400_000 else { return nil }
    return entry.time.start
  }
}

/// The balances of a statement, checked against its amounts.
///
/// A chain that closes is the best evidence that a statement is whole and was read correctly: it decides the order of
/// the rows and, where two columns tell the direction of money, whether they mean what they say. A missing balance is
/// skipped; the next one must account for all rows since the last.
struct BalanceChain {
  /// One row of one account and currency, in the order of the file.
  struct Step {
    let line: Int
    /// The amount by which the row changed the balance.
    let change: Int128
    let balance: Int64?
  }

  /// A row at which the balances do not follow.
  struct Break {
    let before: Int
    let line: Int
    /// The balance that should follow, and the balance that is printed.
    let expected: Int128
    let found: Int128
  }

  /// The balance before the first row, where it can be computed.
  private(set) var opening: Int128?
  /// The balance after the last row that prints one.
  private(set) var closing: Int128?
  /// The balance after all rows: ``closing`` with the rows that follow it.
  private(set) var ending: Int128?
  private(set) var linkCount = 0
  private(set) var breaks: [Break] = []

  /// - Parameter steps: the rows, oldest first.
  init(_ steps: [Step]) {
    var known: (balance: Int128, line: Int)?
    var sum: Int128 = 0
    for step in steps {
      sum += step.change
      guard let balance = step.balance.map({ Int128($0) }) else { continue }
      if let known {
        linkCount += 1
        if known.balance + sum != balance {
          breaks.append(
            Break(
              before: known.line, line: step.line, expected: known.balance + sum, found: balance))
        }
      } else {
        opening = balance - sum
      }
      known = (balance, step.line)
      sum = 0
    }
    closing = known?.balance
    ending = known.map { $0.balance + sum }
  }

  /// The number of balances that follow from the one before.
  var heldCount: Int { linkCount - breaks.count }
}
