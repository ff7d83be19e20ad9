internal import FundTracing
internal import PaymentGraph

/// The victims of a case and the others with whom they are compared.
struct CasePeople: Sendable {
  /// The origin of the others.
  enum Source: String, Sendable {
    /// All that pay in scope and were not contacted, as far as known.
    case payers
    /// The controls of the persons file.
    case controls
  }

  /// The victims, one for each holder, by name.
  private(set) var victims: [ComparedPerson] = []
  /// The others, by name.
  private(set) var others: [ComparedPerson] = []
  let source: Source
  /// The accounts that claimed payments reach.
  let reached: [Bool]
  /// The stretch of the ledger's transfers in scope; nil where none has a time.
  let period: Range<Int64>?
  /// The rows of persons files that are one person under several names.
  private(set) var identities = PersonIdentities([]) { $0.name }
  /// The number of controls that are left out because they are victims.
  private(set) var controlsLeftOut = 0
  /// The number of victims whose stated contact came after a claimed payment.
  private(set) var contactsCorrected = 0

  private let view: LedgerView
  private let records: CaseRecords
  private let chosen: [AccountID]?
  private let ranks: [UInt32]
  private let unstated: UnstatedCoverage

  init(
    _ view: LedgerView, claims: [TransferID], records: CaseRecords, chosen: [AccountID]?,
    unstated: UnstatedCoverage
  ) throws(FundTracingError) {
    self.view = view
    self.records = records
    self.unstated = unstated
    self.chosen = chosen
    ranks = view.ledger.keyRanks
    source = records.persons.contains { $0.group == .control } ? .controls : .payers
    period = CasePeople.period(of: view)
    identities = PersonIdentities(records.persons) { [view] person in
      person.accounts.first.map { CasePeople.party($0, view.ledger) } ?? "p:\(person.name)"
    }
    reached = try CasePeople.reached(from: claims, in: view)
    let first = firstClaims(claims)
    findVictims(first)
    guard !victims.isEmpty else { return }
    findOthers()
    let stated = statedCoverage()
    for index in victims.indices { cover(&victims[index], stated) }
    for index in others.indices { cover(&others[index], stated) }
    unstated.cover(&victims, in: view, period: period)
    unstated.cover(&others, in: view, period: period)
  }

  // MARK: Victims

  /// Returns the moment of the first claimed payment of every account.
  private func firstClaims(_ claims: [TransferID]) -> [Int: Int64] {
    let columns = view.ledger.columns
    var first: [Int: Int64] = [:]
    for claim in claims where view.contains(claim) && columns.precision[claim.position] != .unknown
    {
      let payer = Int(columns.payer[claim.position])
      first[payer] = min(first[payer] ?? .max, columns.start[claim.position])
    }
    return first
  }

  /// The holder of an account, or the account itself, by which persons are told apart.
  private func party(_ account: AccountID) -> String {
    identities.party(CasePeople.party(account, view.ledger))
  }

  private static func party(_ account: AccountID, _ ledger: Ledger) -> String {
    if let holder = ledger.account(account).details.holder, !holder.isEmpty { return "h:\(holder)" }
    return "a:\(ledger.account(account).key)"
  }

  private func party(_ person: CaseRecords.Person) -> String {
    person.accounts.first.map(party) ?? identities.party("p:\(person.name)")
  }

  /// Returns true where the row of a person counts before another: the one with the earlier contact.
  private static func isBefore(_ one: CaseRecords.Person, _ other: CaseRecords.Person) -> Bool {
    let (first, second) = (one.contacted?.start ?? .max, other.contacted?.start ?? .max)
    return first != second ? first < second : one.name < other.name
  }

  private mutating func findVictims(_ first: [Int: Int64]) {
    var accounts: [String: Set<AccountID>] = [:]
    var rows: [String: CaseRecords.Person] = [:]
    for account in chosen ?? first.keys.map({ AccountID($0) })
    where view.ledger.isNamed(account.position) {
      accounts[party(account), default: []].insert(account)
    }
    for person in records.persons where person.group == .victim {
      let party = party(person)
      guard chosen == nil || accounts[party] != nil else { continue }
      accounts[party, default: []].formUnion(person.accounts)
      if rows[party].map({ CasePeople.isBefore(person, $0) }) ?? true { rows[party] = person }
    }
    for (party, own) in accounts {
      var person = make(own, rows[party])
      let payment = own.compactMap { first[$0.position] }.min()
      let stated = rows[party]?.contacted?.start
      person.contacted = [stated, payment].compactMap { $0 }.min()
      person.contactIsPayment = stated == nil && payment != nil
      if let stated, let payment, payment < stated { contactsCorrected += 1 }
      victims.append(person)
    }
    sort(&victims)
  }

  private func make(_ accounts: Set<AccountID>, _ record: CaseRecords.Person?) -> ComparedPerson {
    let sorted = accounts.sorted { ranks[$0.position] < ranks[$1.position] }
    return ComparedPerson(
      name: sorted.first.map { view.ledger.account($0).key } ?? record?.name ?? "",
      accounts: sorted, record: record)
  }

  private func sort(_ people: inout [ComparedPerson]) { people.sort { $0.name < $1.name } }

  // MARK: Others

  private mutating func findOthers() {
    let ledger = view.ledger
    let contacted = Set(victims.flatMap(\.accounts).map(party))
      .union(records.persons.filter { $0.group == .victim }.map(party))
    if source == .controls {
      var accounts: [String: Set<AccountID>] = [:]
      var rows: [String: CaseRecords.Person] = [:]
      for person in records.persons where person.group == .control {
        let party = party(person)
        guard !contacted.contains(party) else {
          controlsLeftOut += 1
          continue
        }
        accounts[party, default: []].formUnion(person.accounts)
        if rows[party] == nil { rows[party] = person }
      }
      others = accounts.map { make($0.value, rows[$0.key]) }
      sort(&others)
      return
    }
    let ofLists = Set(records.lists.compactMap(\.accountID))
    var accounts: [String: Set<AccountID>] = [:]
    var isPayer = [Bool](repeating: false, count: ledger.accountCount)
    for transfer in 0..<ledger.transferCount where view.contains(transfer) {
      isPayer[Int(ledger.columns.payer[transfer])] = true
    }
    for number in isPayer.indices where isPayer[number] && isOther(number) {
      let account = AccountID(number)
      guard !ofLists.contains(account) else { continue }
      let party = party(account)
      if !contacted.contains(party) { accounts[party, default: []].insert(account) }
    }
    let rows = Dictionary(
      records.persons.map { (party($0), $0) }, uniquingKeysWith: { first, _ in first })
    others = accounts.map { make($0.value, rows[$0.key]) }
    sort(&others)
  }

  /// Returns true where an account can be a person's who was not contacted.
  private func isOther(_ number: Int) -> Bool {
    let ledger = view.ledger
    guard !reached[number], !ledger.pooled[number], ledger.isNamed(number) else { return false }
    switch ledger.account(AccountID(number)).role {
    case .unknown: return true
    case .victim: return chosen != nil
    case .processor, .merchant, .mule, .destination: return false
    }
  }

  // MARK: Coverage

  private func statedCoverage() -> [String: [Range<Int64>]] {
    var days: [String: [Range<Int64>]] = [:]
    for row in records.coverage ?? [] {
      let parties =
        row.accounts.isEmpty
        ? [identities.party("p:\(row.person)")] : Array(Set(row.accounts.map(party)))
      for party in parties { days[party, default: []].append(row.days) }
    }
    return days
  }

  private func cover(_ person: inout ComparedPerson, _ stated: [String: [Range<Int64>]]) {
    let parties = Set(person.accounts.map(party) + [person.record].compactMap { $0.map(party) })
    let own = parties.sorted().compactMap { stated[$0] }.flatMap { $0 }
    if !own.isEmpty {
      person.statements = TimeSpans(own)
      person.coverageIsStated = true
    }
  }

  private static func period(of view: LedgerView) -> Range<Int64>? {
    let columns = view.ledger.columns
    var (first, last): (Int64, Int64) = (.max, .min)
    for transfer in 0..<columns.count
    where view.contains(transfer) && columns.precision[transfer] != .unknown {
      let time = columns.time(transfer)
      first = min(first, time.start)
      last = max(last, time.isOpen ? time.start + 1 : time.end)
    }
    return first < last ? first..<last : nil
  }

  // MARK: Money of the claims

  /// Marks the accounts that claimed payments reach in the ledger's order; pooled accounts pass money along links only.
  ///
  /// A victim who gets money back pays shops with it as before: that makes no fraudster of a shop.
  private static func reached(
    from claims: [TransferID], in view: LedgerView
  ) throws(FundTracingError) -> [Bool] {
    let ledger = view.ledger
    var reached = [Bool](repeating: false, count: ledger.accountCount)
    guard !claims.isEmpty else { return reached }
    let columns = ledger.columns
    let isClaimed = Set(claims.map(\.position))
    let claimants = Set(claims.map { Int(columns.payer[$0.position]) })
    var next: [Int: [Int]] = [:]
    for link in try view.linksAtPooledAccounts(
      WalkRules(pooling: .links(minimumGrade: .b)))
    {
      next[link.inbound.position, default: []].append(link.outbound.position)
    }
    var carries: Set<Int> = []
    for transfer in 0..<columns.count where view.contains(transfer) {
      let (payer, payee) = (Int(columns.payer[transfer]), Int(columns.beneficiary[transfer]))
      let isCarried =
        isClaimed.contains(transfer) || carries.contains(transfer)
        || (reached[payer] && !ledger.pooled[payer] && !claimants.contains(payer))
      guard isCarried else { continue }
      reached[payee] = true
      if ledger.pooled[payee] { carries.formUnion(next[transfer] ?? []) }
    }
    return reached
  }
}
