internal import Graphviz
internal import PaymentGraph

/// A flow diagram of many lines: one table for each country or bank, one row for each party, and
/// what was paid in the cell where its line ends.
struct LedgerLayout {
  let scene: FlowScene

  /// The cards of pooled accounts and the tables of all others.
  var nodes: [DiagramNode] {
    let cards = CardLayout(scene: scene)
    return FlowTier.allCases.flatMap { tier -> [DiagramNode] in
      if tier == .channel {
        return members(of: tier).map(cards.card)
      }
      return groups(tier).map { table(tier, $0) }
    }
  }

  var columns: [[NodeID]] {
    FlowTier.allCases.map { tier in
      tier == .channel
        ? members(of: tier).map { NodeID("p\($0)") } : groups(tier).map { nodeID(tier, $0) }
    }.filter { !$0.isEmpty }
  }

  /// The most rows that stand above each other.
  var rowCount: Int {
    FlowTier.allCases.map { tier in members(of: tier).map(height).reduce(0, +) }.max() ?? 0
  }

  var edges: [DiagramEdge] {
    let widths = scene.widths(from: 0.8, to: 6)
    return scene.streams.enumerated().map { number, stream in
      DiagramEdge(
        from: end(scene.left(stream), "r\(number)"), to: end(scene.right(stream), "l\(number)"),
        tooltip: scene.tooltip(stream), color: scene.color(stream).withAlpha(0x99),
        width: widths[number], stroke: scene.stroke(stream), hasArrow: stream.isReturn,
        isReversed: stream.isReturn)
    }
  }

  private func end(_ party: Int, _ port: String) -> DiagramEdge.End {
    let who = scene.parties[party]
    return who.tier == .channel
      ? DiagramEdge.End(NodeID("p\(party)"))
      : DiagramEdge.End(nodeID(who.tier, who.group), port: NodeID(port))
  }

  // MARK: Tables

  private func members(of tier: FlowTier) -> [Int] {
    scene.parties.indices.filter { scene.parties[$0].tier == tier }
  }

  private func groups(_ tier: FlowTier) -> [String] {
    Set(members(of: tier).map { scene.parties[$0].group }).sorted()
  }

  private func nodeID(_ tier: FlowTier, _ group: String) -> NodeID {
    NodeID("t\(tier.rawValue)g\(groups(tier).firstIndex(of: group) ?? 0)")
  }

  /// The streams that end at the left and at the right of a party's row, by channel.
  private func entries(_ party: Int) -> (left: [Int], right: [Int]) {
    func order(_ number: Int) -> (Int, Int) { (scene.channel(scene.streams[number]) ?? 99, number) }
    let left = scene.streams.indices.filter { scene.right(scene.streams[$0]) == party }
    let right = scene.streams.indices.filter { scene.left(scene.streams[$0]) == party }
    return (left.sorted { order($0) < order($1) }, right.sorted { order($0) < order($1) })
  }

  private func height(_ party: Int) -> Int {
    let (left, right) = entries(party)
    return max(1, left.count, right.count)
  }

  private func table(_ tier: FlowTier, _ group: String) -> DiagramNode {
    // Rows in the order of the channels that their lines lead to, so that lines cross little; rows
    // that stand for several come last.
    let members = members(of: tier).filter { scene.parties[$0].group == group }.sorted {
      let (left, right) = (sortKey($0), sortKey($1))
      return left != right ? left < right : $0 < $1
    }
    let hasLeft = members.contains { !entries($0).left.isEmpty }
    let hasRight = members.contains { !entries($0).right.isEmpty }
    let band = FlowPalette.band(tier)
    var totals = MoneyTotals()
    for member in members { totals.add(scene.total(member)) }
    let count = members.reduce(0) { $0 + scene.parties[$1].accounts.count }
    let noun = tier == .source ? scene.sourceNoun : "account"
    let money = totals.lines.map(\.description).joined(separator: " + ")
    let head = LabelCell(
      [
        LabelRun(group, size: 11.5, color: FlowPalette.paper, isBold: true),
        LabelRun(
          "\(Counted.text(count, noun))\(money.isEmpty ? "" : ", \(money)")", size: 9.5,
          color: FlowPalette.paper),
      ], background: band, columnSpan: 2 + (hasLeft ? 2 : 0) + (hasRight ? 2 : 0), padding: 5)
    var rows = [[head]]
    for (index, member) in members.enumerated() {
      rows += self.rows(
        member, index % 2 == 0 ? FlowPalette.tint(tier) : FlowPalette.paper, hasLeft, hasRight)
    }
    return DiagramNode(
      id: nodeID(tier, group),
      label: LabelTable(
        rows: rows, border: 1, borderColor: band, background: FlowPalette.paper, padding: 3),
      tooltip: "\(group): \(Counted.text(count, noun))", styleClass: NodeID("\(tier)"))
  }

  private func sortKey(_ party: Int) -> Int {
    if scene.parties[party].isFolded { return .max }
    let (left, right) = entries(party)
    let channels = (left + right).map { scene.channel(scene.streams[$0]) ?? 5 }
    return channels.isEmpty ? 500 : channels.reduce(0, +) * 100 / channels.count
  }

  private func rows(
    _ number: Int, _ background: DiagramColor, _ hasLeft: Bool, _ hasRight: Bool
  ) -> [[LabelCell]] {
    let party = scene.parties[number]
    let (left, right) = entries(number)
    let height = max(1, left.count, right.count)
    let beside = [scene.numberBesideName(party), scene.victimWords(party)].filter { !$0.isEmpty }
    return (0..<height).map { index in
      var row: [LabelCell] = []
      if hasLeft {
        row.append(port("l", index < left.count ? left[index] : nil, background))
        row.append(amount(index < left.count ? left[index] : nil, background))
      }
      if index == 0 {
        row.append(
          LabelCell(
            [
              LabelRun(
                scene.shortName(party), size: 9.5, color: FlowPalette.ink,
                isBold: !party.isFolded)
            ], background: background, rowSpan: height, width: 110))
        row.append(
          LabelCell(
            [
              LabelRun(beside.joined(separator: ", "), size: 9, color: FlowPalette.secondary)
            ], background: background, rowSpan: height, width: 70))
      }
      if hasRight {
        row.append(amount(index < right.count ? right[index] : nil, background))
        row.append(port("r", index < right.count ? right[index] : nil, background))
      }
      return row
    }
  }

  private func port(_ side: String, _ stream: Int?, _ background: DiagramColor) -> LabelCell {
    guard let stream else { return LabelCell([], background: background, width: 6) }
    return LabelCell(
      [], port: NodeID("\(side)\(stream)"), background: scene.color(scene.streams[stream]),
      width: 6)
  }

  private func amount(_ stream: Int?, _ background: DiagramColor) -> LabelCell {
    let words = stream.map { number in
      let stream = scene.streams[number]
      return (stream.isReturn ? "back " : "")
        + scene.text(stream).amounts.joined(separator: " + ")
    }
    return LabelCell(
      words.map { [LabelRun($0, size: 9.5, color: FlowPalette.ink)] } ?? [], alignment: .right,
      background: background, width: 118)
  }
}
