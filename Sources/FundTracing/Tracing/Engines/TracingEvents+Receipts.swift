internal import PaymentGraph

extension TracingEvents {
  /// Returns the sequence with every payout after the receipts that it passes on.
  static func receiptsFirst(
    _ sequence: [Int32], _ receipts: [Int32: [(receipt: Int32, share: Int64?)]]
  ) -> [Int32] {
    let present = Set(sequence)
    // The item of the sequence that must precede a payout: the arrival of a receipt that is two events.
    func arrival(_ receipt: Int32) -> Int32 { present.contains(~receipt) ? ~receipt : receipt }
    var placed: Set<Int32> = []
    var waiting: [Int32: [Int32]] = [:]
    var result: [Int32] = []
    result.reserveCapacity(sequence.count)
    func missing(_ transfer: Int32) -> Int32? {
      receipts[transfer]?.first {
        present.contains($0.receipt) && !placed.contains(arrival($0.receipt))
          && $0.receipt != transfer
      }.map { arrival($0.receipt) }
    }
    for transfer in sequence {
      if let receipt = missing(transfer) {
        waiting[receipt, default: []].append(transfer)
        continue
      }
      var ready = [transfer]
      while let next = ready.popLast() {
        if let receipt = missing(next) {
          waiting[receipt, default: []].append(next)
          continue
        }
        result.append(next)
        placed.insert(next)
        ready += (waiting.removeValue(forKey: next) ?? []).reversed()
      }
    }
    // Transfers that wait for one another in a circle keep the order of the records.
    if !waiting.isEmpty { result += sequence.filter { !placed.contains($0) } }
    return result
  }

  /// Returns the reversals and chargebacks of which no record says which payment they give back.
  static func unnamed(
    _ view: LedgerView, identification: SpecificIdentification, chargebacks: Chargebacks
  ) -> [TransferID] {
    let reported = Set(chargebacks.unexplained)
    let back = view.ledger.columns.kind.positions { $0 == .reversal || $0 == .chargeback }
    let unnamed = back.filter { position in
      let event = Int32(truncatingIfNeeded: position)
      return view.contains(position) && identification.receipts[event] == nil
        && !identification.collapsed.contains(event) && !chargebacks.funded.contains(event)
        && !chargebacks.takenBack.contains(event)
    }
    return unnamed.map { TransferID($0) }.filter { !reported.contains($0) }
  }
}
