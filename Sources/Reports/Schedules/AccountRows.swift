internal import FundTracing
internal import PaymentGraph

/// The rows of every account that victims' money passed, in one currency, in the order of processing.
struct AccountRows {
  /// One credit or debit.
  struct Row {
    let transfer: Transfer
    let isCredit: Bool
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
      let amount: Int64
      let traced: Fraction
    }
    var drafts: [Key: [Draft]] = [:]
    for step in answer.transfers {
      let transfer = ledger.transfer(step.transfer)
      var traced = Fraction.zero
      for part in step.parts where part.origin.isClaim { traced += part.amount }
      let debit = Key(account: transfer.payer.id, currency: transfer.sent.currency)
      if known.contains(debit) {
        drafts[debit, default: []].append(
          Draft(
            transfer: transfer, isCredit: false, amount: transfer.sent.minorUnits, traced: traced))
      }
      let credit = Key(account: transfer.beneficiary.id, currency: transfer.received.currency)
      if known.contains(credit) {
        let rate = Fraction(transfer.received.minorUnits) / Fraction(transfer.sent.minorUnits)
        drafts[credit, default: []].append(
          Draft(
            transfer: transfer, isCredit: true, amount: transfer.received.minorUnits,
            traced: traced * rate))
      }
    }
    let statements = Dictionary(grouping: ledger.statementClosings) {
      Key(account: $0.account, currency: $0.currency)
    }
    accounts = order.map { key in
      let rows = drafts[key] ?? []
      let opening = answer.opening(of: key.account, in: key.currency)
      var balance = opening
      return Ledgered(
        account: ledger.account(key.account), currency: key.currency, opening: opening,
        rows: rows.map { draft in
          balance += Int128(draft.isCredit ? draft.amount : -draft.amount)
          return Row(
            transfer: draft.transfer, isCredit: draft.isCredit, amount: draft.amount,
            traced: draft.traced, balance: balance)
        }, statements: statements[key] ?? [])
    }
  }
}
