internal import Graphviz
internal import PaymentGraph

/// What stands above and below a flow diagram: title, totals, legend, notes and sources.
struct PageFrame {
  let scene: FlowScene
  let title: String
  let notes: [String]
  let isLedger: Bool

  var summary: String {
    let payments = scene.streams.reduce(0) { $0 + $1.transfers.count }
    return "\(Counted.text(payments, "payment")) between "
      + "\(Counted.text(scene.parties.reduce(0) { $0 + $1.accounts.count }, "account")), "
      + "\(days). \(paidOut)"
  }

  private var days: String {
    DayText.range(scene.streams.flatMap(\.transfers).map { scene.ledger.transfer($0).time })
  }

  private var paidOut: String {
    var totals = MoneyTotals()
    for number in scene.parties.indices where scene.parties[number].tier == .source {
      totals.add(scene.total(number))
    }
    let money = totals.lines.map(\.description).joined(separator: " + ")
    return money.isEmpty ? "" : "\(money) paid out by \(scene.sourceNoun)s"
  }

  var header: LabelTable {
    let payments = scene.streams.reduce(0) { $0 + $1.transfers.count }
    let parts = [days, Counted.text(payments, "payment"), paidOut].filter { !$0.isEmpty }
    return LabelTable(rows: [
      [LabelCell([LabelRun(title, size: 20, color: FlowPalette.ink, isBold: true)])],
      [
        LabelCell([
          LabelRun(
            parts.joined(separator: "   |   "), size: 11, color: FlowPalette.secondary)
        ])
      ],
      [LabelCell([], height: 8)],
    ])
  }

  var footer: LabelTable {
    let lines = [amountWords, widthWords + strokeWords] + notes + [sources]
    return LabelTable(
      rows: [[LabelCell([], height: 8)], [LabelCell(legend)]]
        + lines.filter { !$0.isEmpty }.map {
          [LabelCell([LabelRun($0, size: 9.5, color: FlowPalette.secondary)])]
        })
  }

  private var legend: LabelTable {
    var row: [LabelCell] = []
    func add(_ color: DiagramColor, _ text: String) {
      row.append(LabelCell([], background: color, width: 14, height: 12))
      row.append(LabelCell([LabelRun("\(text)   ", size: 9.5, color: FlowPalette.secondary)]))
    }
    let tiers = Set(scene.parties.map(\.tier))
    if tiers.contains(.source) {
      let noun = scene.sourceNoun.prefix(1).uppercased() + scene.sourceNoun.dropFirst()
      add(FlowPalette.band(.source), "\(noun)s (\(scene.sourceNoun == "victim" ? "V" : "S"))")
    }
    let channels = scene.parties.filter { $0.channel != nil }
      .sorted { ($0.channel ?? 0) < ($1.channel ?? 0) }
    for party in channels.prefix(5) {
      add(
        FlowPalette.line(party.channel),
        party.tier == .channel ? "via \(scene.shortName(party))" : "to \(scene.shortName(party))")
    }
    if channels.count > 5 { add(FlowPalette.other, "others") }
    if tiers.contains(.transit) { add(FlowPalette.band(.transit), "Accounts that pay on (T)") }
    if tiers.contains(.end) || tiers.contains(.beyond) {
      add(FlowPalette.band(.end), "Receiving accounts (B)")
    }
    row.append(LabelCell([], width: 60))
    return LabelTable(rows: [row], spacing: 2, padding: 1)
  }

  private var amountWords: String {
    let place = isLedger ? "in the row where their line ends" : "beside their line"
    return "Payments stand \(place): the value of one x their number, or their sum in their number "
      + "where they differ."
  }

  private var widthWords: String {
    "Line width grows with the square root of the amount, within each currency.  "
  }

  private var strokeWords: String {
    var words: [String] = []
    if scene.streams.contains(where: \.isInferred) {
      words.append("Dashed line: no record links the payout with a receipt.")
    }
    if scene.streams.contains(where: \.isReturn) {
      words.append("Dotted line: money given back.")
    }
    if scene.parties.contains(where: \.isFolded) {
      words.append("Rows \"and … more\" stand for several accounts; nothing is left out of totals.")
    }
    return words.joined(separator: "  ")
  }

  private var sources: String {
    let used = Set(
      scene.streams.flatMap(\.transfers).flatMap { scene.ledger.transfer($0).evidence }.map(\.file))
    let files = scene.ledger.files.filter(used.contains)
    var words =
      "Sources (SHA-256): "
      + files.prefix(4).map { "\($0.name) \($0.digest.hex.prefix(12))" }.joined(separator: ", ")
    if files.count > 4 { words += ", \(files.count - 4) more" }
    return words + (scene.showsNumbers ? "" : "   Account numbers masked")
  }
}
