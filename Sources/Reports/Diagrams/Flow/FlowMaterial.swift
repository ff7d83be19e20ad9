internal import FundTracing
internal import PaymentGraph

/// What a flow diagram is made of, before anybody has a place in it.
struct FlowMaterial: Sendable {
  var ledger: Ledger
  /// The transfers, in ledger order.
  var transfers: [TransferID]
  /// The accounts in the first column.
  var sources: Set<AccountID> = []
  /// The accounts that channels are told apart by where none is pooled.
  var targets: [AccountID] = []
  /// The account that the diagram is about and that stands in the middle; nil for none.
  var center: AccountID?
  /// On what payouts of pooled accounts rest; recorded, where nothing is said.
  var evidence: [TransferID: FlowEvidence] = [:]
  /// The receipts that a payout passes on.
  var receipts: [TransferID: [TransferID]] = [:]
  /// Receipts of pooled accounts that no link passes on: their money stops there.
  var stopped: [TransferID] = []
  /// How many victims' money reaches an account, where the question says.
  var victimCounts: [AccountID: Int] = [:]
  /// What each source lost or paid, as sent, be it drawn or not; empty where the question does not say.
  var claimed: [AccountID: MoneyTotals] = [:]
  /// How much of that is drawn.
  var followed: [AccountID: MoneyTotals] = [:]
  /// Whether all of it is claimed, and not merely paid.
  var areClaims = false
  /// A warning at the top of the picture; empty for none.
  var banner = ""
  /// What an account of the first column is called: victim, payer, source.
  var sourceNoun = "payer"

  /// The card of accounts of the first column of which neither country nor bank is known.
  var headingOfSources: String { sourceNoun.prefix(1).uppercased() + sourceNoun.dropFirst() + "s" }

  /// Takes over the links and the unlinked payouts of a flow.
  mutating func take(_ flow: Flow) {
    for transfer in flow.unlinked { evidence[transfer] = .unlinked }
    take(flow.links)
    for transfer in flow.openOrders where (evidence[transfer] ?? .recorded) == .recorded {
      evidence[transfer] = .openOrder
    }
  }

  /// Takes over what sources claim, or paid where they claim nothing by itself; after all transfers are known.
  mutating func takeClaims(of sources: [Source], in scope: LedgerView) {
    let drawn = Set(transfers)
    areClaims = !sources.isEmpty && sources.allSatisfy { $0.claims != nil }
    let whole = Set(sources.filter { $0.claims == nil }.map(\.account))
    func add(_ transfer: Transfer) {
      claimed[transfer.payer.id, default: MoneyTotals()].add(transfer.sent)
      if drawn.contains(transfer.id) {
        followed[transfer.payer.id, default: MoneyTotals()].add(transfer.sent)
      }
    }
    for source in sources {
      for claim in source.claims ?? [] where scope.contains(claim) { add(ledger.transfer(claim)) }
    }
    guard !whole.isEmpty else { return }
    for transfer in scope.transfers where whole.contains(transfer.payer.id) { add(transfer) }
  }
  /// Warns of a picture that passes pooled accounts as ordinary ones, where any is passed.
  mutating func warn(of pooling: Pooling) {
    let passed = transfers.contains { ledger.transfer($0).payer.isPooled }
    if pooling == .asOrdinary, passed { banner = FlowMaterial.pooledAsOrdinary }
  }
  /// Says that the picture is no finding.
  static let pooledAsOrdinary =
    "Illustration: payment services treated as ordinary accounts (grade D)"
  /// Marks receipts whose money stops at a pooled account, and draws them.
  mutating func stop(_ receipts: [TransferID]) {
    stopped = receipts
    transfers = Set(transfers).union(receipts).sorted()
  }

  /// Says of every account that money reaches here how many victims' money that is: of those that the flow leads to,
  /// and of those on the way that are neither pooled nor victims themselves.
  mutating func countVictims(_ sinks: SharedSinkList) {
    let shown = Set(targets)
    for transfer in transfers {
      let account = ledger.transfer(transfer).beneficiary
      let isOnTheWay = !account.isPooled && !sources.contains(account.id)
      guard victimCounts[account.id] == nil, isOnTheWay || shown.contains(account.id) else {
        continue
      }
      let count = sinks.victimCount(of: account.id)
      if count > 0 { victimCounts[account.id] = count }
    }
  }

  /// Finds what the payouts of pooled accounts rest on: recorded links and inferred ones.
  ///
  /// All records are looked at. Only links that a search would follow lead from receipts to payouts.
  mutating func takeLinks(of scope: LedgerView) {
    let pooled = Set(
      transfers.map { ledger.transfer($0).payer }.filter(\.isPooled).map(\.id)
    ).sorted { $0.position < $1.position }
    let own = Set(transfers)
    var links = scope.recordedLinks.filter {
      own.contains($0.outbound) && !ledger.transfer($0.outbound).payer.isPooled
    }
    // Asked for pooled accounts of this ledger only, it cannot fail.
    let hubs = (try? scope.matches(at: pooled))?.hubs ?? []
    links += hubs.flatMap { $0.findings.map(\.link) }.filter { own.contains($0.outbound) }
    let linked = Set(links.map(\.outbound))
    for id in transfers where ledger.transfer(id).payer.isPooled && !linked.contains(id) {
      evidence[id] = .unlinked
    }
    take(links, following: .c)
  }

  /// Takes over links; those of at least a grade lead from receipts to payouts.
  mutating func take(_ links: [Link], following least: Grade = .d) {
    var best: [TransferID: Grade] = [:]
    for link in links {
      best[link.outbound] = min(best[link.outbound] ?? link.grade, link.grade)
      if link.grade <= least { receipts[link.outbound, default: []].append(link.inbound) }
    }
    for (transfer, grade) in best { evidence[transfer] = FlowEvidence(grade) }
  }
}
