internal import Drawing
internal import FundTracing
internal import PaymentGraph

/// The words for the bands of a panel.
struct SankeyText {
  let cast: SankeyCast
  let panel: SankeyPanel

  /// The tooltips, one a band.
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
    guard !band.transfers.isEmpty else { return cast.words(band.end, panel.currency) }
    func money(_ totals: MoneyTotals) -> String {
      totals.lines.map(\.description).joined(separator: " + ")
    }
    let words =
      band.sent == band.received
      ? money(band.sent) : "\(money(band.sent)) sent, \(money(band.received)) received"
    return cast.rates == nil ? words : "\(cast.words(band.start, panel.currency)) (\(words))"
  }

  private func days(_ band: SankeyBand) -> String {
    band.transfers.isEmpty
      ? "" : DayText.range(band.transfers.map { cast.flow.ledger.transfer($0).time })
  }

  /// Writes the note on the evidence for dashed bands.
  static func inferred(_ bands: [SankeyBand]) -> String {
    let grades = Set(bands.map(\.key.evidence)).sorted().compactMap { evidence in
      if case .inferred(let grade) = evidence { grade.letter } else { nil }
    }
    let evidence = Set(bands.map(\.key.evidence))
    let order = "the records do not show that the money arrived before it left"
    if evidence.isSubset(of: [.recorded, .openOrder]) { return order }
    return "no record links the payouts with receipts"
      + (grades.isEmpty
        ? "" : ", or the link is only inferred (grade \(grades.joined(separator: ", ")))")
      + (evidence.contains(.openOrder) ? ", or \(order)" : "")
  }

  /// Returns the table of all bands of all panels.
  static func table(_ panels: [SankeyText], _ names: [[NodeID]]) -> PictureTable {
    var rows: [PictureTable.Row] = []
    for (words, own) in zip(panels, names) {
      for (band, name) in zip(words.panel.bands, own) {
        let (from, to) = (words.cast.nodes[band.from], words.cast.nodes[band.to])
        func money(_ totals: MoneyTotals) -> String {
          totals.lines.map(\.description).joined(separator: " + ")
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
              band.transfers.isEmpty ? "" : "\(band.transfers.count)",
              words.cast.words(band.start, words.panel.currency), money(band.sent),
              money(band.received), words.days(band), evidence,
              RecordWords(mask: words.cast.flow.names.mask)
                .text(band.transfers.map(words.cast.flow.ledger.transfer)),
            ],
            days: band.transfers.compactMap {
              words.cast.flow.ledger.transfer($0).time.day?.iso8601
            }, ends: [SankeyDiagram.name(band.from), SankeyDiagram.name(band.to)]))
      }
    }
    return PictureTable(
      heads: [
        "Panel", "From", "To", "Payments", "Drawn as", "Sent", "Received", "Dates", "Evidence",
        "Records",
      ],
      numbers: [3, 4, 5, 6], countColumn: 3, rows: rows)
  }
}
