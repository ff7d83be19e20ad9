internal import FundTracing
internal import PaymentGraph

/// The range of all rules: the least and the most of each victim's money, and of all victims'
/// together, on every account, with the limits of the most.
struct BoundSchedule {
  private let figures: TraceFigures
  private let table: BoundTable

  init(_ figures: TraceFigures, _ table: BoundTable) {
    self.figures = figures
    self.table = table
  }

  func lines(_ style: TextStyle) -> [String] {
    var lines: [String] = []
    var index = 0
    while index < table.bounds.count {
      let first = table.bounds[index]
      var rows = AlignedTable(
        [
          .left("victim"), .left("name", drops: 2), .right("claimed"), .right("at least"),
          .right("at most"), .left("limited by", drops: 1),
        ], style: style)
      while index < table.bounds.count, table.bounds[index].place == first.place,
        table.bounds[index].currency == first.currency
      {
        let bound = table.bounds[index]
        rows.add([
          whoInText(bound), name(bound), text(bound.claimed, bound), text(bound.lower, bound),
          text(bound.upper, bound), figures.limitWords(bound),
        ])
        index += 1
      }
      let title = PartyText.both(first.place, in: figures.ledger) + " in \(first.currency)"
      lines += ["", style.head(TerminalText.safe(title))] + rows.lines
    }
    return lines
  }

  /// The answer as CSV: one row for each bound; bottlenecks in one cell, separated by semicolons.
  ///
  /// The balance of the account is in `currency`; the claim and both bounds are in that of the
  /// claim.
  var csv: String {
    let heads = [
      "account", "claim", "currency", "claimCurrency", "claimed", "lower", "upper",
      "boundsCurrency", "limitedBy",
    ]
    var text = CSVText.line(heads.map { .value($0) })
    for bound in table.bounds {
      func decimal(_ units: Int128) -> CSVText.Cell {
        .value(MoneyTotal(minorUnits: units, currency: bound.claimCurrency).decimalText)
      }
      text += CSVText.line([
        .text(bound.place.label(in: figures.ledger)), .text(isOfAll(bound) ? "ALL" : who(bound)),
        .value(bound.currency.code), .value(bound.claimCurrency.code), decimal(bound.claimed),
        decimal(bound.lower), decimal(bound.upper), .value(bound.claimCurrency.code),
        .text(bound.bottlenecks.map { figures.words($0, bound) }.joined(separator: "; ")),
      ])
    }
    return text
  }

  var json: JSONValue {
    .array(
      table.bounds.map { bound in
        func decimal(_ units: Int128) -> JSONValue {
          .string(MoneyTotal(minorUnits: units, currency: bound.claimCurrency).decimalText)
        }
        return .object([
          ("account", .string(bound.place.label(in: figures.ledger))),
          ("claims", .array(bound.victims.map { .string(figures.key($0)) })),
          ("currency", .string(bound.currency.code)),
          ("claimCurrency", .string(bound.claimCurrency.code)), ("claimed", decimal(bound.claimed)),
          ("lower", decimal(bound.lower)), ("upper", decimal(bound.upper)),
          ("boundsCurrency", .string(bound.claimCurrency.code)),
          ("bottlenecks", .array(bound.bottlenecks.map { bottleneck($0, bound) })),
        ])
      })
  }

  private func bottleneck(_ bottleneck: Bottleneck, _ bound: Bound) -> JSONValue {
    let amount = MoneyTotal(minorUnits: bottleneck.minorUnits, currency: bound.claimCurrency)
    var members: [(name: String, value: JSONValue)] = []
    switch bottleneck.kind {
    case .claim(let id):
      members = [("kind", .string("claim")), transfer(id)]
    case .payment(let id):
      members = [("kind", .string("payment")), transfer(id)]
    case .balance(let account, let id):
      members = [
        ("kind", .string("balance")), ("account", .string(figures.key(account))), transfer(id),
      ]
    }
    return .object(
      members + [
        ("amount", .string(amount.decimalText)), ("currency", .string(bound.claimCurrency.code)),
      ])
  }

  private func transfer(_ id: TransferID) -> (name: String, value: JSONValue) {
    ("transfer", .transfer(figures.ledger.transfer(id)))
  }

  private func isOfAll(_ bound: Bound) -> Bool {
    bound.victims.count > 1 && bound.victims == table.victims
  }

  private func who(_ bound: Bound) -> String {
    isOfAll(bound) ? "all" : bound.victims.map(figures.key).joined(separator: ", ")
  }

  private func whoInText(_ bound: Bound) -> String {
    isOfAll(bound) ? "all" : parties(bound).map(PartyText.key).joined(separator: ", ")
  }

  private func name(_ bound: Bound) -> String {
    isOfAll(bound)
      ? "" : parties(bound).map(PartyText.name).filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private func parties(_ bound: Bound) -> [Account] { bound.victims.map(figures.ledger.account) }

  private func text(_ units: Int128, _ bound: Bound) -> String {
    "\(MoneyTotal(minorUnits: units, currency: bound.claimCurrency))"
  }
}
