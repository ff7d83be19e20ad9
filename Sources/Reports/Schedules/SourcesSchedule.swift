internal import FundTracing
internal import PaymentGraph

/// Source and application of funds: what came into each account from whom, and where it went.
struct SourcesSchedule {
  private let rows: AccountRows

  init(_ answer: Tracing) { rows = AccountRows(answer) }

  private struct Line {
    let other: String
    let count: Int
    let amount: Int128
  }

  private func lines(_ account: AccountRows.Ledgered, credits: Bool) -> [Line] {
    var sums: [String: (count: Int, amount: Int128)] = [:]
    for row in account.rows where row.isCredit == credits {
      let other = credits ? row.transfer.payer.key : row.transfer.beneficiary.key
      let known = sums[other] ?? (0, 0)
      sums[other] = (known.count + 1, known.amount + Int128(row.amount))
    }
    return sums.map { Line(other: $0.key, count: $0.value.count, amount: $0.value.amount) }
      .sorted { ($1.amount, $0.other) < ($0.amount, $1.other) }
  }

  func lines(_ style: TextStyle) -> [String] {
    rows.accounts.flatMap { account in
      func text(_ units: Int128) -> String {
        AmountText.total(units, account.currency)?.description ?? ""
      }
      var table = AlignedTable(
        [("", .left), ("account", .left), ("payments", .right), ("amount", .right)], style: style)
      if account.opening != 0 {
        table.add(["source", "opening balance", "", text(account.opening)])
      }
      for line in lines(account, credits: true) {
        table.add(["source", line.other, "\(line.count)", text(line.amount)])
      }
      for line in lines(account, credits: false) {
        table.add(["application", line.other, "\(line.count)", text(line.amount)])
      }
      table.add(["application", "closing balance", "", text(account.closing)])
      let sources = account.opening + account.credits
      let applications = account.debits + account.closing
      return [
        "", style.head(TerminalText.safe("\(account.account.key) in \(account.currency)")),
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
      func add(_ side: String, _ other: String, _ count: Int?, _ amount: Int128) {
        text += CSVText.line([
          .text(account.account.key), .value(account.currency.code), .value(side), .text(other),
          .value(count.map { "\($0)" } ?? ""),
          .value(AmountText.total(amount, account.currency)?.decimalText ?? ""),
        ])
      }
      add("source", "opening balance", nil, account.opening)
      for line in lines(account, credits: true) {
        add("source", line.other, line.count, line.amount)
      }
      for line in lines(account, credits: false) {
        add("application", line.other, line.count, line.amount)
      }
      add("application", "closing balance", nil, account.closing)
    }
    return text
  }
}
