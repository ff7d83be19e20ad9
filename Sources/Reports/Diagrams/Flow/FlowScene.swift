internal import Drawing
internal import Graphviz
internal import PaymentGraph

/// Everything that the layouts of a flow diagram share: parties, streams, names, colours, widths.
struct FlowScene {
  let material: FlowMaterial
  let parties: [FlowParty]
  let streams: [FlowStream]
  let names: NameBook

  var ledger: Ledger { material.ledger }
  var sourceNoun: String { material.sourceNoun }

  // MARK: Streams

  /// Returns true where a stream goes back: it is drawn from left to right with its arrow reversed.
  func isTurned(_ stream: FlowStream) -> Bool {
    parties[stream.to].column < parties[stream.from].column
  }
  func left(_ stream: FlowStream) -> Int { isTurned(stream) ? stream.to : stream.from }
  func right(_ stream: FlowStream) -> Int { isTurned(stream) ? stream.from : stream.to }
  /// Returns true where both ends are in one column.
  func isSideways(_ stream: FlowStream) -> Bool {
    parties[stream.to].column == parties[stream.from].column
  }

  func text(_ stream: FlowStream) -> StreamText {
    StreamText(ledger: ledger, transfers: stream.transfers)
  }

  /// Returns the channel whose colour a stream has; nil for none.
  func channel(_ stream: FlowStream) -> Int? {
    parties[stream.to].channel ?? parties[stream.from].channel
  }

  /// Returns `to`, `from`, or `via` for both: the preposition for the lines in a channel's colour.
  func preposition(_ channel: Int?) -> String {
    let own = streams.filter {
      !$0.isReturn && parties[$0.to].tier != .stop && self.channel($0) == channel
    }
    let arrives = own.contains { parties[$0.to].channel == channel }
    let leaves = own.contains {
      parties[$0.from].channel == channel && parties[$0.to].channel == nil
    }
    return arrives && leaves ? "via" : leaves ? "from" : "to"
  }

  func color(_ stream: FlowStream) -> DiagramColor {
    if stream.isReturn || parties[stream.to].tier == .stop { return Palette.other }
    if let channel = channel(stream) { return Palette.line(channel) }
    return parties[stream.from].tier == .transit ? Palette.band(.transit) : Palette.other
  }

  func stroke(_ stream: FlowStream) -> DiagramEdge.Stroke {
    if parties[stream.to].tier == .stop { return .solid }
    return stream.isReturn ? .dotted : stream.evidence == .recorded ? .solid : .dashed
  }

  /// Returns widths by the square root of the amount: the largest stream of each currency has the
  /// largest width, because currencies are not converted.
  func widths(from least: Double, to most: Double) -> [Points] {
    var largest: [Currency: Int128] = [:]
    let totals = streams.map { text($0).received.lines }
    for total in totals.joined() {
      largest[total.currency] = max(largest[total.currency] ?? 1, total.minorUnits)
    }
    return totals.map { lines in
      let share = lines.map { Double($0.minorUnits) / Double(largest[$0.currency] ?? 1) }.max() ?? 0
      return Points(floatLiteral: least + (most - least) * max(0, share).squareRoot())
    }
  }

  func tooltip(_ stream: FlowStream) -> String {
    let words = text(stream)
    var parts = ["\(words.amounts.joined(separator: " + "))", words.days]
    if parties[stream.to].tier == .stop {
      return "Stops at \(name(parties[stream.from])): \(parts.joined(separator: ", "))"
    }
    if stream.evidence != .recorded { parts.append(stream.evidence.words) }
    if stream.isReturn { parts.append("given back") }
    return "\(name(parties[stream.from])) to \(name(parties[stream.to])): "
      + parts.joined(separator: ", ")
  }

  /// Returns the search of the finished drawing for values that a mask hides.
  func scan(_ mask: DiagramMask) -> LeakScan {
    LeakScan(ledger, accounts: parties.flatMap(\.accounts), mask: mask)
  }

  // MARK: Parties

  /// Returns the name to show, not wider than a cell.
  func shortName(_ party: FlowParty, width: Double = 150, size: Double = 9.5) -> String {
    TextWidth.fitted(name(party), into: width, size: size, isBold: true)
  }

  func name(_ party: FlowParty) -> String {
    if party.tier == .stop { return party.accounts.first.map(names.name) ?? "" }
    guard !party.isFolded, let id = party.accounts.first else {
      let noun =
        party.tier == .source
        ? sourceNoun : party.tier == .channel ? "pooled account" : "account"
      return "and \(Counted.grouped(party.accounts.count)) more \(noun)s"
    }
    return names.name(id)
  }

  /// Returns the account's number, masked unless it may be shown; empty where the name is the
  /// number already.
  func numberBesideName(_ party: FlowParty) -> String {
    if party.tier == .stop { return "no payout linked" }
    guard !party.isFolded, let id = party.accounts.first else { return "" }
    return names.numberBesideName(id)
  }

  /// Returns the text that a reader hears or sees when pointing at a party.
  func tooltip(_ number: Int) -> String {
    let party = parties[number]
    var parts = [name(party)]
    let beside = numberBesideName(party)
    if !beside.isEmpty { parts.append(beside) }
    if !party.isFolded, party.tier != .stop, let id = party.accounts.first {
      parts += [names.institution(id), names.country(id)].compactMap { $0 }
        .filter { $0 != parts[0] }
    }
    let victims = victimWords(party)
    if !victims.isEmpty { parts.append(victims) }
    let total = totalWords(number)
    if let claimed = claimed(number) {
      parts.append(claimWords(claimed, followed(number)))
    } else if !total.isEmpty {
      parts.append("\(party.tier == .source ? "paid out" : "received") \(total)")
    }
    let own = streams.filter { $0.from == number || $0.to == number }.flatMap(\.transfers)
    parts.append(DayText.range(own.map { ledger.transfer($0).time }))
    return parts.joined(separator: ", ")
  }

  /// Returns the sum that a party paid, for those in the first column, or received, for all others.
  func total(_ party: Int) -> MoneyTotals {
    var totals = MoneyTotals()
    let isSource = parties[party].tier == .source
    for stream in streams where !stream.isReturn && (isSource ? stream.from : stream.to) == party {
      for id in stream.transfers {
        let transfer = ledger.transfer(id)
        totals.add(isSource ? transfer.sent : transfer.received)
      }
    }
    return totals
  }

  /// Returns the sum that a party of the first column lost or paid, drawn or not; nil where the
  /// question names no sources.
  func claimed(_ party: Int) -> MoneyTotals? {
    guard parties[party].tier == .source, !material.claimed.isEmpty else { return nil }
    return sum(material.claimed, parties[party].accounts)
  }

  /// Returns the drawn part of the sum that a party lost or paid.
  func followed(_ party: Int) -> MoneyTotals { sum(material.followed, parties[party].accounts) }

  private func sum(_ sums: [AccountID: MoneyTotals], _ accounts: [AccountID]) -> MoneyTotals {
    var totals = MoneyTotals()
    for account in accounts { if let own = sums[account] { totals.add(own) } }
    return totals
  }

  /// The verb for the sources' sums: claimed, or merely paid.
  var claimVerb: String { material.areClaims ? "claimed" : "paid" }

  /// Writes `GBP 2,220.00 claimed, of which GBP 1,110.00 followed here`.
  func claimWords(_ claimed: MoneyTotals, _ followed: MoneyTotals) -> String {
    if claimed.isEmpty { return "nothing \(claimVerb)" }
    return "\(FlowScene.money(claimed)) \(claimVerb), "
      + (claimed == followed
        ? "all of it followed here"
        : followed.isEmpty
          ? "none of it followed here" : "of which \(FlowScene.money(followed)) followed here")
  }

  /// The words on the claims of all sources, those outside the picture included; nil where the
  /// question names no sources.
  var allClaimWords: String? {
    guard !material.claimed.isEmpty else { return nil }
    let accounts = material.claimed.keys.sorted { $0.position < $1.position }
    return claimWords(sum(material.claimed, accounts), sum(material.followed, accounts))
  }

  static func money(_ totals: MoneyTotals) -> String {
    totals.lines.map(\.description).joined(separator: " + ")
  }

  func totalWords(_ party: Int) -> String {
    total(party).lines.map(\.description).joined(separator: " + ")
  }

  /// Writes `22 victims`: the number of victims whose money reaches the account, where it is known.
  func victimWords(_ party: FlowParty) -> String {
    guard !party.isFolded, party.tier != .stop, let id = party.accounts.first,
      let count = material.victimCounts[id]
    else { return "" }
    return Counted.text(count, sourceNoun)
  }

  /// Returns the number of payments received.
  func paymentsIn(_ party: Int) -> Int {
    streams.filter { $0.to == party && !$0.isReturn }.reduce(0) { $0 + $1.transfers.count }
  }

  /// Returns the number of payments made.
  func paymentsOut(_ party: Int) -> Int {
    streams.filter { $0.from == party && !$0.isReturn }.reduce(0) { $0 + $1.transfers.count }
  }

  /// Returns the sum that the party sent.
  func paidOut(_ party: Int) -> MoneyTotals {
    var totals = MoneyTotals()
    for stream in streams where stream.from == party && !stream.isReturn {
      for id in stream.transfers { totals.add(ledger.transfer(id).sent) }
    }
    return totals
  }

  func band(_ party: FlowParty) -> DiagramColor {
    party.tier == .channel ? Palette.band(party.channel) : Palette.band(party.tier)
  }

  func badge(_ party: FlowParty) -> String {
    switch party.tier {
    case .source: sourceNoun == "victim" ? "V" : "S"
    case .channel: material.center == nil ? "P" : "A"
    case .transit: "T"
    case .end, .beyond: "B"
    case .stop: "X"
    }
  }

  /// Returns the name of a party in the drawing.
  static func name(_ party: Int) -> NodeID { NodeID("p\(party)") }
}
