public import PaymentGraph

/// The transfers behind a figure, a page at a time, each with the rows that show it.
public struct CitedTransfers: Sendable {
  private let ledger: Ledger
  private let transfers: [TransferID]
  private let sent: MoneyTotals
  private let received: MoneyTotals

  /// Takes transfers of a ledger, in the order in which they are shown.
  ///
  /// - Complexity: O(transfers).
  public init(_ transfers: [TransferID], in ledger: Ledger) {
    self.ledger = ledger
    self.transfers = transfers
    var (sent, received) = (MoneyTotals(), MoneyTotals())
    for id in transfers {
      let transfer = ledger.transfer(id)
      sent.add(transfer.sent)
      received.add(transfer.received)
    }
    (self.sent, self.received) = (sent, received)
  }

  /// Returns the sums of all transfers, and some of the transfers.
  ///
  /// - Parameters:
  ///   - page: the number of the page, from 0.
  ///   - size: the most transfers on a page.
  public func json(page: Int, size: Int) -> JSONValue {
    let start = min(max(0, page) * size, transfers.count)
    let shown = transfers[start..<min(start + size, transfers.count)]
    return .object([
      ("count", .integer(transfers.count)), ("page", .integer(page)), ("size", .integer(size)),
      ("sent", .totals(sent)), ("received", .totals(received)),
      ("transfers", .array(shown.map { .transfer(ledger.transfer($0)) })),
    ])
  }
}
