internal import FundTracing
internal import PaymentGraph

/// The input of a flow diagram, before accounts are assigned to columns.
struct FlowInput: Sendable {
  var ledger: Ledger
  /// The transfers, in ledger order.
  var transfers: [TransferID]
  /// The accounts in the first column.
  var sources: Set<AccountID> = []
  /// The accounts by which channels are told apart where none is pooled.
  var targets: [AccountID] = []
  /// The account that the diagram is about, drawn in the middle; nil for none.
  var center: AccountID?
  /// The evidence for payouts of pooled accounts; a missing entry means recorded.
  var evidence: [TransferID: FlowEvidence] = [:]
  /// The receipts that each payout passes on.
  var receipts: [TransferID: [TransferID]] = [:]
  /// The receipts of pooled accounts that no link passes on: their money stops there.
  var stopped: [TransferID] = []
  /// The number of victims whose money reaches each account, where the question counts them.
  var victimCounts: [AccountID: Int] = [:]
  /// The sum that each source lost or paid, as sent, drawn or not; empty where the question names
  /// no sources.
  var claimed: [AccountID: MoneyTotals] = [:]
  /// The part of ``claimed`` that is drawn.
  var followed: [AccountID: MoneyTotals] = [:]
  /// True where all of ``claimed`` is claimed, and not merely paid.
  var areClaims = false
  /// A warning at the top of the picture; empty for none.
  var banner = ""
  /// The noun for an account of the first column: victim, payer, source.
  var sourceNoun = "payer"

  /// The heading for accounts of the first column whose country and bank are unknown.
  var headingOfSources: String { sourceNoun.prefix(1).uppercased() + sourceNoun.dropFirst() + "s" }

  /// Takes over the links and the unlinked payouts of a flow.
  mutating func take(_ flow: Flow) {
    for transfer in flow.unlinked { evidence[transfer] = .unlinked }
    take(flow.links)
    for transfer in flow.openOrders where (evidence[transfer] ?? .recorded) == .recorded {
      evidence[transfer] = .openOrder
    }
  }

  /// Takes over the claims of sources, or all that a source paid where it names no claims; call it
  /// after all transfers are known.
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
  /// Adds a warning to a picture in which pooled accounts are passed as ordinary ones.
  mutating func warn(of pooling: Pooling) {
    let passed = transfers.contains { ledger.transfer($0).payer.isPooled }
    if pooling == .asOrdinary, passed { banner = FlowInput.pooledAsOrdinary }
  }
  /// The warning that the picture is no finding.
  static let pooledAsOrdinary =
    "Illustration: payment services treated as ordinary accounts (grade D)"
  /// Marks receipts whose money stops at a pooled account, and draws them.
  mutating func stop(_ receipts: [TransferID]) {
    stopped = receipts
    transfers = Set(transfers).union(receipts).sorted()
  }

  /// Counts the victims whose money reaches each account drawn: the accounts to which the flow
  /// leads, and those on the way that are neither pooled nor victims themselves.
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

  /// Finds the evidence for payouts of pooled accounts: recorded links and inferred ones.
  ///
  /// All records are searched. Only links that a search would follow lead from receipts to payouts.
  mutating func takeLinks(of scope: LedgerView) {
    let pooled = Set(
      transfers.map { ledger.transfer($0).payer }.filter(\.isPooled).map(\.id)
    ).sorted { $0.position < $1.position }
    let own = Set(transfers)
    var links = scope.recordedLinks.filter {
      own.contains($0.outbound) && !ledger.transfer($0.outbound).payer.isPooled
    }
    // The question cannot fail, as it names only pooled accounts of this ledger.
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
