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
  public var passages: [AccountPassage] {
    struct Key: Hashable {
      let account: AccountID
      let currency: Currency
      let victim: AccountID
    }
    let ledger = scope.ledger
    var found: [Key: AccountPassage] = [:]
    func change(
      _ account: AccountID, _ currency: Currency, _ claim: TransferID,
      _ body: (inout AccountPassage) -> Void
    ) {
      let victim = ledger.transfer(claim).payer.id
      let key = Key(account: account, currency: currency, victim: victim)
      body(
        &found[
          key, default: AccountPassage(account: account, currency: currency, victim: victim)])
    }
    for step in transfers {
      let transfer = ledger.transfer(step.transfer)
      let rate =
        Fraction(transfer.received.minorUnits) / Fraction(max(1, transfer.sent.minorUnits))
      for part in step.parts {
        guard case .claim(let claim) = part.origin else { continue }
        if claim != step.transfer {
          change(transfer.payer.id, transfer.sent.currency, claim) { $0.forwarded += part.amount }
        }
        change(transfer.beneficiary.id, transfer.received.currency, claim) {
          if $0.forwarded.signum > 0 { $0.mayBeCircular = true }
          $0.received += part.amount * rate
        }
      }
    }
    for holding in holdings {
      guard case .claim(let claim) = holding.origin else { continue }
      switch holding.place {
      case .account(let account):
        change(account, holding.currency, claim) { $0.held += holding.amount }
      case .bank(let account):
        change(account, holding.currency, claim) { $0.absorbed += holding.amount }
      case .fees: break
      }
    }
    let ranks = ledger.keyRanks
    return found.values.sorted { left, right in
      if left.account != right.account {
        return ranks[left.account.position] < ranks[right.account.position]
      }
      if left.currency != right.currency { return left.currency < right.currency }
      return ranks[left.victim.position] < ranks[right.victim.position]
    }
  }

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

  /// Whether the holdings of every claim add up to it, and every transfer to what was sent.
  public var reconciles: Bool {
    let ledger = scope.ledger
    guard case .rule = method else { return true }
    var sums: [TransferID: Fraction] = [:]
    for holding in holdings {
      if case .claim(let claim) = holding.origin { sums[claim, default: .zero] += holding.value }
    }
    let traced = Set(transfers.map(\.transfer))
    for claim in claims where traced.contains(claim) {
      guard sums[claim] == Fraction(ledger.transfer(claim).sent.minorUnits) else { return false }
    }
    return transfers.allSatisfy { step in
      step.parts.reduce(Fraction.zero) { $0 + $1.amount }
        == Fraction(ledger.transfer(step.transfer).sent.minorUnits)
    }
  }
}
