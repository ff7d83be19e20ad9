internal import PaymentGraph

/// In which order the rows of a statement took place, where that is not how they stand in the file.
///
/// Where the running balances of a day's rows follow from each other in one order only, that is their order. Where a
/// day's rows have but one balance after all of them, and the order in which two of them stand would overdraw an
/// account that the statement never shows overdrawn, the other order is the only one; of more rows than two nothing
/// is decided. All other rows took place as they stand.
struct StatementSequence {
  /// A row that took place where another stands: their lines; nil where nothing says where it took place.
  private(set) var places: [(line: Int, asLine: Int?)] = []
  /// True where something says in which direction the rows stand.
  let isDirectionKnown: Bool
  /// What was settled, in words.
  private(set) var decisions: [String] = []

  private struct Section: Hashable {
    let account: String
    let currency: Currency
  }

  /// - Parameters:
  ///   - drafts: the rows in the order of the file, with the signs that hold.
  ///   - isNewestFirst: whether the newest row stands first.
  init(_ drafts: [StatementRows.Draft], isNewestFirst: Bool, isDirectionKnown: Bool) {
    self.isDirectionKnown = isDirectionKnown || drafts.count < 2
    guard self.isDirectionKnown else {
      decisions.append(
        "nothing says in which direction the rows of the one day stand: their order decides nothing"
      )
      return
    }
    var sections: [Section: [StatementRows.Draft]] = [:]
    var order: [Section] = []
    for draft in drafts where draft.movesBalance {
      let section = Section(account: draft.entry.own, currency: draft.entry.currency)
      if sections[section] == nil { order.append(section) }
      sections[section, default: []].append(draft)
    }
    for section in order {
      let rows = sections[section] ?? []
      settle(isNewestFirst ? rows.reversed() : rows)
    }
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
      if day.count > 1, day[0].entry.time.precision == .day {
        if day.allSatisfy({ $0.balance != nil }) {
          order(day, after: known)
        } else if let known, !isEverOverdrawn {
          look(day, after: known)
        }
      }
      if let last = day.lastIndex(where: { $0.balance != nil }) {
        let rest = day[(last + 1)...].reduce(Int64(0)) { $0 &+ StatementSequence.change($1) }
        known = day[last].balance.map { $0 &+ rest }
        // Where the rows stood in another order, what the day ends with is another row's balance.
        if let after = closing { known = after }
      } else {
        known = known.map { day.reduce($0) { $0 &+ StatementSequence.change($1) } }
      }
      closing = nil
      first = end
    }
  }

  /// The balance with which the day ends that was put in order last.
  private var closing: Int64?

  /// Puts a day's rows in the one order in which their balances follow from each other.
  private mutating func order(_ day: [StatementRows.Draft], after known: Int64?) {
    func before(_ row: StatementRows.Draft) -> Int64? {
      row.balance.map { $0 &- StatementSequence.change(row) }
    }
    let holds = zip(day, day.dropFirst()).allSatisfy { before($1) == $0.balance }
    if holds { return }
    var starting: [Int64: [Int]] = [:]
    for (number, row) in day.enumerated() {
      if let balance = before(row) { starting[balance, default: []].append(number) }
    }
    // Two rows that begin with one balance leave two orders.
    guard starting.values.allSatisfy({ $0.count == 1 }) else { return }
    let ends = Set(day.compactMap(\.balance))
    let begins = starting.keys.filter { !ends.contains($0) }
    guard
      var balance = known.flatMap({ starting[$0] == nil ? nil : $0 })
        ?? (begins.count == 1 ? begins.first : nil)
    else { return }
    var found: [Int] = []
    while let number = starting[balance]?.first, !found.contains(number), found.count < day.count {
      found.append(number)
      balance = day[number].balance ?? balance
    }
    guard found.count == day.count else { return }
    take(found.map { day[$0] }, for: day)
    closing = balance
    decisions.append(
      "lines \(words(day)): the balances follow in the order \(words(found.map { day[$0] })) only")
  }

  /// Looks whether the order in which a day's rows stand can be theirs, where they have a balance after all only.
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
        "lines \(words(day)): as they stand the account would be overdrawn, which no balance shows: their order decides nothing"
      )
    }
  }

  /// Has rows take place where those that became transfers stand.
  private mutating func take(_ order: [StatementRows.Draft], for day: [StatementRows.Draft]) {
    func moves(_ row: StatementRows.Draft) -> Bool { row.entry.role == .movement }
    for (row, place) in zip(order.filter(moves), day.filter(moves))
    where row.row.line != place.row.line {
      places.append((row.row.line, place.row.line))
    }
  }

  private func words(_ rows: [StatementRows.Draft]) -> String {
    let lines = rows.prefix(6).map { "\($0.row.line)" }.joined(separator: ", ")
    return rows.count > 6 ? "\(lines), …" : lines
  }

  /// Tells a builder where the rows of a file took place.
  ///
  /// - Parameters:
  ///   - file: the number of the file.
  ///   - transfers: those that were made of its rows.
  func apply(to builder: inout LedgerBuilder, file: Int, transfers: Range<Int>) {
    if !isDirectionKnown { builder.forgetOrder(ofFile: file) }
    guard !places.isEmpty else { return }
    var byLine: [Int: [Int]] = [:]
    for transfer in transfers {
      byLine[Int(builder.evidence(of: transfer).line), default: []].append(transfer)
    }
    for place in places {
      for transfer in byLine[place.line] ?? [] {
        builder.place(transfer, asRowOf: place.asLine.flatMap { byLine[$0]?.first })
      }
    }
  }
}
