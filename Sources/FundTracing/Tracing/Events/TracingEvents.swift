internal import PaymentGraph

/// The input of one trace: transfers in their order, the balances between which they move money, and the facts known of
/// money before the first of them.
///
/// They are made once for a question; the engines only read them. O(*t*) apart from the order of ties.
struct TracingEvents {
  /// Money in a balance before the first transfer.
  struct Opening {
    let label: Int32
    let amount: Int64
  }

  /// One debit on overdraft that a later credit counts as having paid.
  struct Coordination {
    let debit: Int32
    let credit: Int32
    /// The label of the overdraft of this debit alone.
    let label: Int32
  }

  /// The moment at which a payment arrives that left before.
  struct Arrival: Hashable {
    /// The event in which it left.
    let event: Int32
    /// The event before which it arrives, or the number of events where it arrives after all of them.
    let before: Int32
  }

  let view: LedgerView
  let terms: TracingTerms
  /// The order of payments whose order nothing decides, where it differs from the terms for those alone.
  private let ties: ProcessingOrder?
  var balances: Balances
  /// The transfer of each event.
  private(set) var transfer: [Int32] = []
  /// The balance that the money leaves, by event.
  private(set) var from: [Int32] = []
  /// The balance at which it arrives, by event.
  private(set) var to: [Int32] = []
  /// True for each event whose money arrives later than it leaves, or not at all; empty where all arrives at once.
  private(set) var isLate: [Bool] = []
  /// The events whose money arrives later, in the order of arrival; those after which the records end are missing.
  private(set) var arrivals: [Arrival] = []
  /// The events of ``arrivals``.
  private var comes: Set<Int32> = []
  /// The payments that arrived later than they left and are one event, because payouts that name them left before.
  private(set) var passedOnBefore: [TransferID] = []
  /// The label with which money enters the trace, by event; -1 where it is withdrawn from a balance.
  private(set) var entering: [Int32] = []
  /// The events of the receipts that an event passes on, with the most that each pays for, by event.
  private(set) var identified: [Int32: [(credit: Int32, share: Int64?)]] = [:]
  /// The parts of payouts of pooled accounts that no link covers, by transfer.
  private(set) var uncovered: [Int32: Int64] = [:]
  /// True for each event that a later one passes on.
  private(set) var isIdentified: [Bool] = []
  private(set) var overrides: [Int32: OwnFunds] = [:]
  private(set) var coordinations: [Coordination] = []
  /// The money in each balance at the start, the oldest first.
  private(set) var openings: [Int32: [Opening]] = [:]
  /// The debt to the bank at the start, by balance.
  private(set) var debts: [Int32: Int128] = [:]
  /// True for each balance where money passes only from a receipt to the payouts linked with it.
  private(set) var isOpaque: [Bool] = []
  var labels: OriginTable
  /// The least opening balances, where they had to be assumed.
  private(set) var assumed: [Int32: Int128] = [:]
  /// The opening balances that statements show.
  private(set) var fromStatements: [Int32: Int64] = [:]
  /// The time up to which records show each balance, in milliseconds; missing where none shows it at any time.
  private(set) var knownUntil: [Int32: Int64] = [:]
  /// The payments that no record shows although statements say that money moved.
  private(set) var unseen: [Int32: UnseenPayments] = [:]
  /// The links at pooled accounts of which not all can be right together.
  private(set) var openPairings = OpenPairings()
  /// The balances of which records show or imply how much was there before the first event.
  private var isFixed: Set<Int32> = []
  private(set) var tiedCount = 0
  private(set) var collapsedCount = 0
  /// Reversals and chargebacks that are treated as ordinary payments, because no record says which payment they give
  /// back, in ledger order.
  private(set) var unnamedReversals: [TransferID] = []
  /// The chargebacks that services paid on claims.
  let chargebacks: Chargebacks

  /// - Parameters:
  ///   - ordersBatches: true to take the payments of each declared batch in the order of their amounts, the largest
  ///     first.
  ///   - ties: the order of payments whose order nothing decides; nil for that of the terms.
  init(
    _ view: LedgerView, sources: [(account: Int, claims: [Int])], links: LinkSet,
    _ terms: TracingTerms, tracksOthers: Bool, ordersBatches: Bool = false,
    ties: ProcessingOrder? = nil
  ) {
    self.view = view
    self.terms = terms
    self.ties = ties
    balances = Balances(accountCount: view.ledger.accountCount)
    labels = OriginTable(view.ledger, terms.unidentified, tracksOthers: tracksOthers)
    var claims: [Int32: Int32] = [:]
    var isSource = Array(repeating: false, count: view.ledger.accountCount)
    for source in sources { isSource[source.account] = true }
    // In ledger order, so that money of a new claim mostly has the last label of a mixture.
    for claim in sources.flatMap(\.claims).sorted() {
      claims[Int32(claim)] = labels.number(.claim(TransferID(claim)))
    }
    for account in terms.outside { isSource[account.position] = true }
    // A victim pays with its own money whether or not any of its payments is claimed.
    for account in view.ledger.accounts(withRole: .victim) { isSource[account.position] = true }
    chargebacks = Chargebacks(view, sources: sources)
    var identification = SpecificIdentification(view, links: links, terms: terms)
    // A service pays a chargeback with its own money, not with that of the receipt it names.
    if terms.pooling != .asOrdinary { identification.leaveOut(chargebacks.funded) }
    openPairings = identification.open
    uncovered = identification.uncovered
    collapsedCount = identification.collapsed.count / 2
    unnamedReversals = TracingEvents.unnamed(
      view, identification: identification, chargebacks: chargebacks)
    addEvents(identification, isSource: isSource, claims: claims, ordersBatches: ordersBatches)
    addElections()
    addOpenings(isSource)
  }

  var count: Int { transfer.count }

  /// Returns true where mixtures carry out a rule: where it shares in proportion, and no named receipt leaves oldest
  /// first.
  func isMixed(_ rule: TracingRule) -> Bool {
    rule.order == .proRata && (terms.namedReceipts == .inProportion || identified.isEmpty)
  }

  private mutating func addEvents(
    _ identification: SpecificIdentification, isSource: [Bool], claims: [Int32: Int32],
    ordersBatches: Bool
  ) {
    let columns = view.ledger.columns
    let late = LatePayments(view, receipts: identification.receipts)
    passedOnBefore = late.passedOnBefore.map { TransferID(Int($0)) }
    let order = EventOrder(
      view, ties ?? terms.order, late: late, keepsRecords: terms.order == .recorded)
    tiedCount = order.tiedCount
    var sequence = order.transfers
    if !identification.collapsed.isEmpty {
      sequence.removeAll { identification.collapsed.contains($0 < 0 ? ~$0 : $0) }
    }
    // This precedes anything kept by number of event, and the step that puts receipts before their payouts.
    if ordersBatches { orderBatches(&sequence) }
    if !identification.receipts.isEmpty {
      sequence = TracingEvents.receiptsFirst(sequence, identification.receipts)
    }
    if !late.isEmpty { sequence = divided(sequence, late) }
    transfer = sequence
    from.reserveCapacity(sequence.count)
    to.reserveCapacity(sequence.count)
    entering = Array(repeating: -1, count: sequence.count)
    let hasFunded = !chargebacks.funded.isEmpty && terms.pooling != .asOrdinary
    for (event, number) in sequence.enumerated() {
      let position = Int(number)
      let payer = columns.payer[position]
      from.append(balances.number(payer, columns.sentCurrency[position]))
      to.append(
        balances.number(
          columns.beneficiary[position],
          columns.receipt(position).currency))
      if let service = hasFunded ? service(number) : nil {
        entering[event] = labels.number(.processor(service))
      } else if claims[number] == nil, columns.restoresPayment(position) {
        // Money that a chargeback brought back goes where it came from: it is no new money of the victim's.
      } else if isSource[Int(payer)] {
        entering[event] = claims[number] ?? labels.number(.clean(AccountID(index: payer)))
      }
    }
    isIdentified = Array(repeating: false, count: identification.receipts.isEmpty ? 0 : count)
    if !identification.receipts.isEmpty { identify(identification) }
    isOpaque = balances.account.map { account in
      if case .asOrdinary = terms.pooling { return false }
      return view.ledger.pooled[Int(account)]
    }
  }

  /// Takes the arrivals of late payments out of a sequence and notes them; none arrives before it left.
  private mutating func divided(_ sequence: [Int32], _ late: LatePayments) -> [Int32] {
    var left: [Int32: Int32] = [:]
    var cameTooSoon: Set<Int32> = []
    var events: [Int32] = []
    events.reserveCapacity(sequence.count)
    for item in sequence {
      if item < 0 {
        if let event = left[~item] {
          arrivals.append(Arrival(event: event, before: Int32(events.count)))
          comes.insert(event)
        } else {
          cameTooSoon.insert(~item)
        }
        continue
      }
      let event = Int32(events.count)
      events.append(item)
      let comesLater = late.contains(item) && cameTooSoon.remove(item) == nil
      isLate.append(comesLater)
      if comesLater { left[item] = event }
    }
    return events
  }

  /// Returns true where money leaves a balance and comes back to it at once: nothing is received and nothing passed on.
  func isOwn(_ event: Int) -> Bool {
    from[event] == to[event] && entering[event] < 0 && (isLate.isEmpty || !isLate[event])
  }

  /// Returns true where the money of an event is still on its way when the records end.
  func isOnItsWay(_ event: Int) -> Bool {
    !isLate.isEmpty && isLate[event] && !comes.contains(Int32(event))
  }

  /// Sorts the payments of each declared batch by their amounts, the largest first, within the positions in the
  /// sequence that the batch takes.
  private func orderBatches(_ sequence: inout [Int32]) {
    let sent = view.ledger.columns.sent
    for batch in terms.batches {
      let members = Set(batch.map { Int32($0.position) })
      let places = sequence.indices.filter { members.contains(sequence[$0]) }
      let order = places.sorted { (sent[Int(sequence[$1])], $0) < (sent[Int(sequence[$0])], $1) }
      let largestFirst = order.map { sequence[$0] }
      for (place, transfer) in zip(places, largestFirst) { sequence[place] = transfer }
    }
  }

  /// Returns the service whose own money a chargeback, or the reversal of one, moves.
  private func service(_ transfer: Int32) -> AccountID? {
    let columns = view.ledger.columns
    if chargebacks.funded.contains(transfer) {
      return AccountID(index: columns.payer[Int(transfer)])
    }
    return chargebacks.takenBack.contains(transfer)
      ? AccountID(index: columns.beneficiary[Int(transfer)]) : nil
  }

  private mutating func identify(_ identification: SpecificIdentification) {
    let columns = view.ledger.columns
    var eventOf: [Int32: Int32] = [:]
    for (event, number) in transfer.enumerated() { eventOf[number] = Int32(event) }
    let cameBefore = Dictionary(uniqueKeysWithValues: arrivals.map { ($0.event, $0.before) })
    func came(_ credit: Int32, before event: Int32) -> Bool {
      guard !isLate.isEmpty, isLate[Int(credit)] else { return credit < event }
      return cameBefore[credit].map { $0 <= event } ?? false
    }
    for (payout, receipts) in identification.receipts {
      guard let event = eventOf[payout] else { continue }
      let found = receipts.compactMap { link in
        eventOf[link.receipt].map { (credit: $0, share: link.share) }
      }.filter {
        came($0.credit, before: event)
          && columns.beneficiary[Int(transfer[Int($0.credit)])] == columns.payer[Int(payout)]
      }
      guard !found.isEmpty else { continue }
      identified[event] = found.sorted { $0.credit < $1.credit }
      for link in found { isIdentified[Int(link.credit)] = true }
    }
  }

  private mutating func addElections() {
    guard !terms.overrides.isEmpty || !terms.coordinated.isEmpty else { return }
    var eventOf: [Int32: Int32] = [:]
    for (event, number) in transfer.enumerated() { eventOf[number] = Int32(event) }
    for election in terms.overrides {
      guard let event = eventOf[Int32(election.transfer.position)] else { continue }
      overrides[event] = election.ownFunds
    }
    for pair in terms.coordinated {
      guard let debit = eventOf[Int32(pair.debit.position)],
        let credit = eventOf[Int32(pair.credit.position)]
      else { continue }
      let account = AccountID(index: balances.account[Int(from[Int(debit)])])
      coordinations.append(
        Coordination(
          debit: debit, credit: credit, label: labels.separate(.overdraft(account))))
    }
  }

  /// Adds the stated balances; for all other accounts the least that makes every payment possible.
  private mutating func addOpenings(_ isSource: [Bool]) {
    var isStated: Set<UInt32> = []
    for opening in terms.openings {
      isStated.insert(opening.account.index)
      let place = balances.number(opening.account.index, opening.money.currency.index)
      if Int(place) >= isOpaque.count {
        isOpaque.append(
          view.ledger.pooled[opening.account.position] && terms.pooling != .asOrdinary)
      }
      let amount = (view.ledger.money(opening.money) ?? opening.money).minorUnits
      if amount < 0 {
        debts[place, default: 0] -= Int128(amount)
      } else if amount > 0 {
        let origin: MoneyOrigin =
          opening.owner == .own ? .own(opening.account) : .unknown(opening.account)
        openings[place, default: []].append(Opening(label: labels.number(origin), amount: amount))
      }
    }
    let columns = view.ledger.columns
    func received(_ event: Int) -> Int128 {
      Int128(columns.receipt(Int(transfer[event])).amount)
    }
    // The two numbers are adjacent in memory, because one payment needs both.
    var sums = Array(repeating: (now: Int128(0), lowest: Int128(0)), count: balances.count)
    // A debit that a declared credit pays for was made on overdraft: no opening balance is assumed for it.
    let credits = Dictionary(grouping: coordinations, by: \.debit)
    var advanced: [Int32: Int128] = [:]
    var coming = ArrivalCursor(self)
    func add(_ event: Int) {
      sums[Int(to[event])].now +=
        received(event) - (advanced.isEmpty ? 0 : advanced[Int32(event), default: 0])
    }
    for event in 0..<count {
      while let came = coming.next(before: event) { add(came) }
      let position = Int(transfer[event])
      if entering[event] < 0 {
        let place = Int(from[event])
        var balance = sums[place]
        balance.now -= Int128(columns.sent[position])
        if !credits.isEmpty {
          for pair in credits[Int32(event)] ?? []
          where balance.now < balance.lowest && pair.credit > pair.debit {
            let advance = min(
              balance.lowest - balance.now,
              received(Int(pair.credit)) - advanced[pair.credit, default: 0])
            advanced[pair.credit, default: 0] += advance
            balance.now += advance
          }
        }
        balance.lowest = min(balance.lowest, balance.now)
        sums[place] = balance
      }
      if isLate.isEmpty || !isLate[event] { add(event) }
    }
    let statements = StatementOpenings(
      self, lowest: sums.map(\.lowest),
      leavingOut: { isStated.contains($0) || isSource[Int($0)] })
    addStatementOpenings(statements)
    knownUntil = statements.knownUntil
    unseen = statements.unseen.filter { !isSource[Int(balances.account[Int($0.key)])] }
    for place in sums.indices {
      let account = balances.account[place]
      if isStated.contains(account) { knownUntil[Int32(place)] = .max }
      if isStated.contains(account) || isSource[Int(account)] || isOpaque[place]
        || statements.complete.contains(Int32(place)) || openings[Int32(place)] != nil
        || debts[Int32(place)] != nil
      {
        isFixed.insert(Int32(place))
      }
    }
    for place in sums.indices where sums[place].lowest < 0 && !isOpaque[place] {
      guard !statements.complete.contains(Int32(place)), openings[Int32(place)] == nil,
        debts[Int32(place)] == nil
      else { continue }
      let account = balances.account[place]
      guard !isStated.contains(account), !isSource[Int(account)] else { continue }
      let missing = -sums[place].lowest
      assumed[Int32(place)] = missing
      let label = labels.number(.unknown(AccountID(index: account)))
      // A sum too large for one amount is divided into several.
      var rest = missing
      while rest > 0 {
        let amount = Int64(clamping: rest)
        openings[Int32(place), default: []].append(Opening(label: label, amount: amount))
        rest -= Int128(amount)
      }
    }
  }

  /// Adds the money that statements show in the accounts before the first event, of unknown origin.
  private mutating func addStatementOpenings(_ statements: StatementOpenings) {
    for (place, amount) in statements.amounts.sorted(by: { $0.key < $1.key }) {
      fromStatements[place] = amount
      if amount > 0 {
        let account = AccountID(index: balances.account[Int(place)])
        openings[place] = [Opening(label: labels.number(.unknown(account)), amount: amount)]
      } else if amount < 0 {
        debts[place, default: 0] -= Int128(amount)
      }
    }
  }

  /// Returns true for a balance of which the least opening is assumed, so that another order of payments may need more.
  func mayHoldMore(_ place: Int32) -> Bool { !isFixed.contains(place) }

  /// Returns the number of a label, which is made where it is new.
  mutating func label(_ origin: MoneyOrigin) -> Int32 { labels.number(origin) }
}
