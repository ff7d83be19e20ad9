internal import Drawing
internal import PaymentGraph

/// The tables of a flow diagram of many lines, one for each country or bank, and the widths of
/// their cells.
struct LedgerTables {
  /// A table of a column, for one country or bank.
  struct Table: Hashable {
    let column: Int
    let tier: FlowTier
    let group: String
  }

  /// The widths of the cells in a column's tables, so that they all begin and end together.
  struct CellWidths {
    var left = 0
    var name = 104
    var beside = 24
    var right = 0
    /// True where numbers stand below names instead of beside them, which makes the table narrower.
    var isStacked = false

    var words: Int { isStacked ? max(name, beside) : name + beside }
    var hasLeft: Bool { left > 0 }
    var hasRight: Bool { right > 0 }
    /// The width of a whole row.
    var row: Int { left + words + right + (hasLeft ? 6 : 0) + (hasRight ? 6 : 0) }
  }

  let text: FlowText
  /// The tables, from left to right and from top to bottom.
  let all: [Table]
  private let tableOf: [Int: Int]
  private var widths: [Int: CellWidths] = [:]

  private var model: FlowModel { text.model }

  init(_ text: FlowText, ports: LedgerPorts) {
    self.text = text
    let parties = text.model.parties
    let tables = LedgerTables.tables(of: parties)
    all = tables
    tableOf = Dictionary(
      uniqueKeysWithValues: parties.indices.compactMap { number in
        LedgerTables.table(of: parties[number]).flatMap { tables.firstIndex(of: $0) }
          .map { (number, $0) }
      })
    measureCells(ports)
    stackNames(ports)
    makeRoomForHeads()
  }

  // MARK: Tables

  private static func table(of party: FlowParty) -> Table? {
    party.tier == .channel
      ? nil : Table(column: party.column, tier: party.tier, group: party.group)
  }

  private static func tables(of parties: [FlowParty]) -> [Table] {
    Set(parties.compactMap(table)).sorted {
      ($0.column, $0.tier, $0.group == FlowArranger.standInGroup ? 1 : 0, $0.group)
        < ($1.column, $1.tier, $1.group == FlowArranger.standInGroup ? 1 : 0, $1.group)
    }
  }

  /// Returns the name of a table in the drawing.
  static func name(_ table: Int) -> NodeID { NodeID("t\(table)") }

  /// Returns the name of the table that has a party's row; nil for a party with a card.
  func name(ofTableWith party: Int) -> NodeID? { tableOf[party].map(LedgerTables.name) }

  /// Returns the parties of a table, in their order.
  func members(of table: Int) -> [Int] {
    model.parties.indices.filter { tableOf[$0] == table }
  }

  /// Returns the widths of the cells in a column.
  func widths(ofColumn column: Int) -> CellWidths { widths[column] ?? CellWidths() }

  /// Returns the two lines at the top of a table: its content, the number of accounts and the sum.
  func heads(_ table: Table, members: [Int]) -> [LabelRun] {
    var totals = MoneyTotals()
    for member in members { totals.add(model.total(member)) }
    var money = totals.words
    if table.tier == .source, !model.input.claimed.isEmpty {
      var (claimed, followed) = (MoneyTotals(), MoneyTotals())
      for member in members {
        claimed.add(model.claimed(member) ?? MoneyTotals())
        followed.add(model.followed(member))
      }
      money = text.claimWords(claimed, followed)
    }
    let words = [table.tier == .stop ? "" : count(table, members: members), money]
    return [
      LabelRun(
        TextWidth.fitted(table.group, into: 260, size: 11.5, isBold: true), size: 11.5,
        color: Palette.paper, isBold: true),
      LabelRun(
        words.filter { !$0.isEmpty }.joined(separator: ", "), size: 9.5, color: Palette.paper,
        leading: 12.5),
    ]
  }

  /// Writes the number of accounts in a table: `3 victims`.
  func count(_ table: Table, members: [Int]) -> String {
    Plural.text(
      members.reduce(0) { $0 + model.parties[$1].accounts.count },
      table.tier == .source ? model.sourceNoun : "account")
  }

  // MARK: Widths

  /// Makes the cells of each column as wide as their words.
  private mutating func measureCells(_ ports: LedgerPorts) {
    func width(_ text: String, _ size: Double, isBold: Bool = false) -> Int {
      Int(TextWidth.of(text, size: size, isBold: isBold).rounded(.up)) + 10
    }
    for number in tableOf.keys.sorted() {
      let party = model.parties[number]
      var own = widths[party.column] ?? CellWidths()
      for entry in ports.entries[number].left {
        own.left = max(own.left, 96, width(ports.words(entry), 9.5))
      }
      for entry in ports.entries[number].right {
        own.right = max(own.right, 96, width(ports.words(entry), 9.5))
      }
      own.name = max(own.name, width(text.shortName(party), 9.5, isBold: !party.isFolded))
      own.beside = max(own.beside, width(text.wordsBesideName(number), 9))
      widths[party.column] = own
    }
  }

  /// Gives names two lines each where another column is higher anyway: the picture gets narrower.
  private mutating func stackNames(_ ports: LedgerPorts) {
    var heights: [Int: (plain: Int, stacked: Int)] = [:]
    for number in tableOf.keys {
      let column = model.parties[number].column
      let words = text.wordsBesideName(number).isEmpty ? 1 : 2
      heights[column, default: (0, 0)].plain += ports.height(number)
      heights[column, default: (0, 0)].stacked += max(ports.height(number), words)
    }
    let highest = heights.values.map(\.plain).max() ?? 0
    for (column, rows) in heights where rows.stacked <= highest {
      widths[column]?.isStacked = true
    }
  }

  /// Widens the cells of a column whose tables' heads need more room.
  private mutating func makeRoomForHeads() {
    for (index, table) in all.enumerated() {
      guard let own = widths[table.column] else { continue }
      let heads = heads(table, members: members(of: index)).map(\.width)
      let missing = Int((heads.max() ?? 0).rounded(.up)) + 16 - own.row
      if own.isStacked {
        widths[table.column]?.name = own.words + max(0, missing)
      } else {
        widths[table.column]?.beside += max(0, missing)
      }
    }
  }
}

/// The ends of streams at the rows of a flow diagram's tables.
struct LedgerPorts {
  /// The end of a stream in a row, or of several streams of one kind where a row has very many.
  struct Entry {
    var streams: [Int]
    let port: String

    var stream: Int { streams[0] }
  }

  /// The properties that streams with a shared end have in common.
  private struct Kind: Hashable {
    let channel: Int?
    let column: Int
    let isReturn: Bool
    let evidence: FlowEvidence
  }

  /// The most ends at one side of a row that have a line each; where there are more, those of one
  /// channel and one column end together.
  private static let mostEnds = 24

  /// The streams that end at the left and at the right of each party's row, by channel.
  private(set) var entries: [(left: [Entry], right: [Entry])]
  private let model: FlowModel
  /// The shared port of each stream, by the port that it would have alone.
  private var shared: [String: String] = [:]

  init(_ model: FlowModel) {
    self.model = model
    entries = Array(repeating: (left: [], right: []), count: model.parties.count)
    addEntries()
    for party in entries.indices {
      entries[party].left = bundled(entries[party].left, of: party)
      entries[party].right = bundled(entries[party].right, of: party)
    }
  }

  private mutating func addEntries() {
    let order = model.streams.indices.sorted {
      let (left, right) = (model.channel(model.streams[$0]), model.channel(model.streams[$1]))
      return (left ?? 99, $0) < (right ?? 99, $1)
    }
    for number in order {
      let stream = model.streams[number]
      if model.isSideways(stream) {
        entries[stream.from].right.append(Entry(streams: [number], port: "r\(number)"))
        entries[stream.to].right.append(Entry(streams: [number], port: "q\(number)"))
      } else {
        entries[model.left(stream)].right.append(Entry(streams: [number], port: "r\(number)"))
        entries[model.right(stream)].left.append(Entry(streams: [number], port: "l\(number)"))
      }
    }
  }

  private mutating func bundled(_ ends: [Entry], of party: Int) -> [Entry] {
    guard ends.count > LedgerPorts.mostEnds else { return ends }
    var bundles: [Entry] = []
    var places: [Kind: Int] = [:]
    for end in ends {
      let stream = model.streams[end.stream]
      guard !model.isSideways(stream) else {
        bundles.append(end)
        continue
      }
      let other = stream.from == party ? stream.to : stream.from
      let kind = Kind(
        channel: model.channel(stream), column: model.parties[other].column,
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

  /// Returns the name of the cell where a stream ends that would have a port alone.
  func name(_ port: String) -> NodeID { NodeID(shared[port] ?? port) }

  /// Returns the number of lines of a party's row.
  func height(_ party: Int) -> Int {
    max(1, entries[party].left.count, entries[party].right.count)
  }

  /// Returns the amounts of an end's payments.
  func words(_ entry: Entry) -> String {
    let stream = model.streams[entry.stream]
    // A line within a column starts and ends at the same side.
    let way = model.isSideways(stream) ? entry.port.hasPrefix("q") ? "in " : "out " : ""
    let transfers = entry.streams.flatMap { model.streams[$0].transfers }
    return (stream.isReturn ? "back " : way)
      + PaymentsText(ledger: model.ledger, transfers: transfers).amounts
      .joined(separator: " + ")
  }
}
