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
      note(event, shares: carried.shares, pool: pool, sums: &contributions)
    }
    let (labels, balances) = (engine.events.labels, engine.events.balances)
    var fund: [UInt8: Fraction] = [:]
    for place in tables.held.keys.sorted() where pool.contains(balances.account[Int(place)]) {
      for share in tables.held[place] ?? [] where labels.isClaim(share.label) {
        fund[balances.currency[Int(place)], default: .zero] += share.amount
      }
    }
    var figures: [Tracing.Figure] = []
    for (currency, sums) in contributions.mapValues({ $0.mapValues { max(.zero, $0) } }) {
      let total = sums.keys.sorted().reduce(Fraction.zero) { $0 + (sums[$1] ?? .zero) }
      guard total.signum > 0, let amount = fund[currency] else { continue }
      for (victim, sum) in sums where sum.signum > 0 {
        figures.append(
          Tracing.Figure(
            account: nil, victim: victims[victim],
            currency: events.view.ledger.columns.currency(currency),
            amount: amount * sum / total))
      }
    }
    return figures
  }

  /// The contributions, by currency and victim; below 0 where more came back.
  private typealias Contributions = [UInt8: [Int: Fraction]]

  private func note(
    _ event: Int, shares: [Share], pool: Set<UInt32>, sums: inout Contributions
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
        sums[events.balances.currency[Int(events.to[event])], default: [:]][
          victim, default: .zero] += share.amount * rate
      }
    } else if terms.contributionsAreNet, pool.contains(payer),
      let victim = numbers[payee]
    {
      sums[events.balances.currency[Int(events.from[event])], default: [:]][
        victim, default: .zero] -= Fraction(columns.sent[position])
    }
  }
}
