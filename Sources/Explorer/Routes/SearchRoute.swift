internal import Inquiries
internal import PaymentGraph
internal import Reports

/// `/api/search?text=…`: accounts by key, spelling, name and bank; transfers by id, reference and amount.
struct SearchRoute {
  private static let most = 50

  private let request: Request

  init(_ request: Request) { self.request = request }

  func answer(_ material: Material) throws -> Response {
    var query = QueryText(request.query)
    let text = try query.take("text") ?? ""
    try query.end()
    guard !text.isEmpty else {
      throw ExplorerFailure(.wrong, code: "missing-option", message: "text is empty")
    }
    let (ledger, view) = (material.ledger, material.data.basis.view)
    let spelled = material.data.basis.spelling(text).flatMap { ledger.account($0) }
    var accounts = ledger.whole.accounts(mentioning: text).filter { $0.id != spelled?.id }
    if let spelled { accounts.insert(spelled, at: 0) }
    let transfers = transfers(text, in: view, without: accounts)
    return Response(
      .object([
        ("text", .string(text)), ("accountCount", .integer(accounts.count)),
        ("transferCount", .integer(transfers.count)),
        (
          "accounts",
          .array(accounts.prefix(SearchRoute.most).map { .object(AccountFacts.members(of: $0)) })
        ),
        (
          "transfers",
          CitedTransfers(Array(transfers.prefix(SearchRoute.most)), in: ledger)
            .json(page: 0, size: SearchRoute.most)
        ),
      ]))
  }

  /// Returns the transfers whose own texts or amounts are meant; those of accounts that are found stand with them.
  private func transfers(
    _ text: String, in view: LedgerView, without accounts: [Account]
  ) -> [TransferID] {
    if let range = AmountRange(text) {
      var filter = TransferFilter()
      filter.amounts = range
      let found = view.matching(filter).transfers.map(\.id)
      if !found.isEmpty { return found }
    }
    return view.transfers(mentioning: text).map(\.id)
  }
}

/// The facts of an account as members of JSON.
enum AccountFacts {
  static func members(of account: Account) -> [(name: String, value: JSONValue)] {
    let details = account.details
    func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
    return [
      ("account", .string(account.key)), ("name", text(details.name)),
      ("holder", text(details.holder)), ("role", .string(details.role.name)),
      ("institution", text(details.institution)), ("country", text(details.country)),
      ("pooled", .bool(account.isPooled)), ("standIn", .bool(account.isStandIn)),
    ]
  }
}

/// `/api/account?key=…`: the facts of one account, its spellings, and the sums by the other side.
struct AccountRoute {
  private let request: Request

  init(_ request: Request) { self.request = request }

  func answer(_ material: Material) throws -> Response {
    var query = QueryText(request.query)
    let key = try query.take("key") ?? ""
    try query.end()
    guard let account = material.ledger.account(key) else {
      throw ExplorerFailure(.absent, code: "account", message: "the case has no account \(key)")
    }
    let view = material.data.basis.view
    var (incoming, outgoing) = (Sides(), Sides())
    for transfer in view.transfers(of: account.id) {
      if transfer.beneficiary.id == account.id { incoming.add(transfer, transfer.payer) }
      if transfer.payer.id == account.id { outgoing.add(transfer, transfer.beneficiary) }
    }
    let aliases = account.aliases.map { alias in
      JSONValue.string(alias.spelling)
    }
    return Response(
      .object(
        AccountFacts.members(of: account) + [
          ("aliases", .array(aliases)), ("incoming", incoming.json(of: material.ledger)),
          ("outgoing", outgoing.json(of: material.ledger)),
        ]))
  }

  /// The sums of payments by the account on their other side.
  private struct Sides {
    private static let most = 200

    private var sums: [AccountID: (count: Int, totals: MoneyTotals)] = [:]
    private var order: [AccountID] = []
    private var totals = MoneyTotals()
    private var count = 0

    mutating func add(_ transfer: Transfer, _ other: Account) {
      if sums[other.id] == nil { order.append(other.id) }
      var sum = sums[other.id] ?? (0, MoneyTotals())
      sum.count += 1
      sum.totals.add(transfer.received)
      sums[other.id] = sum
      totals.add(transfer.received)
      count += 1
    }

    func json(of ledger: Ledger) -> JSONValue {
      let ordered = order.map { (id: $0, sum: sums[$0] ?? (0, MoneyTotals())) }
        .sorted {
          $0.sum.count > $1.sum.count
            || ($0.sum.count == $1.sum.count
              && ledger.account($0.id).key < ledger.account($1.id).key)
        }
      return .object([
        ("count", .integer(count)), ("totals", AccountRoute.money(totals)),
        ("others", .integer(ordered.count)),
        (
          "sums",
          .array(
            ordered.prefix(Sides.most).map { id, sum in
              .object(
                AccountFacts.members(of: ledger.account(id)) + [
                  ("payments", .integer(sum.count)), ("totals", AccountRoute.money(sum.totals)),
                ])
            })
        ),
      ])
    }
  }

  static func money(_ totals: MoneyTotals) -> JSONValue {
    .array(
      totals.lines.map {
        .object([
          ("currency", .string($0.currency.code)), ("amount", .string($0.decimalText)),
        ])
      })
  }
}
