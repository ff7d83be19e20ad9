internal import Drawing
internal import Graphviz
internal import PaymentGraph

/// A flow diagram of many lines: one table for each country or bank, one row for each party, with
/// the payments in the cell where their line ends.
struct LedgerLayout {
  let scene: FlowScene
  private let cards: CardLayout
  /// The streams that end at the left and at the right of each party's row, by channel.
  private let entries: [(left: [Entry], right: [Entry])]

  /// The end of a stream in a row, or of several streams of one kind where a row has very many.
  private struct Entry {
    var streams: [Int]
    let port: String

    var stream: Int { streams[0] }
  }

  /// The most ends at one side of a row that have a line each; where there are more, those of one
  /// channel and one column end together.
  private static let mostEnds = 24

  /// The properties that streams with a shared end have in common.
  private struct Kind: Hashable {
    let channel: Int?
    let column: Int
    let isReturn: Bool
    let evidence: FlowEvidence
  }

  /// A table of a column, for one country or bank.
  private struct Table: Hashable {
    let column: Int
    let tier: FlowTier
    let group: String
  }

  private let tables: [Table]
  /// The shared port of each stream, by the port that it would have alone.
  private let shared: [String: String]
  private let tableOf: [Int: NodeID]
  private let cellWidths: [Int: CellWidths]

  /// The widths of the cells in a column's tables, so that they all begin and end together.
  private struct CellWidths {
    var left = 0
    var name = 104
    var beside = 24
    var right = 0
    /// True where numbers stand below names instead of beside them, which makes the table narrower.
    var isStacked = false
    var words: Int { isStacked ? max(name, beside) : name + beside }
    var hasLeft: Bool { left > 0 }
    var hasRight: Bool { right > 0 }
  }

  init(scene: FlowScene) {
    self.scene = scene
    cards = CardLayout(scene: scene)
    var entries = Array(
      repeating: (left: [Entry](), right: [Entry]()), count: scene.parties.count)
    let order = scene.streams.indices.sorted {
      let (left, right) = (scene.channel(scene.streams[$0]), scene.channel(scene.streams[$1]))
      return (left ?? 99, $0) < (right ?? 99, $1)
    }
    for number in order {
      let stream = scene.streams[number]
      if scene.isSideways(stream) {
        entries[stream.from].right.append(Entry(streams: [number], port: "r\(number)"))
        entries[stream.to].right.append(Entry(streams: [number], port: "q\(number)"))
      } else {
        entries[scene.left(stream)].right.append(Entry(streams: [number], port: "r\(number)"))
        entries[scene.right(stream)].left.append(Entry(streams: [number], port: "l\(number)"))
      }
    }
    var shared: [String: String] = [:]
    for party in entries.indices {
      entries[party].left = LedgerLayout.bundled(
        entries[party].left, scene: scene, party: party, shared: &shared)
      entries[party].right = LedgerLayout.bundled(
        entries[party].right, scene: scene, party: party, shared: &shared)
    }
    self.entries = entries
    self.shared = shared
    var tables: Set<Table> = []
    for party in scene.parties where party.tier != .channel {
      tables.insert(Table(column: party.column, tier: party.tier, group: party.group))
    }
    self.tables = tables.sorted {
      ($0.column, $0.tier, $0.group == FlowCast.standInGroup ? 1 : 0, $0.group)
        < ($1.column, $1.tier, $1.group == FlowCast.standInGroup ? 1 : 0, $1.group)
    }
    var tableOf: [Int: NodeID] = [:]
    for (number, party) in scene.parties.enumerated() where party.tier != .channel {
      let table = Table(column: party.column, tier: party.tier, group: party.group)
      if let index = self.tables.firstIndex(of: table) { tableOf[number] = NodeID("t\(index)") }
    }
    self.tableOf = tableOf
    var cellWidths: [Int: CellWidths] = [:]
    for (number, party) in scene.parties.enumerated() where party.tier != .channel {
      var widths = cellWidths[party.column] ?? CellWidths()
      func width(_ text: String, _ size: Double, isBold: Bool = false) -> Int {
        Int(TextWidth.of(text, size: size, isBold: isBold).rounded(.up)) + 10
      }
      for entry in entries[number].left {
        widths.left = max(widths.left, 96, width(LedgerLayout.words(entry, scene), 9.5))
      }
      for entry in entries[number].right {
        widths.right = max(widths.right, 96, width(LedgerLayout.words(entry, scene), 9.5))
      }
      widths.name = max(widths.name, width(scene.shortName(party), 9.5, isBold: !party.isFolded))
      widths.beside = max(widths.beside, width(scene.wordsBesideName(number), 9))
      cellWidths[party.column] = widths
    }
    // Where another column is higher anyway, names have two lines each: the picture gets narrower.
    let heights = LedgerLayout.heights(scene, entries)
    for (column, rows) in heights where rows.stacked <= heights.values.map(\.plain).max() ?? 0 {
      cellWidths[column]?.isStacked = true
    }
    for index in self.tables.indices {
      let table = self.tables[index]
      guard let widths = cellWidths[table.column] else { continue }
      let members = scene.parties.indices.filter { tableOf[$0] == NodeID("t\(index)") }
      let heads = LedgerLayout.heads(table, members: members, scene: scene).map {
        TextWidth.of($0.text, size: Double($0.size.tenths) / 10, isBold: $0.isBold)
      }
      let own =
        widths.left + widths.words + widths.right + (widths.hasLeft ? 6 : 0)
        + (widths.hasRight ? 6 : 0)
      let missing = Int((heads.max() ?? 0).rounded(.up)) + 16 - own
      if widths.isStacked {
        cellWidths[table.column]?.name = widths.words + max(0, missing)
      } else {
        cellWidths[table.column]?.beside += max(0, missing)
      }
    }
    self.cellWidths = cellWidths
  }

  /// Returns the text beside a name: as much of the number as there is room for, and the number of
  /// victims.
  private static func heights(
    _ scene: FlowScene, _ entries: [(left: [Entry], right: [Entry])]
  ) -> [Int: (plain: Int, stacked: Int)] {
    var heights: [Int: (plain: Int, stacked: Int)] = [:]
    for (number, party) in scene.parties.enumerated() where party.tier != .channel {
      let plain = max(1, entries[number].left.count, entries[number].right.count)
      let words = scene.wordsBesideName(number).isEmpty ? 1 : 2
      heights[party.column, default: (0, 0)].plain += plain
      heights[party.column, default: (0, 0)].stacked += max(plain, words)
    }
    return heights
  }

  private static func words(_ entry: Entry, _ scene: FlowScene) -> String {
    let stream = scene.streams[entry.stream]
    // A line within a column starts and ends at the same side.
    let way = scene.isSideways(stream) ? entry.port.hasPrefix("q") ? "in " : "out " : ""
    return (stream.isReturn ? "back " : way)
      + StreamText(
        ledger: scene.ledger, transfers: entry.streams.flatMap { scene.streams[$0].transfers }
      ).amounts.joined(separator: " + ")
  }

  /// Returns the two lines at the top of a table: its content, the number of accounts and the sum.
  private static func heads(_ table: Table, members: [Int], scene: FlowScene) -> [LabelRun] {
    var totals = MoneyTotals()
    for member in members { totals.add(scene.total(member)) }
    let count = members.reduce(0) { $0 + scene.parties[$1].accounts.count }
    let noun = table.tier == .source ? scene.sourceNoun : "account"
    var money = totals.lines.map(\.description).joined(separator: " + ")
    if table.tier == .source, !scene.material.claimed.isEmpty {
      var (claimed, followed) = (MoneyTotals(), MoneyTotals())
      for member in members {
        claimed.add(scene.claimed(member) ?? MoneyTotals())
        followed.add(scene.followed(member))
      }
      money = scene.claimWords(claimed, followed)
    }
    let words = [table.tier == .stop ? "" : Counted.text(count, noun), money]
    return [
      LabelRun(
        TextWidth.fitted(table.group, into: 260, size: 11.5, isBold: true), size: 11.5,
        color: Palette.paper, isBold: true),
      LabelRun(
        words.filter { !$0.isEmpty }.joined(separator: ", "), size: 9.5, color: Palette.paper,
        leading: 12.5),
    ]
  }

  private static func bundled(
    _ ends: [Entry], scene: FlowScene, party: Int, shared: inout [String: String]
  ) -> [Entry] {
    guard ends.count > mostEnds else { return ends }
    var bundles: [Entry] = []
    var places: [Kind: Int] = [:]
    for end in ends {
      let stream = scene.streams[end.stream]
      guard !scene.isSideways(stream) else {
        bundles.append(end)
        continue
      }
      let other = stream.from == party ? stream.to : stream.from
      let kind = Kind(
        channel: scene.channel(stream), column: scene.parties[other].column,
        isReturn: stream.isReturn, evidence: stream.evidence)
      if let place = places[kind] {
        bundles[place].streams += end.streams
        shared[end.port] = bundles[place].port
      } else {
        places[kind] = bundles.count
        bundles.append(end)
      }
    }
    return bundles
  }

  /// The cards of pooled accounts and the tables of all others, from left to right.
  var nodes: [DiagramNode] {
    var nodes: [(column: Int, node: DiagramNode)] = []
    for (number, party) in scene.parties.enumerated() where party.tier == .channel {
      nodes.append((party.column, cards.card(number)))
    }
    for (index, table) in tables.enumerated() { nodes.append((table.column, node(table, index))) }
    let order = nodes.indices.sorted { (nodes[$0].column, $0) < (nodes[$1].column, $1) }
    return order.map { nodes[$0].node }
  }

  var columns: [[NodeID]] {
    Set(scene.parties.map(\.column)).sorted().map { column in
      scene.parties.indices.filter {
        scene.parties[$0].column == column && scene.parties[$0].tier == .channel
      }.map(FlowScene.name)
        + tables.indices.filter { tables[$0].column == column }.map { NodeID("t\($0)") }
    }
  }

  /// The number of rows in the longest column.
  var rowCount: Int {
    let columns = Set(scene.parties.map(\.column))
    return columns.map { column in
      scene.parties.indices.filter { scene.parties[$0].column == column }
        .reduce(0) { $0 + height($1) }
    }.max() ?? 0
  }

  var edges: [DiagramEdge] {
    let widths = scene.widths(from: 0.8, to: 6)
    return scene.streams.enumerated().map { number, stream in
      let isSideways = scene.isSideways(stream)
      let isStop = scene.parties[stream.to].tier == .stop
      let (from, to) =
        isSideways
        ? (stream.from, stream.to) : (scene.left(stream), scene.right(stream))
      return DiagramEdge(
        from: end(from, port: "r\(number)", side: .right),
        to: end(
          to, port: isSideways ? "q\(number)" : "l\(number)", side: isSideways ? .right : .left),
        tooltip: scene.tooltip(stream), color: scene.color(stream).withAlpha(0x99),
        width: widths[number], stroke: scene.stroke(stream),
        hasArrow: stream.isReturn || isSideways || isStop, isReversed: scene.isTurned(stream),
        isWithinColumn: isSideways)
    }
  }

  private func end(_ party: Int, port: String, side: DiagramEdge.Side) -> DiagramEdge.End {
    guard let table = tableOf[party] else {
      return DiagramEdge.End(FlowScene.name(party), side: side)
    }
    return DiagramEdge.End(table, port: NodeID(shared[port] ?? port), side: side)
  }

  private func height(_ party: Int) -> Int {
    max(1, entries[party].left.count, entries[party].right.count)
  }

  // MARK: Tables

  private func node(_ table: Table, _ index: Int) -> DiagramNode {
    // Rows come in the order of the channels to which their lines lead, so that lines cross little;
    // rows that stand for several accounts come last.
    let members = scene.parties.indices.filter { tableOf[$0] == NodeID("t\(index)") }.sorted {
      let (left, right) = (sortKey($0), sortKey($1))
      return left != right ? left < right : $0 < $1
    }
    let widths = cellWidths[table.column] ?? CellWidths()
    let band = Palette.band(table.tier)
    let count = members.reduce(0) { $0 + scene.parties[$1].accounts.count }
    let noun = table.tier == .source ? scene.sourceNoun : "account"
    let head = LabelCell(
      LedgerLayout.heads(table, members: members, scene: scene), background: band,
      columnSpan: (widths.isStacked ? 1 : 2) + (widths.hasLeft ? 2 : 0) + (widths.hasRight ? 2 : 0),
      padding: 5)
    var rows = [[head]]
    for (index, member) in members.enumerated() {
      rows += self.rows(
        member, background: index % 2 == 0 ? Palette.tint(table.tier) : Palette.paper,
        widths: widths)
    }
    return DiagramNode(
      id: NodeID("t\(index)"),
      label: LabelTable(
        rows: rows, border: 1, borderColor: band, background: Palette.paper, padding: 2),
      tooltip: "\(table.group): \(Counted.text(count, noun))", styleClass: NodeID("\(table.tier)"))
  }

  private func sortKey(_ party: Int) -> Int {
    if scene.parties[party].isFolded { return .max }
    let channels = (entries[party].left + entries[party].right).map {
      scene.channel(scene.streams[$0.stream]) ?? 5
    }
    return channels.isEmpty ? 500 : channels.reduce(0, +) * 100 / channels.count
  }

  private func rows(
    _ number: Int, background: DiagramColor, widths: CellWidths
  ) -> [[LabelCell]] {
    let party = scene.parties[number]
    let (left, right) = entries[number]
    let height = height(number)
    let rows = (0..<height).map { index in
      var row: [LabelCell] = []
      if widths.hasLeft {
        let entry = index < left.count ? left[index] : nil
        row += [port(entry, background), amount(entry, background: background, width: widths.left)]
      }
      if index == 0 {
        row += words(number, background: background, widths: widths, height: height)
      }
      if widths.hasRight {
        let entry = index < right.count ? right[index] : nil
        row += [
          amount(entry, background: background, width: widths.right), port(entry, background),
        ]
      }
      return row
    }
    let tooltip = scene.tooltip(number)
    return rows.map { row in
      row.map { cell in
        var cell = cell
        // The ends of arcs are found by their own names.
        cell.name = cell.name ?? FlowScene.name(number)
        cell.tooltip = tooltip
        return cell
      }
    }
  }

  /// The cells of a name and of what belongs to it.
  private func words(
    _ number: Int, background: DiagramColor, widths: CellWidths, height: Int
  ) -> [LabelCell] {
    let party = scene.parties[number]
    let name = LabelRun(
      scene.shortName(party), size: 9.5, color: Palette.ink, isBold: !party.isFolded,
      isItalic: party.isFolded)
    let beside = LabelRun(scene.wordsBesideName(number), size: 9, color: Palette.secondary)
    guard widths.isStacked else {
      return [(name, widths.name), (beside, widths.beside)].map { run, width in
        LabelCell([run], background: background, rowSpan: height, width: width, padding: 3)
      }
    }
    return [
      LabelCell(
        beside.text.isEmpty ? [name] : [name, beside], background: background, rowSpan: height,
        width: widths.words, padding: 3)
    ]
  }

  private func port(_ entry: Entry?, _ background: DiagramColor) -> LabelCell {
    guard let entry else { return LabelCell([], background: background, width: 6) }
    let stream = scene.streams[entry.stream]
    return LabelCell(
      [], port: NodeID(entry.port), background: scene.color(stream), width: 6,
      name: scene.isSideways(stream) ? NodeID(entry.port) : nil)
  }

  private func amount(
    _ entry: Entry?, background: DiagramColor, width: Int
  ) -> LabelCell {
    let words = entry.map { LedgerLayout.words($0, scene) }
    return LabelCell(
      words.map { [LabelRun($0, size: 9.5, color: Palette.ink)] } ?? [], alignment: .right,
      background: background, width: width, padding: 3)
  }
}
