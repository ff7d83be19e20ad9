internal import FundTracing
internal import PaymentGraph

/// The account schedule: every row of every account that victims' money passed, with running balance
/// and, at the end, the proof of cash.
struct AccountSchedule {
  private let rows: AccountRows

  init(_ answer: Tracing) { rows = AccountRows(answer) }

  func lines(_ style: TextStyle) -> [String] {
    rows.accounts.flatMap { account in
      func text(_ units: Int128) -> String {
        AmountText.total(units, account.currency)?.description ?? ""
      }
      let title = "\(PartyText.both(account.account)) in \(account.currency)"
      let proof =
        "proof of cash: opening \(text(account.opening)) + credits \(text(account.credits)) "
        + "- debits \(text(account.debits)) "
        + (account.unseenCredits == 0
          ? "" : "+ money in that no row shows \(text(account.unseenCredits)) ")
        + (account.unseenDebits == 0
          ? "" : "- money out that no row shows \(text(account.unseenDebits)) ")
        + "= closing \(text(account.closing))"
      var lines: [String] = ["", style.head(TerminalText.safe(title))]
      lines += AccountSchedule.fields.lines(
        account.rows.map { Row($0, of: account) }, style: style)
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

  /// A row of an account, with its number among those of CSV.
  private struct Row {
    let row: AccountRows.Row
    let account: AccountRows.Ledgered
    let step: Int
    let isOnTheWay: Bool

    init(
      _ row: AccountRows.Row, of account: AccountRows.Ledgered, step: Int = 0,
      isOnTheWay: Bool = false
    ) {
      self.row = row
      self.account = account
      self.step = step
      self.isOnTheWay = isOnTheWay
    }

    func total(_ units: Int128) -> MoneyTotal? { AmountText.total(units, account.currency) }
    var amount: MoneyTotal? { total(Int128(row.amount)) }
  }

  var csv: String {
    AccountSchedule.fields.csv(
      rows.accounts.flatMap { account in
        account.rows.enumerated().map { Row($1, of: account, step: $0 + 1) }
          + account.onTheWay.enumerated().filter(\.element.isCredit).map {
            Row(
              $0.element, of: account, step: account.rows.count + $0.offset + 1,
              isOnTheWay: true)
          }
      })
  }

  private static var fields: FieldTable<Row> {
    let fields: [Field<Row>] = [
      .csv(["account", "currency"]) {
        [.text($0.account.account.key), .value($0.account.currency.code)]
      },
      .csv("direction") {
        .value($0.isOnTheWay ? "on its way" : $0.row.isCredit ? "credit" : "debit")
      },
      .shown(.left("when"), \.row.time.iso8601),
      .shown(.left("other account")) {
        PartyText.both($0.row.isCredit ? $0.row.transfer.payer : $0.row.transfer.beneficiary)
      },
      .csv("amount") { .value($0.amount?.decimalText ?? "") },
      .shown(.right("credit")) { $0.row.isCredit ? $0.amount?.description ?? "" : "" },
      .shown(.right("debit")) { $0.row.isCredit ? "" : $0.amount?.description ?? "" },
      .exact("tracedExact", decimal: "traced", column: .right("victims'")) {
        ($0.row.traced, $0.account.currency)
      }.showing {
        $0.row.traced.isZero ? "-" : AmountText.people($0.row.traced, $0.account.currency)
      },
      .csv("balance") {
        .value($0.isOnTheWay ? "" : $0.total($0.row.balance)?.decimalText ?? "")
      },
      .shown(.right("balance", drops: 2)) { $0.total($0.row.balance)?.description ?? "" },
      .shown(.left("row", drops: 1)) { $0.row.transfer.evidence.first?.description ?? "" },
      .transfer { ($0.row.transfer, $0.step) },
    ]
    return FieldTable(fields)
  }
}

/// The rows of every account that victims' money passed, in one currency, in the order of processing.
struct AccountRows {
  /// One credit or debit.
  struct Row {
    let transfer: Transfer
    let isCredit: Bool
    /// The time on the account's own side of the payment.
    let time: PostingTime
    let amount: Int64
    /// The part of the amount that was victims' money, in minor units, exact.
    let traced: Fraction
    let balance: Int128
  }

  /// One account in one currency.
  struct Ledgered {
    let account: Account
    let currency: Currency
    let opening: Int128
    let rows: [Row]
    /// The sums by which statements begin above and below the ends of those before them, as far as rows follow: money
    /// that no row shows.
    let unseenCredits: Int128
    let unseenDebits: Int128
    /// The balances in the account's statements, beside the ledger's.
    let statements: [StatementClosing]
    /// The payments to the account and from it that had left their payer and had not arrived at the end.
    let onTheWay: [Row]
    var credits: Int128 {
      rows.reduce(0) { $0 + ($1.isCredit ? Int128($1.amount) : 0) }
    }
    var debits: Int128 {
      rows.reduce(0) { $0 + ($1.isCredit ? 0 : Int128($1.amount)) }
    }
    var closing: Int128 { rows.last?.balance ?? opening }
  }

  let accounts: [Ledgered]

  init(_ answer: Tracing) {
    let ledger = answer.scope.ledger
    struct Key: Hashable {
      let account: AccountID
      let currency: Currency
    }
    var order: [Key] = []
    var known: Set<Key> = []
    for passage in answer.passages {
      let key = Key(account: passage.account, currency: passage.currency)
      if !answer.victims.contains(passage.account), known.insert(key).inserted { order.append(key) }
    }
    struct Draft {
      let transfer: Transfer
      let isCredit: Bool
      let time: PostingTime
      let amount: Int64
      let traced: Fraction
    }
    var drafts: [Key: [Draft]] = [:]
    var open: [Key: [Draft]] = [:]
    let late = Dictionary(uniqueKeysWithValues: answer.latePayments.map { ($0.transfer, $0) })
    var coming = answer.latePayments.filter { $0.place != nil }[...]
    var onTheWay: [TransferID: Draft] = [:]
    func come(before place: Int) {
      while let next = coming.first, let own = next.place, own <= place {
        coming.removeFirst()
        guard let draft = onTheWay.removeValue(forKey: next.transfer) else { continue }
        let key = Key(
          account: draft.transfer.beneficiary.id, currency: draft.transfer.received.currency)
        drafts[key, default: []].append(draft)
      }
    }
    for (place, step) in answer.transfers.enumerated() {
      come(before: place)
      let transfer = ledger.transfer(step.transfer)
      var traced = Fraction.zero
      for part in step.parts where part.origin.isClaim { traced += part.amount }
      let debit = Key(account: transfer.payer.id, currency: transfer.sent.currency)
      if known.contains(debit) {
        drafts[debit, default: []].append(
          Draft(
            transfer: transfer, isCredit: false, time: transfer.time,
            amount: transfer.sent.minorUnits, traced: traced))
      }
      let credit = Key(account: transfer.beneficiary.id, currency: transfer.received.currency)
      if known.contains(credit) {
        let rate = Fraction(transfer.received.minorUnits) / Fraction(transfer.sent.minorUnits)
        let draft = Draft(
          transfer: transfer, isCredit: true, time: late[transfer.id]?.came ?? transfer.time,
          amount: transfer.received.minorUnits, traced: traced * rate)
        if late[transfer.id] == nil {
          drafts[credit, default: []].append(draft)
        } else {
          onTheWay[transfer.id] = draft
        }
      }
      if let own = late[transfer.id], own.place == nil {
        if known.contains(debit), let last = drafts[debit]?.last {
          open[debit, default: []].append(last)
        }
        if let draft = onTheWay[transfer.id] { open[credit, default: []].append(draft) }
      }
    }
    come(before: .max)
    let statements = Dictionary(grouping: ledger.statementClosings) {
      Key(account: $0.account, currency: $0.currency)
    }
    accounts = order.map { key in
      let rows = drafts[key] ?? []
      let opening = answer.opening(of: key.account, in: key.currency)
      var balance = opening
      // A balance that is assumed, or stated by hand, says nothing of what statements begin with.
      let own = statements[key] ?? []
      var gaps = (own.first?.opening == opening ? own : []).filter { ($0.gap ?? 0) != 0 }[...]
      var (unseenCredits, unseenDebits): (Int128, Int128) = (0, 0)
      func join(before time: PostingTime) {
        while let next = gaps.first, time.precision != .unknown,
          next.days.lowerBound.milliseconds <= time.start
        {
          gaps.removeFirst()
          let gap = next.gap ?? 0
          balance += gap
          if gap > 0 { unseenCredits += gap } else { unseenDebits -= gap }
        }
      }
      func row(_ draft: Draft) -> Row {
        Row(
          transfer: draft.transfer, isCredit: draft.isCredit, time: draft.time,
          amount: draft.amount, traced: draft.traced, balance: balance)
      }
      let listed = rows.map { draft in
        join(before: draft.time)
        balance += Int128(draft.isCredit ? draft.amount : -draft.amount)
        return row(draft)
      }
      return Ledgered(
        account: ledger.account(key.account), currency: key.currency, opening: opening,
        rows: listed, unseenCredits: unseenCredits, unseenDebits: unseenDebits, statements: own,
        onTheWay: (open[key] ?? []).map(row))
    }
  }
}
