internal import PaymentGraph

extension Tracing {
  /// Every victim's claims, the part charged back, and the rest: by account key, then currency.
  ///
  /// - Complexity: O(*c* log *c*) for *c* claims.
  public var claimStandings: [ClaimStanding] {
    struct Key: Hashable {
      let victim: AccountID
      let currency: Currency
    }
    let ledger = scope.ledger
    let ranks = ledger.keyRanks
    var claimed: [Key: Int128] = [:]
    for id in claims {
      let transfer = ledger.transfer(id)
      claimed[Key(victim: transfer.payer.id, currency: transfer.sent.currency), default: 0] +=
        Int128(transfer.sent.minorUnits)
    }
    var passed: [Key: [AccountID: Int128]] = [:]
    for one in subrogations {
      passed[Key(victim: one.victim, currency: one.amount.currency), default: [:]][
        one.processor, default: 0] += Int128(one.amount.minorUnits)
    }
    return claimed.keys.sorted {
      (ranks[$0.victim.position], $0.currency.code) < (ranks[$1.victim.position], $1.currency.code)
    }.map { key in
      ClaimStanding(
        victim: key.victim, currency: key.currency, claimed: claimed[key] ?? 0,
        chargedBack: (passed[key] ?? [:]).filter { $0.value > 0 }.sorted {
          ranks[$0.key.position] < ranks[$1.key.position]
        }.map { ClaimStanding.Part(processor: $0.key, amount: $0.value) })
    }
  }
}
