internal import Drawing
internal import Graphviz
internal import PaymentGraph

/// The colours and widths of a flow diagram.
struct FlowStyle {
  let model: FlowModel

  func color(_ stream: FlowStream) -> DiagramColor {
    if stream.isReturn || model.parties[stream.to].tier == .stop { return Palette.other }
    if let channel = channel(stream) { return Palette.line(channel) }
    return model.parties[stream.from].tier == .transit ? Palette.band(.transit) : Palette.other
  }

  func stroke(_ stream: FlowStream) -> DiagramEdge.Stroke {
    if model.parties[stream.to].tier == .stop { return .solid }
    return stream.isReturn ? .dotted : stream.evidence == .recorded ? .solid : .dashed
  }

  /// Returns widths by the square root of the amount: the largest stream of each currency has the
  /// largest width, because currencies are not converted.
  func widths(from least: Double, to most: Double) -> [Points] {
    var largest: [Currency: Int128] = [:]
    let totals = model.streams.map {
      PaymentsText(ledger: model.ledger, transfers: $0.transfers).received.lines
    }
    for total in totals.joined() {
      largest[total.currency] = max(largest[total.currency] ?? 1, total.minorUnits)
    }
    return totals.map { lines in
      let share = lines.map { Double($0.minorUnits) / Double(largest[$0.currency] ?? 1) }.max() ?? 0
      return Points(floatLiteral: least + (most - least) * max(0, share).squareRoot())
    }
  }

  func band(_ party: FlowParty) -> DiagramColor {
    party.tier == .channel ? Palette.band(party.channel) : Palette.band(party.tier)
  }

  func badge(_ party: FlowParty) -> String {
    switch party.tier {
    case .source: model.sourceNoun == "victim" ? "V" : "S"
    case .channel: model.input.center == nil ? "P" : "A"
    case .transit: "T"
    case .end, .beyond: "B"
    case .stop: "X"
    }
  }

  private func channel(_ stream: FlowStream) -> Int? { model.channel(stream) }
}
