internal import FundTracing
internal import PaymentGraph

/// The steps from a ledger and the records of a case to an answer.
struct CompromiseQuestion {
  let view: LedgerView
  let settings: CompromiseSettings
  let claims: [TransferID]
  let records: CaseRecords
  let people: CasePeople
  let lists: TriedLists
  let exposure: ExposureStudy
  /// The files from which alone the others are known; empty where they are known as the victims are.
  let foreignFiles: [String]
  /// The strata of the first round, and whether they were asked for and could not be made.
  let strata: PersonStrata

  init(
    _ view: LedgerView, _ settings: CompromiseSettings, claims: [TransferID], records: CaseRecords,
    unstated: UnstatedCoverage = .wholePeriod
  ) throws {
    self.view = view
    self.settings = settings
    self.claims = claims
    self.records = records
    let people = try CasePeople(
      view, claims: claims, records: records, chosen: settings.victims, unstated: unstated)
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
    foreignFiles = ReferenceFiles(view, people).names
    strata = StrataChoice(view, people, exposure: exposure, settings: settings).strata
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

  /// Tests all lists, round by round.
  func rounds() -> ListRounds {
    let masks = exposure.masks(strata)
    return ListRounds(self, candidates(masks), masks: masks)
  }

  func answer() throws -> CompromiseAnswer {
    let rounds = rounds()
    let final = OrderVerdicts(self)
    var rows = try CautiousVerdicts(self).cautious(rounds.rows())
      .sorted(by: CompromiseQuestion.isBefore)
    // A list that is no longer named leaves no probability of the others either.
    let isDecided = !rows.contains {
      $0.reason == .coverageAssumed && ($0.figures?.pAdjusted ?? 1) <= settings.alpha
    }
    if !isDecided { for row in rows.indices { rows[row].figures?.posterior = nil } }
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
        source: people.others.isEmpty && rounds.candidates.contains { $0.isStatedRate }
          ? "stated" : people.source.rawValue,
        isComplete: !people.others.isEmpty && people.others.allSatisfy(\.coverageIsStated),
        strata: strata.count),
      lists: rows,
      noList: isDecided && rounds.first.testable.count > 0 ? rounds.first.posterior.noList : nil,
      credibleSet: isDecided
        ? rounds.first.posterior.credibleSet.map { lists.lists[rounds.tested[$0].list].name } : [],
      tested: rounds.tested.count, testable: rounds.first.testable.count,
      kappa: rounds.first.testable.kappa, pairs: rounds.pairs, orders: final.orders,
      orderedContacts: final.contacts, areas: final.areas, notes: notes)
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
    // Where others are known from payees' records only, what these do not show is not known, for any list of payers.
    let selected =
      foreignFiles.isEmpty
      ? SelectedReference(view, people, tried: lists).lists
      : Set(lists.lists.indices.filter { !lists.lists[$0].accounts.isEmpty })
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
