public import PaymentGraph

extension Tracing {
  /// The holdings of each victim, summed over its claims: by account key, kind of site, currency and victim.
  ///
  /// - Complexity: O(*h* log *h*) for *h* holdings.
  public var victimHoldings: [VictimHolding] {
    let ledger = scope.ledger
    let columns = ledger.columns
    let ranks = ledger.keyRanks
    let cash = cashAccounts
    let byName = ReturnedByName(Set(victims), in: ledger).victims
    var found: [VictimHolding] = []
    var start = holdings.startIndex
    // Holdings of one site and currency are adjacent, those of claims first.
    while start < holdings.endIndex {
      let (place, currency) = (holdings[start].place, holdings[start].currency)
      var end = start
      var own: [(rank: UInt32, currency: Currency, index: Int)] = []
      while end < holdings.endIndex, holdings[end].place == place,
        holdings[end].currency == currency
      {
        if let claim = holdings[end].origin.claim {
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
        guard let claim = holdings[first.index].origin.claim else { continue }
        let victim = AccountID(index: columns.payer[claim.position])
        found.append(
          VictimHolding(
            place: place, currency: currency, victim: victim, claimCurrency: first.currency,
            amount: amount, value: value,
            fate: fate(
              place, victim: victim, cash: cash, isKnown: !byName.contains(victim))))
      }
    }
    return found
  }

  /// The passages of each victim's money through each account: by account key, currency and victim.
  public var passages: [AccountPassage] { passed.sorted }

  /// The accounts that stand for cash: all that they are paid is recorded as cash or fee.
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
    _ place: Holding.Place, victim: AccountID, cash: Set<AccountID>, isKnown: Bool
  ) -> VictimHolding.Fate {
    switch place {
    case .bank, .fees, .unseen: return .dissipated
    case .onItsWay: return .onItsWay
    case .account(let account):
      if account == victim { return isKnown ? .returned : .held }
      if terms.pooling != .asOrdinary, scope.ledger.account(account).isPooled {
        return .stoppedAtPooled
      }
      return cash.contains(account) ? .dissipated : .held
    }
  }

  /// The sites where claims lie and no other money: the amounts there are whole numbers.
  public var placesOfClaimsOnly: Set<BoundTable.Site> {
    var sites: Set<BoundTable.Site> = []
    var mixed: Set<BoundTable.Site> = []
    for holding in holdings {
      let site = BoundTable.Site(place: holding.place, currency: holding.currency)
      if holding.origin.isClaim { sites.insert(site) } else { mixed.insert(site) }
    }
    return sites.subtracting(mixed)
  }

  /// True where every figure is exact: none has a fraction of more than ``Fraction/mostDigits`` digits.
  public var isExact: Bool {
    holdings.allSatisfy { $0.amount.isExact && $0.value.isExact }
      && transfers.carried.enclosed.count == 0
  }

  /// The claims told apart, in ledger order: each claim with itself, or, where those of one account in one currency
  /// count as one, the first of them with all of them.
  public var claimsToldApart: [(first: TransferID, all: [TransferID])] {
    let columns = scope.ledger.columns
    var firsts: [ClaimGroup: TransferID] = [:]
    for holding in holdings {
      if case .claims(let first) = holding.origin { firsts[ClaimGroup(first, columns)] = first }
    }
    guard !firsts.isEmpty else { return claims.map { ($0, [$0]) } }
    var found: [(first: TransferID, all: [TransferID])] = []
    var index: [TransferID: Int] = [:]
    for claim in claims {
      let first = firsts[ClaimGroup(claim, columns)] ?? claim
      if let known = index[first] {
        found[known].all.append(claim)
      } else {
        index[first] = found.count
        found.append((first, [claim]))
      }
    }
    return found
  }

  /// True where the holdings of every claim add up to it, and the parts of every transfer to the amount sent.
  ///
  /// Exact figures must add up exactly; of bounds, the sum's bounds must include the amount.
  public var reconciles: Bool {
    let ledger = scope.ledger
    guard case .rule = method else { return true }
    let columns = ledger.columns
    var unprocessed = Set(claims)
    for place in transfers.indices { unprocessed.remove(transfers.transfer(place)) }
    var sums: [TransferID: Fraction] = [:]
    for holding in holdings {
      guard let claim = holding.origin.claim else { continue }
      sums[claim, default: .zero] += holding.value
    }
    var claimed: [TransferID: Int128] = [:]
    for (first, all) in claimsToldApart {
      for claim in all where !unprocessed.contains(claim) {
        claimed[first, default: 0] += Int128(columns.sent[claim.position])
      }
    }
    for (claim, amount) in claimed {
      guard (sums[claim] ?? .zero).mayEqual(Fraction(wide: amount)) else { return false }
    }
    return transfers.indices.allSatisfy { place in
      transfers.carried.addUp(place, to: columns.sent[transfers.transfer(place).position])
    }
  }
}

/// The claims of one account in one currency.
struct ClaimGroup: Hashable {
  private let account: UInt32
  private let currency: UInt8

  init(_ claim: TransferID, _ columns: TransferColumns) {
    account = columns.payer[claim.position]
    currency = columns.sentCurrency[claim.position]
  }
}
