internal import PaymentGraph

/// The pari passu method: money traced into a declared pool is shared in proportion to each victim's contributions.
///
/// The fund is the victims' money in the pool at the end under `ownFirst-proRata`, so it does not include the holder's
/// own money. A contribution is a victim's part of every payment into the pool from outside it; where asked for, it is
/// net of everything the pool paid back to the victim's own account. The time of a contribution makes no difference:
/// that is the point of the method.
struct PoolDistribution {
  private let events: TracingEvents
  private let victims: [AccountID]
  private let victimOfClaim: [TransferID: Int]
  private let terms: TracingTerms
  /// The index of a victim, by account.
  private let numbers: [UInt32: Int]

  init(
    _ events: TracingEvents, victims: [AccountID], victimOfClaim: [TransferID: Int],
    _ terms: TracingTerms
  ) {
    self.events = events
    self.victims = victims
    self.victimOfClaim = victimOfClaim
    self.terms = terms
    numbers = Dictionary(victims.enumerated().map { ($0.element.index, $0.offset) }) { $1 }
  }

  func figures() throws(FundTracingError) -> [Tracing.Figure] {
    guard !terms.pool.isEmpty else { throw .noPool }
    let pool = Set(terms.pool.map(\.index))
    var contributions = Contributions()
    var engine = MixtureEngine(events, rule: .ownFirstProRata, records: true)
    engine.run()
    let tables = engine.tables { event, carried in
      note(event, shares: carried.shares, pool: pool, into: &contributions)
    }
    let (labels, balances) = (engine.events.labels, engine.events.balances)
    // What was converted inside the pool is shared by the contributions that it came from.
    var fund: [Part: Fraction] = [:]
    for place in tables.held.keys.sorted() where pool.contains(balances.account[Int(place)]) {
      let currency = balances.currency[Int(place)]
      for share in tables.held[place] ?? [] where labels.isClaim(share.label) {
        let came = labels.claim(share.label).flatMap { contributions.currencies[$0] } ?? []
        let contributed = came.contains(currency) ? currency : came.min() ?? currency
        fund[Part(currency: currency, contributed: contributed), default: .zero] += share.amount
      }
    }
    var shares: [UInt8: [Int: Fraction]] = [:]
    for (part, amount) in fund {
      let sums = (contributions.sums[part.contributed] ?? [:]).filter { $0.value.signum > 0 }
      let total = sums.keys.sorted().reduce(Fraction.zero) { $0 + (sums[$1] ?? .zero) }
      guard total.signum > 0 else { continue }
      for (victim, sum) in sums {
        shares[part.currency, default: [:]][victim, default: .zero] += amount * sum / total
      }
    }
    return shares.flatMap { currency, sums in
      sums.map { victim, amount in
        Tracing.Figure(
          account: nil, victim: victims[victim],
          currency: events.view.ledger.columns.currency(currency), amount: amount)
      }
    }
  }

  /// The money in the pool that lies there in one currency and came into it in another, or the same.
  private struct Part: Hashable {
    let currency: UInt8
    let contributed: UInt8
  }

  private struct Contributions {
    /// The sums by currency and victim; below 0 where more came back.
    var sums: [UInt8: [Int: Fraction]] = [:]
    /// The currencies in which the money of each claim came into the pool.
    var currencies: [TransferID: Set<UInt8>] = [:]
  }

  private func note(
    _ event: Int, shares: [Share], pool: Set<UInt32>, into contributions: inout Contributions
  ) {
    let columns = events.view.ledger.columns
    let position = Int(events.transfer[event])
    let (payer, payee) = (columns.payer[position], columns.beneficiary[position])
    // A payment that never arrived is no contribution, and gave nothing back.
    if events.isOnItsWay(event) { return }
    if pool.contains(payee), !pool.contains(payer) {
      let rate =
        columns.received[position].map {
          Fraction($0.amount) / Fraction(columns.sent[position])
        } ?? Fraction.one
      for share in shares {
        guard let claim = events.labels.claim(share.label), let victim = victimOfClaim[claim] else {
          continue
        }
        let currency = events.balances.currency[Int(events.to[event])]
        contributions.currencies[claim, default: []].insert(currency)
        contributions.sums[currency, default: [:]][victim, default: .zero] += share.amount * rate
      }
    } else if terms.contributionsAreNet, pool.contains(payer),
      let victim = numbers[payee]
    {
      let currency = events.balances.currency[Int(events.from[event])]
      contributions.sums[currency, default: [:]][victim, default: .zero] -= Fraction(
        columns.sent[position])
    }
  }
}
