internal import PaymentGraph

/// The parts of payouts that are not covered by the receipts that their `link` cells name.
///
/// A named receipt covers the share that the cell states, or all that other stated shares have left of the receipt.
/// O(*l*) for *l* recorded links.
struct NamedParts {
  private let books: HubBooks
  private var links: [Int: [Link]] = [:]
  /// The amount that payouts with stated shares take of each receipt.
  private var paid: [TransferID: Int128] = [:]

  init(_ books: HubBooks) {
    self.books = books
    for link in books.recorded where link.basis == .recordedLink {
      links[link.outbound.position, default: []].append(link)
      if let share = link.share, !isReturn(link) {
        paid[link.inbound, default: 0] += Int128(share.minorUnits)
      }
    }
  }

  /// Returns the rest of a payout; nil where there is none, or where no cell names the payout's receipts.
  func rest(of payout: Int) -> Money? {
    guard let links = links[payout], books.columns.kind[payout] != .fee,
      !links.contains(where: isReturn)
    else { return nil }
    let sent = books.sent(payout)
    var rest = Int128(sent.minorUnits) - links.reduce(0) { $0 + Int128($1.share?.minorUnits ?? 0) }
    for link in links where link.share == nil {
      let received = books.received(link.inbound.position)
      // A payout in another currency than a receipt passes on all of the rest.
      guard received.currency == sent.currency else { return nil }
      rest -= max(0, Int128(received.minorUnits) - (paid[link.inbound] ?? 0))
    }
    guard rest > 0, let units = Int64(exactly: rest) else { return nil }
    return Money(minorUnits: units, currency: sent.currency)
  }

  /// Returns true where a payout is a chargeback, which the account pays with its own money.
  private func isReturn(_ link: Link) -> Bool {
    books.columns.kind[link.outbound.position] == .chargeback
  }
}
