public import PaymentGraph

/// Two transfers of which a walk needs the first to precede the second, where the records do not say that it did.
public struct OpenOrder: Sendable, Hashable {
  /// The transfer that brings the money and would have to precede the other.
  public let first: TransferID
  /// The transfer that would have to follow it.
  public let second: TransferID
  /// True where the rows have the opposite order, and only the times leave the order open.
  public let isAgainstRows: Bool

  /// Returns the two transfers with the rows that show them, as answers print them.
  public func words(in ledger: Ledger) -> String {
    "\(OpenOrder.name(first, in: ledger)) came before \(OpenOrder.name(second, in: ledger))"
      + (isAgainstRows ? ", against the order of their rows" : "")
  }

  private static func name(_ transfer: TransferID, in ledger: Ledger) -> String {
    let transfer = ledger.transfer(transfer)
    let rows = transfer.evidence.map(\.description).joined(separator: ", ")
    let id = transfer.recordedID.map { "\($0) " } ?? ""
    return rows.isEmpty ? "\(id)of \(transfer.time.iso8601)" : "\(id)(\(rows))"
  }

  /// Returns several open orders in one clause that names the first two.
  static func words(_ open: [OpenOrder], in ledger: Ledger) -> String {
    let named = open.prefix(2).map { $0.words(in: ledger) }.joined(separator: " and ")
    return open.count > 2 ? "\(named), and \(open.count - 2) more" : named
  }
}
