internal import PaymentGraph

/// All bands of one currency, with what is missing between what came into a block and what left it.
///
/// Without rates a payment is in the panel of the currency in which it was sent, and in no other. With rates there
/// is one panel. At every block with both sides but the sources, what came in and what came from elsewhere is what
/// went out, what stopped and what remained: ``balance(of:)`` counts each side from the payments alone.
struct SankeyPanel: Sendable {
  /// The sides of a block, in minor units.
  struct Balance: Sendable, Hashable {
    var into: Int128 = 0
    var out: Int128 = 0
  }

  /// In which amounts are drawn.
  let currency: Currency

  /// The bands of payments, and those to and from what is missing.
  private(set) var bands: [SankeyBand]

  /// How many of them are payments; the others follow.
  let paymentBands: Int

  /// - Parameters:
  ///   - bands: the bands of payments and stopped receipts.
  ///   - nodes: the blocks; a block for what is missing is added where there is none in its column.
  init(
    _ currency: Currency, _ bands: [SankeyBand], _ nodes: inout [SankeyNode],
    rest: (SankeyNode.Kind, Int, inout [SankeyNode]) -> Int
  ) {
    self.currency = currency
    self.bands = bands
    paymentBands = bands.count
    // What a source paid is its own, whatever came back to it.
    for number in nodes.indices
    where !nodes[number].isRest && nodes[number].kind != .accounts(.source) {
      let balance = balance(of: number)
      guard balance.into > 0, balance.out > 0, balance.into != balance.out else { continue }
      let remains = balance.into > balance.out
      let other = rest(remains ? .remaining : .elsewhere, number, &nodes)
      let key = SankeyBand.Key(
        from: remains ? number : other, to: remains ? other : number, evidence: .recorded,
        isReturn: false)
      let amount =
        remains ? balance.into - balance.out : balance.out - balance.into
      self.bands.append(SankeyBand(key: key, start: amount, end: amount))
    }
  }

  /// What came into a block and what went out, on payments and stopped receipts.
  func balance(of node: Int) -> Balance {
    bands[..<paymentBands].reduce(into: Balance()) { balance, band in
      if band.to == node { balance.into += band.end }
      if band.from == node { balance.out += band.start }
    }
  }

  /// What is written at a block: what came in, else what went out.
  func total(of node: Int) -> Int128 {
    let (into, out) = (bands.filter { $0.to == node }, bands.filter { $0.from == node })
    return max(into.reduce(0) { $0 + $1.end }, out.reduce(0) { $0 + $1.start })
  }

  /// Whether what came into a block was exchanged on the way.
  func isExchanged(into node: Int) -> Bool {
    bands.contains { $0.to == node && $0.isExchanged }
  }

  /// What the payments into a block, else those out of it, were in the records.
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
