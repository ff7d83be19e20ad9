public import PaymentGraph

extension LedgerView {
  /// Finds the transfers that bring the sources' money to some accounts.
  ///
  /// A transfer is in the flow where a walk from a claimed payment to one of the accounts passes it; exactly these
  /// walks make a shared sink.
  ///
  /// ```swift
  /// let flow = try ledger.whole.flow(from: [Source(account: anna)], to: [villa])
  /// print(flow.transfers.count, "transfers to draw,", flow.links.count, "links")
  /// ```
  ///
  /// - Parameters:
  ///   - sources: the sources at which walks start.
  ///   - accounts: the accounts at which they end.
  ///   - rules: the rules that a walk must keep.
  /// - Throws: ``FundTracingError`` where the question cannot be asked.
  /// - Complexity: a search forwards, and one sweep backwards over the *v* transfers found, O(*v* log *v*); where the
  ///   order of the ledger does not decide which transfers may follow which, a search backwards instead, and another
  ///   forwards.
  public func flow(
    from sources: [Source], to accounts: [AccountID], rules: WalkRules = WalkRules()
  ) throws(FundTracingError) -> Flow {
    var space = try WalkContext(self, rules)
    let columns = ledger.columns
    let claims = Set(try space.merged(sources).flatMap(\.claims)).sorted()
    space.inferLinks(from: claims)
    var search = TransferSearch(space)
    search.run(from: claims)

    let way = WayOn(space, search, to: Set(accounts.map(\.position)))
    let transfers = search.visited.filter { transfer in
      guard let after = way.hops(after: transfer) else { return false }
      guard let limit = rules.maximumHops else { return true }
      return (search.hops(to: transfer) ?? limit) + after <= limit
    }.sorted()

    var links: [Link] = []
    var unlinked: [TransferID] = []
    let isClaim = Set(claims)
    for transfer in transfers
    where space.pooled[Int(columns.payer[transfer])] && !isClaim.contains(transfer) {
      let found = space.usableLinks(out: transfer).filter {
        way.hops(after: $0.inbound.position) != nil
      }
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

/// The part of a ledger that carries some sources' money to some accounts, for a diagram.
///
/// The answer of ``PaymentGraph/LedgerView/flow(from:to:rules:)``.
public struct Flow: Sendable {
  /// The transfers that lie on a walk from a source to one of the accounts, in ledger order.
  public let transfers: [TransferID]
  /// The links on those walks, in the ledger order of the payouts, then of the receipts.
  public let links: [Link]
  /// The payouts of pooled accounts among the transfers that no link explains.
  public let unlinked: [TransferID]
  /// The transfers among them that money reaches only if payments took place in an order that the records leave open.
  public let openOrders: [TransferID]
}
