internal import PaymentGraph

/// Finds the receipts that the `link` cells of a ledger name: one, or several; see ``LinkCell``.
struct StatedReceipts {
  private let ledger: Ledger
  private let columns: TransferColumns
  /// The transfer + 1 that has an id, or `.max` where several have it, by text number of the id.
  private let byID: [UInt32]

  init(_ ledger: Ledger) {
    self.ledger = ledger
    columns = ledger.columns
    guard !columns.links.isEmpty, !columns.ids.isEmpty else {
      byID = []
      return
    }
    var found = Array(repeating: UInt32(0), count: ledger.textCount + 1)
    for (transfer, id) in columns.ids.enumerated() where id > 0 {
      found[Int(id)] = found[Int(id)] == 0 ? UInt32(transfer) + 1 : .max
    }
    byID = found
  }

  /// Returns the receipts that a transfer names, in the order of its cell; empty where it names none.
  ///
  /// An id that a list repeats counts as one receipt with the sum of its shares.
  func parts(of payout: Int) -> [LinkCell.Part] {
    guard !columns.links.isEmpty, columns.links[payout] > 0 else { return [] }
    let whole = byID.isEmpty ? 0 : byID[Int(columns.links[payout])]
    if whole > 0 { return [LinkCell.Part(id: nil, found: whole, share: nil)] }
    let transfer = ledger.transfer(TransferID(payout))
    return LinkCell.parts(
      transfer.recordedLink ?? "", exponent: transfer.sent.currency.exponent, find: find)
  }

  private func find(_ id: Substring) -> UInt32 {
    guard !byID.isEmpty, let number = ledger.textNumber(of: id) else { return 0 }
    return byID[Int(number) + 1]
  }
}
