internal import Drawing
internal import Graphviz
internal import PaymentGraph

/// A flow diagram of many lines: one table for each country or bank, one row for each party, with
/// the payments in the cell where their line ends.
struct LedgerLayout {
  let text: FlowText
  private let cards: CardLayout
  private let ports: LedgerPorts
  private let tables: LedgerTables

  private var model: FlowModel { text.model }
  private var style: FlowStyle { FlowStyle(model: model) }

  init(_ text: FlowText) {
    self.text = text
    cards = CardLayout(text)
    ports = LedgerPorts(text.model)
    tables = LedgerTables(text, ports: ports)
  }

  /// The cards of pooled accounts and the tables of all others, from left to right.
  var nodes: [DiagramNode] {
    var nodes: [(column: Int, node: DiagramNode)] = []
    for (number, party) in model.parties.enumerated() where party.tier == .channel {
      nodes.append((party.column, cards.card(number)))
    }
    for (index, table) in tables.all.enumerated() {
      nodes.append((table.column, node(table, index)))
    }
    let order = nodes.indices.sorted { (nodes[$0].column, $0) < (nodes[$1].column, $1) }
    return order.map { nodes[$0].node }
  }

  var columns: [[NodeID]] {
    Set(model.parties.map(\.column)).sorted().map { column in
      model.parties.indices.filter {
        model.parties[$0].column == column && model.parties[$0].tier == .channel
      }.map(FlowModel.name)
        + tables.all.indices.filter { tables.all[$0].column == column }.map(LedgerTables.name)
    }
  }

  /// The number of rows in the longest column.
  var rowCount: Int {
    let columns = Set(model.parties.map(\.column))
    return columns.map { column in
      model.parties.indices.filter { model.parties[$0].column == column }
        .reduce(0) { $0 + ports.height($1) }
    }.max() ?? 0
  }

  var edges: [DiagramEdge] {
    let widths = style.widths(from: 0.8, to: 6)
    return model.streams.enumerated().map { number, stream in
      let isSideways = model.isSideways(stream)
      let isStop = model.parties[stream.to].tier == .stop
      let (from, to) =
        isSideways
        ? (stream.from, stream.to) : (model.left(stream), model.right(stream))
      return DiagramEdge(
        from: end(from, port: "r\(number)", side: .right),
        to: end(
          to, port: isSideways ? "q\(number)" : "l\(number)", side: isSideways ? .right : .left),
        tooltip: text.tooltip(stream), color: style.color(stream).withAlpha(0x99),
        width: widths[number], stroke: style.stroke(stream),
        hasArrow: stream.isReturn || isSideways || isStop, isReversed: model.isTurned(stream),
        isWithinColumn: isSideways)
    }
  }

  private func end(_ party: Int, port: String, side: DiagramEdge.Side) -> DiagramEdge.End {
    guard let table = tables.name(ofTableWith: party) else {
      return DiagramEdge.End(FlowModel.name(party), side: side)
    }
    return DiagramEdge.End(table, port: ports.name(port), side: side)
  }

  // MARK: Tables

  private func node(_ table: LedgerTables.Table, _ index: Int) -> DiagramNode {
    // Rows come in the order of the channels to which their lines lead, so that lines cross little;
    // rows that stand for several accounts come last.
    let members = tables.members(of: index).sorted {
      let (left, right) = (sortKey($0), sortKey($1))
      return left != right ? left < right : $0 < $1
    }
    let widths = tables.widths(ofColumn: table.column)
    let band = Palette.band(table.tier)
    let head = LabelCell(
      tables.heads(table, members: members), background: band,
      columnSpan: (widths.isStacked ? 1 : 2) + (widths.hasLeft ? 2 : 0) + (widths.hasRight ? 2 : 0),
      padding: 5)
    var rows = [[head]]
    for (index, member) in members.enumerated() {
      rows += self.rows(
        member, background: index % 2 == 0 ? Palette.tint(table.tier) : Palette.paper,
        widths: widths)
    }
    return DiagramNode(
      id: LedgerTables.name(index),
      label: LabelTable(
        rows: rows, border: 1, borderColor: band, background: Palette.paper, padding: 2),
      tooltip: "\(table.group): \(tables.count(table, members: members))",
      styleClass: NodeID("\(table.tier)"))
  }

  private func sortKey(_ party: Int) -> Int {
    if model.parties[party].isFolded { return .max }
    let entries = ports.entries[party]
    let channels = (entries.left + entries.right).map {
      model.channel(model.streams[$0.stream]) ?? 5
    }
    return channels.isEmpty ? 500 : channels.reduce(0, +) * 100 / channels.count
  }

  private func rows(
    _ number: Int, background: DiagramColor, widths: LedgerTables.CellWidths
  ) -> [[LabelCell]] {
    let (left, right) = ports.entries[number]
    let height = ports.height(number)
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
    let tooltip = text.tooltip(number)
    return rows.map { row in
      row.map { cell in
        var cell = cell
        // The ends of arcs are found by their own names.
        cell.name = cell.name ?? FlowModel.name(number)
        cell.tooltip = tooltip
        return cell
      }
    }
  }

  /// The cells of a name and of what belongs to it.
  private func words(
    _ number: Int, background: DiagramColor, widths: LedgerTables.CellWidths, height: Int
  ) -> [LabelCell] {
    let party = model.parties[number]
    let name = LabelRun(
      text.shortName(party), size: 9.5, color: Palette.ink, isBold: !party.isFolded,
      isItalic: party.isFolded)
    let beside = LabelRun(text.wordsBesideName(number), size: 9, color: Palette.secondary)
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

  private func port(_ entry: LedgerPorts.Entry?, _ background: DiagramColor) -> LabelCell {
    guard let entry else { return LabelCell([], background: background, width: 6) }
    let stream = model.streams[entry.stream]
    return LabelCell(
      [], port: NodeID(entry.port), background: style.color(stream), width: 6,
      name: model.isSideways(stream) ? NodeID(entry.port) : nil)
  }

  private func amount(
    _ entry: LedgerPorts.Entry?, background: DiagramColor, width: Int
  ) -> LabelCell {
    let words = entry.map(ports.words)
    return LabelCell(
      words.map { [LabelRun($0, size: 9.5, color: Palette.ink)] } ?? [], alignment: .right,
      background: background, width: width, padding: 3)
  }
}
