internal import PaymentGraph

/// The inferred links of which not all can be right together: a payout of one amount passes on one receipt, and a receipt
/// goes on with one payout.
///
/// A link of a set of receipts is none of them: a set goes on as a whole. O(*l*) for *l* links.
struct OpenPairings {
  /// The receipts that each payout may pass on, where there are several; in ledger order.
  private(set) var receipts: [Int32: [Int32]] = [:]
  /// The receipts of which it is open whether, or with which payout, they went on.
  private(set) var openReceipts: Set<Int32> = []

  init() {}

  /// - Parameter links: the links that are followed, in ledger order.
  init(_ links: some Sequence<Link>) {
    var payouts: [Int32: [Int32]] = [:]
    for link in links where link.grade > .b && OpenPairings.isOfOne(link.basis) {
      receipts[Int32(link.outbound.position), default: []].append(Int32(link.inbound.position))
      payouts[Int32(link.inbound.position), default: []].append(Int32(link.outbound.position))
    }
    for (receipt, list) in payouts
    where list.count > 1 || list.contains(where: { (receipts[$0]?.count ?? 0) > 1 }) {
      openReceipts.insert(receipt)
    }
    receipts = receipts.filter { $0.value.count > 1 }
  }

  private static func isOfOne(_ basis: LinkBasis) -> Bool {
    switch basis {
    case .amountAndTime, .refund, .timeOnly: true
    case .recordedLink, .sharedReference, .containedReference, .documentedGroup, .batch: false
    }
  }

  /// Returns the payouts that may pass on the receipt of one of several payers, in words that name the first; nil where
  /// there is none.
  ///
  /// - Parameter concerns: true for receipts that matter.
  func words(in ledger: Ledger, concerns: (Int) -> Bool) -> String? {
    let payer = ledger.columns.payer
    let open = receipts.compactMap { payout, list -> (payout: Int32, count: Int)? in
      let own = list.filter { concerns(Int($0)) }
      return Set(own.map { payer[Int($0)] }).count > 1 ? (payout, own.count) : nil
    }.sorted { $0.payout < $1.payout }
    guard let first = open.first else { return nil }
    let payout = ledger.transfer(TransferID(Int(first.payout)))
    return
      "\(open.count) \(open.count == 1 ? "payout passes" : "payouts each pass") on one of several receipts, and which is open: "
      + "\(payout.nameAndRow) one of \(first.count)"
  }
}
