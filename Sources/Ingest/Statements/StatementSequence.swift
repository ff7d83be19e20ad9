internal import PaymentGraph

/// The order in which the rows of a statement happened, where that is not their order in the file.
///
/// The rows of a day have the only order in which their running balances follow from each other. If these follow better
/// in another order than in that of the file, somebody has sorted the rows, and nothing shows their order. A day's rows
/// may have one balance only, after all of them: if one order of two rows would overdraw an account that the statement
/// never shows overdrawn, the other order is the only one, and nothing is decided for more than two rows. All other rows
/// happened in the order of the file.
struct StatementSequence {
  /// The lines of rows, each with the line at whose position the row happened; nil where nothing shows it.
  private(set) var places: [(line: UInt32, asLine: UInt32?)] = []
  /// True where something shows the order of the rows of a day of the account that is being settled.
  private var isDirectionKnown = false
  /// True where later rows of a day happened earlier.
  private let isReversedWithinDays: Bool
  /// The decisions, in words.
  private(set) var decisions: [String] = []
  /// The rows that move balances in the order in which these follow; nil where that is the order of the file.
  var follows: [UInt32]? { isRearranged ? settled : nil }
  private var settled: [UInt32] = []
  private var isRearranged = false

  private let rows: PlacedRows

  /// - Parameter rows: the rows in the order of the file, with the signs that hold.
  init(_ rows: PlacedRows, _ order: StatementOrder) {
    self.rows = rows
    isReversedWithinDays = order.arrangement.isReversedWithinDays
    let positions = order.arrangement.positions(of: rows.days)
    if rows.count > 1 { forgetPlaces(positions, order.directions) }
    var members: [[UInt32]] = Array(repeating: [], count: rows.sections.count)
    var found: [Int] = []
    for row in positions where rows.movesBalance(row) {
      let section = rows.section(row)
      if members[section].isEmpty { found.append(section) }
      members[section].append(UInt32(row))
    }
    for section in found {
      isDirectionKnown = rows.count < 2 || order.directions.isKnown(section: section)
      settle(members[section])
    }
  }

  /// Forgets the order of rows with one time in the accounts for which nothing shows it, until the balances of a day do.
  private mutating func forgetPlaces(_ positions: [Int], _ directions: RowDirections) {
    var counts: [PostingTime: Int] = [:]
    for row in positions { counts[rows.time(row), default: 0] += 1 }
    let shared = positions.filter { row in
      counts[rows.time(row), default: 0] > 1
        && !(rows.movesBalance(row)
          ? directions.isKnown(section: rows.section(row)) : directions.isKnown)
    }
    guard !shared.isEmpty else { return }
    places += shared.map { (UInt32(rows.line($0)), nil) }
    var (account, accounts): (String?, Set<String>) = (nil, [])
    for row in shared where rows.movesBalance(row) {
      let own = rows.sections[rows.section(row)].account
      account = account ?? own
      accounts.insert(own)
    }
    let isOneOfSeveral = Set(rows.sections.map(\.account)).count > 1
    let of =
      account.map {
        isOneOfSeveral
          ? " of account \($0)" + (accounts.count > 1 ? " and \(accounts.count - 1) more" : "") : ""
      } ?? ""
    decisions.append(
      counts.count == 1
        ? "nothing shows whether the rows of the day are oldest or newest first: their order decides nothing"
        : "dates alone do not show the order of the rows of a day\(of): it decides nothing unless balances confirm it"
    )
  }

  private mutating func settle(_ members: [UInt32]) {
    let isEverOverdrawn = members.contains { (rows.balance(Int($0)) ?? 0) < 0 }
    var known: Int64?
    var first = 0
    while first < members.count {
      let time = rows.time(Int(members[first]))
      var end = first + 1
      while end < members.count, rows.time(Int(members[end])) == time { end += 1 }
      let day = members[first..<end].map { Int($0) }
      if day.count > 1, time.precision == .day, !orderByClock(day) {
        if day.allSatisfy({ rows.balance($0) != nil }) {
          order(day, after: known, before: opening(members, at: end))
        } else if let known, !isEverOverdrawn {
          look(day, after: known)
        }
      }
      if let last = day.lastIndex(where: { rows.balance($0) != nil }) {
        let rest = day[(last + 1)...].reduce(Int64(0)) { $0 &+ rows.change($1) }
        known = rows.balance(day[last]).map { $0 &+ rest }
        // Where the rows happened in another order, the day ends with another row's balance.
        if let after = closing { known = after }
      } else {
        known = known.map { day.reduce($0) { $0 &+ rows.change($1) } }
      }
      if let following, following != day { isRearranged = true }
      settled += (following ?? day).map { UInt32($0) }
      (closing, following) = (nil, nil)
      first = end
    }
  }

  /// The balance at the end of the day that was last put in order.
  private var closing: Int64?
  /// The rows of that day in the order in which their balances follow.
  private var following: [Int]?

  private mutating func follow(_ day: [Int]) {
    (closing, following) = (day.last.flatMap(rows.balance), day)
  }

  /// Puts a day's rows in the order of the times of day that they print, where each prints one: clocks of one file can
  /// be compared without a zone.
  ///
  /// - Returns: true where that settled the day.
  private mutating func orderByClock(_ day: [Int]) -> Bool {
    guard rows.clock(day[0]) != nil else { return false }
    let clocks = day.compactMap(rows.clock)
    guard clocks.count == day.count, Set(clocks).count == day.count else { return false }
    let order = day.indices.sorted { clocks[$0] < clocks[$1] }
    let sorted = order.map { day[$0] }
    if order == Array(day.indices), isDirectionKnown { return false }
    let hasBalances = day.allSatisfy { rows.balance($0) != nil }
    if hasBalances, heldCount(day) > heldCount(sorted) {
      forget(day)
      decisions.append(
        "lines \(words(day)): the balances contradict the times of day: neither decides"
      )
      return true
    }
    take(sorted, for: day)
    if hasBalances { follow(sorted) } else { closing = sorted.last.flatMap(rows.balance) }
    decisions.append(
      "lines \(words(day)): the times of day put them in the order \(words(sorted))")
    return true
  }

  /// Returns the balance before the rows from an index on, where a day of one row follows.
  private func opening(_ members: [UInt32], at first: Int) -> Int64? {
    guard first < members.count, let balance = rows.balance(Int(members[first])),
      first + 1 == members.count
        || rows.time(Int(members[first + 1])) != rows.time(Int(members[first]))
    else { return nil }
    return balance &- rows.change(Int(members[first]))
  }

  /// Puts a day's rows in the one order in which their balances follow from each other.
  ///
  /// - Parameters:
  ///   - known: the balance before the day.
  ///   - next: the balance after it.
  private mutating func order(_ day: [Int], after known: Int64?, before next: Int64?) {
    let held = heldCount(day)
    if isDirectionKnown, held == day.count - 1 { return }
    let steps = day.compactMap { row in
      rows.balance(row).map { BalanceTrail.Step(before: $0 &- rows.change(row), after: $0) }
    }
    let trail = BalanceTrail(steps, round: [known, next].compactMap(\.self))
    let sorted = trail.order?.map { day[$0] }
    if let sorted { follow(sorted) }
    guard let sorted, trail.isOnly else {
      // Rows whose balances follow better in another order do not stand in that of the other days.
      if isDirectionKnown, held < day.count - trail.pieceCount {
        forget(day)
        decisions.append(
          "lines \(words(day)): the balances contradict the order of the rows: it decides nothing"
        )
      }
      return
    }
    take(sorted, for: day)
    if sorted != day || !isDirectionKnown {
      decisions.append(
        "lines \(words(day)): the balances follow in the order \(words(sorted)) only")
    }
  }

  private func before(_ row: Int) -> Int64? { rows.balance(row).map { $0 &- rows.change(row) } }

  /// Counts the rows of a day that begin with the balance with which the row before ends.
  private func heldCount(_ day: [Int]) -> Int {
    zip(day, day.dropFirst()).count { before($1) == rows.balance($0) }
  }

  /// Checks whether a day's rows, with only one balance after all, can have happened in the order of the file.
  private mutating func look(_ day: [Int], after known: Int64) {
    guard known >= 0, day.dropLast().allSatisfy({ rows.balance($0) == nil }),
      let after = day.last.flatMap(rows.balance),
      day.reduce(known, { $0 &+ rows.change($1) }) == after
    else { return }
    var sum = known
    var isOverdrawn = false
    for row in day {
      sum &+= rows.change(row)
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
      forget(day)
      decisions.append(
        "lines \(words(day)): in this order the account would be overdrawn, which no balance shows: it decides nothing"
      )
    }
  }

  /// Lets no order of a day's rows decide anything.
  private mutating func forget(_ day: [Int]) {
    for row in day { places.append((UInt32(rows.line(row)), nil)) }
  }

  /// Lets rows happen at the positions of those that became transfers.
  private mutating func take(_ order: [Int], for day: [Int]) {
    for (row, place) in zip(order.filter(rows.isMovement), day.filter(rows.isMovement))
    where rows.line(row) != rows.line(place) || !isDirectionKnown {
      places.append((UInt32(rows.line(row)), UInt32(rows.line(place))))
    }
  }

  private func words(_ day: [Int]) -> String {
    let lines = day.prefix(6).map { "\(rows.line($0))" }.joined(separator: ", ")
    return day.count > 6 ? "\(lines), …" : lines
  }

  /// Tells a builder at which positions the rows of a file happened.
  ///
  /// - Parameters:
  ///   - file: the number of the file.
  ///   - transfers: the transfers that were made of its rows.
  func apply(to builder: inout LedgerBuilder, file: Int, transfers: Range<Int>) {
    if isReversedWithinDays { builder.reverse(file: file) }
    guard !places.isEmpty else { return }
    let lines = transfers.map { UInt32(clamping: builder.evidence(of: $0).line) }
    let isRising = zip(lines, lines.dropFirst()).allSatisfy { $0 <= $1 }
    let order =
      isRising
      ? Array(lines.indices)
      : lines.indices.sorted { (lines[$0], $0) < (lines[$1], $1) }
    func first(of line: UInt32) -> Int {
      BinarySearch.lowerBound(order.count) { lines[order[$0]] < line }
    }
    for place in places {
      let other = place.asLine.flatMap { line in
        let at = first(of: line)
        return at < order.count && lines[order[at]] == line ? transfers.lowerBound + order[at] : nil
      }
      var at = first(of: place.line)
      while at < order.count, lines[order[at]] == place.line {
        builder.setPosition(of: transfers.lowerBound + order[at], asRowOf: other)
        at += 1
      }
    }
  }
}
