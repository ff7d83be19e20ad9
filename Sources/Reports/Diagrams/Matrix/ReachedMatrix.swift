internal import FundTracing
internal import PaymentGraph

/// The matrix of payments on which each victim's money can have reached each account.
///
/// No amount is anybody's without a rule, so payments are counted: one on walks from several
/// victims counts in the row of each, and once in the last row.
struct ReachedMatrix {
  private(set) var model: MatrixModel
  private let answer: SharedSinks
  private let shown: [SharedSink]
  /// The sinks that are examined: those shown, and further ones, which share a column.
  private let sinks: [SharedSink]
  /// The victims in rows, in their order.
  private let order: [AccountID]
  /// The payments into the accounts of each column.
  private let places: [Set<TransferID>]
  /// The payments in any cell.
  private var counted: Set<TransferID> = []
  /// True where a payment counts in several rows.
  private var isShared = false
  private let title: String?

  private var ledger: Ledger { answer.scope.ledger }
  private var noun: String { answer.areVictims ? "victim" : "payer" }
  private var paidWord: String { answer.areVictims ? "claimed" : "paid" }

  /// Counts the payments, with one search for each row.
  init(
    _ answer: SharedSinks, shown: [SharedSink], sources: [Source], options: DiagramOptions
  ) throws(FundTracingError) {
    self.answer = answer
    self.shown = shown
    title = options.title
    let own = Set(shown.map(\.account))
    let rest = answer.sinks.prefix(MatrixModel.sinkLimit).filter { !own.contains($0.account) }
    sinks = shown + rest
    let claimed = MatrixModel.claimed(sources, in: answer.scope)
    let victims = Set(sinks.flatMap(\.victims))
    order = MatrixModel.order(
      answer.victims.filter(victims.contains), claimed: claimed, sinks: sinks,
      in: answer.scope.ledger)
    places =
      shown.map { Set($0.transfers) } + (rest.isEmpty ? [] : [Set(rest.flatMap(\.transfers))])
    model = MatrixModel(columns: [], rows: [], sums: places.map { Int128($0.count) })
    let names = AccountNamer(ledger, options)
    model.columns = columns(names, further: rest.count)
    let ofAccount = Dictionary(grouping: sources, by: \.account)
    for accounts in MatrixModel.folded(order, limit: options.rowLimit) {
      let row = MatrixModel.row(of: accounts, names: names, noun: noun, claimed: claimed)
      try add(row, sources: accounts.flatMap { ofAccount[$0] ?? [] })
    }
  }

  private func columns(_ names: AccountNamer, further count: Int) -> [MatrixColumn] {
    let single = shown.map { sink in
      let detail = [names.numberBesideName(sink.account), Plural.text(sink.victims.count, noun)]
      return MatrixColumn(
        kind: .account(MatrixModel.tier(ledger.account(sink.account))),
        name: names.name(sink.account),
        detail: detail.filter { !$0.isEmpty }.joined(separator: ", "), unit: .payments)
    }
    guard count > 0 else { return single }
    return single + [
      MatrixColumn(
        kind: .folded, name: "and \(Plural.text(count, "more account"))", detail: "together",
        unit: .payments)
    ]
  }

  /// Counts the payments of a row in every column.
  private mutating func add(_ row: MatrixRow, sources: [Source]) throws(FundTracingError) {
    var row = row
    let reach = try answer.scope.reach(of: sources, rules: answer.rules)
    for place in places {
      let found = reach.transfers.filter(place.contains)
      if found.contains(where: counted.contains) { isShared = true }
      counted.formUnion(found)
      row.amounts.append(found.isEmpty ? nil : Int128(found.count))
      row.words.append(
        found.isEmpty ? "" : DayText.range(found.map { ledger.transfer($0).time }))
    }
    model.rows.append(row)
  }

  // MARK: Words

  var text: MatrixText {
    var text = MatrixText(
      title: title
        ?? "Accounts that each \(noun)'s money can have reached: "
        + MatrixText.counted(order.count, of: answer.victims.count, noun)
        + ", \(Plural.text(shown.count, "shared account"))",
      facts: [
        DayText.range(counted.sorted().map { ledger.transfer($0).time }),
        "\(Plural.text(order.count, noun)) in rows, accounts in columns",
        answer.claimed.isEmpty ? "" : "\(answer.claimed.words) \(paidWord)",
      ],
      lead:
        "Each cell: the number of payments to the account that can have carried money of the \(noun). A count does "
        + "not say how much of a payment was whose: that takes a tracing rule.",
      sumWords: "All, each payment once", figureWord: "Payments", noun: noun, paidWord: paidWord)
    if answer.rules.pooling == .asOrdinary, ledger.hasPooled {
      text.banner = FlowInput.pooledAsOrdinary
    }
    text.notes = notes
    return text
  }

  private var notes: [String] {
    var notes: [String] = []
    if isShared {
      notes.append(
        "A payment that can carry money of several \(noun)s counts in the row of each, so the rows add up to "
          + "more than the last row, which counts it once.")
    }
    notes.append(MatrixText.rowOrder(noun, paidWord))
    notes.append(
      "Order of columns: by the number of \(noun)s whose money can have reached the account, as in the list of shared accounts."
    )
    let beyond = answer.sinks.count - sinks.count
    if beyond > 0 {
      notes.append("Not in this picture: \(Plural.text(beyond, "further shared account")).")
    }
    let left = answer.victims.count - order.count
    if left > 0 {
      notes.append(
        "\(Plural.text(left, noun)) reached none of these accounts and \(left == 1 ? "has" : "have") no row."
      )
    }
    return notes
  }
}
