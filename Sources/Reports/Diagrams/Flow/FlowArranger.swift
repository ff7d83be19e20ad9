internal import PaymentGraph

/// Assigns accounts to columns and cards of a flow diagram, and payments to lines.
///
/// O(*t* log *t*) for *t* transfers.
struct FlowArranger {
  private(set) var streams: [FlowStream] = []
  private(set) var parties: [FlowParty] = []
  /// The accounts that are never folded.
  var pinned: Set<AccountID> = []

  private let input: FlowInput
  private let names: AccountNamer
  private let transfers: [Transfer]
  private var tiers: [AccountID: FlowTier] = [:]
  /// The number of accounts that the money passes before each account that pays on.
  private var depths: [AccountID: Int] = [:]
  private var outflow: [AccountID: MoneyTotals] = [:]
  private var inflow: [AccountID: MoneyTotals] = [:]
  /// The accounts that pay themselves.
  private var own: Set<AccountID> = []
  /// The accounts of each column, those with the most money first, and their cards.
  private var columns: [Column] = []

  private struct Column {
    let tier: FlowTier
    let number: Int
    let accounts: [AccountID]
    let groups: [AccountID: String]
  }

  /// The most columns of accounts that pay on; longer chains share the last.
  static let mostDepth = 5
  /// The most cards of pooled accounts.
  static let mostChannels = 12

  /// The card of parties of whom the data gives no number; it comes below all others.
  static let standInGroup = "Without an account number"

  private var ledger: Ledger { input.ledger }

  init(_ input: FlowInput, _ names: AccountNamer) {
    self.input = input
    self.names = names
    transfers = input.transfers.map(input.ledger.transfer)
    for transfer in transfers {
      // A payment of an account to itself makes nobody a payer or a payee, and no sum larger.
      if transfer.isOwn {
        own.insert(transfer.payer.id)
        continue
      }
      outflow[transfer.payer.id, default: MoneyTotals()].add(transfer.sent)
      inflow[transfer.beneficiary.id, default: MoneyTotals()].add(transfer.received)
    }
    if let center = input.center { place(around: center) } else { place() }
    findDepths()
    sortColumns()
  }

  /// The parties and streams that were made.
  var model: FlowModel { FlowModel(input: input, parties: parties, streams: streams) }

  /// Makes parties and streams.
  ///
  /// - Parameters:
  ///   - rowLimit: The most rows in a column, shared by its cards, each of which has at least one;
  ///     further rows are folded, card by card.
  ///   - cardLimit: The most cards in a column; further cards become one.
  mutating func arrange(rowLimit: Int, cardLimit: Int) {
    (parties, streams) = ([], [])
    let parts = fold(rowLimit, cardLimit)
    setChannels(parts)
    group(parts)
  }

  // MARK: Tiers

  private mutating func place(around center: AccountID) {
    for id in Set(outflow.keys).union(inflow.keys).union(own) {
      tiers[id] = id == center ? .channel : outflow[id] != nil ? .source : .end
    }
  }

  private mutating func place() {
    let sources = input.sources.filter {
      !input.targets.contains($0) || ledger.account($0).role == .victim
    }
    let accounts = Set(outflow.keys).union(inflow.keys).union(own)
    for id in accounts {
      let account = ledger.account(id)
      let pays = outflow[id] != nil
      if account.isPooled {
        tiers[id] = .channel
      } else if sources.contains(id) || (input.sources.isEmpty && inflow[id] == nil) {
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

  /// Finds the fewest accounts that pay on before each: a search from those that are paid from
  /// elsewhere, so that cycles end.
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
      for id in level { depths[id] = min(depth, FlowArranger.mostDepth) }
      depth += 1
      level = Set(level.flatMap { next[$0] ?? [] }).filter { depths[$0] == nil }
    }
  }

  // MARK: Parties

  private mutating func sortColumns() {
    let ranks = ledger.keyRanks
    let deepest = depths.values.max() ?? 0
    var members: [[AccountID]] = []
    var places: [(tier: FlowTier, depth: Int)] = []
    for tier in FlowTier.allCases where tier != .stop {
      for depth in 0...(tier == .transit ? deepest : 0) {
        places.append((tier, depth))
        members.append([])
      }
    }
    for (account, tier) in tiers {
      let depth = tier == .transit ? depths[account] ?? 0 : 0
      let after = tier > .transit ? deepest : 0
      members[tier.rawValue + after + depth].append(account)
    }
    columns = zip(places, members).enumerated().map { number, column in
      let (place, accounts) = column
      let values = accounts.map { value($0, place.tier) }
      // Parties without a number come after all accounts.
      let standIns = accounts.map { ledger.account($0).isStandIn }
      let order = accounts.indices.sorted {
        if standIns[$0] != standIns[$1] { return standIns[$1] }
        return MoneyOrder.larger(values[$0], values[$1])
          ?? (ranks[accounts[$0].position] < ranks[accounts[$1].position])
      }
      let sorted = order.map { accounts[$0] }
      return Column(
        tier: place.tier, number: number, accounts: sorted, groups: groups(sorted, place.tier))
    }
  }

  /// Makes parties of accounts: rows beyond the limit of a column are folded, group by group.
  ///
  /// - Returns: The party of each account.
  private mutating func fold(_ rowLimit: Int, _ cardLimit: Int) -> [AccountID: Int] {
    var parts: [AccountID: Int] = [:]
    let ranks = ledger.keyRanks
    for column in columns {
      let limit =
        column.tier == .channel ? min(rowLimit, FlowArranger.mostChannels) : rowLimit
      let groups = FlowArranger.limited(column.groups, to: cardLimit, column.tier)
      // Each card shows its share of the rows, so that none is folded wholly.
      var sizes: [String: Int] = [:]
      for account in column.accounts { sizes[groups[account] ?? "", default: 0] += 1 }
      var seen: [String: Int] = [:]
      var folded: [String: [AccountID]] = [:]
      for (number, account) in column.accounts.enumerated() {
        let group = groups[account] ?? ""
        let share = max(1, limit * (sizes[group] ?? 0) / max(1, column.accounts.count))
        let place = seen[group, default: 0]
        seen[group] = place + 1
        // A pinned account takes no other's place: it stands where its money puts it.
        let isBeyond =
          (column.tier == .channel ? number >= limit : place >= share) && !pinned.contains(account)
        if column.accounts.count > limit + 1, isBeyond {
          folded[column.tier == .channel ? "" : group, default: []].append(account)
        } else {
          parts[account] = parties.count
          parties.append(
            FlowParty(
              accounts: [account], tier: column.tier, column: column.number, group: group,
              isPinned: pinned.contains(account)))
        }
      }
      for (group, members) in folded.sorted(by: { $0.key < $1.key }) {
        for member in members { parts[member] = parties.count }
        parties.append(
          FlowParty(
            accounts: members.sorted { ranks[$0.position] < ranks[$1.position] },
            tier: column.tier, column: column.number, group: group))
      }
    }
    return parts
  }

  private func value(_ account: AccountID, _ tier: FlowTier) -> MoneyTotals {
    (tier == .source ? outflow : inflow)[account] ?? MoneyTotals()
  }

  /// Returns the card of each account: victims by country, others by bank.
  private func groups(_ accounts: [AccountID], _ tier: FlowTier) -> [AccountID: String] {
    let nameless =
      tier == .source
      ? input.headingOfSources : tier == .transit ? "Accounts that pay on" : "Accounts"
    return Dictionary(
      accounts.map { id in
        if ledger.account(id).isStandIn { return (id, FlowArranger.standInGroup) }
        let (country, bank) = (names.country(id), names.institution(id))
        return (id, (tier == .source ? country ?? bank : bank ?? country) ?? nameless)
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Limits the number of cards in a column: the accounts of the smallest cards share one.
  private static func limited(
    _ groups: [AccountID: String], to limit: Int, _ tier: FlowTier
  ) -> [AccountID: String] {
    var counts: [String: Int] = [:]
    for group in groups.values { counts[group, default: 0] += 1 }
    guard counts.count > limit else { return groups }
    let kept = Set(
      counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(limit - 1).map(\.key))
    let others =
      limit == 1 ? "Accounts" : tier == .source ? "Other countries" : "Other banks"
    return groups.mapValues { kept.contains($0) ? $0 : others }
  }

  private mutating func setChannels(_ parts: [AccountID: Int]) {
    var channels = parties.indices.filter { parties[$0].tier == .channel }
    if channels.isEmpty {
      channels = input.targets.filter { !ledger.account($0).isStandIn }
        .compactMap { parts[$0] }.filter { !parties[$0].isFolded }
    }
    if channels.isEmpty {
      // The first accounts that the money passes serve as channels, those with the most of it
      // first.
      let first = FlowTier.transit.rawValue
      channels = parties.indices.filter {
        parties[$0].tier == .transit && parties[$0].column == first && !parties[$0].isFolded
          && !ledger.account(parties[$0].accounts[0]).isStandIn
      }
    }
    for (number, party) in channels.enumerated() { parties[party].channel = number }
  }

  // MARK: Streams

  private mutating func group(_ parts: [AccountID: Int]) {
    var order: [FlowStream.Key: Int] = [:]
    func add(_ transfer: TransferID, key: FlowStream.Key, streams: inout [FlowStream]) {
      if let number = order[key] {
        streams[number].transfers.append(transfer)
        return
      }
      order[key] = streams.count
      streams.append(
        FlowStream(
          from: key.from, to: key.to, evidence: key.evidence, way: key.way,
          transfers: [transfer]))
    }
    for transfer in transfers {
      guard let from = parts[transfer.payer.id], let to = parts[transfer.beneficiary.id] else {
        continue
      }
      let isBack = parties[to].column < parties[from].column
      let way = transfer.kind == .refund ? FlowWay.refund : isBack ? .back : .onward
      add(
        transfer.id,
        key: FlowStream.Key(
          from: from, to: to, evidence: input.evidence[transfer.id] ?? .recorded,
          way: way), streams: &streams)
    }
    var stops: [Int: Int] = [:]
    for id in input.stopped {
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
        id, key: FlowStream.Key(from: channel, to: stop, evidence: .unlinked, way: .onward),
        streams: &streams)
    }
    streams.sort {
      ($0.from, $0.to, $0.way, $0.evidence)
        < ($1.from, $1.to, $1.way, $1.evidence)
    }
  }
}

/// Compares sums of several currencies without converting: currency by currency, in the order of
/// codes.
enum MoneyOrder {
  /// Returns true where the first is larger; nil where neither is.
  static func larger(_ left: MoneyTotals, _ right: MoneyTotals) -> Bool? {
    let currencies = Set((left.lines + right.lines).map(\.currency)).sorted()
    for currency in currencies {
      let (first, second) = (left.minorUnits(of: currency), right.minorUnits(of: currency))
      if first != second { return first > second }
    }
    return nil
  }
}
