internal import Graphviz
internal import PaymentGraph

/// A flow diagram of few lines: one card a party, and what was paid beside each line.
struct CardLayout {
  let scene: FlowScene

  /// The card of a party.
  func card(_ number: Int) -> DiagramNode {
    let party = scene.parties[number]
    let band = scene.band(party)
    let lines = self.lines(number)
    let badge = LabelCell(
      [LabelRun(scene.badge(party), size: 11, color: FlowPalette.paper, isBold: true)],
      alignment: .center, background: band, rowSpan: lines.count, width: 22)
    let rows = lines.enumerated().map { index, line in
      let cell = LabelCell([line], padding: index == 0 ? 3 : 2)
      return index == 0 ? [badge, cell] : [cell]
    }
    return DiagramNode(
      id: NodeID("p\(number)"),
      label: LabelTable(
        rows: rows, border: 1, borderColor: band, background: FlowPalette.tint(party.tier),
        padding: 3),
      tooltip: "\(scene.name(party)) \(scene.numberBesideName(party))",
      styleClass: NodeID("\(party.tier)"))
  }

  private func lines(_ number: Int) -> [LabelRun] {
    let party = scene.parties[number]
    var lines = [
      LabelRun(scene.shortName(party), size: 12, color: FlowPalette.ink, isBold: true)
    ]
    func add(_ text: String) {
      if !text.isEmpty { lines.append(LabelRun(text, size: 9.5, color: FlowPalette.secondary)) }
    }
    add(scene.numberBesideName(party))
    if !party.isFolded, let id = party.accounts.first {
      let details = scene.ledger.account(id).details
      let country = details.country.map(CountryName.of)
      add(
        party.tier == .channel
          ? ["Pooled account", country].compactMap { $0 }.joined(separator: ", ")
          : [details.institution, country].compactMap { $0 }.joined(separator: ", "))
      if let holder = details.holder, details.name != nil { add("Holder as stated: \(holder)") }
    }
    add(scene.victimWords(party))
    let total = scene.totalWords(number)
    let words =
      switch party.tier {
      case .source: total.isEmpty ? "" : "Paid out \(total)"
      case .channel: "\(Counted.text(scene.paymentsIn(number), "payment")) in"
      default: total.isEmpty ? "" : "Received \(total)"
      }
    if !words.isEmpty {
      lines.append(LabelRun(words, size: 10.5, color: FlowPalette.ink, isBold: true))
    }
    return lines
  }

  /// The lines, each with its amounts and days.
  var edges: [DiagramEdge] {
    let widths = scene.widths(from: 2, to: 5)
    return scene.streams.enumerated().map { number, stream in
      let words = scene.text(stream)
      var rows = words.amounts.map {
        [LabelCell([LabelRun($0, size: 10.5, color: FlowPalette.ink, isBold: true)])]
      }
      let days = stream.isInferred ? "\(words.days), no recorded link" : words.days
      rows.append(
        [LabelCell([LabelRun(days, size: 9, color: FlowPalette.secondary)], alignment: .center)])
      rows.append([LabelCell([], height: 4)])
      return DiagramEdge(
        from: DiagramEdge.End(NodeID("p\(scene.left(stream))")),
        to: DiagramEdge.End(NodeID("p\(scene.right(stream))")),
        label: LabelTable(rows: rows, padding: 0), tooltip: scene.tooltip(stream),
        color: scene.color(stream), width: widths[number], stroke: scene.stroke(stream),
        isReversed: stream.isReturn)
    }
  }

  /// One column for the sources, so that they start at the left.
  var columns: [[NodeID]] {
    [FlowTier.source, .end].map { tier in
      scene.parties.indices.filter { scene.parties[$0].tier == tier }.map { NodeID("p\($0)") }
    }.filter { $0.count > 1 }
  }
}
