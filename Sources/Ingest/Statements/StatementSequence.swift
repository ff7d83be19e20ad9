internal import PaymentGraph

/// The order in which the rows of a statement happened, where that is not their order in the file.
///
/// Where the running balances of a day's rows follow from each other in one order only, that is their order. Where a
/// day's rows have only one balance after all of them, and the order of two of them would overdraw an account that the
/// statement never shows overdrawn, the other order is the only one; nothing is decided for more than two rows. All
/// other rows happened in the order of the file.
struct StatementSequence {
  /// The lines of rows, each with the line at whose position the row happened; nil where nothing shows it.
  private(set) var places: [(line: Int, asLine: Int?)] = []
  /// True where something shows the order of the rows of a day.
  private let isDirectionKnown: Bool
  /// True where later rows of a day happened earlier.
  private let isReversedWithinDays: Bool
  /// The decisions, in words.
  private(set) var decisions: [String] = []

  private struct Section: Hashable {
    let account: String
    let currency: Currency
    let pot: String
  }

  /// - Parameter drafts: the rows in the order of the file, with the signs that hold.
  init(_ drafts: [StatementRows.Draft], _ order: StatementOrder) {
    isDirectionKnown = order.isDirectionKnown || drafts.count < 2
    isReversedWithinDays = order.arrangement.isReversedWithinDays
    let days = RowArrangement.days(of: drafts)
    let rows = order.arrangement.positions(of: days).map { drafts[$0] }
    if !isDirectionKnown { forgetPlaces(rows) }
    var sections: [Section: [StatementRows.Draft]] = [:]
    var found: [Section] = []
    for draft in rows where draft.movesBalance {
      let section = Section(
        account: draft.entry.own, currency: draft.entry.currency, pot: draft.entry.pot)
      if sections[section] == nil { found.append(section) }
      sections[section, default: []].append(draft)
    }
    for section in found { settle(sections[section] ?? []) }
  }

  /// Forgets the order of rows with one time, until the balances of a day show it.
  private mutating func forgetPlaces(_ rows: [StatementRows.Draft]) {
    var counts: [PostingTime: Int] = [:]
    for row in rows { counts[row.entry.time, default: 0] += 1 }
    let shared = rows.filter { counts[$0.entry.time, default: 0] > 1 }
    guard !shared.isEmpty else { return }
    places += shared.map { ($0.row.line, nil) }
    decisions.append(
      counts.count == 1
        ? "nothing shows whether the rows of the day are oldest or newest first: their order decides nothing"
        : "dates alone do not show the order of the rows of a day: it decides nothing unless balances confirm it"
    )
  }

  private static func change(_ draft: StatementRows.Draft) -> Int64 {
    draft.entry.amount &- draft.entry.fee
  }

  private mutating func settle(_ rows: [StatementRows.Draft]) {
    let isEverOverdrawn = rows.contains { ($0.balance ?? 0) < 0 }
    var known: Int64?
    var first = 0
    while first < rows.count {
      var end = first + 1
      while end < rows.count, rows[end].entry.time == rows[first].entry.time { end += 1 }
      let day = Array(rows[first..<end])
      if day.count > 1, day[0].entry.time.precision == .day, !orderByClock(day) {
        if day.allSatisfy({ $0.balance != nil }) {
          order(day, after: known, before: opening(rows, at: end))
        } else if let known, !isEverOverdrawn {
          look(day, after: known)
        }
      }
      if let last = day.lastIndex(where: { $0.balance != nil }) {
        let rest = day[(last + 1)...].reduce(Int64(0)) { $0 &+ StatementSequence.change($1) }
        known = day[last].balance.map { $0 &+ rest }
        // Where the rows happened in another order, the day ends with another row's balance.
        if let after = closing { known = after }
      } else {
        known = known.map { day.reduce($0) { $0 &+ StatementSequence.change($1) } }
      }
      closing = nil
      first = end
    }
  }

  /// The balance at the end of the day that was last put in order.
  private var closing: Int64?

  /// Puts a day's rows in the order of the times of day that they print, where each prints one: clocks of one file can
  /// be compared without a zone.
  ///
  /// - Returns: true where that settled the day.
  private mutating func orderByClock(_ day: [StatementRows.Draft]) -> Bool {
    let clocks = day.compactMap(\.entry.clock)
    guard clocks.count == day.count, Set(clocks).count == day.count else { return false }
    let order = day.indices.sorted { clocks[$0] < clocks[$1] }
    let rows = order.map { day[$0] }
    if order == Array(day.indices), isDirectionKnown { return false }
    let hasBalances = day.allSatisfy { $0.balance != nil }
    if hasBalances, StatementSequence.heldCount(day) > StatementSequence.heldCount(rows) {
      for row in day { places.append((row.row.line, nil)) }
      decisions.append(
        "lines \(words(day)): the balances contradict the times of day: neither decides"
      )
      return true
    }
    take(rows, for: day)
    closing = rows.last?.balance
    decisions.append("lines \(words(day)): the times of day put them in the order \(words(rows))")
    return true
  }

  /// Returns the balance before the rows from an index on, where a day of one row follows.
  private func opening(_ rows: [StatementRows.Draft], at first: Int) -> Int64? {
    guard first < rows.count, let balance = rows[first].balance,
      first + 1 == rows.count || rows[first + 1].entry.time != rows[first].entry.time
    else { return nil }
    return balance &- StatementSequence.change(rows[first])
  }

  /// Puts a day's rows in the one order in which their balances follow from each other.
  ///
  /// - Parameters:
  ///   - known: the balance before the day.
  ///   - next: the balance after it.
  private mutating func order(
    _ day: [StatementRows.Draft], after known: Int64?, before next: Int64?
  ) {
    let held = StatementSequence.heldCount(day)
    if isDirectionKnown, held == day.count - 1 { return }
    guard let found = StatementSequence.onlyOrder(day, after: known, before: next) else {
      // Rows whose balances follow better in the other direction are not in the order of the other days.
      if isDirectionKnown, StatementSequence.heldCount(day.reversed()) > held {
        for row in day { places.append((row.row.line, nil)) }
        decisions.append(
          "lines \(words(day)): the balances contradict the order of the rows: it decides nothing"
        )
      }
      return
    }
    let rows = found.map { day[$0] }
    take(rows, for: day)
    closing = rows.last?.balance
    if found != Array(day.indices) || !isDirectionKnown {
      decisions.append(
        "lines \(words(day)): the balances follow in the order \(words(rows)) only")
    }
  }

  private static func before(_ row: StatementRows.Draft) -> Int64? {
    row.balance.map { $0 &- change(row) }
  }

  /// Counts the rows of a day that begin with the balance with which the row before ends.
  private static func heldCount(_ day: [StatementRows.Draft]) -> Int {
    zip(day, day.dropFirst()).count { before($1) == $0.balance }
  }

  /// Returns the order of a day's rows, by their indices, where their balances leave one only.
  private static func onlyOrder(
    _ day: [StatementRows.Draft], after known: Int64?, before next: Int64?
  ) -> [Int]? {
    var starting: [Int64: [Int]] = [:]
    for (number, row) in day.enumerated() {
      if let balance = before(row) { starting[balance, default: []].append(number) }
    }
    // Two rows that begin with one balance leave two orders.
    guard starting.values.allSatisfy({ $0.count == 1 }) else { return nil }
    let ends = Set(day.compactMap(\.balance))
    let begins = starting.keys.filter { !ends.contains($0) }
    // Rows that end where they begin can begin with any of them; only the balance before or after them decides.
    let isRound = begins.isEmpty
    guard
      var balance = begins.count == 1
        ? begins.first
        : isRound ? [known, next].compactMap({ $0 }).first(where: { starting[$0] != nil }) : nil
    else { return nil }
    var found: [Int] = []
    while let number = starting[balance]?.first, !found.contains(number), found.count < day.count {
      found.append(number)
      balance = day[number].balance ?? balance
    }
    return found.count == day.count ? found : nil
  }

  /// Checks whether a day's rows, with only one balance after all, can have happened in the order of the file.
  private mutating func look(_ day: [StatementRows.Draft], after known: Int64) {
    guard known >= 0, day.dropLast().allSatisfy({ $0.balance == nil }),
      let after = day.last?.balance,
      day.reduce(known, { $0 &+ StatementSequence.change($1) }) == after
    else { return }
    var sum = known
    var isOverdrawn = false
    for row in day {
      sum &+= StatementSequence.change(row)
      if sum < 0 { isOverdrawn = true }
    }
    guard isOverdrawn else { return }
    closing = after
    if day.count == 2 {
      take([day[1], day[0]], for: day)
      decisions.append(
        "lines \(words(day)): only the order \(words([day[1], day[0]])) leaves no overdraft that the statement does not show"
      )
    } else {
      for row in day { places.append((row.row.line, nil)) }
      decisions.append(
        "lines \(words(day)): in this order the account would be overdrawn, which no balance shows: it decides nothing"
      )
    }
  }

  /// Lets rows happen at the positions of those that became transfers.
  private mutating func take(_ order: [StatementRows.Draft], for day: [StatementRows.Draft]) {
    func moves(_ row: StatementRows.Draft) -> Bool { row.entry.role == .movement }
    for (row, place) in zip(order.filter(moves), day.filter(moves))
    where row.row.line != place.row.line || !isDirectionKnown {
      places.append((row.row.line, place.row.line))
    }
  }

  private func words(_ rows: [StatementRows.Draft]) -> String {
    let lines = rows.prefix(6).map { "\($0.row.line)" }.joined(separator: ", ")
    return rows.count > 6 ? "\(lines), …" : lines
  }

  /// Tells a builder at which positions the rows of a file happened.
  ///
  /// - Parameters:
  ///   - file: the number of the file.
  ///   - transfers: the transfers that were made of its rows.
  func apply(to builder: inout LedgerBuilder, file: Int, transfers: Range<Int>) {
    if isReversedWithinDays { builder.reverse(file: file) }
    guard !places.isEmpty else { return }
    var byLine: [Int: [Int]] = [:]
    for transfer in transfers {
      byLine[Int(builder.evidence(of: transfer).line), default: []].append(transfer)
    }
    for place in places {
      for transfer in byLine[place.line] ?? [] {
        builder.setPosition(of: transfer, asRowOf: place.asLine.flatMap { byLine[$0]?.first })
      }
    }
  }
}
