internal import Drawing
internal import FundTracing
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
        : ", which arrived as \(FlowScene.money(middle)) after exchange or fees on the way")
  }

  /// The facts below the title.
  private var facts: [String] {
    [days, Counted.text(shown.count, "payment"), paidOut].filter { !$0.isEmpty }
  }

  /// The drawing of the boxes and lines that were laid out, with everything around it.
  func drawing(around laid: Drawing) -> Drawing {
    var sheet = Sheet(
      options: options, title: title, facts: facts, summary: summary,
      width: max(laid.width - 2 * Sheet.margin, PageFrame.leastWidth))
    sheet.banner = scene.material.banner
    sheet.legend = marks
    sheet.notes = remarks
    // Graphviz leaves a margin of its own around what it lays out.
    let top = sheet.top - Sheet.margin + 6
    let items = laid.items.map { $0.placed(at: DrawingPoint(0, top)) }
    return sheet.drawing(
      items, bottom: top + laid.height - Sheet.margin,
      files: shown.flatMap(\.evidence).map(\.file))
  }

  /// Narrower pictures leave no room for their words.
  private static let leastWidth = 560.0

  var header: LabelTable {
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
            LabelRun(facts.joined(separator: "   |   "), size: 11, color: Palette.secondary)
          ])
        ],
        [LabelCell([], height: 8)],
      ])
  }

  private var remarks: [String] { [amountWords, widthWords] + strokeWords + notes }

  var footer: LabelTable {
    let files = shown.flatMap(\.evidence).map(\.file)
    let lines = remarks + SourceLine(options: options).lines(files)
    return LabelTable(
      // Lines that pass a column below its tables need room.
      rows: [[LabelCell([], height: isLedger ? 28 : 8)], [LabelCell(inline: legend)]]
        + lines.filter { !$0.isEmpty }.map {
          [LabelCell([LabelRun($0, size: 9.5, color: Palette.secondary)])]
        })
  }

  /// The legend: squares in the colours of lines and cards, each with its meaning.
  private var legend: [LabelRun] {
    marks.flatMap { mark in
      [
        LabelRun("■ ", size: 15, color: mark.color),
        LabelRun("\(mark.words)      ", size: 9.5, color: Palette.secondary),
      ]
    }
  }

  /// The legend of the colours of lines and cards.
  private var marks: [LegendMark] {
    var marks: [LegendMark] = []
    func add(_ color: DiagramColor, _ text: String) {
      marks.append(LegendMark(.square(color), text))
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
        let words =
          "\(scene.preposition(party.channel)) \(isShared ? "\(name), \(beside)" : name)"
          + (party.tier == .channel ? " (P)" : "")
        marks.append(LegendMark(.line(Palette.line(party.channel), dashes: [], width: 3), words))
      }
      if channels.count > 5 {
        marks.append(LegendMark(.line(Palette.other, dashes: [], width: 3), "others"))
      }
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
    return marks
  }

  private var amountWords: String {
    let place = isLedger ? "in the row where their line ends" : "beside their line"
    return
      "Payments stand \(place), as received: \"x 3\" = three of that amount each; \"in 3\" = three of different "
      + "amounts, added up."
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
        grades.isEmpty
        ? "" : ", or the link is only inferred (grade \(grades.joined(separator: ", ")))"
      words.append("Dashed line: no record links the payout with a receipt\(inferred).")
    }
    if evidence.contains(.openOrder) {
      words.append("Dashed line: the records do not show that the money arrived before it left.")
    }
    if scene.streams.contains(where: \.isReturn) {
      words.append("Dotted line: returned money.")
    }
    if scene.parties.contains(where: \.isFolded) {
      words.append("Rows \"and … more\" stand for several accounts; totals leave nothing out.")
    }
    return words
  }
}
