internal import FundTracing
internal import PaymentGraph

/// The matrix of each victim's money at the end, under the rule of a trace.
///
/// Columns add up to the total that all victims have there. Amounts are rounded to minor units so
/// that they still do.
struct TracedMatrix {
  private enum Place: Hashable {
    case at(Holding.Place)
    case returned
  }

  private struct Key: Hashable {
    let place: Place
    let currency: Currency
  }

  private(set) var model = MatrixModel(columns: [], rows: [], sums: [])
  private let answer: Tracing
  private let sinks: [SharedSink]
  private let title: String?
  /// The victims in rows, in their order.
  private let order: [AccountID]
  /// The money of each victim at each place.
  private var exact: [Key: [AccountID: Fraction]] = [:]
  private var fates: [Key: VictimHolding.Fate] = [:]
  /// The balances that are known to be whole numbers of minor units.
  private let claimsOnly: Set<BoundTable.Site>

  private var ledger: Ledger { answer.scope.ledger }

  init(
    _ answer: Tracing, sinks: [SharedSink], sources: [Source], columnLimit: Int,
    options: DiagramOptions
  ) {
    self.answer = answer
    self.sinks = sinks
    title = options.title
    let claimed = MatrixModel.claimed(sources, in: answer.scope)
    claimsOnly = answer.placesOfClaimsOnly
    order = MatrixModel.order(
      answer.victims, claimed: claimed, sinks: sinks, in: answer.scope.ledger)
    addHoldings()
    let names = AccountNamer(ledger, options)
    let columns = columns(atMost: max(1, columnLimit), names)
    let groups = MatrixModel.folded(order, limit: options.rowLimit)
    model.rows = groups.map {
      MatrixModel.row(of: $0, names: names, noun: "victim", claimed: claimed)
    }
    for (column, keys) in columns { add(column, summing: keys, of: groups) }
    addSums()
  }

  private mutating func addHoldings() {
    for holding in answer.victimHoldings where !holding.amount.isZero {
      let key = Key(
        place: holding.fate == .returned ? .returned : .at(holding.place),
        currency: holding.currency)
      fates[key] = holding.fate
      let known = exact[key]?[holding.victim] ?? .zero
      exact[key, default: [:]][holding.victim] = known + holding.amount
    }
  }

  // MARK: Columns

  /// Returns the columns with the places that each sums up: the first alone, the others together by
  /// currency.
  private func columns(
    atMost limit: Int, _ names: AccountNamer
  ) -> [(column: MatrixColumn, keys: [Key])] {
    let keys = sortedKeys
    let shown = keys.count > limit + 1 ? Array(keys.prefix(limit)) : keys
    let rest = keys.dropFirst(shown.count)
    return shown.map { (column($0, names), [$0]) }
      + Set(rest.map(\.currency)).sorted().map { currency in
        let members = rest.filter { $0.currency == currency }
        let name = "and \(Plural.text(members.count, "more place"))"
        return (
          MatrixColumn(kind: .folded, name: name, detail: "together", unit: .money(currency)),
          members
        )
      }
  }

  /// The places in the order of columns: accounts as the sinks are listed, other accounts, stopped
  /// money, returned money, the rest; of one kind those with the most money first.
  private var sortedKeys: [Key] {
    let position = Dictionary(
      sinks.enumerated().map { ($1.account, $0) }, uniquingKeysWith: { first, _ in first })
    func rank(_ key: Key) -> (Int, Int) {
      guard case .at(let place) = key.place else { return (3, 0) }
      guard case .account(let account) = place else { return (4, 0) }
      if fates[key] == .stoppedAtPooled { return (2, 0) }
      return position[account].map { (0, $0) } ?? (1, 0)
    }
    func total(_ key: Key) -> Fraction {
      (exact[key] ?? [:]).values.sorted().reduce(Fraction.zero) { $0 + $1 }
    }
    let ranks = ledger.keyRanks
    func keyRank(_ key: Key) -> Int {
      guard case .at(let place) = key.place else { return 0 }
      return Int(ranks[place.account.position])
    }
    return exact.keys.sorted { left, right in
      let (one, other) = (rank(left), rank(right))
      if one != other { return one < other }
      if left.currency != right.currency { return left.currency < right.currency }
      let (more, less) = (total(left), total(right))
      return more != less ? more > less : keyRank(left) < keyRank(right)
    }
  }

  private func column(_ key: Key, _ names: AccountNamer) -> MatrixColumn {
    func column(
      _ name: String, _ detail: String, kind: MatrixColumn.Kind = .rest
    ) -> MatrixColumn {
      MatrixColumn(kind: kind, name: name, detail: detail, unit: .money(key.currency))
    }
    guard case .at(let place) = key.place else { return column("Given back", "to the victim") }
    let name = names.name(place.account)
    switch place {
    case .account where fates[key] == .stoppedAtPooled:
      return column("Stops at \(name)", "no payout is linked")
    case .account(let id):
      return column(
        name, names.numberBesideName(id), kind: .account(MatrixModel.tier(ledger.account(id))))
    case .bank: return column("Bank of \(name)", "its debt paid off")
    case .fees: return column("Fees of \(name)", "kept on the way")
    case .unseen: return column("Left \(name)", "by payments that no record shows")
    case .onItsWay: return column("On its way to \(name)", "not there yet")
    }
  }

  // MARK: Figures

  /// Adds a column, with its amounts rounded so that they add up.
  private mutating func add(
    _ column: MatrixColumn, summing keys: [Key], of groups: [[AccountID]]
  ) {
    guard case .money(let currency) = column.unit else { return }
    model.columns.append(column)
    let amounts = groups.map { group in
      keys.reduce(Fraction.zero) { sum, key in
        group.reduce(sum) { $0 + (exact[key]?[$1] ?? .zero) }
      }
    }
    let rounded = AmountText.column(amounts, currency, addsUpToWhole: keys.allSatisfy(isWhole))
    for (row, amount) in rounded.enumerated() {
      let isZero = amounts[row].isZero
      model.rows[row].amounts.append(isZero ? nil : amount?.minorUnits)
      model.rows[row].words.append(isZero ? "" : ExactText.worded(amounts[row], currency))
    }
    model.sums.append(rounded.reduce(0) { $0 + ($1?.minorUnits ?? 0) })
  }

  /// Returns true where the holding of a column is known to be a whole number of minor units.
  private func isWhole(_ key: Key) -> Bool {
    guard case .at(let place) = key.place else { return false }
    return claimsOnly.contains(
      BoundTable.Site(place: place, currency: key.currency))
  }

  /// Adds a column for the sum of those in one currency, where there are several.
  private mutating func addSums() {
    for unit in Set(model.columns.map(\.unit)).sorted() {
      let own = model.columns.indices.filter { model.columns[$0].unit == unit }
      guard own.count > 1 else { continue }
      model.columns.append(
        MatrixColumn(kind: .sum, name: "All", detail: "of the row", unit: unit))
      for row in model.rows.indices {
        let amounts = own.compactMap { model.rows[row].amounts[$0] }
        model.rows[row].amounts.append(amounts.isEmpty ? nil : amounts.reduce(0, +))
        model.rows[row].words.append("")
      }
      model.sums.append(own.reduce(0) { $0 + model.sums[$1] })
    }
  }

  // MARK: Words

  var text: MatrixText {
    let claims = answer.claims.map(ledger.transfer)
    var all = MoneyTotals()
    for claim in claims { all.add(claim.sent) }
    var text = MatrixText(
      title: title
        ?? "Victims' money on each account under rule \(answer.method.name): \(Plural.text(order.count, "victim"))",
      facts: [
        DayText.range(answer.transfers.map { ledger.transfer($0.transfer).time }),
        "\(Plural.text(claims.count, "claimed payment"))", all.words,
      ],
      lead: "Rule \(answer.method.name): \(answer.method.definition).",
      sumWords: "All", figureWord: "Amount", noun: "victim", paidWord: "claimed")
    if answer.terms.pooling == .asOrdinary, ledger.hasPooled {
      text.banner = FlowInput.pooledAsOrdinary
    }
    text.notes = [
      "Each cell: the victim's money on the account at the end, in the account's currency; "
        + "rounded so that every column adds up.",
      MatrixText.rowOrder("victim", "claimed"),
    ]
    return text
  }
}
