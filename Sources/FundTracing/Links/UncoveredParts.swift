internal import PaymentGraph

/// The parts of payouts that the receipts with which they are linked do not cover: whose money they were is open.
///
/// A receipt covers the share that its link states, or all that other stated shares have left of it. O(*l*) for *l*
/// links.
struct UncoveredParts {
  private let ledger: Ledger
  private var links: [Int: [Link]] = [:]
  /// The amount that payouts with stated shares take of each receipt.
  private var paid: [TransferID: Int128] = [:]

  init(_ links: some Sequence<Link>, in ledger: Ledger) {
    self.ledger = ledger
    for link in links {
      self.links[link.outbound.position, default: []].append(link)
      // A chargeback is paid with the account's own money.
      if let share = link.share, ledger.columns.kind[link.outbound.position] != .chargeback {
        paid[link.inbound, default: 0] += Int128(share.minorUnits)
      }
    }
  }

  /// Returns the part of a payout that its links do not cover; nil where there is none, or where it has no links.
  ///
  /// - Parameter isIncomplete: true where the payout names a further receipt that cannot be followed: then a receipt
  ///   without a stated share covers nothing for certain.
  func rest(of payout: Int, isIncomplete: Bool = false) -> Money? {
    let kind = ledger.columns.kind[payout]
    guard let links = links[payout], kind != .fee, kind != .chargeback else { return nil }
    let sent = ledger.transfer(TransferID(payout)).sent
    var rest = Int128(sent.minorUnits) - links.reduce(0) { $0 + Int128($1.share?.minorUnits ?? 0) }
    for link in links where link.share == nil {
      // Only a record that names several receipts leaves a share open: any other evidence pairs the whole payout.
      guard link.basis == .recordedLink else { return nil }
      let received = ledger.transfer(link.inbound).received
      // A payout in another currency than a receipt passes on all of the rest.
      guard received.currency == sent.currency else { return nil }
      if !isIncomplete { rest -= max(0, Int128(received.minorUnits) - (paid[link.inbound] ?? 0)) }
    }
    guard rest > 0, let units = Int64(exactly: rest) else { return nil }
    return Money(minorUnits: units, currency: sent.currency)
  }
}
