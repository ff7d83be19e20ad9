internal import FundTracing
internal import PaymentGraph

/// Source and application of funds: the money that came into each account, by payer, and the money
/// that left it, by beneficiary.
struct SourcesSchedule {
  private let rows: AccountRows

  init(_ answer: Tracing) { rows = AccountRows(answer) }

  /// A source or an application of an account's money: a party, or the balance before or after all.
  private struct Line {
    let account: AccountRows.Ledgered
    let side: String
    /// The words for a balance, which has no party.
    var balance = ""
    var other: Account?
    var count: Int?
    let amount: Int128
  }

  private func lines(_ account: AccountRows.Ledgered, credits: Bool) -> [Line] {
    var sums: [AccountID: (party: Account, count: Int, amount: Int128)] = [:]
    for row in account.rows where row.isCredit == credits {
      let other = credits ? row.transfer.payer : row.transfer.beneficiary
      let known = sums[other.id] ?? (other, 0, 0)
      sums[other.id] = (other, known.count + 1, known.amount + Int128(row.amount))
    }
    return sums.values
      .sorted { ($1.amount, $0.party.key) < ($0.amount, $1.party.key) }
      .map {
        Line(
          account: account, side: credits ? "source" : "application", other: $0.party,
          count: $0.count, amount: $0.amount)
      }
  }

  func lines(_ style: TextStyle) -> [String] {
    rows.accounts.flatMap { account in
      func text(_ units: Int128) -> String {
        AmountText.total(units, account.currency)?.description ?? ""
      }
      let lines = lines(account).filter { $0.balance != SourcesSchedule.opening || $0.amount != 0 }
      let sources = account.opening + account.credits + account.unseenCredits
      let applications = account.debits + account.unseenDebits + account.closing
      return [
        "",
        style.head(TerminalText.safe("\(PartyText.both(account.account)) in \(account.currency)")),
      ] + SourcesSchedule.fields.lines(lines, style: style) + [
        "sources \(text(sources)) \(sources == applications ? "=" : "DIFFER FROM") applications "
          + text(applications)
      ]
    }
  }

  private static let opening = "opening balance"

  /// Returns the sources and then the applications of an account's money, the largest first.
  private func lines(_ account: AccountRows.Ledgered) -> [Line] {
    [
      Line(
        account: account, side: "source", balance: SourcesSchedule.opening,
        amount: account.opening)
    ] + lines(account, credits: true) + unseen(account, "source", amount: account.unseenCredits)
      + lines(account, credits: false)
      + unseen(account, "application", amount: account.unseenDebits) + [
        Line(
          account: account, side: "application", balance: "closing balance",
          amount: account.closing)
      ]
  }

  /// Returns the line on money that balances show and no row does; empty where there is none.
  private func unseen(_ account: AccountRows.Ledgered, _ side: String, amount: Int128) -> [Line] {
    amount == 0
      ? [] : [Line(account: account, side: side, balance: "no row shows it", amount: amount)]
  }

  var csv: String { SourcesSchedule.fields.csv(rows.accounts.flatMap(lines)) }

  private static var fields: FieldTable<Line> {
    func total(_ line: Line) -> MoneyTotal? {
      AmountText.total(line.amount, line.account.currency)
    }
    let fields: [Field<Line>] = [
      .csv(["account", "currency"]) {
        [.text($0.account.account.key), .value($0.account.currency.code)]
      },
      .word("side", column: .left("", title: "side"), \.side),
      .text("other", column: .left("account")) { $0.other?.key ?? $0.balance }
        .showing { $0.other.map(PartyText.key) ?? $0.balance },
      .shown(.left("name", drops: 2)) { $0.other.map(PartyText.name) ?? "" },
      .csv("payments") { .value($0.count.map { "\($0)" } ?? "") },
      .shown(.right("payments", drops: 1)) { $0.count.map(Plural.grouped) ?? "" },
      .word("amount", column: .right("amount")) { total($0)?.decimalText ?? "" }
        .showing { total($0)?.description ?? "" },
    ]
    return FieldTable(fields)
  }
}
