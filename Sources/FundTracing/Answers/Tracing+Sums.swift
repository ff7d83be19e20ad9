internal import PaymentGraph

extension Tracing {
  /// What each victim has at each place: by account key, place, currency and victim.
  ///
  /// - Complexity: O(*h* log *h*) for *h* holdings.
  public var victimHoldings: [VictimHolding] {
    struct Key: Hashable {
      let place: Holding.Place
      let currency: Currency
      let victim: AccountID
      let claimCurrency: Currency
    }
    let ledger = scope.ledger
    var sums: [Key: (amount: Fraction, value: Fraction)] = [:]
    var order: [Key] = []
    for holding in holdings {
      guard case .claim(let claim) = holding.origin else { continue }
      let transfer = ledger.transfer(claim)
      let key = Key(
        place: holding.place, currency: holding.currency, victim: transfer.payer.id,
        claimCurrency: transfer.sent.currency)
      if sums[key] == nil { order.append(key) }
      let known = sums[key] ?? (.zero, .zero)
      sums[key] = (known.amount + holding.amount, known.value + holding.value)
    }
    let ranks = ledger.keyRanks
    let places = Dictionary(
      order.enumerated().map { ($0.element.place, $0.offset) }, uniquingKeysWith: min)
    let cash = cashAccounts
    return order.sorted { left, right in
      let (one, other) = (places[left.place] ?? 0, places[right.place] ?? 0)
      if one != other { return one < other }
      if left.currency != right.currency { return left.currency < right.currency }
      if left.victim != right.victim {
        return ranks[left.victim.position] < ranks[right.victim.position]
      }
      return left.claimCurrency < right.claimCurrency
    }.map { key in
      VictimHolding(
        place: key.place, currency: key.currency, victim: key.victim,
        claimCurrency: key.claimCurrency, amount: sums[key]?.amount ?? .zero,
        value: sums[key]?.value ?? .zero, fate: fate(key.place, key.victim, cash))
    }
  }

  /// What of each victim's money passed through each account: by account key, currency and victim.
  public var passages: [AccountPassage] { passed.including(holdings) }

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
      && transfers.allSatisfy { $0.parts.allSatisfy { $0.amount.isExact && $0.value.isExact } }
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
    let traced = Set(transfers.map(\.transfer))
    for claim in claims where traced.contains(claim) {
      guard
        (sums[claim] ?? .zero).mayEqual(Fraction(ledger.transfer(claim).sent.minorUnits))
      else { return false }
    }
    return transfers.allSatisfy { step in
      step.parts.reduce(Fraction.zero) { $0 + $1.amount }
        .mayEqual(Fraction(ledger.transfer(step.transfer).sent.minorUnits))
    }
  }
}
