internal import PaymentGraph

/// The layout of the payment service's database: its users, transactions and withdrawals, as
/// somebody dumped the tables.
struct LayoutService {
  static let users = "mapleremit-users.csv"
  static let transactions = "mapleremit-transactions.csv"
  static let withdrawals = "mapleremit-withdrawals.csv"

  func write(_ rows: [ServiceUser], into table: inout RawTable) {
    table.add("user_id,email,display_name,account,country,opened_on")
    for user in rows.sorted(by: { $0.number < $1.number }) {
      table.add(
        [
          String(user.number), user.email, user.name, user.account, user.country,
          CivilDate(milliseconds: user.opened).iso8601,
        ].joined(separator: ","))
    }
  }

  func write(_ rows: [ServiceTransaction], into table: inout RawTable) {
    table.add("txn_id,created_at,txn_type,state,sender_id,receiver_id,amount,currency,about")
    for row in rows {
      table.add(
        [
          row.id, RawDay.iso8601(row.moment), row.type, row.status, String(row.payer),
          String(row.payee), row.amount.decimalText, row.amount.currency.code, row.about,
        ].joined(separator: ","), showing: row.payment.map { [$0] } ?? [])
    }
  }

  func write(_ rows: [ServiceWithdrawal], into table: inout RawTable) {
    table.add(
      "withdrawal_id,created_at,user_id,amount,currency,payout_amount,payout_currency,"
        + "beneficiary_name,beneficiary_ifsc,beneficiary_account,bank_reference")
    for row in rows {
      table.add(
        [
          row.id, RawDay.iso8601(row.moment), String(row.user), row.sent.decimalText,
          row.sent.currency.code, row.received.decimalText, row.received.currency.code, row.name,
          row.branch, row.account, row.reference,
        ].joined(separator: ","), showing: [row.payment])
    }
  }

  /// The profiles that explain the tables, as an investigator would write them once.
  static let profiles = [
    (
      "mapleremit-transactions.yaml",
      """
      # Payments of Mapleremit: users are joined by their number, and the account that a user pays from or
      # is paid on stands in the table of users.
      profile: mapleremit.transactions
      version: 1
      title: transactions of Mapleremit
      shape: ledger
      match: {headers: [[txn_id, created_at, txn_type, state, sender_id, receiver_id, amount, currency, about]]}
      fields: {id: txn_id, time: created_at, kind: txn_type, from: sender_id, to: receiver_id, amount: amount, currency: currency, memo: about}
      dates: ymd
      lookups:
        - {column: sender_id, key: user_id, value: account, beside: [email, display_name]}
        - {column: receiver_id, key: user_id, value: account, beside: [email, display_name]}
      kinds: [payment=payment, fee=fee, refund=refund]
      settled: {column: state, words: [completed]}

      """
    ),
    (
      "mapleremit-withdrawals.yaml",
      """
      # Withdrawals of Mapleremit: from the wallet of a user to a bank account, which its branch code and
      # its number name together. The reference is the one that the Indian bank prints.
      profile: mapleremit.withdrawals
      version: 1
      title: withdrawals of Mapleremit
      shape: ledger
      match: {headers: [[withdrawal_id, created_at, user_id, amount, currency, payout_amount, payout_currency, beneficiary_name, beneficiary_ifsc, beneficiary_account, bank_reference]]}
      fields: {id: withdrawal_id, time: created_at, from: user_id, to: [beneficiary_ifsc, beneficiary_account], to_name: beneficiary_name, amount: amount, currency: currency, received_amount: payout_amount, received_currency: payout_currency, reference: bank_reference}
      constants: {kind: withdrawal}
      dates: ymd
      lookups:
        - {column: user_id, key: user_id, value: account, beside: [email, display_name]}

      """
    ),
  ]
}

/// The layout of PayPal's activity download in English of 2018 and later: a byte order mark, all
/// cells in quotes, one running balance for each currency.
struct LayoutPayPal {
  let owner: String
  let rows: [PayPalRow]

  func write(into table: inout RawTable) {
    let names = [
      "Date", "Time", "TimeZone", "Name", "Type", "Status", "Currency", "Gross", "Fee", "Net",
      "From Email Address", "To Email Address", "Transaction ID", "Item Title",
      "Reference Txn ID", "Receipt ID", "Balance", "Country Code", "Balance Impact",
    ]
    table.add("\u{FEFF}" + Self.line(names))
    var balances: [Currency: Int64] = [:]
    for row in rows {
      let currency = row.gross.currency
      balances[currency, default: 0] += row.net
      let isIn = row.gross.minorUnits > 0
      // Times are those of British clocks, under the name that the clocks have on the day.
      let isSummer = RawDay.isSummer(row.moment)
      let local = row.moment + (isSummer ? 3_600_000 : 0)
      table.add(
        Self.line([
          RawDay.numbers(local), RawDay.clock(local), isSummer ? "BST" : "GMT", row.name, row.type,
          row.status, currency.code, RawNumber.thousands(row.gross.minorUnits),
          RawNumber.thousands(row.fee), RawNumber.thousands(row.net), isIn ? row.email : owner,
          isIn ? owner : row.email, row.id, row.item, row.reference, "",
          RawNumber.thousands(balances[currency, default: 0]), "", isIn ? "Credit" : "Debit",
        ]), showing: row.payments)
    }
  }

  private static func line(_ cells: [String]) -> String {
    cells.map { "\"\($0)\"" }.joined(separator: ",")
  }
}
