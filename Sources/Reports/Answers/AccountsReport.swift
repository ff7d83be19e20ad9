public import PaymentGraph

/// The accounts of a ledger, as people and programs read them.
///
/// CSV is an accounts file, `account,role,pooled,name,institution,country,holder,unseen`, with the transfers and
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

  /// Returns the statements of each account whose balances show payments that no row does; a list of accounts keeps them.
  private var unseen: [AccountID: String] {
    let ledger = view.ledger
    guard ledger.hasStatements else { return [:] }
    let open = ledger.statementClosings.filter(\.showsUnseenPayments)
    return Dictionary(grouping: open, by: \.account).mapValues { closings in
      closings.map { "\($0.days.lowerBound.iso8601) to \($0.days.upperBound.iso8601)" }.joined(
        separator: "; ")
    }
  }

  /// Writes the report in a format.
  public func text(_ format: AnswerFormat, style: TextStyle) -> String {
    format.choose(
      text: plain(style),
      json: JSONValue.object(
        LeftOutFacts.members(view) + [("accounts", fields.json(rows))]
      ).text,
      csv: fields(unseen).csv(rows))
  }

  /// An account with the sums, counts and times of its transfers.
  private struct Row {
    let account: Account
    var paid = MoneyTotals()
    var received = MoneyTotals()
    var paymentsOut = 0
    var paymentsIn = 0
    var first: PostingTime?
    var last: PostingTime?
  }

  private var rows: some Sequence<Row> { accounts.lazy.map(row) }

  private func row(_ account: Account) -> Row {
    let ledger = view.ledger
    var row = Row(account: account)
    var positions: [Int] = []
    for transfer in ledger.outgoing[account.id.position].map(Int.init) where view.contains(transfer)
    {
      positions.append(transfer)
      // A payment of an account to itself, such as a conversion, is neither paid nor received.
      if ledger.columns.isOwn(transfer) { continue }
      row.paid.add(ledger.columns.sentMoney(transfer))
      row.paymentsOut += 1
    }
    for transfer in ledger.incoming[account.id.position].map(Int.init) where view.contains(transfer)
    {
      if ledger.columns.isOwn(transfer) { continue }
      row.received.add(ledger.columns.receivedMoney(transfer))
      row.paymentsIn += 1
      positions.append(transfer)
    }
    positions.sort()
    row.first = ledger.firstTime(of: positions)
    row.last = ledger.lastTime(of: positions)
    return row
  }

  private func plain(_ style: TextStyle) -> String {
    var lines = [style.head(Plural.text(accounts.count, "account"))]
    lines += LeftOutFacts.warnings(view, style) + LeftOutFacts.timeless(view, style)
    let shown = accounts.prefix(top ?? .max)
    if !shown.isEmpty { lines += [""] + fields.lines(shown.map(row), style: style) }
    if accounts.count > shown.count {
      lines.append(Plural.leftOut(accounts.count - shown.count, "account", of: accounts.count))
    }
    return style.page(lines)
  }

  private var fields: FieldTable<Row> { fields([:]) }

  /// - Parameter unseen: the statements with unseen payments, which only the list in CSV has.
  private func fields(_ unseen: [AccountID: String]) -> FieldTable<Row> {
    func sum(_ totals: MoneyTotals) -> CSVText.Cell {
      .value(
        totals.lines.map { "\($0.currency.code) \($0.decimalText)" }.joined(separator: " + "))
    }
    let fields: [Field<Row>] = [
      .json { JSONValue.account($0.account) },
      .key("account", column: .left("account"), \.account).without(.json),
      .csv("role") { .value($0.account.role == .unknown ? "" : $0.account.role.name) },
      .json("pooled") { .bool($0.account.isPooled) },
      .csv("pooled") { .value($0.account.details.statedPooled.map { $0 ? "yes" : "no" } ?? "") },
      .text("name", column: .left("name")) { $0.account.details.name }
        .without(.json).showing { PartyText.name($0.account) },
      .shown(.left("role", drops: 5)) { $0.account.role.name },
      .shown(.left("where", drops: 6)) { PartyText.place($0.account) },
      .csv(["institution", "country"]) {
        [.text($0.account.details.institution ?? ""), .text($0.account.details.country ?? "")]
      },
      .text("holder") { $0.account.details.holder },
      .csv("unseen") { .value(unseen[$0.account.id] ?? $0.account.details.unseenPayments ?? "") },
      .json("spellings") { .array($0.account.aliases.map { .string($0.spelling) }) },
      .money("received", column: .right("received"), \.received).without(.csv),
      .number("in", column: .right("in", drops: 4), \.paymentsIn),
      .csv("received") { sum($0.received) },
      .money("paid", column: .right("paid"), \.paid).without(.csv),
      .number("out", column: .right("out", drops: 3), \.paymentsOut),
      .csv("paid") { sum($0.paid) },
      .time("first", column: .left("first", drops: 2), \.first),
      .time("last", column: .left("last", drops: 1), \.last),
    ]
    return FieldTable(
      fields,
      text: ["account", "name", "role", "where", "received", "in", "paid", "out", "first", "last"])
  }
}
