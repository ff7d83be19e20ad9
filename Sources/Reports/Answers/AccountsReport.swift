public import PaymentGraph

/// The accounts of a ledger, as people and programs read them.
///
/// CSV is an accounts file, `account,role,pooled,name,institution,country,holder`, with the transfers and
/// sums of each account in further columns. It loads again with the list of transfers (``TransferList``).
public struct AccountsReport: Sendable {
  private let view: LedgerView
  private let accounts: [Account]
  private let top: Int?

  /// Creates a report on some accounts of a view, in the order of their keys; text shows only the
  /// first `top`, if it is given.
  public init(_ accounts: [AccountID], in view: LedgerView, top: Int? = nil) {
    self.view = view
    let ranks = view.ledger.keyRanks
    self.accounts = accounts.sorted { ranks[$0.position] < ranks[$1.position] }
      .map(view.ledger.account)
    self.top = top
  }

  /// Writes the report in a format.
  public func text(_ format: AnswerFormat, style: TextStyle) -> String {
    format.choose(text: plain(style), json: json.text, csv: csv)
  }

  /// The sums, counts and times of one account's transfers.
  private struct Figures {
    var paid = MoneyTotals()
    var received = MoneyTotals()
    var paymentsOut = 0
    var paymentsIn = 0
    var first: PostingTime?
    var last: PostingTime?
  }

  private func figures(_ account: Account) -> Figures {
    let ledger = view.ledger
    var figures = Figures()
    var positions: [Int] = []
    for transfer in ledger.outgoing[account.id.position].map(Int.init) where view.contains(transfer)
    {
      figures.paid.add(ledger.columns.sentMoney(transfer))
      figures.paymentsOut += 1
      positions.append(transfer)
    }
    for transfer in ledger.incoming[account.id.position].map(Int.init) where view.contains(transfer)
    {
      figures.received.add(ledger.columns.receivedMoney(transfer))
      figures.paymentsIn += 1
      positions.append(transfer)
    }
    let timed = positions.filter { ledger.columns.precision[$0] != .unknown }
    figures.first = timed.min().map { ledger.transfer(TransferID($0)).time }
    figures.last = timed.max().map { ledger.transfer(TransferID($0)).time }
    return figures
  }

  private func plain(_ style: TextStyle) -> String {
    var lines = [style.head(Counted.text(accounts.count, "account"))]
    let shown = accounts.prefix(top ?? .max)
    if !shown.isEmpty {
      var table = AlignedTable(
        [
          .left("account"), .left("name"), .left("role", drops: 5), .left("where", drops: 6),
          .right("received"), .right("in", drops: 4), .right("paid"), .right("out", drops: 3),
          .left("first", drops: 2), .left("last", drops: 1),
        ], style: style)
      for account in shown {
        let figures = figures(account)
        func text(_ totals: MoneyTotals) -> String {
          totals.lines.map(\.description).joined(separator: " + ")
        }
        table.add([
          PartyText.key(account), PartyText.name(account), account.role.name,
          [account.details.institution, account.details.country].compactMap { $0 }
            .joined(separator: ", "), text(figures.received), Counted.grouped(figures.paymentsIn),
          text(figures.paid), Counted.grouped(figures.paymentsOut), figures.first?.iso8601 ?? "",
          figures.last?.iso8601 ?? "",
        ])
      }
      lines += [""] + table.lines
    }
    if accounts.count > shown.count {
      lines.append(Counted.leftOut(accounts.count - shown.count, "account", of: accounts.count))
    }
    return style.page(lines)
  }

  private var json: JSONValue {
    .object([
      (
        "accounts",
        .array(
          accounts.map { account in
            let figures = figures(account)
            return .object(
              JSONValue.account(account) + [
                ("pooled", .bool(account.isPooled)), ("holder", .optional(account.details.holder)),
                ("spellings", .array(account.aliases.map { .string($0.spelling) })),
                ("received", .totals(figures.received)), ("in", .integer(figures.paymentsIn)),
                ("paid", .totals(figures.paid)), ("out", .integer(figures.paymentsOut)),
                ("first", .time(figures.first)), ("last", .time(figures.last)),
              ])
          })
      )
    ])
  }

  private var csv: String {
    let heads = [
      "account", "role", "pooled", "name", "institution", "country", "holder", "in", "received",
      "out", "paid", "first", "last",
    ]
    var text = CSVText.line(heads.map { .value($0) })
    for account in accounts {
      let (details, figures) = (account.details, figures(account))
      func sum(_ totals: MoneyTotals) -> String {
        totals.lines.map { "\($0.currency.code) \($0.decimalText)" }.joined(separator: " + ")
      }
      text += CSVText.line([
        .text(account.key), .value(details.role == .unknown ? "" : details.role.name),
        .value(details.statedPooled.map { $0 ? "yes" : "no" } ?? ""), .text(details.name ?? ""),
        .text(details.institution ?? ""), .text(details.country ?? ""),
        .text(details.holder ?? ""), .value("\(figures.paymentsIn)"), .value(sum(figures.received)),
        .value("\(figures.paymentsOut)"), .value(sum(figures.paid)),
        .value(figures.first?.iso8601 ?? ""), .value(figures.last?.iso8601 ?? ""),
      ])
    }
    return text
  }
}
