internal import FundTracing
internal import PaymentGraph

extension MatrixContent {
  /// Counts the payments on which each victim's money can have reached each account.
  ///
  /// No amount is anybody's without a rule, so payments are counted: one on walks from several
  /// victims counts in the row of each, and once in the last row. One search for each row.
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
      answer.victims.filter(victims.contains), claimed: claimed, sinks: sinks, in: ledger)
    var places: [Set<TransferID>] = []
    var columns: [MatrixColumn] = []
    for sink in shown {
      places.append(Set(sink.transfers))
      let detail = [
        names.numberBesideName(sink.account), Counted.text(sink.victims.count, noun),
      ].filter { !$0.isEmpty }
      columns.append(
        MatrixColumn(
          kind: .account(MatrixContent.tier(ledger.account(sink.account))),
          name: names.name(sink.account), detail: detail.joined(separator: ", "), unit: .payments))
    }
    let rest = sinks.dropFirst(shown.count)
    if !rest.isEmpty {
      places.append(Set(rest.flatMap(\.transfers)))
      columns.append(
        MatrixColumn(
          kind: .folded, name: "and \(Counted.text(rest.count, "more account"))",
          detail: "together", unit: .payments))
    }
    self.columns = columns
    sums = places.map { Int128($0.count) }
    let ofAccount = Dictionary(grouping: sources, by: \.account)
    var rows: [MatrixRow] = []
    var isShared = false
    var seen: Set<TransferID> = []
    for accounts in MatrixContent.folded(order, limit: options.rowLimit) {
      var row = MatrixContent.row(accounts, names: names, noun: noun, claimed: claimed)
      let reach = try answer.scope.reach(
        of: accounts.flatMap { ofAccount[$0] ?? [] }, rules: answer.rules)
      for place in places {
        let found = reach.transfers.filter(place.contains)
        if found.contains(where: seen.contains) { isShared = true }
        seen.formUnion(found)
        row.amounts.append(found.isEmpty ? nil : Int128(found.count))
        row.words.append(
          found.isEmpty
            ? ""
            : DayText.range(found.map { ledger.transfer($0).time }))
      }
      rows.append(row)
    }
    self.rows = rows
    let left = answer.victims.count - order.count
    title =
      options.title
      ?? "Accounts that each \(noun)'s money can have reached: "
      + MatrixContent.counted(order.count, of: answer.victims.count, noun)
      + ", \(Counted.text(shown.count, "shared account"))"
    facts = [
      DayText.range(seen.sorted().map { ledger.transfer($0).time }),
      "\(Counted.text(order.count, noun)) in rows, accounts in columns",
      answer.claimed.isEmpty
        ? "" : "\(answer.claimed.lines.map(\.description).joined(separator: " + ")) \(paidWord)",
    ]
    lead =
      "Each cell: the number of payments to the account that can have carried money of the \(noun). A count does "
      + "not say how much of a payment was whose: that takes a tracing rule."
    let passes = answer.rules.pooling == .asOrdinary && ledger.hasPooled
    if passes { banner = FlowMaterial.pooledAsOrdinary }
    sumWords = "All, each payment once"
    figureWord = "Payments"
    notes = []
    if isShared {
      notes.append(
        "A payment that can carry money of several \(noun)s counts in the row of each, so the rows add up to "
          + "more than the last row, which counts it once.")
    }
    notes.append(MatrixContent.rowOrder(noun, paidWord))
    notes.append(
      "Order of columns: by the number of \(noun)s whose money can have reached the account, as in the list of shared accounts."
    )
    let beyond = answer.sinks.count - sinks.count
    if beyond > 0 {
      notes.append("Not in this picture: \(Counted.text(beyond, "further shared account")).")
    }
    if left > 0 {
      notes.append(
        "\(Counted.text(left, noun)) reached none of these accounts and \(left == 1 ? "has" : "have") no row."
      )
    }
  }
}
