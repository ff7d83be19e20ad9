internal import Drawing
internal import PaymentGraph

/// Assigns accounts to blocks of a Sankey diagram and payments to bands.
///
/// A column has at most twelve blocks. Where the accounts of the first column have several
/// countries, each country is a block; all other blocks are accounts, the smaller of them folded
/// together. Without rates every currency has a panel of its own, nothing is converted, and a
/// payment is drawn once: in the panel of the currency in which it was sent. With rates there is
/// one panel, in their unit.
struct SankeyModel {
  /// The most blocks of a column that stand for one account or country; the rest are folded.
  static let blockLimit = 12
  /// The most panels.
  static let panelLimit = 6

  private(set) var nodes: [SankeyNode] = []
  private(set) var panels: [SankeyPanel] = []
  /// The rates by which amounts are converted; nil where nothing is.
  let rates: DailyRates?

  /// The remarks on payments that are not drawn as bands.
  private(set) var notes: [String] = []
  /// The words of the parties and streams for which blocks and bands stand.
  let text: FlowText
  /// The block of each party; nil for the ends of money that stops.
  private(set) var nodeOf: [Int?] = []

  /// The names behind blocks that stand for several accounts.
  var folded: FoldedMembers {
    FoldedMembers(
      zip(nodeOf, flow.parties).compactMap { node, party in
        node.map { (SankeyModel.name($0), party.accounts) }
      }, text.names)
  }

  init(
    _ input: FlowInput, _ options: DiagramOptions, rates: DailyRates? = nil,
    blockLimit: Int = SankeyModel.blockLimit
  ) {
    self.rates = rates
    let names = AccountNamer(input.ledger, options)
    var arranger = FlowArranger(input, names)
    arranger.pinned = options.pinned
    arranger.arrange(
      rowLimit: min(blockLimit, max(1, options.rowLimit)), cardLimit: FlowDiagram.groupLimit)
    text = FlowText(model: arranger.model, names: names)
    makeNodes()
    makePanels()
  }

  /// The parties and streams for which blocks and bands stand.
  var flow: FlowModel { text.model }
  private var ledger: Ledger { flow.ledger }

  /// Returns the name of a block in the drawing.
  static func name(_ node: Int) -> NodeID { NodeID("p\(node)") }

  /// The names of the bands of each panel in the drawing, which are numbered through.
  var bandNames: [[NodeID]] {
    var next = 0
    return panels.map { panel in
      panel.bands.map { _ in
        defer { next += 1 }
        return NodeID.edge(next)
      }
    }
  }

  /// The parts that each block's money passes, as the flow has them.
  var relations: Relations {
    var lines: [Int: [NodeID]] = [:]
    for (panel, names) in zip(panels, bandNames) {
      for (band, name) in zip(panel.bands, names) {
        for stream in band.streams { lines[stream, default: []].append(name) }
      }
    }
    return Relations(of: flow, blocks: nodeOf.map { $0.map(SankeyModel.name) }, lines: lines)
  }

  /// Writes an amount as it is drawn, with a sign where it was converted.
  func words(_ minorUnits: Int128, _ currency: Currency) -> String {
    let words = AmountText.total(minorUnits, currency)?.description ?? ""
    return rates == nil || words.isEmpty ? words : "≈ \(words)"
  }

  // MARK: Blocks

  private mutating func makeNodes() {
    // A pinned source has a block of its own beside that of its country.
    let sources = flow.parties.filter { $0.tier == .source && !$0.isPinned }
    let isGrouped =
      Set(sources.map(\.group)).count > 1 && sources.reduce(0) { $0 + $1.accounts.count } > 8
    let columns = Set(flow.parties.filter { $0.tier != .stop }.map(\.column)).sorted()
    var groups: [String: Int] = [:]
    for party in flow.parties {
      guard party.tier != .stop, let column = columns.firstIndex(of: party.column) else {
        nodeOf.append(nil)
        continue
      }
      if isGrouped, party.tier == .source, !party.isPinned {
        if let known = groups[party.group] {
          nodeOf.append(known)
          continue
        }
        groups[party.group] = nodes.count
        let count = sources.filter { $0.group == party.group }.reduce(0) { $0 + $1.accounts.count }
        nodes.append(
          SankeyNode(
            kind: .accounts(.source), name: party.group,
            detail: Plural.text(count, flow.sourceNoun), column: column))
      } else {
        // A long number is cut, because the number of victims tells more.
        let victims = text.victimWords(party)
        let room = 162 - TextWidth.of(victims.isEmpty ? "" : ", \(victims)", size: 9)
        let number = TextWidth.fitted(text.numberBesideName(party), into: room, size: 9)
        let details = [number, victims]
        nodes.append(
          SankeyNode(
            kind: .accounts(party.tier), name: text.name(party),
            detail: details.filter { !$0.isEmpty }.joined(separator: ", "), column: column,
            channel: party.channel))
      }
      nodeOf.append(nodes.count - 1)
    }
  }

  // MARK: Panels

  private mutating func makePanels() {
    var currencies: [Currency: Int] = [:]
    for stream in flow.streams {
      for id in stream.transfers { currencies[panel(of: ledger.transfer(id)), default: 0] += 1 }
    }
    let made = currencies.keys.sorted().map { ($0, bands(of: $0)) }.filter { !$0.1.isEmpty }
    func start(_ bands: [SankeyBand]) -> Int {
      bands.map { min(nodes[$0.from].column, nodes[$0.to].column) }.min() ?? 0
    }
    let order = made.sorted { left, right in
      let (one, other) = (start(left.1), start(right.1))
      if one != other { return one < other }
      let (more, less) = (currencies[left.0] ?? 0, currencies[right.0] ?? 0)
      return more != less ? more > less : left.0 < right.0
    }
    let hasPanels = order.count > 1
    for (currency, bands) in order.prefix(SankeyModel.panelLimit) {
      panels.append(
        SankeyPanel(currency, bands: bands, nodes: &nodes) {
          SankeyModel.unexplained($0, beside: $1, &$2, hasPanels: hasPanels)
        })
    }
    let left = order.dropFirst(SankeyModel.panelLimit).map { currency, bands in
      "\(currency.code) (\(Plural.text(bands.reduce(0) { $0 + $1.transfers.count }, "payment")))"
    }
    if !left.isEmpty { notes.append("Not drawn: \(left.joined(separator: ", ")).") }
    // A column before the first appears where money from elsewhere came into the first column.
    let least = min(0, nodes.map(\.column).min() ?? 0)
    for number in nodes.indices { nodes[number].column -= least }
    noteSelfPayments()
    noteUndated()
  }

  /// Returns the currency of the panel in which a payment is drawn.
  private func panel(of transfer: Transfer) -> Currency {
    rates?.unit ?? transfer.sent.currency
  }

  /// Returns the widths at which a payment starts and ends, in minor units of its panel; nil where
  /// it has no day for a rate.
  private func widths(_ transfer: Transfer) -> (start: Int128, end: Int128)? {
    guard let rates else {
      let sent = Int128(transfer.sent.minorUnits)
      let isExchanged = transfer.sent.currency != transfer.received.currency
      return (sent, isExchanged ? sent : Int128(transfer.received.minorUnits))
    }
    guard let day = transfer.time.day, let sent = rates.value(transfer.sent, on: day),
      let received = rates.value(transfer.received, on: day)
    else { return nil }
    return (sent, received)
  }

  /// Returns the bands of one currency, by their start and end.
  private mutating func bands(of currency: Currency) -> [SankeyBand] {
    var found: [SankeyBand.Key: SankeyBand] = [:]
    for (number, stream) in flow.streams.enumerated() {
      guard let from = nodeOf[stream.from] else { continue }
      let isStop = flow.parties[stream.to].tier == .stop
      let target =
        isStop ? SankeyModel.unexplained(.stopped, beside: from, &nodes) : nodeOf[stream.to]
      guard let to = target, from != to else { continue }
      for id in stream.transfers {
        let transfer = ledger.transfer(id)
        guard panel(of: transfer) == currency, let (start, end) = widths(transfer) else { continue }
        let key = SankeyBand.Key(
          from: from, to: to, evidence: isStop ? .recorded : stream.evidence,
          way: isStop ? .onward : stream.way)
        var band = found[key] ?? SankeyBand(key: key)
        // The money that stops at a pooled account is the sum that the account received.
        band.start += isStop ? end : start
        band.end += end
        band.sent.add(isStop ? transfer.received : transfer.sent)
        band.received.add(transfer.received)
        if !isStop, transfer.sent.currency != transfer.received.currency { band.isExchanged = true }
        band.transfers.append(id)
        if band.streams.last != number { band.streams.append(number) }
        found[key] = band
      }
    }
    // A payment of nothing has no width.
    return found.values.filter { $0.start > 0 || $0.end > 0 }.sorted { $0.key < $1.key }
  }

  /// Returns the block for money missing beside another block; there is one in each column.
  ///
  /// - Parameter hasPanels: True where money in another currency is drawn in another panel.
  private static func unexplained(
    _ kind: SankeyNode.Kind, beside number: Int, _ nodes: inout [SankeyNode],
    hasPanels: Bool = false
  ) -> Int {
    let column = nodes[number].column + (kind == .elsewhere ? -1 : 1)
    let isChannel = nodes[number].kind == .accounts(.channel)
    let (name, detail) =
      switch kind {
      case .stopped: ("Money that stops", "no payout is linked")
      case .elsewhere where hasPanels: ("Other money", "in another currency, or from elsewhere")
      case .elsewhere: ("Other money", "received elsewhere")
      case .remaining where hasPanels:
        ("Not paid on here", "in another currency, fees, or not shown")
      case .remaining where isChannel: ("Not paid on", "fees, or not in this picture")
      case .remaining, .accounts: ("Not paid on", "kept, or not in this picture")
      }
    if let known = nodes.firstIndex(where: {
      $0.kind == kind && $0.column == column && $0.detail == detail
    }) {
      return known
    }
    nodes.append(SankeyNode(kind: kind, name: name, detail: detail, column: column))
    return nodes.count - 1
  }

  /// Notes payments without a day, which have no rate.
  private mutating func noteUndated() {
    guard rates != nil else { return }
    let count = Set(flow.streams.flatMap(\.transfers)).count { ledger.transfer($0).time.day == nil }
    guard count > 0 else { return }
    notes.append(
      "Not drawn: \(Plural.text(count, "payment")) without a day, and so without a rate.")
  }

  /// Notes payments within one block, which cannot be bands.
  private mutating func noteSelfPayments() {
    var totals = MoneyTotals()
    var count = 0
    for stream in flow.streams {
      guard let from = nodeOf[stream.from], from == nodeOf[stream.to] else { continue }
      for id in stream.transfers {
        totals.add(ledger.transfer(id).sent)
        count += 1
      }
    }
    guard count > 0 else { return }
    notes.append(
      "Not drawn: \(Plural.text(count, "payment")) within one block, "
        + totals.words + ".")
  }
}

/// A block of a Sankey diagram: accounts together, or money that no band explains.
struct SankeyNode: Sendable, Hashable {
  /// The content of a block.
  enum Kind: Sendable, Hashable {
    /// Accounts of a tier.
    case accounts(FlowTier)
    /// Receipts of pooled accounts that no link passes on.
    case stopped
    /// Money that came in and did not go out.
    case remaining
    /// Money that went out and did not come in.
    case elsewhere
  }

  let kind: Kind
  let name: String
  /// The number of the account, or the number of accounts in the block.
  let detail: String
  /// The number of the column, from the left.
  var column: Int
  /// The number of the channel, from 0; nil for none.
  var channel: Int?

  /// True where the block stands for missing money, and not for accounts.
  var isUnexplained: Bool {
    if case .accounts = kind { return false }
    return true
  }
}

/// Payments between two blocks of a panel of a Sankey diagram.
struct SankeyBand: Sendable, Hashable {
  /// The properties by which bands are told apart.
  struct Key: Hashable, Comparable {
    let from: Int
    let to: Int
    let evidence: FlowEvidence
    let way: FlowWay

    static func < (left: Key, right: Key) -> Bool {
      func order(_ key: Key) -> (Int, Int, Int) { (key.from, key.to, key.way.rawValue) }
      return order(left) != order(right)
        ? order(left) < order(right) : left.evidence < right.evidence
    }
  }

  let key: Key

  /// The width at the band's start: the sum that left the payer, in minor units of the panel's
  /// currency.
  var start: Int128 = 0

  /// The width at the band's end: the sum that reached the beneficiary, where that was in the
  /// panel's currency, else the sum sent.
  var end: Int128 = 0

  /// The sums sent, as recorded.
  var sent = MoneyTotals()

  /// The sums received, as recorded.
  var received = MoneyTotals()

  /// True where any payment was received in another currency than it was sent in.
  var isExchanged = false

  /// The payments, in ledger order.
  var transfers: [TransferID] = []

  /// The streams of the flow for which the band stands.
  var streams: [Int] = []

  var from: Int { key.from }
  var to: Int { key.to }
}
