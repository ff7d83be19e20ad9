public import PaymentGraph

extension LedgerView {
  /// The payouts of pooled accounts that no recorded link of at least a grade explains, in ledger
  /// order: what a picture must not draw as if it were known where the money came from.
  ///
  /// - Complexity: O(*t*).
  public func unlinkedPayouts(minimumGrade: Grade = .b) -> [TransferID] {
    let links = RecordedLinks.find(in: ledger)
    let pooled = ledger.pooled
    return (0..<ledger.transferCount).filter { transfer in
      guard contains(transfer), pooled[Int(ledger.columns.payer[transfer])] else { return false }
      return links.links(out: transfer).allSatisfy { $0.grade > minimumGrade }
    }.map { TransferID($0) }
  }
}
