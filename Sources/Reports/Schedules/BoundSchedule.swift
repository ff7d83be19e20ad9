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
    let unit = figures.hasConversions ? ", as parts of the claims" : ""
    var lines: [String] = []
    var index = 0
    while index < table.bounds.count {
      let first = table.bounds[index]
      var rows: [Bound] = []
      while index < table.bounds.count, table.bounds[index].place == first.place,
        table.bounds[index].currency == first.currency
      {
        rows.append(table.bounds[index])
        index += 1
      }
      let title =
        PartyText.both(first.place, in: figures.ledger) + " in \(first.currency)"
        + unit
      lines +=
        ["", style.head(TerminalText.safe(title))]
        + fields.lines(rows, style: style)
    }
    if supposes { lines += ["", TraceFigures.nothingElseWords] }
    return lines
  }

  /// True where balances that no record shows make a difference.
  private var supposes: Bool { table.bounds.contains { $0.limits != $0.ifNothingElse } }

  var csv: String { fields.csv(table.bounds) }
  var json: JSONValue { fields.json(table.bounds) }

  /// The fields of a bound; in CSV bottlenecks share one cell, separated by semicolons.
  ///
  /// The balance of the account is in `currency`; the claim and both bounds are in that of the
  /// claim.
  private var fields: FieldTable<Bound> {
    let figures = figures
    func sum(
      _ name: String, column: AlignedTable.Column?, _ units: @escaping (Bound) -> Int128
    ) -> Field<Bound> {
      func total(_ bound: Bound) -> MoneyTotal {
        MoneyTotal(minorUnits: units(bound), currency: bound.claimCurrency)
      }
      return .word(name, column: column) { total($0).decimalText }
        .showing { total($0).description }
    }
    let fields: [Field<Bound>] = [
      .text("account") { $0.place.label(in: figures.ledger) },
      .json("claims") { .array($0.victims.map { .string(figures.key($0)) }) },
      .csv("claim") { .text(isOfAll($0) ? "ALL" : who($0)) },
      .shown(.left("victim"), whoInText), .shown(.left("name", drops: 2), name),
      .word("currency") { $0.currency.code }, .word("claimCurrency") { $0.claimCurrency.code },
      sum("claimed", column: .right("claimed")) { $0.claimed },
      sum("lower", column: .right("at least")) { $0.lower },
      sum("upper", column: .right("at most")) { $0.upper },
      .word("boundsCurrency") { $0.claimCurrency.code },
      sum("lowerIfNothingElse", column: nil) { $0.ifNothingElse.lower },
      sum("upperIfNothingElse", column: nil) { $0.ifNothingElse.upper },
    ]
    let supposed: [Field<Bound>] =
      supposes
      ? [.shown(.right("if nothing else was held")) { figures.rangeIfNothingElse($0) }] : []
    let limiting: [Field<Bound>] = [
      .shown(.left("limited by", drops: 1)) { figures.limitWords($0) },
      .json("bottlenecks") { bound in .array(bound.bottlenecks.map { bottleneck($0, bound) }) },
      .csv("limitedBy") { bound in
        .text(bound.bottlenecks.map { figures.words($0, bound) }.joined(separator: "; "))
      },
    ]
    return FieldTable(fields + supposed + limiting)
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
}
