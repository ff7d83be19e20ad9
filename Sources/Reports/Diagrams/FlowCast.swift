internal import FundTracing
internal import PaymentGraph

/// Decides who stands where in a flow diagram, and which payments make one line.
struct FlowCast {
  private(set) var parties: [FlowParty] = []
  private(set) var streams: [FlowStream] = []

  private let ledger: Ledger
  private let transfers: [Transfer]
  private var tiers: [AccountID: FlowTier] = [:]
  private var outflow: [AccountID: MoneyTotals] = [:]
  private var inflow: [AccountID: MoneyTotals] = [:]

  /// - Parameters:
  ///   - sources: the accounts in the first column.
  ///   - targets: the accounts that channels are told apart by where none is pooled.
  ///   - inferred: payouts that no record links, or only weakly.
  init(
    _ ledger: Ledger, transfers: [TransferID], sources: Set<AccountID>, targets: [AccountID],
    inferred: Set<TransferID>, rowLimit: Int
  ) {
    self.ledger = ledger
    self.transfers = transfers.map(ledger.transfer)
    for transfer in self.transfers {
      outflow[transfer.payer.id, default: MoneyTotals()].add(transfer.sent)
      inflow[transfer.beneficiary.id, default: MoneyTotals()].add(transfer.received)
    }
    place(sources.filter { !targets.contains($0) || ledger.account($0).role == .victim })
    let parts = fold(rowLimit)
    setChannels(targets, parts)
    group(inferred, parts)
  }

  private mutating func place(_ sources: Set<AccountID>) {
    let accounts = Set(outflow.keys).union(inflow.keys)
    for id in accounts {
      let account = ledger.account(id)
      let pays = outflow[id] != nil
      if account.isPooled {
        tiers[id] = .channel
      } else if sources.contains(id) || (sources.isEmpty && inflow[id] == nil) {
        tiers[id] = .source
      } else {
        switch account.role {
        case .mule: tiers[id] = .transit
        case .destination: tiers[id] = .end
        default: tiers[id] = pays ? .transit : .end
        }
      }
    }
    for transfer in transfers
    where tiers[transfer.payer.id] == .end && tiers[transfer.beneficiary.id] == .end
      && transfer.beneficiary.role != .destination
    {
      tiers[transfer.beneficiary.id] = .beyond
    }
  }

  /// Makes parties of accounts: rows beyond the limit of a column are folded, group by group.
  ///
  /// Gives the party of each account.
  private mutating func fold(_ limit: Int) -> [AccountID: Int] {
    var parts: [AccountID: Int] = [:]
    let ranks = ledger.keyRanks
    for tier in FlowTier.allCases {
      let accounts = tiers.filter { $0.value == tier }.keys.sorted { left, right in
        let (more, less) = (value(left, tier), value(right, tier))
        if let larger = MoneyOrder.larger(more, less) { return larger }
        return ranks[left.position] < ranks[right.position]
      }
      let names = groups(accounts, tier)
      var folded: [String: [AccountID]] = [:]
      for (number, account) in accounts.enumerated() {
        let group = names[account] ?? ""
        if tier != .channel, accounts.count > limit + 1, number >= limit {
          folded[group, default: []].append(account)
        } else {
          parts[account] = parties.count
          parties.append(FlowParty(accounts: [account], tier: tier, group: group))
        }
      }
      for (group, members) in folded.sorted(by: { $0.key < $1.key }) {
        for member in members { parts[member] = parties.count }
        parties.append(
          FlowParty(
            accounts: members.sorted { ranks[$0.position] < ranks[$1.position] }, tier: tier,
            group: group))
      }
    }
    return parts
  }

  private func value(_ account: AccountID, _ tier: FlowTier) -> MoneyTotals {
    (tier == .source ? outflow : inflow)[account] ?? MoneyTotals()
  }

  /// The card of each account: victims by country, others by bank.
  ///
  /// Where that makes more than eight cards in a column, the accounts of the smaller ones share
  /// one.
  private func groups(_ accounts: [AccountID], _ tier: FlowTier) -> [AccountID: String] {
    var names: [AccountID: String] = [:]
    var counts: [String: Int] = [:]
    for id in accounts {
      let details = ledger.account(id).details
      let country = details.country.map(CountryName.of)
      let name =
        tier == .source ? country ?? details.institution : details.institution ?? country
      names[id] = name ?? (tier == .source ? "Payers" : "Accounts")
      counts[names[id] ?? "", default: 0] += 1
    }
    guard counts.count > 8 else { return names }
    let kept = Set(
      counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(7).map(\.key))
    return names.mapValues {
      kept.contains($0) ? $0 : tier == .source ? "Other countries" : "Other banks"
    }
  }

  private mutating func setChannels(_ targets: [AccountID], _ parts: [AccountID: Int]) {
    var channels = parties.indices.filter { parties[$0].tier == .channel }
    if channels.isEmpty {
      channels = targets.compactMap { parts[$0] }.filter { !parties[$0].isFolded }
    }
    for (number, party) in channels.enumerated() { parties[party].channel = number }
  }

  private mutating func group(_ inferred: Set<TransferID>, _ parts: [AccountID: Int]) {
    var order: [FlowStreamKey: Int] = [:]
    for transfer in transfers {
      guard let from = parts[transfer.payer.id], let to = parts[transfer.beneficiary.id] else {
        continue
      }
      let isReturn = transfer.kind == .refund || parties[to].tier < parties[from].tier
      let key = FlowStreamKey(
        from: from, to: to, isInferred: inferred.contains(transfer.id), isReturn: isReturn)
      if order[key] == nil {
        order[key] = streams.count
        streams.append(
          FlowStream(from: from, to: to, isInferred: key.isInferred, isReturn: isReturn))
      }
      if let number = order[key] { streams[number].transfers.append(transfer.id) }
    }
    streams.sort { ($0.from, $0.to, $0.isReturn ? 1 : 0) < ($1.from, $1.to, $1.isReturn ? 1 : 0) }
  }
}
