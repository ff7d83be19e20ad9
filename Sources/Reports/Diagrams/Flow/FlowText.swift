internal import Drawing
internal import PaymentGraph

/// The words for the parties and streams of a flow diagram.
struct FlowText {
  let model: FlowModel
  let names: AccountNamer

  // MARK: Streams

  /// Returns the amounts and days of a stream.
  func payments(_ stream: FlowStream) -> PaymentsText {
    PaymentsText(ledger: model.ledger, transfers: stream.transfers)
  }

  func tooltip(_ stream: FlowStream) -> String {
    let words = payments(stream)
    var parts = ["\(words.amounts.joined(separator: " + "))", words.days]
    if model.parties[stream.to].tier == .stop {
      return "Stops at \(name(model.parties[stream.from])): \(parts.joined(separator: ", "))"
    }
    if stream.evidence != .recorded { parts.append(stream.evidence.words) }
    if stream.isReturn { parts.append(stream.way.words) }
    return "\(name(model.parties[stream.from])) to \(name(model.parties[stream.to])): "
      + parts.joined(separator: ", ")
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
        ? model.sourceNoun : party.tier == .channel ? "pooled account" : "account"
      return "and \(Plural.grouped(party.accounts.count)) more \(noun)s"
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
    let party = model.parties[number]
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
    if let claimed = model.claimed(number) {
      parts.append(claimWords(claimed, model.followed(number)))
    } else if !total.isEmpty {
      parts.append("\(party.tier == .source ? "paid out" : "received") \(total)")
    }
    let own = model.streams.filter { $0.from == number || $0.to == number }.flatMap(\.transfers)
    parts.append(DayText.range(own.map { model.ledger.transfer($0).time }))
    return parts.joined(separator: ", ")
  }

  /// Returns the words beside a party's name in a table: its number, with the sum claimed where not all of it is drawn, else
  /// with its victims.
  func wordsBesideName(_ number: Int) -> String {
    let party = model.parties[number]
    // A row repeats the claim of the table's head only where not all of it is drawn.
    if let claimed = model.claimed(number), claimed != model.followed(number) {
      let own = numberBesideName(party)
      return [
        TextWidth.fitted(own, into: 90, size: 9), "\(claimed.words) \(claimVerb)",
      ]
      .filter { !$0.isEmpty }.joined(separator: ", ")
    }
    let victims = victimWords(party)
    let room = 160 - (victims.isEmpty ? 0 : TextWidth.of(", " + victims, size: 9))
    let number = numberBesideName(party)
    return [number.isEmpty ? "" : TextWidth.fitted(number, into: room, size: 9), victims]
      .filter { !$0.isEmpty }.joined(separator: ", ")
  }

  // MARK: Sums

  /// The verb for the sources' sums: claimed, or merely paid.
  var claimVerb: String { model.input.areClaims ? "claimed" : "paid" }

  /// Writes `GBP 2,220.00 claimed, of which GBP 1,110.00 followed here`.
  func claimWords(_ claimed: MoneyTotals, _ followed: MoneyTotals) -> String {
    if claimed.isEmpty { return "nothing \(claimVerb)" }
    return "\(claimed.words) \(claimVerb), "
      + (claimed == followed
        ? "all of it followed here"
        : followed.isEmpty
          ? "none of it followed here" : "of which \(followed.words) followed here")
  }

  func totalWords(_ party: Int) -> String { model.total(party).words }

  /// Writes `22 victims`: the number of victims whose money reaches the account, where it is known.
  func victimWords(_ party: FlowParty) -> String {
    guard !party.isFolded, party.tier != .stop, let id = party.accounts.first,
      let count = model.input.victimCounts[id]
    else { return "" }
    return Plural.text(count, model.sourceNoun)
  }

  /// The words on the claims of all sources, those outside the picture included; nil where the
  /// question names no sources.
  var allClaimWords: String? {
    guard !model.input.claimed.isEmpty else { return nil }
    let all = model.allClaims
    return claimWords(all.claimed, all.followed)
  }

  // MARK: Table

  /// The streams as a table.
  var table: DataTable {
    let rows = model.streams.enumerated().map { number, stream in
      let words = payments(stream)
      let times = stream.transfers.map { model.ledger.transfer($0).time }
      let to = model.parties[stream.to]
      var evidence = stream.evidence == .recorded ? "recorded" : stream.evidence.words
      if to.tier == .stop { evidence = "no payout is linked" }
      if stream.isReturn { evidence += ", \(stream.way.words)" }
      return DataTable.Row(
        name: NodeID.edge(number),
        cells: [
          full(model.parties[stream.from]),
          to.tier == .stop ? "stops at \(name(to))" : full(to),
          "\(stream.transfers.count)", words.amounts.joined(separator: " + "),
          words.received.words, DayText.range(times), evidence,
          RecordWords(mask: names.mask).text(stream.transfers.map(model.ledger.transfer)),
        ], days: times.compactMap { $0.day?.iso8601 },
        ends: [FlowModel.name(stream.from), FlowModel.name(stream.to)]
          // The ends of arcs within a column have names of their own.
          + (model.isSideways(stream) ? FlowModel.ends(ofSideways: number) : []),
        transfers: stream.transfers)
    }
    return DataTable(
      heads: ["From", "To", "Payments", "Each", "Received in all", "Dates", "Evidence", "Records"],
      numbers: [2, 3, 4], countColumn: 2, rows: rows)
  }

  private func full(_ party: FlowParty) -> String {
    [name(party), numberBesideName(party)].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// Returns the check of the finished drawing for values that a mask hides.
  func check(_ mask: DiagramMask) -> MaskCheck {
    MaskCheck(model.ledger, accounts: model.parties.flatMap(\.accounts), mask: mask)
  }
}

/// The amounts and days of payments that are drawn as one line.
struct PaymentsText {
  let ledger: Ledger
  let transfers: [TransferID]

  /// The sums that arrived, by currency.
  var received: MoneyTotals {
    var totals = MoneyTotals()
    for id in transfers { totals.add(ledger.transfer(id).received) }
    return totals
  }

  /// The amounts, one line a currency: `GBP 185.00 x 12` for equal payments, `GBP 2,340.00 in 12`
  /// for others.
  var amounts: [String] {
    received.lines.map { total in
      let amounts = transfers.map { ledger.transfer($0).received }
        .filter { $0.currency == total.currency }
      guard let first = amounts.first, amounts.contains(where: { $0 != first }) else {
        return amounts.first.map { "\($0) x \(Plural.grouped(amounts.count))" } ?? ""
      }
      return "\(total) in \(Plural.grouped(amounts.count))"
    }
  }

  /// The days of the first and the last payment.
  var days: String { DayText.range(transfers.map { ledger.transfer($0).time }) }
}
