internal import FundTracing
internal import Graphviz
internal import PaymentGraph

/// What is said of the bands of a panel.
struct SankeyText {
  let cast: SankeyCast
  let panel: SankeyPanel

  /// One text a band.
  var tooltips: [String] { panel.bands.indices.map(tooltip) }

  private func tooltip(_ number: Int) -> String {
    let band = panel.bands[number]
    let (from, to) = (cast.nodes[band.from].name, cast.nodes[band.to].name)
    var parts = [amounts(band)]
    if !band.transfers.isEmpty {
      parts.append("in \(Counted.text(band.transfers.count, "payment"))")
      parts.append(days(band))
    }
    if band.key.evidence != .recorded { parts.append(band.key.evidence.words) }
    if band.key.isReturn { parts.append("given back") }
    return "\(from) to \(to): \(parts.joined(separator: ", "))"
  }

  private func amounts(_ band: SankeyBand) -> String {
    let sent = band.sent.flatMap { AmountText.total($0, panel.currency) }
    let received = band.received.flatMap { AmountText.total($0, panel.currency) }
    switch (sent, received) {
    case (let sent?, let received?) where sent == received: return sent.description
    case (let sent?, let received?): return "\(sent) sent, \(received) received"
    case (let sent?, nil): return "\(sent) sent, received in another currency"
    case (nil, let received?): return "\(received) received, sent in another currency"
    case (nil, nil): return ""
    }
  }

  private func days(_ band: SankeyBand) -> String {
    band.transfers.isEmpty
      ? "" : DayText.range(band.transfers.map { cast.flow.ledger.transfer($0).time })
  }

  /// On what dashed bands rest.
  static func inferred(_ bands: [SankeyBand]) -> String {
    let grades = Set(bands.map(\.key.evidence)).sorted().compactMap { evidence in
      if case .inferred(let grade) = evidence { grade.letter } else { nil }
    }
    let evidence = Set(bands.map(\.key.evidence))
    let order = "the records do not say that the money had come before it left"
    if evidence.isSubset(of: [.recorded, .openOrder]) { return order }
    return "no record links the payouts with receipts"
      + (grades.isEmpty
        ? "" : ", or only a link inferred (grade \(grades.joined(separator: ", ")))")
      + (evidence.contains(.openOrder) ? ", or \(order)" : "")
  }

  /// All bands of all panels.
  static func table(_ panels: [SankeyText], _ names: [[NodeID]]) -> PictureTable {
    var rows: [PictureTable.Row] = []
    for (words, own) in zip(panels, names) {
      for (band, name) in zip(words.panel.bands, own) {
        let (from, to) = (words.cast.nodes[band.from], words.cast.nodes[band.to])
        func money(_ amount: Int128?) -> String {
          amount.flatMap { AmountText.total($0, words.panel.currency) }?.description ?? ""
        }
        var evidence = band.key.evidence == .recorded ? "recorded" : band.key.evidence.words
        if band.key.isReturn { evidence += ", given back" }
        if from.isRest || to.isRest {
          evidence = to.kind == .stopped ? "no payout is linked" : "the difference"
        }
        rows.append(
          PictureTable.Row(
            name: name,
            cells: [
              words.panel.currency.code, from.name, to.name,
              band.transfers.isEmpty ? "" : "\(band.transfers.count)", money(band.sent),
              money(band.received), words.days(band), evidence,
            ]))
      }
    }
    return PictureTable(
      heads: ["Currency", "From", "To", "Payments", "Sent", "Received", "Dates", "Evidence"],
      numbers: [3, 4, 5], rows: rows)
  }
}
