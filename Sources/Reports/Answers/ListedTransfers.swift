package import PaymentGraph

/// The order of transfers so far as a list of all of them in one file can state it; it is asked in the order of the ledger.
package struct ListedOrder {
  private let view: LedgerView
  private let ledger: Ledger
  /// True where several files have local times, which one list cannot tell apart.
  private let hasSeveralLocalClocks: Bool
  /// The transfers of the time that was asked for last, and true where their rows decide no order.
  private var group = 0..<0
  private var isGroupOpen = false

  /// Creates the order of a view's transfers.
  package init(_ view: LedgerView) {
    self.view = view
    ledger = view.ledger
    hasSeveralLocalClocks = ledger.hasLocalClock.count { $0 } > 1
  }

  /// Returns true where the position of a transfer among the rows of its time decides nothing.
  package mutating func isOpen(_ transfer: Transfer) -> Bool {
    let position = transfer.id.position
    if !group.contains(position) { readGroup(from: position) }
    return isGroupOpen
  }

  /// Finds the transfers of one time: the rows state their order only where each is decided beside the next; else none of
  /// them does.
  private mutating func readGroup(from first: Int) {
    let order = ledger.recordedOrder
    let time = ledger.columns.time(first)
    var (last, next) = (first, first + 1)
    isGroupOpen = false
    while next < ledger.transferCount {
      guard view.contains(next) else {
        next += 1
        continue
      }
      guard ledger.columns.time(next) == time else { break }
      if !isGroupOpen, order.relation(last, next) != .placedBefore { isGroupOpen = true }
      last = next
      next += 1
    }
    group = first..<next
  }

  /// Returns the time as one list can state it: a payment that arrived later than it left has the days between, and
  /// local times of several clocks have the days of UTC on which they may lie.
  package func time(of transfer: Transfer) -> String {
    let (order, position) = (ledger.recordedOrder, transfer.id.position)
    let arrival = order.arrivalSpan(position)
    if let arrival, arrival.end > transfer.time.end || arrival.start < transfer.time.start {
      let span = PostingTime(
        fromDay: CivilDate(milliseconds: min(arrival.start, transfer.time.start)).milliseconds,
        toDay: CivilDate(milliseconds: max(arrival.end, transfer.time.end) - 1).milliseconds)
      return span.iso8601
    }
    guard hasSeveralLocalClocks, order.isLocalTime(position) else { return transfer.time.iso8601 }
    let stretch = order.stretch(position, beside: .universal)
    return PostingTime(
      fromDay: CivilDate.dayStart(of: stretch.start), toDay: CivilDate.dayStart(of: stretch.end - 1)
    ).iso8601
  }
}

/// The doubts and relations between transfers that only several files together show, as a list
/// keeps them: rows that may be one payment, returns with what they give back, addresses with the
/// accounts to which they led.
///
/// Transfers outside the list are not named.
package struct ListedDoubts {
  private let ledger: Ledger
  /// The number of rows that could not be read and, after a blank, of the payments that are not in the list.
  private let unread: String
  /// The number of each transfer that another names or that names another, by its position.
  private var numbers: [UInt32: Int] = [:]

  /// Creates the doubts of a view's transfers.
  package init(_ view: LedgerView) {
    ledger = view.ledger
    // A list of a part of the payments must not look like all of them when it is loaded.
    let left = view.outside.count + ledger.unreadFacts.leftOut
    unread =
      left > 0
      ? "\(ledger.rejectedRowCount) \(left)"
      : ledger.rejectedRowCount > 0 ? "\(ledger.rejectedRowCount)" : ""
    let columns = ledger.columns
    guard !columns.possible.isEmpty || !columns.returns.isEmpty else { return }
    var named: Set<UInt32> = []
    for (payment, receipts) in columns.possible {
      named.insert(payment)
      named.formUnion(receipts)
    }
    for (back, mark) in columns.returns { named.formUnion([back, mark.payment]) }
    var place = 0
    for transfer in 0..<UInt32(columns.count) where view.contains(Int(transfer)) {
      place += 1
      if named.contains(transfer) { numbers[transfer] = place }
    }
  }

  /// The cells `list_number`, `may_show`, `gives_back`, `from_leads_to`, `to_leads_to` and `rows_unread`.
  func cells(of transfer: Transfer) -> [CSVText.Cell] {
    texts(of: transfer).enumerated().map { place, text in
      // The accounts to which addresses led are text from the data.
      place == 3 || place == 4 ? .text(text) : .value(text)
    }
  }

  /// The texts of those cells, empty where there is nothing to say.
  package func texts(of transfer: Transfer) -> [String] {
    let (columns, index) = (ledger.columns, transfer.id.index)
    let shown = (columns.possible[index] ?? []).compactMap { numbers[$0] }.sorted()
    var back = ""
    if let mark = columns.returns[index], let payment = numbers[mark.payment] {
      back = mark.isNamed ? "\(payment)" : "\(payment) fits"
    }
    return [
      numbers[index].map(String.init) ?? "", shown.map(String.init).joined(separator: " "), back,
      lead(from: transfer.payer), lead(from: transfer.beneficiary),
      unread,
    ]
  }

  private func lead(from account: Account) -> String {
    ledger.addressLeads[account.id.index].map { ledger.account(AccountID(index: $0)).key } ?? ""
  }
}
