internal import PaymentGraph

/// The receipts that a payout passes on because the records say so, under any rule.
///
/// At pooled accounts these are the links of at least the grade asked for. At ordinary accounts a record that names the
/// id of a receipt (`link`) identifies the money: a refund of a payment, a returned transfer, a fee of one payment. A
/// return whose payment loading found does so as well.
struct SpecificIdentification {
  /// The receipts that each payout passes on, with the most of the payout that each pays for, where the link says so.
  private(set) var receipts: [Int32: [(receipt: Int32, share: Int64?)]] = [:]
  /// The links at pooled accounts of which not all can be right together.
  private(set) var open = OpenPairings()
  /// The parts of payouts of pooled accounts that the links that are followed do not cover, in units of the ledger.
  private(set) var uncovered: [Int32: Int64] = [:]
  /// Payments that were returned on the same day, with their return.
  private(set) var collapsed: Set<Int32> = []

  init(_ view: LedgerView, links: LinkSet, terms: TracingTerms) {
    if case .links(let minimum) = terms.pooling {
      let followed = links.links.filter {
        $0.grade <= minimum && view.contains($0.inbound) && view.contains($0.outbound)
      }
      open = OpenPairings(followed)
      for link in followed {
        receipts[Int32(link.outbound.position), default: []].append(
          (Int32(link.inbound.position), link.share?.minorUnits))
      }
      findUncovered(view.ledger, links, atLeast: minimum)
    }
    if terms.usesLinks { addStated(view) }
  }

  /// Finds the parts of payouts that no link covers; a receipt that is out of scope covers its part all the same.
  private mutating func findUncovered(_ ledger: Ledger, _ links: LinkSet, atLeast minimum: Grade) {
    guard !receipts.isEmpty else { return }
    let parts = UncoveredParts(links.links.lazy.filter { $0.grade <= minimum }, in: ledger)
    for payout in receipts.keys {
      uncovered[payout] =
        parts.rest(
          of: Int(payout), isIncomplete: !links.problems(out: Int(payout)).isEmpty)?.minorUnits
    }
  }

  /// Removes the receipts that some payouts are said to pass on.
  mutating func leaveOut(_ payouts: Set<Int32>) {
    for payout in payouts { receipts.removeValue(forKey: payout) }
  }

  private mutating func addStated(_ view: LedgerView) {
    let columns = view.ledger.columns
    guard !columns.returns.isEmpty || !columns.links.isEmpty && !columns.ids.isEmpty else { return }
    let precedence = Precedence(view.ledger, ties: .allow)
    addNamed(view, precedence)
    for (back, mark) in columns.returns.sorted(by: { $0.key < $1.key })
    where receipts[Int32(back)] == nil && !collapsed.contains(Int32(back)) {
      add(Int(mark.payment), payout: Int(back), in: view, precedence: precedence)
    }
  }

  /// Identifies the receipts that records name in the `link` column.
  private mutating func addNamed(_ view: LedgerView, _ precedence: Precedence) {
    let columns = view.ledger.columns
    guard !columns.links.isEmpty, !columns.ids.isEmpty else { return }
    let stated = StatedReceipts(view.ledger)
    for payout in columns.links.indices where columns.links[payout] > 0 {
      let parts = stated.parts(of: payout)
      // Shares that exceed the payout contradict themselves and identify nothing.
      let shares = parts.compactMap(\.share).reduce(Int128(0)) { $0 + Int128($1) }
      guard shares <= Int128(columns.sent[payout]) else { continue }
      for part in parts where part.found > 0 && part.found != .max {
        add(
          Int(part.found) - 1, payout: payout, in: view, precedence: precedence, share: part.share,
          isOnly: parts.count == 1)
      }
    }
  }

  /// Identifies a receipt that a payout passes on, where the ledger allows it.
  private mutating func add(
    _ receipt: Int, payout: Int, in view: LedgerView, precedence: Precedence,
    share: Int64? = nil, isOnly: Bool = true
  ) {
    let columns = view.ledger.columns
    guard view.contains(payout), view.contains(receipt),
      columns.beneficiary[receipt] == columns.payer[payout],
      !view.ledger.pooled[Int(columns.payer[payout])], precedence.mayFollow(receipt, payout)
    else { return }
    if isOnly, isBounce(receipt, back: payout, in: columns) {
      collapsed.insert(Int32(receipt))
      collapsed.insert(Int32(payout))
    } else {
      receipts[Int32(payout), default: []].append((Int32(receipt), share))
    }
  }

  /// Returns true where a payment never took effect: it came back whole on the day it was made, and the record calls
  /// the return a reversal.
  ///
  /// Such a payment, left in, would create a low point that never was.
  private func isBounce(_ payment: Int, back: Int, in columns: TransferColumns) -> Bool {
    columns.kind[back] == .reversal && columns.payer[payment] == columns.beneficiary[back]
      && columns.sent[payment] == columns.sent[back]
      && columns.sentCurrency[payment] == columns.sentCurrency[back]
      && columns.received.isEmpty
      && CivilDate.dayStart(of: columns.start[payment])
        == CivilDate.dayStart(of: columns.start[back])
  }
}

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
