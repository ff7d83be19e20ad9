public import PaymentGraph

extension LedgerView {
  /// Finds the transfers that bring the sources' money to some accounts.
  ///
  /// A transfer is in the flow where a walk from a claimed payment to one of the accounts passes
  /// it; the walks that make a shared sink are exactly these.
  ///
  /// - Parameters:
  ///   - sources: where walks start.
  ///   - accounts: where they end.
  ///   - rules: what counts as a walk.
  /// - Throws: ``FundTracingError`` where the question cannot be asked.
  /// - Complexity: a search forwards, and one backwards over what it found; another forwards where the records leave
  ///   the order of some payments open.
  public func flow(
    from sources: [Source], to accounts: [AccountID], rules: WalkRules = WalkRules()
  ) throws(FundTracingError) -> Flow {
    var space = try WalkSpace(self, rules)
    let columns = ledger.columns
    let claims = Set(try space.merged(sources).flatMap(\.claims)).sorted()
    space.inferLinks(from: claims)
    var search = TransferSearch(space)
    search.run(from: claims)

    // Hops that a walk still needs after each transfer to end at one of the accounts; the claimed
    // payment, the way to a transfer and the way on from it can be joined at any transfer.
    var remaining: [Int: Int] = [:]
    let isTarget = Set(accounts.map(\.position))
    var level = search.visited.filter { isTarget.contains(Int(columns.beneficiary[$0])) }
    var distance = 0
    while !level.isEmpty {
      for transfer in level { remaining[transfer] = distance }
      distance += 1
      var next: Set<Int> = []
      for transfer in level {
        for receipt in space.receipts(before: transfer)
        where remaining[receipt] == nil && search.hops(to: receipt) != nil {
          next.insert(receipt)
        }
      }
      level = next.sorted()
    }
    let transfers = remaining.filter { transfer, after in
      guard let limit = rules.maximumHops else { return true }
      return (search.hops(to: transfer) ?? limit) + after <= limit
    }.keys.sorted()

    var links: [Link] = []
    var unlinked: [TransferID] = []
    let isClaim = Set(claims)
    for transfer in transfers
    where space.pooled[Int(columns.payer[transfer])] && !isClaim.contains(transfer) {
      let found = space.usableLinks(out: transfer).filter { remaining[$0.inbound.position] != nil }
      links += found
      if found.isEmpty { unlinked.append(TransferID(transfer)) }
    }
    var open: [Int] = []
    if !space.isOrderDecided {
      var decided = TransferSearch(space.decided)
      decided.run(from: claims)
      open = transfers.filter { decided.hops(to: $0) == nil }
    }
    return Flow(
      transfers: transfers.map { TransferID($0) }, links: links, unlinked: unlinked,
      openOrders: open.map { TransferID($0) })
  }
}
