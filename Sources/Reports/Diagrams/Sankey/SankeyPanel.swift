internal import PaymentGraph

/// The bands of one currency, with the difference between the money that came into a block and the
/// money that left it.
///
/// Without rates a payment is in the panel of the currency in which it was sent, and in no other.
/// With rates there is one panel. At every block with both sides but the sources, the money that
/// came in, from elsewhere included, equals the money that went out, stopped and remained:
/// ``balance(of:)`` counts each side from the payments alone.
struct SankeyPanel: Sendable {
  /// The sides of a block, in minor units.
  struct Balance: Sendable, Hashable {
    var into: Int128 = 0
    var out: Int128 = 0
  }

  /// The currency in which amounts are drawn.
  let currency: Currency

  /// The bands of payments, and those to and from missing money.
  private(set) var bands: [SankeyBand]

  /// The number of bands that are payments; the others follow.
  let paymentBands: Int

  /// Creates the panel.
  ///
  /// - Parameters:
  ///   - bands: The bands of payments and stopped receipts.
  ///   - nodes: The blocks; a block for missing money is added where its column has none.
  init(
    _ currency: Currency, bands: [SankeyBand], nodes: inout [SankeyNode],
    unexplained: (SankeyNode.Kind, Int, inout [SankeyNode]) -> Int
  ) {
    self.currency = currency
    self.bands = bands
    paymentBands = bands.count
    // The payments of a source are its own money, whatever came back to it.
    for number in nodes.indices
    where !nodes[number].isUnexplained && nodes[number].kind != .accounts(.source) {
      let balance = balance(of: number)
      guard balance.into > 0, balance.out > 0, balance.into != balance.out else { continue }
      let remains = balance.into > balance.out
      let other = unexplained(remains ? .remaining : .elsewhere, number, &nodes)
      let key = SankeyBand.Key(
        from: remains ? number : other, to: remains ? other : number, evidence: .recorded,
        way: .onward)
      let amount =
        remains ? balance.into - balance.out : balance.out - balance.into
      self.bands.append(SankeyBand(key: key, start: amount, end: amount))
    }
  }

  /// Returns the sums that came into a block and went out, by payments and stopped receipts.
  func balance(of node: Int) -> Balance {
    bands[..<paymentBands].reduce(into: Balance()) { balance, band in
      if band.to == node { balance.into += band.end }
      if band.from == node { balance.out += band.start }
    }
  }

  /// Returns the sum written at a block: the receipts or the payments, whichever is more.
  func total(of node: Int) -> Int128 {
    let (into, out) = (bands.filter { $0.to == node }, bands.filter { $0.from == node })
    return max(into.reduce(0) { $0 + $1.end }, out.reduce(0) { $0 + $1.start })
  }

  /// Returns true where money that came into a block was exchanged on the way.
  func isExchanged(into node: Int) -> Bool {
    bands.contains { $0.to == node && $0.isExchanged }
  }

  /// Returns the recorded sums of the payments into a block, else of those out of it.
  func recorded(at node: Int) -> MoneyTotals {
    var totals = MoneyTotals()
    let into = bands[..<paymentBands].filter { $0.to == node }
    for band in into { totals.add(band.received) }
    if into.isEmpty {
      for band in bands[..<paymentBands] where band.from == node { totals.add(band.sent) }
    }
    return totals
  }
}
