internal import FundTracing
internal import PaymentGraph

/// A list that callers can have worked from.
struct TriedList: Sendable {
  let name: String
  /// The kind, as files state it; nil where they do not.
  let kind: String?
  /// The accounts whose payers are the list's customers.
  let accounts: [AccountID]
  /// True where a file names the list.
  let isStated: Bool
  /// True where the persons file says who is on it.
  let hasMembers: Bool
  /// The rows that state its size.
  let rates: [CaseRecords.List]
  /// The days on which it is said to have been copied.
  let copied: Range<Int64>?

  /// True where nothing is known by which anybody could be on it.
  var isWithoutData: Bool { accounts.isEmpty && !hasMembers && rates.isEmpty }
}

/// The lists that are tried, and the payments by which people are on them.
struct TriedLists: Sendable {
  /// A payment of a person to a list.
  struct Payment: Sendable {
    /// The person: victims first, then others.
    let person: Int32
    let transfer: Int32
    /// The stretch within which it happened.
    let start: Int64
    let end: Int64
  }

  /// The lists, stated ones and payees, by name.
  let lists: [TriedList]
  /// The payments to each list, by person and then by time.
  let payments: [[Payment]]
  /// The accounts that are no lists because claimed payments reach them, of those that are paid in a window.
  let reachedPayees: Int
  /// The accounts that are lists, whatever lists are asked for.
  let payees: Set<Int>
  /// True where any link at a pooled account made a payment count for its beneficiary as well.
  let usesLinks: Bool

  /// - Parameter isInWindow: returns true for a payment of a person before first contact, for victims, or that lies in
  ///   any victim's window, for others.
  /// - Complexity: O(*t* log *t*) for *t* payments of the persons.
  init(
    _ view: LedgerView, _ people: CasePeople, records: CaseRecords, settings: CompromiseSettings,
    isInWindow: (_ person: Int, _ start: Int64, _ end: Int64) -> Bool
  ) throws {
    let ledger = view.ledger
    let columns = ledger.columns
    let passedOn = try TriedLists.passedOn(view)
    var paid: [Int: [Payment]] = [:]
    var reached: Set<Int> = []
    var windows: Set<Int> = []
    let all = people.victims + people.others
    let own = Set(all.flatMap(\.accounts))
    let stated = TriedLists.stated(records)
    let statedAccounts = Set(stated.flatMap(\.accounts).map(\.position))
    for (person, one) in all.enumerated() {
      for account in one.accounts {
        for number in ledger.outgoing[account.position] {
          let transfer = Int(number)
          guard view.contains(transfer), columns.precision[transfer] != .unknown else { continue }
          let time = columns.time(transfer)
          let payment = Payment(
            person: Int32(person), transfer: Int32(transfer), start: time.start, end: time.end)
          let payees = [Int(columns.beneficiary[transfer])] + (passedOn[transfer] ?? [])
          let isCounted = isInWindow(person, time.start, time.end)
          for payee in payees where !one.accounts.contains(AccountID(payee)) {
            if !statedAccounts.contains(payee) {
              if own.contains(AccountID(payee)) { continue }
              if people.reached[payee] {
                if isCounted { reached.insert(payee) }
                continue
              }
            }
            paid[payee, default: []].append(payment)
            if isCounted { windows.insert(payee) }
          }
        }
      }
    }
    reachedPayees = reached.count
    payees = windows.union(statedAccounts)
    usesLinks = !passedOn.isEmpty
    var found = stated
    if !settings.onlyStated {
      found += windows.subtracting(statedAccounts).filter { ledger.isNamed($0) }.map {
        TriedList(
          name: ledger.account(AccountID($0)).key, kind: "customers", accounts: [AccountID($0)],
          isStated: false, hasMembers: false, rates: [], copied: nil)
      }
    }
    found.sort { $0.name < $1.name }
    if let wanted = settings.lists {
      for name in wanted
      where !found.contains(where: { TriedLists.isMeant($0, by: name, in: ledger) }) {
        throw CompromiseError.unknownList(
          name, near: NearMiss.names(near: name, among: found.map(\.name)))
      }
      found = found.filter { list in
        wanted.contains { TriedLists.isMeant(list, by: $0, in: ledger) }
      }
    }
    lists = found
    payments = found.map { TriedLists.ordered($0.accounts.flatMap { paid[$0.position] ?? [] }) }
  }

  /// Puts payments in the order of persons and times, which most are in already.
  private static func ordered(_ payments: [Payment]) -> [Payment] {
    func isBefore(_ one: Payment, _ other: Payment) -> Bool {
      (one.person, one.start, one.transfer) < (other.person, other.start, other.transfer)
    }
    let isOrdered = zip(payments, payments.dropFirst()).allSatisfy { !isBefore($1, $0) }
    return isOrdered ? payments : payments.sorted(by: isBefore)
  }

  private static func isMeant(_ list: TriedList, by name: String, in ledger: Ledger) -> Bool {
    list.name == name
      || list.accounts.contains {
        ledger.account(name)?.id == $0 || ledger.account($0).name == name
      }
  }

  /// Returns the lists that files state.
  private static func stated(_ records: CaseRecords) -> [TriedList] {
    var rows: [String: [CaseRecords.List]] = [:]
    for row in records.lists { rows[row.name, default: []].append(row) }
    var members: Set<String> = []
    for person in records.persons {
      members.formUnion(person.isOn.keys)
      members.formUnion(person.since.keys)
      members.formUnion(person.positions.keys)
    }
    return Set(rows.keys).union(members).map { name in
      let own = rows[name] ?? []
      let days = own.compactMap { row -> Range<Int64>? in
        guard row.copiedFrom != nil || row.copiedTo != nil else { return nil }
        let (from, to) = (row.copiedFrom ?? .min, row.copiedTo ?? .max)
        return from < to ? from..<to : nil
      }
      return TriedList(
        name: name, kind: own.compactMap(\.kind).first,
        accounts: Set(own.compactMap(\.accountID)).sorted { $0.index < $1.index }, isStated: true,
        hasMembers: members.contains(name),
        rates: own.filter { $0.size != nil && $0.population != nil }, copied: days.first)
    }
  }

  /// Returns the accounts to which links of grade A or B pass a payment into a pooled account, by the payment.
  private static func passedOn(_ view: LedgerView) throws(FundTracingError) -> [Int: [Int]] {
    let ledger = view.ledger
    guard ledger.hasPooled else { return [:] }
    var payouts: [Int: [Int]] = [:]
    for link in try view.linksAtPooledAccounts(WalkRules(pooling: .links(minimumGrade: .b)))
    where view.contains(link.inbound) && view.contains(link.outbound) {
      payouts[link.inbound.position, default: []].append(link.outbound.position)
    }
    var found: [Int: [Int]] = [:]
    for receipt in payouts.keys {
      var open = payouts[receipt] ?? []
      var seen: Set<Int> = []
      var ends: Set<Int> = []
      while let payout = open.popLast() {
        guard seen.insert(payout).inserted else { continue }
        let payee = Int(ledger.columns.beneficiary[payout])
        ends.insert(payee)
        if ledger.pooled[payee] { open += payouts[payout] ?? [] }
      }
      found[receipt] = ends.sorted()
    }
    return found
  }
}
