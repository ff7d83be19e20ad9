internal import PaymentGraph

/// The pari passu method: what is traced into a declared pool is shared by what each victim paid in.
///
/// The fund is what of victims' money lies in the pool at the end under `ownFirst-proRata`, so the
/// holder's own money is no part of it. A contribution is a victim's part of every payment into the
/// pool from outside it; net of everything the pool paid back to the victim's own account, where that
/// is asked for. When somebody paid makes no difference: that is what the method is.
struct PoolDistribution {
  private let events: TracingEvents
  private let victims: [AccountID]
  private let victimOfClaim: [TransferID: Int]
  private let terms: TracingTerms

  init(
    _ events: TracingEvents, victims: [AccountID], victimOfClaim: [TransferID: Int],
    _ terms: TracingTerms
  ) {
    self.events = events
    self.victims = victims
    self.victimOfClaim = victimOfClaim
    self.terms = terms
  }

  func figures() throws(FundTracingError) -> [Tracing.Figure] {
    guard !terms.pool.isEmpty else { throw .noPool }
    let (tables, labels, pockets) = TracingQuestion.run(events, .ownFirstProRata)
    let pool = Set(terms.pool.map(\.index))
    var fund: [UInt8: Fraction] = [:]
    for (place, shares) in tables.held where pool.contains(pockets.account[Int(place)]) {
      for share in shares where labels.isClaim(share.label) {
        fund[pockets.currency[Int(place)], default: .zero] += share.amount
      }
    }
    let contributions = contributions(tables, labels, pockets, pool)
    var figures: [Tracing.Figure] = []
    for (currency, sums) in contributions {
      let total = sums.values.reduce(Fraction.zero, +)
      guard total.signum > 0, let amount = fund[currency] else { continue }
      for (victim, sum) in sums where sum.signum > 0 {
        figures.append(
          Tracing.Figure(
            account: nil, victim: victims[victim], currency: Currency(index: currency),
            amount: amount * sum / total))
      }
    }
    return figures
  }

  /// By currency and victim: what was paid in, or 0 where more came back.
  private func contributions(
    _ tables: AttributionTables, _ labels: LabelTable, _ pockets: Pockets, _ pool: Set<UInt32>
  ) -> [UInt8: [Int: Fraction]] {
    let columns = events.view.ledger.columns
    var sums: [UInt8: [Int: Fraction]] = [:]
    var numbers: [UInt32: Int] = [:]
    for (number, victim) in victims.enumerated() { numbers[victim.index] = number }
    for event in 0..<events.count {
      let position = Int(events.transfer[event])
      let (payer, payee) = (columns.payer[position], columns.beneficiary[position])
      if pool.contains(payee), !pool.contains(payer) {
        let rate =
          columns.received[position].map {
            Fraction($0.amount) / Fraction(columns.sent[position])
          } ?? Fraction.one
        for share in tables.moved[event] {
          guard case .claim(let claim) = labels.origins[Int(share.label)],
            let victim = victimOfClaim[claim]
          else { continue }
          sums[pockets.currency[Int(events.to[event])], default: [:]][victim, default: .zero] +=
            share.amount * rate
        }
      } else if terms.contributionsAreNet, pool.contains(payer), let victim = numbers[payee] {
        sums[pockets.currency[Int(events.from[event])], default: [:]][victim, default: .zero] -=
          Fraction(columns.sent[position])
      }
    }
    return sums.mapValues { $0.mapValues { max(.zero, $0) } }
  }
}
