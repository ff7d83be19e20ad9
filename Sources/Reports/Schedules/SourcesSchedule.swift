internal import FundTracing
internal import PaymentGraph

/// Source and application of funds: the money that came into each account, by payer, and the money
/// that left it, by beneficiary.
struct SourcesSchedule {
  private let rows: AccountRows

  init(_ answer: Tracing) { rows = AccountRows(answer) }

  private struct Line {
    let other: Account
    let count: Int
    let amount: Int128
  }

  private func lines(_ account: AccountRows.Ledgered, credits: Bool) -> [Line] {
    var sums: [AccountID: (party: Account, count: Int, amount: Int128)] = [:]
    for row in account.rows where row.isCredit == credits {
      let other = credits ? row.transfer.payer : row.transfer.beneficiary
      let known = sums[other.id] ?? (other, 0, 0)
      sums[other.id] = (other, known.count + 1, known.amount + Int128(row.amount))
    }
    return sums.values.map { Line(other: $0.party, count: $0.count, amount: $0.amount) }
      .sorted { ($1.amount, $0.other.key) < ($0.amount, $1.other.key) }
  }

  func lines(_ style: TextStyle) -> [String] {
    rows.accounts.flatMap { account in
      func text(_ units: Int128) -> String {
        AmountText.total(units, account.currency)?.description ?? ""
      }
      var table = AlignedTable(
        [
          .left("", title: "side"), .left("account"), .left("name", drops: 2),
          .right("payments", drops: 1), .right("amount"),
        ], style: style)
      func row(_ side: String, _ line: Line) -> [String] {
        [
          side, PartyText.key(line.other), PartyText.name(line.other), Plural.grouped(line.count),
          text(line.amount),
        ]
      }
      if account.opening != 0 {
        table.add(["source", "opening balance", "", "", text(account.opening)])
      }
      for line in lines(account, credits: true) {
        table.add(row("source", line))
      }
      for line in lines(account, credits: false) {
        table.add(row("application", line))
      }
      table.add(["application", "closing balance", "", "", text(account.closing)])
      let sources = account.opening + account.credits
      let applications = account.debits + account.closing
      return [
        "",
        style.head(TerminalText.safe("\(PartyText.both(account.account)) in \(account.currency)")),
      ] + table.lines + [
        "sources \(text(sources)) \(sources == applications ? "=" : "DIFFER FROM") applications "
          + text(applications)
      ]
    }
  }

  var csv: String {
    var text = CSVText.line(
      ["account", "currency", "side", "other", "payments", "amount"].map { .value($0) })
    for account in rows.accounts {
      func add(_ side: String, other: String, count: Int?, amount: Int128) {
        text += CSVText.line([
          .text(account.account.key), .value(account.currency.code), .value(side), .text(other),
          .value(count.map { "\($0)" } ?? ""),
          .value(AmountText.total(amount, account.currency)?.decimalText ?? ""),
        ])
      }
      add("source", other: "opening balance", count: nil, amount: account.opening)
      for line in lines(account, credits: true) {
        add("source", other: line.other.key, count: line.count, amount: line.amount)
      }
      for line in lines(account, credits: false) {
        add("application", other: line.other.key, count: line.count, amount: line.amount)
      }
      add("application", other: "closing balance", count: nil, amount: account.closing)
    }
    return text
  }
}
