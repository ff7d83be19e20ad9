internal import Drawing
internal import FundTracing
internal import PaymentGraph

/// The content of a matrix, whichever way it was computed: victims, accounts and figures.
struct MatrixModel: Sendable {
  /// The most rows for single victims; further victims share one row.
  static let rowLimit = 48
  /// The most sinks that are examined.
  static let sinkLimit = 500

  var columns: [MatrixColumn]
  var rows: [MatrixRow]
  /// The sum of each column.
  var sums: [Int128]

  // MARK: Names

  static func rowName(_ row: Int) -> NodeID { NodeID("p\(row)") }
  static func columnName(_ column: Int) -> NodeID { NodeID("c\(column)") }
  func cellName(_ row: Int, column: Int) -> NodeID { NodeID("e\(row * columns.count + column)") }

  /// The rows, cells and columns that belong together.
  var relations: Relations {
    var cells: [Relations.Line] = []
    for (number, row) in rows.enumerated() {
      for column in columns.indices where row.amounts[column] != nil {
        cells.append(
          Relations.Line(
            name: cellName(number, column: column), from: MatrixModel.rowName(number),
            to: MatrixModel.columnName(column)))
      }
    }
    return Relations(
      of: rows.indices.map(MatrixModel.rowName) + columns.indices.map(MatrixModel.columnName),
      along: cells)
  }

  // MARK: Rows

  /// Returns the victims of an answer, in the order of rows: those who reach the most sinks first,
  /// then those who claim the most, then by key.
  static func order(
    _ victims: [AccountID], claimed: [AccountID: MoneyTotals], sinks: [SharedSink],
    in ledger: Ledger
  )
    -> [AccountID]
  {
    var counts: [AccountID: Int] = [:]
    for sink in sinks {
      for victim in sink.victims { counts[victim, default: 0] += 1 }
    }
    let ranks = ledger.keyRanks
    return victims.sorted { left, right in
      let (one, other) = (counts[left] ?? 0, counts[right] ?? 0)
      if one != other { return one > other }
      let (more, less) = (claimed[left] ?? MoneyTotals(), claimed[right] ?? MoneyTotals())
      return MoneyOrder.larger(more, less) ?? (ranks[left.position] < ranks[right.position])
    }
  }

  /// Divides victims into rows: the first ones alone, the others together.
  static func folded(_ victims: [AccountID], limit: Int) -> [[AccountID]] {
    let limit = max(1, min(limit, rowLimit))
    guard victims.count > limit + 1 else { return victims.map { [$0] } }
    return victims.prefix(limit).map { [$0] } + [Array(victims.dropFirst(limit))]
  }

  /// Returns a row without its amounts.
  static func row(
    of accounts: [AccountID], names: AccountNamer, noun: String,
    claimed: [AccountID: MoneyTotals]
  ) -> MatrixRow {
    var sum = MoneyTotals()
    for account in accounts { sum.add(claimed[account] ?? MoneyTotals()) }
    let isOne = accounts.count == 1
    let name =
      isOne
      ? accounts.first.map(names.name) ?? ""
      : "and \(Plural.grouped(accounts.count)) more \(noun)s"
    let detail = isOne ? accounts.first.map(names.numberBesideName) ?? "" : ""
    return MatrixRow(
      accounts: accounts, name: name, detail: detail, claimed: sum, amounts: [], words: [])
  }

  /// Returns each victim's claims, as sent.
  static func claimed(_ sources: [Source], in scope: LedgerView) -> [AccountID: MoneyTotals] {
    var claimed: [AccountID: MoneyTotals] = [:]
    var whole: Set<AccountID> = []
    for source in sources {
      guard let claims = source.claims else {
        whole.insert(source.account)
        continue
      }
      for claim in claims where scope.contains(claim) {
        claimed[source.account, default: MoneyTotals()].add(scope.ledger.transfer(claim).sent)
      }
    }
    for account in whole { claimed[account] = MoneyTotals() }
    if !whole.isEmpty {
      for transfer in scope.transfers where whole.contains(transfer.payer.id) {
        claimed[transfer.payer.id, default: MoneyTotals()].add(transfer.sent)
      }
    }
    return claimed
  }

  /// Returns the tier whose colour the head of an account's column has.
  static func tier(_ account: Account) -> FlowTier {
    switch account.role {
    case .mule: .transit
    case .victim: .source
    case .processor: .channel
    case .merchant, .destination, .unknown: account.isPooled ? .channel : .end
    }
  }
}

/// A row of a matrix: a victim, or several.
struct MatrixRow: Sendable, Hashable {
  let accounts: [AccountID]
  let name: String
  /// The number beside the name.
  let detail: String
  /// The sum that the victim claims, by currency.
  let claimed: MoneyTotals
  /// One figure a column, in its unit; nil for none.
  var amounts: [Int128?]
  /// The text of each column's tooltip, without the figure.
  var words: [String]

  var isFolded: Bool { accounts.count > 1 }
}

/// A column of a matrix: an account, or several, in one unit.
struct MatrixColumn: Sendable, Hashable {
  /// The content of a column.
  enum Kind: Sendable, Hashable {
    /// One account of a tier of the flow.
    case account(FlowTier)
    /// Several accounts.
    case folded
    /// Money that no account holds: fees, stopped and returned money.
    case rest
    /// The sum of all columns of its unit.
    case sum
  }

  let kind: Kind
  let name: String
  /// The number beside the name, or the number of victims that reach it.
  let detail: String
  let unit: MatrixUnit
}

/// The unit of a column's figures: payments, or an amount of one currency.
enum MatrixUnit: Sendable, Hashable, Comparable {
  /// The figures are numbers of payments.
  case payments
  /// The figures are minor units of a currency.
  case money(Currency)

  static func < (left: MatrixUnit, right: MatrixUnit) -> Bool {
    switch (left, right) {
    case (.money(let one), .money(let other)): one < other
    case (.payments, .money): true
    case (_, .payments): false
    }
  }

  /// The words above a column.
  var heading: String {
    switch self {
    case .payments: "payments"
    case .money(let currency): currency.code
    }
  }

  /// Writes a figure with its unit; nil where the currency's decimals cannot be written.
  func words(_ figure: Int128) -> String? {
    switch self {
    case .payments: Plural.text(Int(figure), "payment")
    case .money(let currency): AmountText.total(figure, currency)?.description
    }
  }

  /// Writes a figure for a cell, below the heading.
  func cell(_ figure: Int128) -> String? {
    switch self {
    case .payments: Plural.grouped(Int(figure))
    case .money(let currency): AmountText.total(figure, currency).map(HeatScale.cell)
    }
  }
}
