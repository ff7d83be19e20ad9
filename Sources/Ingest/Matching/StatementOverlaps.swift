internal import PaymentGraph

/// Finds the bookings that several files of one account show: a CSV and an OFX file, an MT940 and a camt message.
///
/// Two statements of one account show the same bookings on the days that both cover, whatever their texts say. Rows of
/// two files are one booking where account, day, sign and amount are equal and one of these holds:
///
/// 1. **All rows of these days find partners**, in one file at least, and the files are shown to have one source: equal
///    balances, or texts of which at least half agree, or at least three different amounts of which no text speaks
///    against the other. Balances that contradict each other prove the opposite.
/// 2. **The two rows themselves share** a balance, a bank's reference, the other party's account or its name.
/// 3. **One row of the one is the sum** of several rows of the other, and all have the bank's reference of the one: a
///    batch and its payments, an amount after its charges.
/// 4. **Both have one reference** that no other of these rows has, with other days, at most five apart.
///
/// Rows that are left on both sides may be counted twice; they are a ``Doubt``, which is told with every answer.
struct StatementOverlaps {
  /// A row that is removed, and the rows that show the same money: several for a batch.
  struct Union {
    let gone: Int
    let kept: [Int]
  }

  /// The rows of two files of one account that have no partners, though both files cover their days.
  struct Doubt {
    let one: Int
    let other: Int
    let accounts: [UInt32]
    let days: ClosedRange<Int>
    /// The rows of each file that have no partner, by their indices.
    let left: [Int]
    let right: [Int]
    /// The number of rows that stand in both.
    let common: Int
  }

  private(set) var unions: [Union] = []
  private(set) var doubts: [Doubt] = []

  private struct Section: Hashable {
    let account: UInt32
    let currency: UInt8
    let pot: String
  }

  private let rows: [PostedEntry]
  private let parties: RowParties

  /// - Parameters:
  ///   - rows: the rows of all statements.
  ///   - apart: the rows that were decided to be different payments.
  /// - Complexity: O(*n* log *n*) in the rows of an account, for each pair of its files whose days overlap.
  init(_ rows: [PostedEntry], in builder: LedgerBuilder, apart: RowDecisions = RowDecisions()) {
    self.rows = rows
    parties = RowParties(builder) { _ in [] }
    var sections: [Section: [Booking]] = [:]
    var order: [Section] = []
    for (index, row) in rows.enumerated() {
      // The service's own ids say which rows of its exports are one.
      guard row.entry.record == nil, row.entry.time.precision != .unknown,
        row.entry.time.precision != .period
      else { continue }
      let section = Section(
        account: parties.own(row), currency: row.entry.currency.index, pot: row.entry.pot)
      if sections[section] == nil { order.append(section) }
      let more = builder.columns.moreEvidence[row.transfer] ?? []
      sections[section, default: []].append(
        Booking(index, row: row, files: Set([row.file] + more.map { Int($0.file) })))
    }
    var likeness = BookingLikeness(rows, in: builder, apart: apart)
    for section in order {
      var account = AccountOverlap(sections[section] ?? [], account: section.account, rows: rows)
      guard account.files.count > 1 else { continue }
      account.compare(&likeness)
      doubts += account.doubts
      unions += account.unions(worth: worth)
    }
    let accounts = order.map { section in
      StandInOverlap.Account(
        bookings: sections[section] ?? [], currency: section.currency,
        isStandIn: isStandIn(section), key: parties.key(section.account))
    }
    for (one, other) in StandInOverlap.candidates(accounts) {
      let pair = StandInOverlap(
        accounts[one], other: accounts[other],
        accounts: [order[one].account, order[other].account], rows: rows)
      if let doubt = pair.doubt { doubts.append(doubt) }
    }
    unions.sort { $0.gone < $1.gone }
  }

  private func isStandIn(_ section: Section) -> Bool {
    StandInAccounts.isStandIn(parties.key(section.account))
  }

  /// Ranks a row by what it tells about the other party: its account before its name.
  private func worth(_ row: Int) -> Int {
    let other = parties.other(rows[row])
    if !parties.isStandIn(other) { return parties.isAddress(other) ? 2 : 3 }
    return rows[row].entry.counter.name == nil ? 0 : 1
  }
}

/// One change of an account, as one or several files show it.
struct Booking {
  /// The rows that show it, by their indices.
  var rows: [Int]
  /// The files that have it.
  var files: Set<Int>
  let day: Int
  /// The amount with its sign, in units that all files of an account share.
  let amount: Int128
  /// The bookings that show its money one by one, where it is a batch that they explain.
  var parts: [Int] = []

  init(_ index: Int, row: PostedEntry, files: Set<Int>) {
    rows = [index]
    self.files = files
    day = MatchWindow.day(row.entry.time.start)
    amount = Booking.units(row.entry.amount, of: row.entry.currency)
  }

  /// Returns an amount in units of 10^-18: files may keep one currency to other decimals.
  static func units(_ amount: Int64, of currency: Currency) -> Int128 {
    (0..<max(0, 18 - currency.exponent)).reduce(Int128(amount)) { units, _ in units * 10 }
  }

  /// Returns the balance after the booking, as a file prints it.
  func balance(in file: Int, _ rows: [PostedEntry]) -> Int128? {
    let row = self.rows.first { rows[$0].file == file } ?? self.rows[0]
    let entry = rows[row].entry
    return entry.balance.map { Booking.units($0, of: entry.currency) }
  }
}
