internal import PaymentGraph

/// The rows of a statement as their order sees them: times, amounts and balances, and none of their texts.
///
/// A row takes 32 bytes, so that the order of a large message is settled without its entries in memory.
struct PlacedRows {
  /// An account in one currency, and one part of it.
  struct Section: Hashable {
    let account: String
    /// The currency; that of index 255 where one balance is kept for all currencies.
    let currency: Currency
    /// The part of the account.
    let pot: String

    init(_ entry: StatementEntry) { self.init(entry, in: entry.currency) }

    init(_ entry: StatementEntry, in currency: Currency) {
      (account, pot) = (entry.own, entry.pot)
      self.currency = currency
    }
  }

  private struct Row {
    let start: Int64
    let amount: Int64
    let line: UInt32
    var section: UInt32
    /// The index of its further facts; -1 where it has none.
    var more: Int32
    let precision: TimePrecision
    let movesBalance: Bool
    let isMovement: Bool
  }

  /// The facts that few rows have.
  private struct More {
    var time: PostingTime?
    var fee: Int64 = 0
    var balance: Int64?
    var clock: Int64?
  }

  /// The sections of the rows that move balances, in the order of their first ones.
  private(set) var sections: [Section] = []
  private var rows: [Row] = []
  private var more: [More] = []
  private var numbers: [Section: UInt32] = [:]
  /// The section of the row before, which most rows share.
  private var last: (section: Section, number: UInt32)?

  init() {}

  init(_ drafts: [StatementRows.Draft]) {
    rows.reserveCapacity(drafts.count)
    for draft in drafts { add(draft) }
  }

  /// Adds the row after the ones before.
  ///
  /// - Returns: the number of its section; nil where it does not move the balance.
  @discardableResult
  mutating func add(_ draft: StatementRows.Draft) -> Int? {
    let entry = draft.entry
    var facts = More(fee: entry.fee, balance: draft.balance, clock: entry.clock)
    if PostingTime(start: entry.time.start, precision: entry.time.precision) != entry.time {
      facts.time = entry.time
    }
    let isPlain =
      facts.time == nil && facts.fee == 0 && facts.balance == nil && facts.clock == nil
    if !isPlain { more.append(facts) }
    let section = draft.movesBalance ? number(of: Section(entry)) : 0
    rows.append(
      Row(
        start: entry.time.start, amount: entry.amount, line: UInt32(clamping: draft.row.line),
        section: section, more: isPlain ? -1 : Int32(clamping: more.count - 1),
        precision: entry.time.precision, movesBalance: draft.movesBalance,
        isMovement: entry.role == .movement))
    return draft.movesBalance ? Int(section) : nil
  }

  private mutating func number(of section: Section) -> UInt32 {
    if let last, last.section == section { return last.number }
    let number = numbers[section] ?? UInt32(sections.count)
    if number == sections.count {
      sections.append(section)
      numbers[section] = number
    }
    last = (section, number)
    return number
  }

  /// Sets the balance after a row, which only the end of its statement shows.
  mutating func set(balance: Int64, of row: Int) {
    if rows[row].more < 0 {
      more.append(More())
      rows[row].more = Int32(clamping: more.count - 1)
    }
    more[Int(rows[row].more)].balance = balance
  }

  var count: Int { rows.count }

  private func more(_ row: Int) -> More? {
    rows[row].more < 0 ? nil : more[Int(rows[row].more)]
  }

  func line(_ row: Int) -> Int { Int(rows[row].line) }
  func section(_ row: Int) -> Int { Int(rows[row].section) }
  func movesBalance(_ row: Int) -> Bool { rows[row].movesBalance }
  func isMovement(_ row: Int) -> Bool { rows[row].isMovement }
  func amount(_ row: Int) -> Int64 { rows[row].amount }
  func fee(_ row: Int) -> Int64 { more(row)?.fee ?? 0 }
  func balance(_ row: Int) -> Int64? { more(row)?.balance }
  func clock(_ row: Int) -> Int64? { more(row)?.clock }

  func time(_ row: Int) -> PostingTime {
    more(row)?.time ?? PostingTime(start: rows[row].start, precision: rows[row].precision)
  }

  /// Returns the amount by which a row changed the balance.
  func change(_ row: Int) -> Int64 { amount(row) &- fee(row) }

  /// The day of each row, in the order of the file; a row without a time, such as a pending one, takes the day of the row
  /// before it.
  var days: [Int64] {
    func day(_ row: Row) -> Int64? {
      row.precision == .unknown ? nil : CivilDate.dayStart(of: row.start)
    }
    var last = rows.lazy.compactMap(day).first ?? 0
    return rows.map {
      last = day($0) ?? last
      return last
    }
  }

  /// Returns the moment of a row, more exactly than its day; nil where it gives only the day.
  func moment(_ row: Int) -> Int64? {
    if let clock = clock(row) { return rows[row].start + clock }
    guard let length = rows[row].precision.milliseconds, length < 86_400_000 else { return nil }
    return rows[row].start
  }
}

/// The sums of the rows of one section, and the stretch of time that they cover.
struct SectionSums {
  /// The ground on which the own account was found, where a row shows it.
  private(set) var finding: OwnAccountFinder.Finding?
  private(set) var credits: Int128 = 0
  private(set) var debits: Int128 = 0
  private(set) var fees: Int128 = 0
  private(set) var held: Int128 = 0
  private(set) var within: Int128 = 0
  private var start: Int64?
  private var end: Int64?

  /// The stretch from the first time to the end of the last; nil where no row has a time.
  var span: Range<Int64>? {
    guard let start, let end else { return nil }
    return start..<max(start, end)
  }

  /// Adds a row that moves the balance.
  mutating func add(_ row: StatementRows.Draft) {
    if finding == nil { finding = row.finding }
    let time = row.entry.time
    if time.precision != .unknown {
      start = min(start ?? time.start, time.start)
      end = max(end ?? time.end, time.end)
    }
    let (amount, fee) = (Int128(row.entry.amount), Int128(row.entry.fee))
    guard !row.entry.role.isMemo else {
      held += amount - fee
      return
    }
    fees += fee
    if row.entry.kind == .internal, row.entry.counter.account == row.entry.own { within += amount }
    if row.entry.isServiceFee { fees -= amount }
    if amount > 0 { credits += amount } else { debits -= amount }
    if fee > 0 { debits += fee } else { credits -= fee }
  }

  /// Returns the sums of the sections of some rows, by their numbers.
  static func all(_ drafts: [StatementRows.Draft], in rows: PlacedRows) -> [SectionSums] {
    var sums = Array(repeating: SectionSums(), count: rows.sections.count)
    for (row, draft) in drafts.enumerated() where draft.movesBalance {
      sums[rows.section(row)].add(draft)
    }
    return sums
  }
}
