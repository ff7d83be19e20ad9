internal import Drawing
internal import Graphviz
internal import PaymentGraph

/// A flow diagram of few lines: one card a party, with the payments beside each line.
struct CardLayout {
  let text: FlowText
  /// The text width of the cards in each column, so that they begin and end together.
  private let widths: [Int: Int]

  init(_ text: FlowText) {
    self.text = text
    var widths: [Int: Int] = [:]
    for (number, party) in text.model.parties.enumerated() {
      let own = CardLayout.lines(number, text).map {
        TextWidth.of($0.text, size: Double($0.size.tenths) / 10, isBold: $0.isBold)
      }.max()
      widths[party.column] = max(
        widths[party.column] ?? 60, Int((own ?? 0).rounded(.up)) + 14)
    }
    self.widths = widths
  }

  private var model: FlowModel { text.model }
  private var style: FlowStyle { FlowStyle(model: model) }

  /// The widest room for a name.
  private static let nameRoom = 300.0

  /// Builds the card of a party.
  func card(_ number: Int) -> DiagramNode {
    let party = model.parties[number]
    let band = style.band(party)
    let lines = CardLayout.lines(number, text)
    let badge = LabelCell(
      [LabelRun(style.badge(party), size: 11, color: Palette.paper, isBold: true)],
      alignment: .center, background: band, rowSpan: lines.count, width: 22)
    let width = widths[party.column] ?? 60
    let rows = lines.enumerated().map { index, line in
      let cell = LabelCell([line], width: width, padding: 3)
      return index == 0 ? [badge, cell] : [cell]
    }
    return DiagramNode(
      id: FlowModel.name(number),
      label: LabelTable(
        rows: rows, border: 1, borderColor: band, background: Palette.tint(party.tier),
        padding: 3),
      tooltip: text.tooltip(number), styleClass: NodeID("\(party.tier)"))
  }

  private static func lines(_ number: Int, _ text: FlowText) -> [LabelRun] {
    let model = text.model
    let party = model.parties[number]
    if party.tier == .stop { return stopLines(number, text) }
    var lines = [
      LabelRun(
        text.shortName(party, width: nameRoom, size: 12), size: 12, color: Palette.ink,
        isBold: true)
    ]
    func add(_ text: String) {
      guard !text.isEmpty else { return }
      let fitted = TextWidth.fitted(text, into: nameRoom + 20, size: 9.5)
      lines.append(LabelRun(fitted, size: 9.5, color: Palette.secondary))
    }
    add(text.numberBesideName(party))
    if !party.isFolded, let id = party.accounts.first {
      let country = text.names.country(id)
      let account = model.ledger.account(id)
      let what =
        account.isPooled
        ? account.role == .processor ? "Payment service" : "Pooled account"
        : text.names.institution(id)
      add([what, country].compactMap { $0 }.joined(separator: ", "))
      if let holder = text.names.holder(id) { add("Holder as stated: \(holder)") }
    }
    add(text.victimWords(party))
    if party.tier == .channel {
      let count = model.paymentsIn(number)
      if count > 0 { add("\(Plural.text(count, "payment")) in") }
    }
    func addMoney(_ verb: String, _ totals: MoneyTotals) {
      for line in moneyLines(verb, totals: totals) {
        lines.append(LabelRun(line, size: 10.5, color: Palette.ink, isBold: true))
      }
    }
    let total = model.total(number)
    if let claimed = model.claimed(number) {
      let followed = model.followed(number)
      addMoney(model.input.areClaims ? "Claimed" : "Paid", claimed)
      if claimed.isEmpty {
        add("claims nothing")
      } else if claimed == followed {
        add("all of it followed here")
      } else if followed.isEmpty {
        add("none of it followed here")
      } else {
        for line in moneyLines("of which", totals: followed, end: " followed here") { add(line) }
      }
      if total != followed { for line in moneyLines("paid out here", totals: total) { add(line) } }
    } else {
      addMoney(party.tier == .source ? "Paid out" : "Received", total)
    }
    guard model.input.center != nil, party.tier == .channel else { return lines }
    if model.paymentsOut(number) > 0 {
      add("\(Plural.text(model.paymentsOut(number), "payment")) out")
      addMoney("Paid out", model.paidOut(number))
    }
    return lines
  }

  /// Writes sums of several currencies in as many lines as they need, so that no card is wider than
  /// names make it.
  private static func moneyLines(
    _ verb: String, totals: MoneyTotals, end: String = ""
  ) -> [String] {
    guard !totals.isEmpty else { return [] }
    var lines = [verb]
    for (number, total) in totals.lines.enumerated() {
      let words = number == 0 ? " \(total)" : " + \(total)"
      let last = lines[lines.count - 1]
      if number > 0, TextWidth.of(last + words, size: 10.5, isBold: true) > 230 {
        lines.append("+ \(total)")
      } else {
        lines[lines.count - 1] = last + words
      }
    }
    lines[lines.count - 1] += end
    return lines
  }

  private static func stopLines(_ number: Int, _ text: FlowText) -> [LabelRun] {
    let name = text.shortName(text.model.parties[number], width: 180, size: 10.5)
    return [
      LabelRun("Stops at \(name)", size: 10.5, color: Palette.ink, isBold: true),
      LabelRun("No payout is linked to it", size: 9.5, color: Palette.secondary),
    ]
  }

  /// The lines, each with its amounts and days.
  var edges: [DiagramEdge] {
    let widths = style.widths(from: 2, to: 5)
    return model.streams.enumerated().map { number, stream in
      let words = text.payments(stream)
      var rows = words.amounts.map {
        [
          LabelCell(
            [LabelRun($0, size: 10.5, color: Palette.ink, isBold: true)], alignment: .center)
        ]
      }
      let isStop = model.parties[stream.to].tier == .stop
      let evidence = isStop ? "" : stream.evidence.words
      for words in [words.days, stream.way.words, evidence]
      where !words.isEmpty {
        rows.append(
          [LabelCell([LabelRun(words, size: 9, color: Palette.secondary)], alignment: .center)])
      }
      rows.append([LabelCell([], height: 4)])
      return DiagramEdge(
        from: DiagramEdge.End(FlowModel.name(model.left(stream))),
        to: DiagramEdge.End(FlowModel.name(model.right(stream))),
        label: LabelTable(rows: rows, padding: 0), tooltip: text.tooltip(stream),
        color: style.color(stream), width: widths[number], stroke: style.stroke(stream),
        isReversed: model.isTurned(stream))
    }
  }

  /// The first and the last column, whose cards are aligned; left out where one card of the column
  /// pays another.
  var columns: [[NodeID]] {
    [FlowTier.source, .end].filter { tier in
      !model.streams.contains { model.isSideways($0) && model.parties[$0.from].tier == tier }
    }.map { tier in
      model.parties.indices.filter { model.parties[$0].tier == tier }.map(FlowModel.name)
    }.filter { $0.count > 1 }
  }
}
