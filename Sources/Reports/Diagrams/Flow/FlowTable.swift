internal import Drawing
internal import PaymentGraph

/// The streams of a flow diagram as a table.
struct FlowTable {
  let scene: FlowScene

  var table: PictureTable {
    let rows = scene.streams.enumerated().map { number, stream in
      let words = scene.text(stream)
      let times = stream.transfers.map { scene.ledger.transfer($0).time }
      let to = scene.parties[stream.to]
      var evidence = stream.evidence == .recorded ? "recorded" : stream.evidence.words
      if to.tier == .stop { evidence = "no payout is linked" }
      if stream.isReturn { evidence += ", given back" }
      return PictureTable.Row(
        name: NodeID.edge(number),
        cells: [
          full(scene.parties[stream.from]),
          to.tier == .stop ? "stops at \(scene.name(to))" : full(to),
          "\(stream.transfers.count)", words.amounts.joined(separator: " + "),
          words.received.lines.map(\.description).joined(separator: " + "), DayText.range(times),
          evidence,
          RecordWords(mask: scene.names.mask).text(stream.transfers.map(scene.ledger.transfer)),
        ], days: times.compactMap { $0.day?.iso8601 },
        ends: [FlowScene.name(stream.from), FlowScene.name(stream.to)]
          // The ends of arcs within a column have names of their own.
          + (scene.isSideways(stream) ? [NodeID("r\(number)"), NodeID("q\(number)")] : []))
    }
    return PictureTable(
      heads: ["From", "To", "Payments", "Each", "Received in all", "Dates", "Evidence", "Records"],
      numbers: [2, 3, 4], countColumn: 2, rows: rows)
  }

  private func full(_ party: FlowParty) -> String {
    [scene.name(party), scene.numberBesideName(party)].filter { !$0.isEmpty }
      .joined(separator: ", ")
  }
}
