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
  /// The doubt whether debits and credits have changed places, where no balance settles it.
  let sideDoubt: SideDoubt?
  /// The accounts for which balances, times of day or the profile show the order of the rows of a day, or ordered days
  /// leave no other.
  let directions: RowDirections
  /// True where the order of the rows of a day is known for all accounts.
  var isDirectionKnown: Bool { directions.isKnown }
  /// The decisions on the signs and on the order of the rows.
  private let arranged: [String]
  /// The chains by account and currency, in the order of their first rows.
  private var chains: Chains

  /// A doubt whether money out and money in have changed places.
  enum SideDoubt {
    /// Too few balances follow only so.
    case followsExchanged
    /// Files of this kind may have them exchanged, and no balance follows from the amounts.
    case open
  }

  private typealias Chains = [(section: PlacedRows.Section, chain: BalanceChain)]

  init(_ drafts: [StatementRows.Draft], _ plan: StatementPlan) {
    self.init(of: PlacedRows(drafts), plan)
  }

  init(of rows: PlacedRows, _ plan: StatementPlan) {
    let days = rows.days
    let candidates = RowArrangement.candidates(days, stated: plan.profile.rows.order)
    var hasSides = plan.profile.fields.isSignOpen
    if case .sides = plan.profile.fields.amount { hasSides = true }
    func chains(_ arrangement: RowArrangement, swapped: Bool) -> Chains {
      var chains = rows.sections.map { ($0, BalanceChain()) }
      for row in arrangement.positions(of: days) where rows.movesBalance(row) {
        let amount = Int128(rows.amount(row))
        chains[rows.section(row)].1.add(
          BalanceChain.Step(
            line: rows.line(row), change: (swapped ? -amount : amount) - Int128(rows.fee(row)),
            balance: rows.balance(row)))
      }
      return chains
    }
    func held(_ chains: Chains) -> Int { chains.reduce(0) { $0 + $1.chain.heldCount } }
    var best: (arrangement: RowArrangement, swapped: Bool, chains: Chains)?
    var bestHeld = -1
    var allHeldExchanged = 0
    let leastAgainstWords =
      plan.profile.fields.mayBeExchanged ? 1 : StatementOrder.leastAgainstWords
    for swapped in hasSides ? [false, true] : [false] {
      for arrangement in candidates {
        let chains = chains(arrangement, swapped: swapped)
        let held = held(chains)
        if swapped, held == StatementOrder.links(of: chains).all {
          allHeldExchanged = max(allHeldExchanged, held)
        }
        // The first reading stands unless the balances fit another one better.
        let isAgainstWords = swapped && best?.swapped == false
        if held >= bestHeld + (isAgainstWords ? leastAgainstWords : 1) {
          best = (arrangement, swapped, chains)
          bestHeld = held
        }
      }
    }
    var arrangement = best?.arrangement ?? .asWritten
    isSwapped = bestHeld > 0 && best?.swapped ?? false
    sideDoubt =
      if isSwapped || !hasSides || rows.count == 0 {
        nil
      } else if bestHeld == 0, allHeldExchanged > 0 {
        .followsExchanged
      } else if plan.profile.fields.mayBeExchanged, bestHeld == 0 {
        .open
      } else {
        nil
      }
    let hasDays = days.contains { $0 != days.first }
    let turned =
      hasDays
      ? arrangement.withDaysTurned
      : RowArrangement(
        isReversedWithinDays: !arrangement.isReversedWithinDays,
        hasNewestDayFirst: !arrangement.hasNewestDayFirst)
    let turnedChains = chains(turned, swapped: isSwapped)
    let isBorneOut = bestHeld > held(turnedChains)
    let clocks = RowArrangement.clocksRunBackwards(rows)
    let isTurned = !isBorneOut && clocks.map { $0 != arrangement.isReversedWithinDays } == true
    if isTurned { arrangement = turned }
    self.arrangement = arrangement
    self.chains = best?.chains ?? []
    let moreHeld = zip(self.chains, turnedChains).map {
      ($0.chain.heldCount - $1.chain.heldCount) * (isTurned ? -1 : 1)
    }
    directions = RowDirections(
      rows, arrangement, moreHeld: moreHeld, stated: plan.profile.rows.order)
    var arranged: [String] = []
    let links = StatementOrder.links(of: self.chains)
    if isSwapped {
      arranged.append(
        plan.profile.fields.isSignOpen
          ? "a positive amount is money out: only then do the balances follow from the amounts (\(links.held) of \(links.all))"
          : "debits and credits are exchanged: only then do the balances follow from the amounts (\(links.held) of \(links.all))"
      )
    }
    if arrangement.hasNewestDayFirst {
      arranged.append(
        arrangement.isReversedWithinDays
          ? "the newest row comes first"
          : "the newest day comes first, and within a day the oldest row")
    } else if arrangement.isReversedWithinDays {
      arranged.append("the oldest day comes first, and within a day the newest row")
    }
    self.arranged = arranged
  }

  /// The number of balances that follow from the amounts, and the number that could.
  var links: (held: Int, all: Int) { StatementOrder.links(of: chains) }

  private static func links(of chains: Chains) -> (held: Int, all: Int) {
    chains.reduce((0, 0)) { ($0.0 + $1.chain.heldCount, $0.1 + $1.chain.linkCount) }
  }

  /// The decisions on the order, and how far the balances bear them out.
  var decisions: [String] {
    let (held, all) = links
    return arranged + (all > 0 ? ["balances: \(held) of \(all) follow from the amounts"] : [])
  }

  /// Takes the balances in the order that the rows of each day have for certain.
  ///
  /// - Parameter order: the rows that move balances, with the signs that hold, in that order.
  mutating func follow(_ order: [UInt32], of rows: PlacedRows) {
    var found = Dictionary(uniqueKeysWithValues: chains.map { ($0.section, BalanceChain()) })
    for row in order.lazy.map({ Int($0) }) {
      found[rows.sections[rows.section(row)]]?.add(
        BalanceChain.Step(
          line: rows.line(row), change: Int128(rows.amount(row)) - Int128(rows.fee(row)),
          balance: rows.balance(row)))
    }
    chains = chains.map { ($0.section, found[$0.section] ?? $0.chain) }
  }

  /// Returns the facts known about the accounts.
  ///
  /// - Parameters:
  ///   - sums: the sums of the rows of each section.
  ///   - more: the money that rows move beside their own amounts.
  func facts(
    _ sums: [SectionSums], and more: FurtherMoney, owner: OwnAccountFinder.Finding?,
    datePattern: String, branch: String?
  ) -> StatementFacts {
    let known = Set(chains.map(\.section))
    let lacking = more.sections.filter { !known.contains($0) }
    let all: Chains = chains + lacking.map { (section: $0, chain: BalanceChain()) }
    let hasParts = Set(all.map(\.section.pot)).count > 1
    let sections = zip(all, sums + lacking.map { _ in SectionSums() }).map { part, sums in
      let (section, chain) = part
      let further = more.sums[section] ?? FurtherMoney.Sums()
      let finding = sums.finding ?? owner
      return StatementFacts.Section(
        account: section.account, written: finding?.written,
        reason: (finding?.reason ?? "") + (hasParts ? "; \(section.pot)" : ""),
        credits: sums.credits + further.credits, debits: sums.debits + further.debits,
        currency: section.currency, opening: chain.opening, closing: chain.closing,
        ending: chain.ending, span: sums.span, within: sums.within, linksHeld: chain.heldCount,
        links: chain.linkCount, fees: sums.fees + further.fees, held: sums.held,
        difference: chain.linkCount == 0
          ? nil : chain.breaks.reduce(0) { $0 + ($1.found - $1.expected) })
    }
    return StatementFacts(
      sections: sections, datePattern: datePattern, isNewestFirst: arrangement.hasNewestDayFirst,
      isSwapped: isSwapped, branch: branch)
  }

  /// Reports the rows at which balances do not follow.
  ///
  /// - Parameter rows: the rows by their lines; those with a balance are enough.
  func report(_ rows: [Int: Row], in bytes: Span<UInt8>, log: inout DiagnosticLog) {
    for (section, chain) in chains {
      for found in chain.breaks {
        guard let row = rows[found.line] else { continue }
        func money(_ units: Int128) -> String {
          MoneyTotal(minorUnits: units, currency: section.currency).decimalText
        }
        log.add(
          .balanceBreak, severity: .warning,
          summary:
            "the balance \(money(found.found)) does not follow from that of line \(found.before): \(money(found.found - found.expected)) is not accounted for",
          in: row, bytes: bytes,
          note: "after the rows between them it should be \(money(found.expected))",
          remedy: "look for missing pages or rows between the two lines")
      }
    }
  }

  /// Reports that debits and credits may have changed places.
  func reportSideDoubt(
    _ drafts: [StatementRows.Draft], bytes: Span<UInt8>, log: inout DiagnosticLog
  ) {
    guard let sideDoubt, let first = drafts.first(where: { $0.entry.amount != 0 }) else { return }
    let summary =
      switch sideDoubt {
      case .followsExchanged:
        "the balance follows from the amounts only if debits and credits have changed places"
      case .open:
        "files of this kind may have debits and credits exchanged, and no balance shows it"
      }
    log.add(
      .signDoubtful, severity: .warning, summary: summary, in: first.row, bytes: bytes,
      note: "they are read as the columns are named; exchanged, every payment would turn around",
      remedy: "compare a row with the original, or load a longer statement of the account")
  }

  /// True where a balance does not follow.
  var hasBreaks: Bool { chains.contains { !$0.chain.breaks.isEmpty } }
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
  /// Returns true where the clocks of rows of one day run backwards through the file, false where they run forwards;
  /// nil where they do not show it, or contradict each other.
  static func clocksRunBackwards(_ rows: PlacedRows) -> Bool? {
    var (forwards, backwards) = (false, false)
    for row in 1..<max(1, rows.count) {
      guard let first = rows.moment(row - 1), let second = rows.moment(row),
        CivilDate.dayStart(of: first) == CivilDate.dayStart(of: second)
      else { continue }
      if first < second { forwards = true }
      if first > second { backwards = true }
    }
    return forwards == backwards ? nil : backwards
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

  private var known: (balance: Int128, line: Int)?
  private var sum: Int128 = 0

  /// Adds the row that happened after the ones before.
  mutating func add(_ step: Step) {
    sum += step.change
    ending = known.map { $0.balance + sum }
    guard let balance = step.balance.map({ Int128($0) }) else { return }
    if let known {
      linkCount += 1
      if known.balance + sum != balance {
        breaks.append(
          Break(before: known.line, line: step.line, expected: known.balance + sum, found: balance))
      }
    } else {
      opening = balance - sum
    }
    known = (balance, step.line)
    (closing, ending, sum) = (balance, balance, 0)
  }

  /// The number of balances that follow from the one before.
  var heldCount: Int { linkCount - breaks.count }
}
