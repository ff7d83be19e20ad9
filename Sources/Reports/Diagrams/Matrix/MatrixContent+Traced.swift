internal import FundTracing
internal import PaymentGraph

extension MatrixContent {
  private enum Place: Hashable {
    case at(Holding.Place)
    case returned
  }

  private struct Key: Hashable {
    let place: Place
    let currency: Currency
  }

  /// Computes where each victim's money is at the end, under the rule of a trace.
  ///
  /// Columns add up to the total that all victims have there. Amounts are rounded to minor units so
  /// that they still do.
  init(
    _ answer: Tracing, sinks: [SharedSink], sources: [Source], columnLimit: Int,
    options: DiagramOptions
  ) {
    let ledger = answer.scope.ledger
    let names = NameBook(ledger, options)
    noun = "victim"
    paidWord = "claimed"
    let claimed = MatrixContent.claimed(sources, in: answer.scope)
    let holdings = answer.victimHoldings
    let order = MatrixContent.order(answer.victims, claimed: claimed, sinks: sinks, in: ledger)
    var exact: [Key: [AccountID: Fraction]] = [:]
    var fates: [Key: VictimHolding.Fate] = [:]
    for holding in holdings where !holding.amount.isZero {
      let key = Key(
        place: holding.fate == .returned ? .returned : .at(holding.place),
        currency: holding.currency)
      fates[key] = holding.fate
      let known = exact[key]?[holding.victim] ?? .zero
      exact[key, default: [:]][holding.victim] = known + holding.amount
    }
    let claimsOnly = answer.placesOfClaimsOnly
    /// Returns true where the holding of a column is known to be a whole number of minor units.
    func isWhole(_ key: Key) -> Bool {
      guard case .at(let place) = key.place else { return false }
      return claimsOnly.contains(BoundTable.Site(place: place, currency: key.currency))
    }
    func total(_ key: Key) -> Fraction {
      (exact[key] ?? [:]).values.sorted().reduce(Fraction.zero) { $0 + $1 }
    }
    let position = Dictionary(
      sinks.enumerated().map { ($1.account, $0) }, uniquingKeysWith: { first, _ in first })
    /// Ranks columns: accounts as the sinks are listed, other accounts, stopped money, returned
    /// money, the rest.
    func rank(_ key: Key) -> (Int, Int) {
      guard case .at(let place) = key.place else { return (3, 0) }
      guard case .account(let account) = place else { return (4, 0) }
      if fates[key] == .stoppedAtPooled { return (2, 0) }
      return position[account].map { (0, $0) } ?? (1, 0)
    }
    let ranks = ledger.keyRanks
    func keyRank(_ key: Key) -> Int {
      guard case .at(let place) = key.place else { return 0 }
      return Int(ranks[place.account.position])
    }
    let keys = exact.keys.sorted { left, right in
      let (one, other) = (rank(left), rank(right))
      if one != other { return one < other }
      if left.currency != right.currency { return left.currency < right.currency }
      let (more, less) = (total(left), total(right))
      return more != less ? more > less : keyRank(left) < keyRank(right)
    }
    let limit = max(1, columnLimit)
    let shown = keys.count > limit + 1 ? Array(keys.prefix(limit)) : keys
    let rest = Array(keys.dropFirst(shown.count))
    var places = shown.map { [$0] }
    var columns = shown.map {
      MatrixContent.column($0.place, currency: $0.currency, fate: fates[$0], names: names)
    }
    for currency in Set(rest.map(\.currency)).sorted() {
      let members = rest.filter { $0.currency == currency }
      places.append(members)
      columns.append(
        MatrixColumn(
          kind: .folded, name: "and \(Counted.text(members.count, "more place"))",
          detail: "together", unit: .money(currency)))
    }

    let groups = MatrixContent.folded(order, limit: options.rowLimit)
    var rows = groups.map { MatrixContent.row($0, names: names, noun: "victim", claimed: claimed) }
    var sums: [Int128] = []
    for (number, keys) in places.enumerated() {
      guard case .money(let currency) = columns[number].unit else { continue }
      let amounts = groups.map { group in
        keys.reduce(Fraction.zero) { sum, key in
          group.reduce(sum) { $0 + (exact[key]?[$1] ?? .zero) }
        }
      }
      let rounded = AmountText.column(
        amounts, currency, addsUpToWhole: keys.allSatisfy(isWhole))
      var sum: Int128 = 0
      for (row, amount) in rounded.enumerated() {
        rows[row].amounts.append(amounts[row].isZero ? nil : amount?.minorUnits)
        rows[row].words.append(
          amounts[row].isZero
            ? "" : ExactText.worded(amounts[row], currency))
        sum += amount?.minorUnits ?? 0
      }
      sums.append(sum)
    }
    // Columns of one currency get a column for their sum.
    for unit in Set(columns.map(\.unit)).sorted() {
      let own = columns.indices.filter { columns[$0].unit == unit }
      guard own.count > 1 else { continue }
      columns.append(
        MatrixColumn(kind: .sum, name: "All", detail: "of the row", unit: unit))
      for row in rows.indices {
        let amounts = own.compactMap { rows[row].amounts[$0] }
        rows[row].amounts.append(amounts.isEmpty ? nil : amounts.reduce(0, +))
        rows[row].words.append("")
      }
      sums.append(own.reduce(0) { $0 + sums[$1] })
    }
    self.columns = columns
    self.rows = rows
    self.sums = sums
    title =
      options.title
      ?? "Victims' money on each account under rule \(answer.method.name): \(Counted.text(order.count, "victim"))"
    let claims = answer.claims.map(ledger.transfer)
    var all = MoneyTotals()
    for claim in claims { all.add(claim.sent) }
    facts = [
      DayText.range(answer.transfers.map { ledger.transfer($0.transfer).time }),
      "\(Counted.text(claims.count, "claimed payment"))",
      all.lines.map(\.description).joined(separator: " + "),
    ]
    lead = "Rule \(answer.method.name): \(answer.method.definition)."
    if answer.terms.pooling == .asOrdinary, ledger.hasPooled {
      banner = FlowMaterial.pooledAsOrdinary
    }
    sumWords = "All"
    figureWord = "Amount"
    notes = [
      "Each cell: the victim's money on the account at the end, in the account's currency; "
        + "rounded so that every column adds up.",
      MatrixContent.rowOrder("victim", paidWord),
    ]
  }

  private static func column(
    _ place: Place, currency: Currency, fate: VictimHolding.Fate?, names: NameBook
  ) -> MatrixColumn {
    guard case .at(let place) = place else {
      return MatrixColumn(
        kind: .rest, name: "Given back", detail: "to the victim", unit: .money(currency))
    }
    let name = names.name(place.account)
    let number = names.numberBesideName(place.account)
    switch place {
    case .account(let id):
      if fate == .stoppedAtPooled {
        return MatrixColumn(
          kind: .rest, name: "Stops at \(name)", detail: "no payout is linked",
          unit: .money(currency))
      }
      return MatrixColumn(
        kind: .account(tier(names.ledger.account(id))), name: name, detail: number,
        unit: .money(currency))
    case .bank:
      return MatrixColumn(
        kind: .rest, name: "Bank of \(name)", detail: "its debt paid off", unit: .money(currency))
    case .fees:
      return MatrixColumn(
        kind: .rest, name: "Fees of \(name)", detail: "kept on the way", unit: .money(currency))
    case .onItsWay:
      return MatrixColumn(
        kind: .rest, name: "On its way to \(name)", detail: "not there yet", unit: .money(currency))
    }
  }
}
