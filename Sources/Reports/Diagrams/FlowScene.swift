internal import Graphviz
internal import PaymentGraph

/// Everything that the layouts of a flow diagram share: parties, streams, names, colours, widths.
struct FlowScene {
  let ledger: Ledger
  let parties: [FlowParty]
  let streams: [FlowStream]
  /// What an account of the first column is called: victim, source, account.
  let sourceNoun: String
  /// How many victims' money reaches an account, where the question says.
  let victimCounts: [AccountID: Int]
  let showsNumbers: Bool

  // MARK: Streams

  /// A stream is drawn from left to right; what goes back, with its arrow turned round.
  func left(_ stream: FlowStream) -> Int { stream.isReturn ? stream.to : stream.from }
  func right(_ stream: FlowStream) -> Int { stream.isReturn ? stream.from : stream.to }

  func text(_ stream: FlowStream) -> StreamText {
    StreamText(ledger: ledger, transfers: stream.transfers)
  }

  /// The channel whose colour a stream has; nil for none.
  func channel(_ stream: FlowStream) -> Int? {
    parties[stream.to].channel ?? parties[stream.from].channel
  }

  func color(_ stream: FlowStream) -> DiagramColor {
    if stream.isReturn { return FlowPalette.other }
    if let channel = channel(stream) { return FlowPalette.line(channel) }
    return parties[stream.from].tier == .transit ? FlowPalette.band(.transit) : FlowPalette.other
  }

  func stroke(_ stream: FlowStream) -> DiagramEdge.Stroke {
    stream.isReturn ? .dotted : stream.isInferred ? .dashed : .solid
  }

  /// Widths by the square root of the amount: the largest stream of each currency has the largest
  /// width, because currencies are not converted.
  func widths(from least: Double, to most: Double) -> [Points] {
    var largest: [Currency: Int128] = [:]
    let totals = streams.map { text($0).received.lines }
    for total in totals.joined() {
      largest[total.currency] = max(largest[total.currency] ?? 1, total.minorUnits)
    }
    return totals.map { lines in
      let share = lines.map { Double($0.minorUnits) / Double(largest[$0.currency] ?? 1) }.max() ?? 0
      return Points(floatLiteral: least + (most - least) * share.squareRoot())
    }
  }

  func tooltip(_ stream: FlowStream) -> String {
    let words = text(stream)
    var tooltip = "\(name(parties[stream.from])) to \(name(parties[stream.to])): "
    tooltip += "\(words.amounts.joined(separator: " + ")), \(words.days)"
    if stream.isInferred { tooltip += ", no recorded link" }
    return tooltip
  }

  // MARK: Parties

  /// The name to show, not longer than a cell is wide.
  func shortName(_ party: FlowParty) -> String {
    let name = name(party)
    return name.count > 26 ? String(name.prefix(25)) + "…" : name
  }

  func name(_ party: FlowParty) -> String {
    guard !party.isFolded, let id = party.accounts.first else {
      let noun = party.tier == .source ? sourceNoun : "account"
      return "and \(Counted.grouped(party.accounts.count)) more \(noun)s"
    }
    let account = ledger.account(id)
    return account.details.name ?? account.details.holder ?? number(account)
  }

  /// The account's number, masked unless it may be shown; empty where it is the name already.
  func numberBesideName(_ party: FlowParty) -> String {
    guard !party.isFolded, let id = party.accounts.first else { return "" }
    let account = ledger.account(id)
    let number = number(account)
    return number.lowercased() == name(party).lowercased() ? "" : number
  }

  private func number(_ account: Account) -> String {
    showsNumbers ? AccountMask.withoutKind(account.key) : AccountMask.masked(account.key)
  }

  /// What the party paid out, for those in the first column, or received, for all others.
  func total(_ party: Int) -> MoneyTotals {
    var totals = MoneyTotals()
    for stream in streams where !stream.isReturn {
      if parties[party].tier == .source ? stream.from == party : stream.to == party {
        for id in stream.transfers {
          let transfer = ledger.transfer(id)
          totals.add(parties[party].tier == .source ? transfer.sent : transfer.received)
        }
      }
    }
    return totals
  }

  func totalWords(_ party: Int) -> String {
    total(party).lines.map(\.description).joined(separator: " + ")
  }

  /// `22 victims`, where the question says how many reach the account.
  func victimWords(_ party: FlowParty) -> String {
    guard !party.isFolded, let id = party.accounts.first, let count = victimCounts[id] else {
      return ""
    }
    return Counted.text(count, sourceNoun)
  }

  /// How many payments come in.
  func paymentsIn(_ party: Int) -> Int {
    streams.filter { $0.to == party && !$0.isReturn }.reduce(0) { $0 + $1.transfers.count }
  }

  func band(_ party: FlowParty) -> DiagramColor {
    party.tier == .channel ? FlowPalette.band(party.channel) : FlowPalette.band(party.tier)
  }

  func badge(_ party: FlowParty) -> String {
    switch party.tier {
    case .source: sourceNoun == "victim" ? "V" : "S"
    case .channel: "P"
    case .transit: "T"
    case .end, .beyond: "B"
    }
  }
}
