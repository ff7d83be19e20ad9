internal import FundTracing
internal import Graphviz
internal import PaymentGraph

/// The text above and below a flow diagram: title, totals, legend, notes and sources.
struct PageFrame {
  let scene: FlowScene
  let options: DiagramOptions
  let title: String
  let notes: [String]
  let isLedger: Bool

  private var shown: [Transfer] {
    scene.streams.filter { scene.parties[$0.to].tier != .stop }.flatMap(\.transfers)
      .map(scene.ledger.transfer)
  }

  var summary: String {
    let accounts = scene.parties.filter { $0.tier != .stop }.reduce(0) { $0 + $1.accounts.count }
    let banner = scene.material.banner.isEmpty ? "" : "\(scene.material.banner). "
    return
      "\(banner)\(Counted.text(shown.count, "payment")) between \(Counted.text(accounts, "account")), "
      + "\(days). \(paidOut)"
  }

  private var days: String { DayText.range(shown.map(\.time)) }

  private var paidOut: String {
    if let words = scene.allClaimWords { return words }
    var totals = MoneyTotals()
    for number in scene.parties.indices where scene.parties[number].tier == .source {
      totals.add(scene.total(number))
    }
    let money = FlowScene.money(totals)
    guard !money.isEmpty else { return "" }
    guard scene.material.center != nil else { return "\(money) paid out by \(scene.sourceNoun)s" }
    // The sum received can differ from the sum sent, and be in other currencies.
    let middle = scene.parties.firstIndex { $0.tier == .channel }.map(scene.total) ?? totals
    return "\(money) sent by payers"
      + (middle == totals
        ? ""
        : ", which arrived as \(FlowScene.money(middle)): exchanged, or less a fee, on the way")
  }

  var header: LabelTable {
    let parts = [days, Counted.text(shown.count, "payment"), paidOut].filter { !$0.isEmpty }
    let banner =
      scene.material.banner.isEmpty
      ? []
      : [
        [
          LabelCell(
            [LabelRun(scene.material.banner, size: 13, color: Palette.ink, isBold: true)],
            background: Palette.warning, padding: 6)
        ]
      ]
    return LabelTable(
      rows: banner + [
        [LabelCell([LabelRun(title, size: 20, color: Palette.ink, isBold: true)])],
        [
          LabelCell([
            LabelRun(parts.joined(separator: "   |   "), size: 11, color: Palette.secondary)
          ])
        ],
        [LabelCell([], height: 8)],
      ])
  }

  var footer: LabelTable {
    let files = shown.flatMap(\.evidence).map(\.file)
    let lines =
      [amountWords, widthWords] + strokeWords + notes
      + SourceLine(options: options).lines(files)
    return LabelTable(
      // Lines that pass a column below its tables need room.
      rows: [[LabelCell([], height: isLedger ? 28 : 8)], [LabelCell(inline: legend)]]
        + lines.filter { !$0.isEmpty }.map {
          [LabelCell([LabelRun($0, size: 9.5, color: Palette.secondary)])]
        })
  }

  /// The legend: squares in the colours of lines and cards, each with its meaning.
  private var legend: [LabelRun] {
    var runs: [LabelRun] = []
    func add(_ color: DiagramColor, _ text: String) {
      runs.append(LabelRun("■ ", size: 15, color: color))
      runs.append(LabelRun("\(text)      ", size: 9.5, color: Palette.secondary))
    }
    let tiers = Set(scene.parties.map(\.tier))
    let channels = scene.parties.filter { $0.channel != nil }
      .sorted { ($0.channel ?? 0) < ($1.channel ?? 0) }
    if scene.material.center == nil {
      // A name that several channels share tells nobody which one is meant.
      let names = channels.map(scene.name)
      for party in channels.prefix(5) {
        let name = scene.name(party)
        let beside = scene.numberBesideName(party)
        let isShared = names.count { $0 == name } > 1 && !beside.isEmpty
        add(
          Palette.line(party.channel),
          "\(scene.preposition(party.channel)) \(isShared ? "\(name), \(beside)" : name)"
            + (party.tier == .channel ? " (P)" : ""))
      }
      if channels.count > 5 { add(Palette.other, "others") }
    }
    if tiers.contains(.source) {
      let noun = scene.sourceNoun.prefix(1).uppercased() + scene.sourceNoun.dropFirst()
      add(Palette.band(.source), "\(noun)s (\(scene.sourceNoun == "victim" ? "V" : "S"))")
    }
    if tiers.contains(.transit) { add(Palette.band(.transit), "Accounts that pay on (T)") }
    if tiers.contains(.end) || tiers.contains(.beyond) {
      add(Palette.band(.end), "Receiving accounts (B)")
    }
    if tiers.contains(.stop) { add(Palette.other, "Money that stops (X)") }
    return runs
  }

  private var amountWords: String {
    let place = isLedger ? "in the row where their line ends" : "beside their line"
    return
      "Payments stand \(place), as received: \"x 3\", three of that amount each; \"in 3\", the sum of three "
      + "that differ."
  }

  private var widthWords: String {
    "Line width grows with the square root of the amount, within each currency: lines of different currencies cannot "
      + "be compared."
  }

  private var strokeWords: [String] {
    var words: [String] = []
    let evidence = Set(
      scene.streams.filter { scene.parties[$0.to].tier != .stop }.map(\.evidence))
    let grades = evidence.sorted().compactMap { evidence in
      if case .inferred(let grade) = evidence { grade.letter } else { nil }
    }
    if evidence.contains(.unlinked) || !grades.isEmpty {
      let inferred =
        grades.isEmpty ? "" : ", or only a link inferred (grade \(grades.joined(separator: ", ")))"
      words.append("Dashed line: no record links the payout with a receipt\(inferred).")
    }
    if evidence.contains(.openOrder) {
      words.append("Dashed line: the records do not say that the money had come before it left.")
    }
    if scene.streams.contains(where: \.isReturn) {
      words.append("Dotted line: money given back.")
    }
    if scene.parties.contains(where: \.isFolded) {
      words.append("Rows \"and … more\" stand for several accounts; nothing is left out of totals.")
    }
    return words
  }
}
