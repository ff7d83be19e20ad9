internal import FundTracing
internal import PaymentGraph

extension MatrixContent {
  private struct Place: Hashable {
    let sinks: [Int]
    let currency: Currency
  }

  /// What arrived at each sink on walks from each victim, gross.
  ///
  /// A payment on walks from several victims counts in the row of each, and once in the last row. One
  /// search for each row.
  init(
    _ answer: SharedSinks, shown: [SharedSink], sources: [Source], options: DiagramOptions
  ) throws(FundTracingError) {
    let ledger = answer.scope.ledger
    let names = NameBook(ledger, options)
    noun = answer.areVictims ? "victim" : "payer"
    paidWord = answer.areVictims ? "claimed" : "paid"
    let claimed = MatrixContent.claimed(sources, in: answer.scope)
    let own = Set(shown.map(\.account))
    let sinks =
      shown
      + answer.sinks.prefix(MatrixContent.sinkLimit).filter { !own.contains($0.account) }
    let victims = Set(sinks.flatMap(\.victims))
    let order = MatrixContent.order(
      answer.victims.filter(victims.contains), claimed, sinks, ledger)
    var places: [Place] = []
    var columns: [MatrixColumn] = []
    for (number, sink) in shown.enumerated() {
      let account = ledger.account(sink.account)
      for total in sink.received.lines {
        places.append(Place(sinks: [number], currency: total.currency))
        let detail = [
          names.numberBesideName(sink.account), Counted.text(sink.victims.count, noun),
        ].filter { !$0.isEmpty }
        columns.append(
          MatrixColumn(
            kind: .account(MatrixContent.tier(account)), name: names.name(sink.account),
            detail: detail.joined(separator: ", "), currency: total.currency))
      }
    }
    let rest = Array(sinks.indices.dropFirst(shown.count))
    for currency in Set(rest.flatMap { sinks[$0].received.lines.map(\.currency) }).sorted() {
      let members = rest.filter { sinks[$0].received.lines.contains { $0.currency == currency } }
      places.append(Place(sinks: members, currency: currency))
      columns.append(
        MatrixColumn(
          kind: .folded, name: "and \(Counted.text(members.count, "more account"))",
          detail: "together", currency: currency))
    }
    self.columns = columns

    let transfers = places.map { place in
      Set(place.sinks.flatMap { sinks[$0].transfers }).filter {
        ledger.transfer($0).received.currency == place.currency
      }
    }
    func sum(_ transfers: some Sequence<TransferID>) -> Int128 {
      transfers.reduce(0) { $0 + Int128(ledger.transfer($1).received.minorUnits) }
    }
    sums = transfers.map { sum($0) }
    let ofAccount = Dictionary(grouping: sources, by: \.account)
    var rows: [MatrixRow] = []
    var isShared = false
    var seen: Set<TransferID> = []
    for accounts in MatrixContent.folded(order, limit: options.rowLimit) {
      var row = MatrixContent.row(accounts, names, noun, claimed)
      let reach = try answer.scope.reach(
        of: accounts.flatMap { ofAccount[$0] ?? [] }, rules: answer.rules)
      for place in transfers {
        let found = reach.transfers.filter(place.contains)
        if found.contains(where: seen.contains) { isShared = true }
        seen.formUnion(found)
        row.amounts.append(found.isEmpty ? nil : sum(found))
        row.words.append(
          found.isEmpty
            ? ""
            : "in \(Counted.text(found.count, "payment")), "
              + DayText.range(found.map { ledger.transfer($0).time }))
      }
      rows.append(row)
    }
    self.rows = rows
    title =
      options.title
      ?? "Who paid whom: \(Counted.text(order.count, noun)), \(Counted.text(shown.count, "shared account"))"
    facts = [
      DayText.range(seen.sorted().map { ledger.transfer($0).time }),
      "\(Counted.text(order.count, noun)) in rows, accounts in columns",
      answer.claimed.isEmpty
        ? "" : "\(answer.claimed.lines.map(\.description).joined(separator: " + ")) \(paidWord)",
    ]
    lead =
      "Each cell: what the account received, gross, on payments along which money of the \(noun) can have come."
    sumWords = "All, each payment once"
    notes = []
    if isShared {
      notes.append(
        "A payment that can carry money of several \(noun)s stands in the row of each, so that rows add up to "
          + "more than the last row, where it counts once. How much of it is whose, only a tracing rule says."
      )
    }
    let beyond = answer.sinks.count - sinks.count
    if beyond > 0 {
      notes.append("Not in this picture: \(Counted.text(beyond, "further shared account")).")
    }
    let left = answer.victims.count - order.count
    if left > 0 {
      notes.append(
        "\(Counted.text(left, noun)) reached none of these accounts and \(left == 1 ? "has" : "have") no row."
      )
    }
  }
}
