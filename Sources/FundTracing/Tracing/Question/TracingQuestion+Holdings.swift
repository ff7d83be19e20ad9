internal import PaymentGraph

extension TracingQuestion {
  /// Returns the holdings by account key, kind of site, currency and origin.
  func holdings(
    _ tables: AttributionTables, labels: OriginTable, balances: Balances, ranks: [Int32]
  ) -> [Holding] {
    let accounts = ledger.keyRanks
    var sites:
      [(rank: UInt32, kind: Int, currency: Currency, place: Holding.Place, number: Int32)] =
        []
    func add(_ shares: [Int32: [Share]], _ place: (AccountID) -> Holding.Place) {
      for number in shares.keys {
        let account = AccountID(index: balances.account[Int(number)])
        let place = place(account)
        sites.append(
          (
            accounts[account.position], place.kind,
            ledger.columns.currency(balances.currency[Int(number)]), place, number
          ))
      }
    }
    add(tables.held) { .account($0) }
    add(tables.absorbed) { .bank(of: $0) }
    add(tables.fees) { .fees(of: $0) }
    add(tables.onTheWay) { .onItsWay(to: $0) }
    sites.sort { left, right in
      if left.rank != right.rank { return left.rank < right.rank }
      return (left.kind, left.currency.code) < (right.kind, right.currency.code)
    }
    var holdings: [Holding] = []
    for site in sites {
      let own: [Share]? =
        switch site.place {
        case .account: tables.held[site.number]
        case .bank: tables.absorbed[site.number]
        case .fees: tables.fees[site.number]
        case .onItsWay: tables.onTheWay[site.number]
        case .unseen: nil
        }
      let shares = (own ?? []).sorted { ranks[Int($0.label)] < ranks[Int($1.label)] }
      for share in shares {
        holdings.append(
          Holding(
            place: site.place, currency: site.currency, origin: labels.origins[Int(share.label)],
            amount: share.amount, value: share.value))
      }
    }
    return holdings
  }

  /// Returns the rank of each label's origin: claims first, in ledger order; then other money by kind and account key.
  func originRanks(_ labels: OriginTable) -> [Int32] {
    let ranks = ledger.keyRanks
    func key(_ origin: MoneyOrigin) -> (Int, UInt32) {
      switch origin {
      case .claim(let claim), .claims(from: let claim): (0, claim.index)
      case .own(let account): (1, ranks[account.position])
      case .clean(let account): (2, ranks[account.position])
      case .unknown(let account): (3, ranks[account.position])
      case .unlinked(let account): (4, ranks[account.position])
      case .overdraft(let account): (5, ranks[account.position])
      case .processor(let account): (6, ranks[account.position])
      case .other: (7, 0)
      case .allClaims: (0, .max)
      }
    }
    let keys = labels.origins.map(key)
    var result = [Int32](repeating: 0, count: keys.count)
    let order = keys.indices.sorted { left, right in
      keys[left] != keys[right] ? keys[left] < keys[right] : left < right
    }
    for (rank, label) in order.enumerated() { result[label] = Int32(truncatingIfNeeded: rank) }
    return result
  }

  /// Returns the payments of a trace that arrived later than they left.
  func latePayments(_ events: TracingEvents) -> [LatePayment] {
    let came = events.arrivals.map { (event: Int($0.event), place: Int?(Int($0.before))) }
    let open = events.isLate.indices.filter(events.isOnItsWay).map { (event: $0, place: Int?.none) }
    return (came + open).compactMap { late in
      let transfer = Int(events.transfer[late.event])
      return ledger.recordedOrder.arrivalTime(transfer).map {
        LatePayment(transfer: TransferID(transfer), came: $0, place: late.place)
      }
    }
  }
}
