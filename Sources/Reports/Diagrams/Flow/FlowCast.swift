internal import PaymentGraph

/// Decides who stands where in a flow diagram, and which payments make one line.
///
/// O(*t* log *t*) for *t* transfers.
struct FlowCast {
  private(set) var parties: [FlowParty] = []
  private(set) var streams: [FlowStream] = []

  private let material: FlowMaterial
  private let names: NameBook
  private let transfers: [Transfer]
  private var tiers: [AccountID: FlowTier] = [:]
  /// For accounts that pay on: how many of them the money passes before.
  private var depths: [AccountID: Int] = [:]
  private var outflow: [AccountID: MoneyTotals] = [:]
  private var inflow: [AccountID: MoneyTotals] = [:]

  /// The most columns of accounts that pay on; longer chains share the last.
  static let mostDepth = 5

  private var ledger: Ledger { material.ledger }

  init(_ material: FlowMaterial, _ names: NameBook, rowLimit: Int) {
    self.material = material
    self.names = names
    transfers = material.transfers.map(material.ledger.transfer)
    for transfer in transfers {
      outflow[transfer.payer.id, default: MoneyTotals()].add(transfer.sent)
      inflow[transfer.beneficiary.id, default: MoneyTotals()].add(transfer.received)
    }
    if let center = material.center { place(around: center) } else { place() }
    findDepths()
    let parts = fold(rowLimit)
    setChannels(parts)
    group(parts)
  }

  // MARK: Tiers

  private mutating func place(around center: AccountID) {
    for id in Set(outflow.keys).union(inflow.keys) {
      tiers[id] = id == center ? .channel : outflow[id] != nil ? .source : .end
    }
  }

  private mutating func place() {
    let sources = material.sources.filter {
      !material.targets.contains($0) || ledger.account($0).role == .victim
    }
    let accounts = Set(outflow.keys).union(inflow.keys)
    for id in accounts {
      let account = ledger.account(id)
      let pays = outflow[id] != nil
      if account.isPooled {
        tiers[id] = .channel
      } else if sources.contains(id) || (material.sources.isEmpty && inflow[id] == nil) {
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

  /// The fewest accounts that pay on before each: a search from those that are paid from elsewhere,
  /// so that cycles end.
  private mutating func findDepths() {
    let isTransit = { [tiers] (id: AccountID) in tiers[id] == .transit }
    var next: [AccountID: Set<AccountID>] = [:]
    var level: Set<AccountID> = []
    for transfer in transfers where isTransit(transfer.beneficiary.id) {
      if isTransit(transfer.payer.id) {
        next[transfer.payer.id, default: []].insert(transfer.beneficiary.id)
      } else {
        level.insert(transfer.beneficiary.id)
      }
    }
    var depth = 0
    while !level.isEmpty {
      for id in level { depths[id] = min(depth, FlowCast.mostDepth) }
      depth += 1
      level = Set(level.flatMap { next[$0] ?? [] }).filter { depths[$0] == nil }
    }
  }

  // MARK: Parties

  /// Makes parties of accounts: rows beyond the limit of a column are folded, group by group.
  ///
  /// Gives the party of each account.
  private mutating func fold(_ limit: Int) -> [AccountID: Int] {
    var parts: [AccountID: Int] = [:]
    let ranks = ledger.keyRanks
    let deepest = depths.values.max() ?? 0
    for tier in FlowTier.allCases where tier != .stop {
      for depth in 0...(tier == .transit ? deepest : 0) {
        let accounts = tiers.filter {
          $0.value == tier && (tier != .transit || (depths[$0.key] ?? 0) == depth)
        }.keys.sorted { left, right in
          let (more, less) = (value(left, tier), value(right, tier))
          if let larger = MoneyOrder.larger(more, less) { return larger }
          return ranks[left.position] < ranks[right.position]
        }
        let column = tier.rawValue + (tier > .transit ? deepest : depth)
        let groups = groups(accounts, tier)
        var folded: [String: [AccountID]] = [:]
        for (number, account) in accounts.enumerated() {
          let group = groups[account] ?? ""
          if tier != .channel, accounts.count > limit + 1, number >= limit {
            folded[group, default: []].append(account)
          } else {
            parts[account] = parties.count
            parties.append(
              FlowParty(accounts: [account], tier: tier, column: column, group: group))
          }
        }
        for (group, members) in folded.sorted(by: { $0.key < $1.key }) {
          for member in members { parts[member] = parties.count }
          parties.append(
            FlowParty(
              accounts: members.sorted { ranks[$0.position] < ranks[$1.position] }, tier: tier,
              column: column, group: group))
        }
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
    var groups: [AccountID: String] = [:]
    var counts: [String: Int] = [:]
    for id in accounts {
      let (country, bank) = (names.country(id), names.institution(id))
      let name = tier == .source ? country ?? bank : bank ?? country
      groups[id] = name ?? (tier == .source ? "Payers" : "Accounts")
      counts[groups[id] ?? "", default: 0] += 1
    }
    guard counts.count > 8 else { return groups }
    let kept = Set(
      counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(7).map(\.key))
    return groups.mapValues {
      kept.contains($0) ? $0 : tier == .source ? "Other countries" : "Other banks"
    }
  }

  private mutating func setChannels(_ parts: [AccountID: Int]) {
    var channels = parties.indices.filter { parties[$0].tier == .channel }
    if channels.isEmpty {
      channels = material.targets.compactMap { parts[$0] }.filter { !parties[$0].isFolded }
    }
    for (number, party) in channels.enumerated() { parties[party].channel = number }
  }

  // MARK: Streams

  private mutating func group(_ parts: [AccountID: Int]) {
    var order: [FlowStream.Key: Int] = [:]
    func add(_ transfer: TransferID, _ key: FlowStream.Key, _ streams: inout [FlowStream]) {
      if let number = order[key] {
        streams[number].transfers.append(transfer)
        return
      }
      order[key] = streams.count
      streams.append(
        FlowStream(
          from: key.from, to: key.to, evidence: key.evidence, isReturn: key.isReturn,
          transfers: [transfer]))
    }
    for transfer in transfers {
      guard let from = parts[transfer.payer.id], let to = parts[transfer.beneficiary.id] else {
        continue
      }
      let isReturn = transfer.kind == .refund || parties[to].column < parties[from].column
      add(
        transfer.id,
        FlowStream.Key(
          from: from, to: to, evidence: material.evidence[transfer.id] ?? .recorded,
          isReturn: isReturn), &streams)
    }
    var stops: [Int: Int] = [:]
    for id in material.stopped {
      let transfer = ledger.transfer(id)
      guard let channel = parts[transfer.beneficiary.id] else { continue }
      let stop = stops[channel] ?? parties.count
      if stops[channel] == nil {
        stops[channel] = stop
        parties.append(
          FlowParty(
            accounts: [transfer.beneficiary.id], tier: .stop,
            column: parties[channel].column + 1, group: "Money that stops here"))
      }
      add(
        id, FlowStream.Key(from: channel, to: stop, evidence: .unlinked, isReturn: false),
        &streams)
    }
    streams.sort {
      ($0.from, $0.to, $0.isReturn ? 1 : 0, $0.evidence)
        < ($1.from, $1.to, $1.isReturn ? 1 : 0, $1.evidence)
    }
  }
}
