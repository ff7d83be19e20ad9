internal import PaymentGraph

extension Tracing {
  /// What each victim has at each place: by account key, place, currency and victim.
  ///
  /// - Complexity: O(*h* log *h*) for *h* holdings.
  public var victimHoldings: [VictimHolding] {
    let ledger = scope.ledger
    let columns = ledger.columns
    let ranks = ledger.keyRanks
    let cash = cashAccounts
    var found: [VictimHolding] = []
    var start = holdings.startIndex
    // Holdings of one place and currency stand together, those of claims first.
    while start < holdings.endIndex {
      let (place, currency) = (holdings[start].place, holdings[start].currency)
      var end = start
      var own: [(rank: UInt32, currency: Currency, index: Int)] = []
      while end < holdings.endIndex, holdings[end].place == place,
        holdings[end].currency == currency
      {
        if case .claim(let claim) = holdings[end].origin {
          own.append(
            (
              ranks[Int(columns.payer[claim.position])],
              columns.currency(columns.sentCurrency[claim.position]), end
            ))
        }
        end += 1
      }
      start = end
      own.sort { left, right in
        if left.rank != right.rank { return left.rank < right.rank }
        if left.currency != right.currency { return left.currency < right.currency }
        return left.index < right.index
      }
      var next = own.startIndex
      while next < own.endIndex {
        let first = own[next]
        var (amount, value) = (holdings[first.index].amount, holdings[first.index].value)
        next += 1
        while next < own.endIndex, own[next].rank == first.rank,
          own[next].currency == first.currency
        {
          amount += holdings[own[next].index].amount
          value += holdings[own[next].index].value
          next += 1
        }
        guard case .claim(let claim) = holdings[first.index].origin else { continue }
        let victim = AccountID(index: columns.payer[claim.position])
        found.append(
          VictimHolding(
            place: place, currency: currency, victim: victim, claimCurrency: first.currency,
            amount: amount, value: value, fate: fate(place, victim, cash)))
      }
    }
    return found
  }

  /// What of each victim's money passed through each account: by account key, currency and victim.
  public var passages: [AccountPassage] { passed.sorted }

  /// Accounts that are the paying out of cash: all that they are paid is recorded as cash or fee.
  private var cashAccounts: Set<AccountID> {
    var cash: Set<AccountID> = []
    let ledger = scope.ledger
    for place in Set(holdings.map(\.place.account)) {
      let incoming = ledger.incoming[place.position]
      if !incoming.isEmpty,
        incoming.allSatisfy({
          ledger.columns.kind[Int($0)] == .cash || ledger.columns.kind[Int($0)] == .fee
        })
      {
        cash.insert(place)
      }
    }
    return cash
  }

  private func fate(
    _ place: Holding.Place, _ victim: AccountID, _ cash: Set<AccountID>
  ) -> VictimHolding.Fate {
    switch place {
    case .bank, .fees: return .dissipated
    case .onItsWay: return .onItsWay
    case .account(let account):
      if account == victim { return .returned }
      if terms.pooling != .asOrdinary, scope.ledger.account(account).isPooled {
        return .stoppedAtPooled
      }
      return cash.contains(account) ? .dissipated : .held
    }
  }

  /// The places and currencies where claims lie and no other money: what lies there is a whole number.
  public var placesOfClaimsOnly: Set<BoundTable.Site> {
    var sites: Set<BoundTable.Site> = []
    var mixed: Set<BoundTable.Site> = []
    for holding in holdings {
      let site = BoundTable.Site(place: holding.place, currency: holding.currency)
      if holding.origin.isClaim { sites.insert(site) } else { mixed.insert(site) }
    }
    return sites.subtracting(mixed)
  }

  /// Whether every figure is exact: none has a fraction of more than ``Fraction/mostDigits`` digits.
  public var isExact: Bool {
    holdings.allSatisfy { $0.amount.isExact && $0.value.isExact }
      && transfers.carried.enclosed.count == 0
  }

  /// Whether the holdings of every claim add up to it, and every transfer to what was sent.
  ///
  /// Exactly; of figures that are bounds, that the bounds of their sum are on both sides of it.
  public var reconciles: Bool {
    let ledger = scope.ledger
    guard case .rule = method else { return true }
    var sums: [TransferID: Fraction] = [:]
    for holding in holdings {
      if case .claim(let claim) = holding.origin { sums[claim, default: .zero] += holding.value }
    }
    let columns = ledger.columns
    var traced = Set(claims)
    for place in transfers.indices { traced.remove(transfers.transfer(place)) }
    // What is left of them now was not processed.
    for claim in claims where !traced.contains(claim) {
      guard
        (sums[claim] ?? .zero).mayEqual(Fraction(columns.sent[claim.position]))
      else { return false }
    }
    return transfers.indices.allSatisfy { place in
      transfers.carried.addUp(place, to: columns.sent[transfers.transfer(place).position])
    }
  }
}
