// Finds transfers by the rows that show them.
extension Ledger {
  /// Returns the transfers that a text names, in ledger order: by the id of their record, or by a
  /// row as `FILE:LINE`, where LINE is the row's first.
  ///
  /// A row that shows a payment and the fee for it means the payment.
  ///
  /// - Complexity: O(*t*).
  public func transfers(named text: some StringProtocol) -> [Transfer] {
    let bytes = Array(text.utf8)
    var found: Set<TransferID> = []
    if let number = textNumber(of: String(decoding: bytes, as: UTF8.self)) {
      for (position, id) in columns.ids.enumerated() where id == number &+ 1 {
        found.insert(TransferID(position))
      }
    }
    if let row = RowName(text) {
      for file in row.files(among: files.map(\.path)) {
        let onLine = rows(ofFile: file).filter { $0.line == row.line }.map(\.transfer)
        found.formUnion(payments(among: onLine))
      }
    }
    return found.sorted().map(transfer)
  }

  /// Returns the one transfer that a text names; nil where it names none or several.
  public func transfer(named text: some StringProtocol) -> Transfer? {
    let found = transfers(named: text)
    return found.count == 1 ? found.first : nil
  }

  /// Returns the rows of one file that show transfers, in the order of their lines; one row may
  /// show several.
  ///
  /// - Complexity: O(*t*).
  package func rows(ofFile file: Int) -> [(line: Int, byteRange: Range<Int>, transfer: TransferID)]
  {
    var found: [(line: Int, byteRange: Range<Int>, transfer: TransferID)] = []
    for position in 0..<columns.count where Int(columns.file[position]) == file {
      let place = columns.evidence[position]
      found.append((Int(place.line), place.byteRange, TransferID(position)))
    }
    for (position, rows) in columns.moreEvidence {
      for row in rows where Int(row.file) == file {
        let start = Int(row.byteOffset)
        found.append(
          (Int(row.line), start..<start + Int(row.byteCount), TransferID(index: position)))
      }
    }
    return found.sorted { ($0.line, $0.transfer) < ($1.line, $1.transfer) }
  }

  /// Returns the transfers that are no fees among those that one row shows; all of them where all
  /// are fees.
  package func payments(among transfers: [TransferID]) -> [TransferID] {
    let payments = transfers.filter {
      let kind = columns.kind[$0.position]
      return kind != .fee && kind != .feeRefund
    }
    return payments.isEmpty ? transfers : payments
  }
}
