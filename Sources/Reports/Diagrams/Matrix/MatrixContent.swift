internal import FundTracing
internal import PaymentGraph

/// The content of a matrix, whichever way it was computed.
struct MatrixContent: Sendable {
  /// The most rows for single victims; further victims share one row.
  static let rowLimit = 48

  /// The most sinks that are examined.
  static let sinkLimit = 500

  let title: String
  let facts: [String]
  /// A warning above the title; empty for none.
  var banner = ""
  /// The meaning of a figure, in one sentence.
  let lead: String
  var columns: [MatrixColumn]
  var rows: [MatrixRow]
  /// The name of the last row, which holds the sums of the columns.
  let sumWords: String
  var sums: [Int128]
  var notes: [String]
  /// The heading of the figures in a table.
  let figureWord: String
  let noun: String
  /// The verb for the sums that the rows paid: claimed, or merely paid.
  let paidWord: String

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

  /// Writes `41 of 42 victims`, or only the number where none is missing.
  static func counted(_ shown: Int, of all: Int, _ noun: String) -> String {
    shown == all
      ? Counted.text(all, noun) : "\(Counted.grouped(shown)) of \(Counted.text(all, noun))"
  }

  /// Writes the sentence that explains the order of rows.
  static func rowOrder(_ noun: String, _ paidWord: String) -> String {
    "Order of rows: by the number of shared accounts that the \(noun)'s money can have reached, then by the "
      + "sum that the \(noun) \(paidWord), currency by currency, then by account number."
  }

  /// Divides victims into rows: the first ones alone, the others together.
  static func folded(_ victims: [AccountID], limit: Int) -> [[AccountID]] {
    let limit = max(1, min(limit, rowLimit))
    guard victims.count > limit + 1 else { return victims.map { [$0] } }
    return victims.prefix(limit).map { [$0] } + [Array(victims.dropFirst(limit))]
  }

  /// Returns a row without its amounts.
  static func row(
    _ accounts: [AccountID], names: NameBook, noun: String, claimed: [AccountID: MoneyTotals]
  ) -> MatrixRow {
    var sum = MoneyTotals()
    for account in accounts { sum.add(claimed[account] ?? MoneyTotals()) }
    let isOne = accounts.count == 1
    let name =
      isOne
      ? accounts.first.map(names.name) ?? ""
      : "and \(Counted.grouped(accounts.count)) more \(noun)s"
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
