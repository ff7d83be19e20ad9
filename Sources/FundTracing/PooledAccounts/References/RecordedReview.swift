internal import PaymentGraph

/// The recorded pairs that the amounts contradict, once a fee rule is fitted that nearly all pairs obey.
///
/// A clerk or a service can quote the reference of another payment. A payout that alone names a receipt, but has
/// another amount than the receipt leaves under every rule, does not pass that receipt on. Where several payouts name a
/// receipt and together exceed it, one of them is right if it alone is the amount that the receipt leaves.
struct RecordedReview {
  /// Stated links that the amounts contradict.
  private(set) var refused: [Link] = []
  /// Links that were refused because of others, and are right.
  private(set) var restored: [Link] = []

  var isEmpty: Bool { refused.isEmpty && restored.isEmpty }

  init(_ books: HubBooks, _ model: HubModel, _ settings: MatchSettings) {
    var payoutsOf: [TransferID: Int] = [:]
    var receiptsOf: [TransferID: Int] = [:]
    for link in books.recorded where books.columns.kind[link.outbound.position] != .fee {
      payoutsOf[link.inbound, default: 0] += 1
      receiptsOf[link.outbound, default: 0] += 1
    }
    func obeys(_ link: Link) -> Bool? {
      let (gross, sent) = (
        books.received(link.inbound.position), books.sent(link.outbound.position)
      )
      guard gross.currency == sent.currency, model.isGeneral(gross.currency, settings),
        let fees = model.fees[gross.currency]
      else { return nil }
      // An amount that comes back whole is a refund, whatever the rule.
      if gross == sent { return true }
      if fees.contains(where: { $0.net(of: gross.minorUnits).contains(sent.minorUnits) }) {
        return true
      }
      // The service's own record names the receipt outright: another tariff or a surcharge, a fee of up to twice the
      // usual one, does not contradict it.
      guard link.basis == .recordedLink, sent.minorUnits <= gross.minorUnits,
        let least = fees.map({ $0.net(of: gross.minorUnits).lowerBound }).min()
      else { return false }
      return sent.minorUnits >= 2 * least - gross.minorUnits
    }
    var isWhole: Set<TransferID> = []
    for link in books.recorded
    where (payoutsOf[link.inbound] ?? 0) > 1 && receiptsOf[link.outbound] == 1
      && obeys(link) == true
    {
      isWhole.insert(link.inbound)
    }
    // A receipt that one payout passes on whole was not split: any other payout that names it misquotes it.
    for link in books.recorded
    where receiptsOf[link.outbound] == 1 && obeys(link) == false
      && !books.isReturn(link.outbound.position)
      && (payoutsOf[link.inbound] == 1 || isWhole.contains(link.inbound))
    {
      refused.append(link)
    }
    // A payout that names several receipts does not pass on the whole of one.
    let named = Dictionary(grouping: books.contradictions, by: \.outbound).mapValues(\.count)
    var exceeding: [TransferID: [Link]] = [:]
    for link in books.contradictions
    where books.problems[link.outbound.position] == .tooMuch && named[link.outbound] == 1
      && receiptsOf[link.outbound] == nil
    {
      exceeding[link.inbound, default: []].append(link)
    }
    for receipt in exceeding.keys.sorted() {
      let right = (exceeding[receipt] ?? []).filter { obeys($0) == true }
      guard let link = right.first, right.count == 1 else { continue }
      restored.append(
        Link(
          inbound: link.inbound, outbound: link.outbound, grade: .a, basis: link.basis,
          share: books.sent(link.outbound.position)))
    }
  }
}
