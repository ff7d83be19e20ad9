internal import PaymentGraph

/// The doubts and relations between transfers that only several files together show, as a list
/// keeps them: rows that may be one payment, returns with what they give back, addresses with the
/// accounts to which they led.
///
/// Transfers outside the list are not named.
struct ListedDoubts {
  private let ledger: Ledger
  /// The number of each transfer that another names or that names another, by its position.
  private var numbers: [UInt32: Int] = [:]

  init(_ view: LedgerView) {
    ledger = view.ledger
    let columns = ledger.columns
    guard !columns.possible.isEmpty || !columns.returns.isEmpty else { return }
    var named: Set<UInt32> = []
    for (payment, receipts) in columns.possible {
      named.insert(payment)
      named.formUnion(receipts)
    }
    for (back, mark) in columns.returns { named.formUnion([back, mark.payment]) }
    for (place, transfer) in view.transfers.enumerated() where named.contains(transfer.id.index) {
      numbers[transfer.id.index] = place + 1
    }
  }

  /// The cells `list_number`, `may_show`, `gives_back`, `from_leads_to`, `to_leads_to` and `rows_unread`.
  func cells(of transfer: Transfer) -> [CSVText.Cell] {
    let (columns, index) = (ledger.columns, transfer.id.index)
    let shown = (columns.possible[index] ?? []).compactMap { numbers[$0] }.sorted()
    var back = ""
    if let mark = columns.returns[index], let payment = numbers[mark.payment] {
      back = mark.isNamed ? "\(payment)" : "\(payment) fits"
    }
    return [
      .value(numbers[index].map(String.init) ?? ""),
      .value(shown.map(String.init).joined(separator: " ")), .value(back),
      .text(lead(from: transfer.payer)), .text(lead(from: transfer.beneficiary)),
      .value(ledger.rejectedRowCount > 0 ? "\(ledger.rejectedRowCount)" : ""),
    ]
  }

  private func lead(from account: Account) -> String {
    ledger.addressLeads[account.id.index].map { ledger.account(AccountID(index: $0)).key } ?? ""
  }
}
