internal import FundTracing
internal import PaymentGraph

/// The account schedule: every row of every account that victims' money passed, with running balance
/// and, at the end, the proof of cash.
struct AccountSchedule {
  private let rows: AccountRows

  init(_ answer: Tracing) { rows = AccountRows(answer) }

  func lines(_ style: TextStyle) -> [String] {
    rows.accounts.flatMap { account in
      var table = AlignedTable(
        [
          .left("when"), .left("other account"), .right("credit"), .right("debit"),
          .right("victims'"), .right("balance", drops: 2), .left("row", drops: 1),
        ], style: style)
      func text(_ units: Int128) -> String {
        AmountText.total(units, account.currency)?.description ?? ""
      }
      for row in account.rows {
        let other = PartyText.both(
          row.isCredit ? row.transfer.payer : row.transfer.beneficiary)
        table.add([
          row.time.iso8601, other, row.isCredit ? text(Int128(row.amount)) : "",
          row.isCredit ? "" : text(Int128(row.amount)),
          row.traced.isZero ? "-" : AmountText.people(row.traced, account.currency),
          text(row.balance), row.transfer.evidence.first?.description ?? "",
        ])
      }
      let title = "\(PartyText.both(account.account)) in \(account.currency)"
      let proof =
        "proof of cash: opening \(text(account.opening)) + credits \(text(account.credits)) "
        + "- debits \(text(account.debits)) = closing \(text(account.closing))"
      var lines: [String] = ["", style.head(TerminalText.safe(title))]
      lines += table.lines
      lines.append(proof)
      lines += onTheWay(account)
      lines += statements(account, style)
      return lines
    }
  }

  /// Returns one line for each payment that had left its payer and had not arrived at the end.
  private func onTheWay(_ account: AccountRows.Ledgered) -> [String] {
    account.onTheWay.map { row in
      let amount = AmountText.total(Int128(row.amount), account.currency)?.description ?? ""
      let other = PartyText.both(row.isCredit ? row.transfer.payer : row.transfer.beneficiary)
      let traced = AmountText.people(row.traced, account.currency)
      let part = row.traced.isZero ? "" : ", of it victims' \(traced)"
      let place = row.transfer.evidence.first.map { " (\($0))" } ?? ""
      let left = "left \(row.transfer.time.iso8601)\(place)"
      let words = row.isCredit ? "no part of the closing balance yet" : "part of the debits"
      let side = row.isCredit ? "from" : "to"
      return TerminalText.safe(
        "on its way at the end: \(amount) \(side) \(other)\(part), \(left): \(words)")
    }
  }

  /// Compares the balances in an account's statements with the ledger's for the same days.
  private func statements(_ account: AccountRows.Ledgered, _ style: TextStyle) -> [String] {
    guard !account.statements.isEmpty else {
      // Nobody has a statement of a party that is known by a name only.
      return account.account.isStandIn
        ? [] : ["no statement of the account with balances was loaded"]
    }
    var table = AlignedTable(
      [
        .left("statement of"), .right("opening", drops: 2), .right("statement says"),
        .right("ledger says"), .right("difference"), .left("file", drops: 1),
      ], style: style)
    func text(_ units: Int128) -> String {
      AmountText.total(units, account.currency)?.description ?? ""
    }
    for closing in account.statements {
      table.add([
        "\(closing.days.lowerBound.iso8601) to \(closing.days.upperBound.iso8601)",
        text(closing.opening), text(closing.closing), text(closing.ledgerClosing),
        closing.difference == 0 ? "none" : text(closing.difference), closing.file.path,
      ])
    }
    return table.lines
  }

  var csv: String {
    let heads =
      ["account", "currency", "direction", "amount", "traced", "tracedExact", "balance"]
      + TransferRow.heads
    var text = CSVText.line(heads.map { .value($0) })
    for account in rows.accounts {
      for (number, row) in account.rows.enumerated() {
        text += CSVText.line(
          [
            .text(account.account.key), .value(account.currency.code),
            .value(row.isCredit ? "credit" : "debit"),
            .value(AmountText.total(Int128(row.amount), account.currency)?.decimalText ?? ""),
            .value(AmountText.decimal(row.traced, account.currency)),
            .value(AmountText.exact(row.traced, account.currency)),
            .value(AmountText.total(row.balance, account.currency)?.decimalText ?? ""),
          ] + TransferRow.cells(row.transfer, step: number + 1))
      }
      for (number, row) in account.onTheWay.enumerated() where row.isCredit {
        text += CSVText.line(
          [
            .text(account.account.key), .value(account.currency.code), .value("on its way"),
            .value(AmountText.total(Int128(row.amount), account.currency)?.decimalText ?? ""),
            .value(AmountText.decimal(row.traced, account.currency)),
            .value(AmountText.exact(row.traced, account.currency)), .value(""),
          ] + TransferRow.cells(row.transfer, step: account.rows.count + number + 1))
      }
    }
    return text
  }
}
