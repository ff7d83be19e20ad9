internal import FundTracing
internal import PaymentGraph

/// The steps from a ledger and the records of a case to an answer.
struct CompromiseQuestion {
  let view: LedgerView
  let settings: CompromiseSettings
  let records: CaseRecords
  let people: CasePeople
  let lists: TriedLists
  let exposure: ExposureStudy
  /// The strata of the first round, and whether they were asked for and could not be made.
  let strata: PersonStrata

  init(
    _ view: LedgerView, _ settings: CompromiseSettings, claims: [TransferID], records: CaseRecords
  ) throws {
    self.view = view
    self.settings = settings
    self.records = records
    let people = try CasePeople(view, claims: claims, records: records, chosen: settings.victims)
    guard !people.victims.isEmpty else { throw CompromiseError.noVictims }
    self.people = people
    try CompromiseQuestion.checkAccounts(records, view)
    let windows = people.victims.map { person in
      TimeSpans(
        person.contacted.map { contact in
          let (from, to) = (contact - settings.window, contact - settings.lag)
          return from < to ? [from..<to] : []
        } ?? [])
    }
    let covered = zip(people.victims, windows).map { person, window in
      window.spans.first.map { person.statements.within($0) } ?? TimeSpans([])
    }
    let anyWindow = TimeSpans(windows.flatMap(\.spans))
    let lists = try TriedLists(view, people, records: records, settings: settings) {
      person, start, end in
      covered.indices.contains(person)
        ? covered[person].holds(start, end) : anyWindow.holds(start, end)
    }
    self.lists = lists
    let exposure = ExposureStudy(people, lists, windows: windows)
    self.exposure = exposure
    strata = StrataChoice(view, people, exposure, settings).strata
  }

  /// Refuses lists that name accounts that the ledger does not have.
  private static func checkAccounts(_ records: CaseRecords, _ view: LedgerView) throws {
    guard view.ledger.transferCount > 0 else { return }
    for row in records.lists where row.accountID == nil {
      guard let account = row.account else { continue }
      throw CompromiseError.unknownAccount(
        account, citation: row.citation,
        near: NearMiss.names(near: account, among: view.ledger.accounts.map(\.key)))
    }
  }

  /// A list with its counts, and the reason why it cannot be tested.
  struct Candidate: Sendable {
    let list: Int
    let counts: ExposureStudy.Counts
    /// The strata of the test: counted others, or stated rates.
    let strata: [StratumCounts]
    let isStatedRate: Bool
    let reason: ListReason?
  }

  // MARK: Answer

  func answer() throws -> CompromiseAnswer {
    let masks = exposure.masks(strata)
    let candidates = candidates(masks)
    let rounds = ListRounds(self, candidates, masks)
    let final = OrderVerdicts(self)
    let rows = rounds.rows().sorted(by: CompromiseQuestion.isBefore)
    let dates = people.victims.compactMap(\.contacted)
    let notes = CompromiseNotes(self, rounds: rounds, rows: rows).notes
    return CompromiseAnswer(
      scope: view, settings: settings,
      victims: CompromiseAnswer.Victims(
        count: people.victims.count, withContactDate: dates.count,
        contactsFromPayments: people.victims.count { $0.contactIsPayment },
        contacts: dates.min().flatMap { first in dates.max().map { first...$0 } }),
      reference: CompromiseAnswer.Reference(
        persons: people.others.count,
        source: people.others.isEmpty && candidates.contains { $0.isStatedRate }
          ? "stated" : people.source.rawValue,
        isComplete: !people.others.isEmpty && people.others.allSatisfy(\.coverageIsStated),
        strata: strata.count),
      lists: rows, noList: rounds.first.testable.count > 0 ? rounds.first.posterior.noList : nil,
      credibleSet: rounds.first.posterior.credibleSet.map {
        lists.lists[rounds.tested[$0].list].name
      },
      tested: rounds.tested.count, testable: rounds.first.testable.count,
      kappa: rounds.first.testable.kappa, pairs: rounds.pairs, orders: final.orders,
      areas: final.areas, notes: notes)
  }

  private static func isBefore(
    _ one: CompromiseAnswer.ListRow, _ other: CompromiseAnswer.ListRow
  ) -> Bool {
    let order = ListVerdict.allCases
    let (left, right) = (
      order.firstIndex(of: one.verdict) ?? 0, order.firstIndex(of: other.verdict) ?? 0
    )
    if left != right { return left < right }
    let (first, second) = (one.figures?.posterior ?? -1, other.figures?.posterior ?? -1)
    return first != second ? first > second : one.list < other.list
  }

  // MARK: Counts

  /// Returns the counts of all lists under some strata.
  func candidates(_ masks: ExposureStudy.Masks) -> [Candidate] {
    let comparable = masks.covered.comparableCounts(masks.strata)
    let selected = SelectedReference(view, people, lists).lists
    return Parallel.map(lists.lists.indices, least: 16, partsPerCore: 4) { part in
      part.map { candidate($0, masks, comparable: comparable, isSelected: selected.contains($0)) }
    }.flatMap { $0 }
  }

  private func candidate(
    _ list: Int, _ masks: ExposureStudy.Masks, comparable: [Int], isSelected: Bool
  ) -> Candidate {
    let tried = lists.lists[list]
    let counts = exposure.counts(list, masks, comparable: comparable)
    let victims = counts.strata.reduce(0) { $0 + $1.victims }
    var reason: ListReason?
    var stated: [StratumCounts]?
    if counts.comparable < 20 || 2 * counts.comparable < victims || isSelected {
      stated = StatedRates(tried.rates, people.victims).strata(counts.answers)
      if stated == nil { reason = isSelected ? .referenceSelected : .noControlPopulation }
    }
    if tried.isWithoutData || (tried.accounts.isEmpty && !tried.hasMembers) {
      reason = .listWithoutData
    } else if reason == nil, (stated ?? counts.strata).allSatisfy({ $0.victims == 0 }) {
      reason = .tooFewVictims
    }
    return Candidate(
      list: list, counts: counts, strata: stated ?? counts.strata, isStatedRate: stated != nil,
      reason: reason)
  }
}

/// The rates that a lists file states, for victims of an area and a band of age.
struct StatedRates {
  private let rows: [CaseRecords.List]
  private let victims: [ComparedPerson]

  init(_ rows: [CaseRecords.List], _ victims: [ComparedPerson]) {
    self.rows = rows
    self.victims = victims
  }

  /// Returns the strata of the victims with a rate; nil where there is no rate at all.
  ///
  /// The row that says most about a victim counts: area and band of age, then area, then band of age, then neither.
  func strata(_ answers: [Bool?]) -> [StratumCounts]? {
    guard !rows.isEmpty else { return nil }
    var counts = [(exposed: Int, victims: Int)](repeating: (0, 0), count: rows.count)
    for (victim, answer) in answers.enumerated() {
      guard let answer, let row = row(of: victims[victim]) else { continue }
      counts[row].victims += 1
      if answer { counts[row].exposed += 1 }
    }
    return rows.indices.compactMap { row in
      guard counts[row].victims > 0, let size = rows[row].size,
        let population = rows[row].population, population > 0
      else { return nil }
      return StratumCounts(
        exposed: counts[row].exposed, victims: counts[row].victims,
        referenceExposed: ReferenceCount(0), reference: 0,
        statedRate: Double(size) / Double(population))
    }
  }

  private func row(of person: ComparedPerson) -> Int? {
    let fitting = rows.indices.filter { index in
      let row = rows[index]
      return (row.area.map { $0 == person.attribute("area") } ?? true)
        && (row.ageBand.map { $0 == person.attribute("ageband") } ?? true)
    }
    func weight(_ index: Int) -> Int {
      (rows[index].area == nil ? 0 : 2) + (rows[index].ageBand == nil ? 0 : 1)
    }
    return fitting.max { (weight($0), -$0) < (weight($1), -$1) }
  }
}

/// The lists of which nothing is said, because the others were loaded for having paid to them.
struct SelectedReference {
  /// The lists.
  private(set) var lists: Set<Int> = []

  init(_ view: LedgerView, _ people: CasePeople, _ tried: TriedLists) {
    guard people.source == .payers, !people.others.isEmpty else { return }
    let columns = view.ledger.columns
    let ofList = Dictionary(
      tried.lists.enumerated().flatMap { number, list in list.accounts.map { ($0.position, number) }
      },
      uniquingKeysWith: { first, _ in first })
    // The payee of every other's first payment, and the files that hold their payments.
    var first: Set<Int> = []
    var files: Set<Int> = []
    for person in people.others {
      let payments = person.accounts.flatMap { view.ledger.outgoing[$0.position].map(Int.init) }
        .filter { view.contains($0) }.sorted()
      if let payment = payments.first { first.insert(Int(columns.beneficiary[payment])) }
      if !view.ledger.files.isEmpty {
        for payment in payments { files.insert(Int(columns.file[payment])) }
      }
    }
    if first.count == 1, let only = first.first, let list = ofList[only] { lists.insert(list) }
    guard !view.ledger.files.isEmpty else { return }
    var shown: Set<Int> = []
    for transfer in 0..<columns.count
    where view.contains(transfer) && files.contains(Int(columns.file[transfer])) {
      if let list = ofList[Int(columns.beneficiary[transfer])] { shown.insert(list) }
    }
    if shown.count == 1 { lists.formUnion(shown) }
  }
}

/// The choice of the strata of a question.
struct StrataChoice {
  let strata: PersonStrata

  /// Below these numbers of others and of victims all persons are one stratum.
  private static let fewestOthers = 60
  private static let fewestVictims = 10

  init(
    _ view: LedgerView, _ people: CasePeople, _ exposure: ExposureStudy,
    _ settings: CompromiseSettings
  ) {
    let (victims, others) = (people.victims, people.others)
    let single = PersonStrata.single(victims: victims.count, others: others.count)
    let columns: [String]
    let hasActivity: Bool
    switch settings.strata {
    case .none:
      strata = single
      return
    case .automatic:
      guard others.count >= StrataChoice.fewestOthers, victims.count >= StrataChoice.fewestVictims
      else {
        strata = single
        return
      }
      func states(_ people: [ComparedPerson]) -> Bool {
        people.contains { !$0.attribute("ageband").isEmpty }
      }
      columns = states(victims) && states(others) ? ["ageband"] : []
      hasActivity = true
    case .by(let activity, let names):
      columns = names
      hasActivity = activity
    }
    var labels = (
      victims: victims.map { person in
        columns.map { person.attribute($0) }.joined(separator: "\u{1F}")
      },
      others: others.map { person in
        columns.map { person.attribute($0) }.joined(separator: "\u{1F}")
      }
    )
    if hasActivity {
      let bands = ActivityBands(
        people,
        masks: ExposureMasks(exposure.covered, others: others, strata: single),
        payments: StrataChoice.payments(view, victims + others))
      labels.victims = zip(labels.victims, bands.victims).map { "\($0)\u{1F}\($1 ?? 0)" }
      labels.others = zip(labels.others, bands.others).map { "\($0)\u{1F}\($1 ?? 0)" }
    }
    strata = PersonStrata(victims: labels.victims, others: labels.others)
  }

  /// Returns the payments that each person makes, by time.
  private static func payments(
    _ view: LedgerView, _ people: [ComparedPerson]
  ) -> [[(start: Int64, end: Int64)]] {
    let columns = view.ledger.columns
    return people.map { person in
      person.accounts.flatMap { account in
        view.ledger.outgoing[account.position].compactMap { number -> (start: Int64, end: Int64)? in
          let transfer = Int(number)
          guard view.contains(transfer), columns.precision[transfer] != .unknown else { return nil }
          let time = columns.time(transfer)
          return (time.start, time.end)
        }
      }.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    }
  }
}
