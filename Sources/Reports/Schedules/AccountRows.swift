internal import FundTracing
internal import PaymentGraph

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
      func row(_ draft: Draft) -> Row {
        Row(
          transfer: draft.transfer, isCredit: draft.isCredit, time: draft.time,
          amount: draft.amount, traced: draft.traced, balance: balance)
      }
      return Ledgered(
        account: ledger.account(key.account), currency: key.currency, opening: opening,
        rows: rows.map { draft in
          balance += Int128(draft.isCredit ? draft.amount : -draft.amount)
          return row(draft)
        }, statements: statements[key] ?? [], onTheWay: (open[key] ?? []).map(row))
    }
  }
}
