internal import PaymentGraph

/// Settles the receipts of payment services: pays them on, pays them back, or keeps them.
extension Story {
  mutating func settle(_ purchases: [Purchase]) {
    nameReceipts(purchases)
    for processor in settings.processors.indices {
      var chance = chance("settlement/\(processor)")
      let terms = settings.processors[processor]
      var open: [Purchase] = []
      for purchase in purchases where purchase.processor == processor {
        let draw = chance.below(1_000)
        if draw < terms.heldPerMille { continue }
        if draw < terms.heldPerMille + terms.refundedPerMille {
          refund(purchase, terms: terms, chance: &chance)
        } else {
          open.append(purchase)
        }
      }
      if let batch = terms.batch {
        payInBatches(open, terms: terms, batch: batch, chance: &chance)
      } else {
        var earlier: [Purchase] = []
        for purchase in open {
          payOne(purchase, earlier: earlier, terms: terms, chance: &chance)
          earlier.append(purchase)
        }
      }
    }
  }

  /// Gives every receipt a reference of the service, whether or not a payout ever quotes it.
  private mutating func nameReceipts(_ purchases: [Purchase]) {
    for (number, purchase) in purchases.enumerated()
    where settings.processors[purchase.processor].style == .reference {
      change(purchase.record) {
        $0.reference = "R\(purchase.processor + 1)-\(Characters.digits(number * 7 + 40_213, 7))"
      }
    }
  }

  private mutating func refund(
    _ purchase: Purchase, terms: ProcessorTerms, chance: inout Chance
  ) {
    let receipt = records[purchase.record]
    let day = Story.day(of: receipt.moment) + chance.within(2...9)
    guard day < dayCount else { return }
    let moment = Story.moment(day, &chance, from: 9, to: 17)
    let index = add(
      PlantedRecord(
        activity(of: purchase.processor, at: moment), at: moment, from: receipt.beneficiary,
        to: receipt.payer, receipt.sent, kind: .refund, memo: "refund to payer"))
    let share = PlantedPayout.Share(
      receipt: purchase.record, gross: receipt.sent, net: receipt.sent, received: receipt.sent)
    finish(index, shares: [share], terms: terms, chance: &chance)
  }

  private mutating func payOne(
    _ purchase: Purchase, earlier: [Purchase], terms: ProcessorTerms, chance: inout Chance
  ) {
    let receipt = records[purchase.record]
    // Settlement takes one of several forms: within hours, on the next day, or some days later.
    let moment: Int64
    switch chance.below(10) {
    case 0..<2: moment = receipt.moment + Int64(chance.within(600...10_800)) * 1_000
    case 2..<7:
      moment = Story.moment(Story.day(of: receipt.moment) + 1, &chance, from: 6, to: 18)
    default:
      moment = Story.moment(
        Story.day(of: receipt.moment) + chance.within(2...5), &chance, from: 6, to: 18)
    }
    guard Story.day(of: moment) < dayCount else { return }
    pay([purchase], at: moment, terms: terms, earlier: earlier, chance: &chance)
  }

  /// Pays each beneficiary, on its days, the receipts that came for it before that day, up to a
  /// number of receipts at once.
  private mutating func payInBatches(
    _ open: [Purchase], terms: ProcessorTerms, batch: BatchRule, chance: inout Chance
  ) {
    let payees = Set(open.map(\.payee)).sorted()
    for payee in payees {
      let own = open.filter { $0.payee == payee }
      var next = 0
      for day in stride(from: 1 + chance.below(batch.days), to: dayCount, by: batch.days) {
        var due: [Purchase] = []
        while next < own.count, Story.day(of: records[own[next].record].moment) < day {
          due.append(own[next])
          next += 1
        }
        let moment = Story.moment(day, &chance, from: 6, to: 18)
        for currency in [CaseCurrency.pounds, CaseCurrency.euros] {
          let some = due.filter { records[$0.record].sent.currency == currency }
          for start in stride(from: 0, to: some.count, by: batch.maximumSize) {
            let end = min(some.count, start + batch.maximumSize)
            pay(Array(some[start..<end]), at: moment, terms: terms, earlier: [], chance: &chance)
          }
        }
      }
    }
  }

  private mutating func pay(
    _ purchases: [Purchase], at moment: Int64, terms: ProcessorTerms, earlier: [Purchase],
    chance: inout Chance
  ) {
    guard let first = purchases.first else { return }
    let gross = purchases.map { records[$0.record].sent }
    let nets = gross.map { terms.fee.net(of: $0.minorUnits) }
    let net = Money(minorUnits: nets.reduce(0, +), currency: gross[0].currency)
    guard net.minorUnits > 0 else { return }
    var sent = net
    var received = net
    if terms.converts, characters.accounts[first.payee].country == "IN" {
      received = Money(
        minorUnits: rates.rupees(for: net, day: Story.day(of: moment)),
        currency: CaseCurrency.rupees)
      if !terms.showsConversion { sent = received }
    }
    let index = add(
      PlantedRecord(
        activity(of: first.processor, at: moment), at: moment,
        from: characters.processors[first.processor],
        to: first.payee, sent, receiving: received, kind: .withdrawal,
        memo: purchases.count == 1 ? "payout to bank account" : "settlement to bank account"))
    let parts = ExactMath.shares(of: received.minorUnits, by: nets)
    let shares = purchases.indices.map { number in
      PlantedPayout.Share(
        receipt: purchases[number].record, gross: gross[number],
        net: Money(minorUnits: nets[number], currency: net.currency),
        received: Money(minorUnits: parts[number], currency: received.currency))
    }
    finish(index, shares: shares, terms: terms, chance: &chance, earlier: earlier)
  }

  /// Notes the truth of a payout, and the reference to it that its record shows.
  private mutating func finish(
    _ payout: Int, shares: [PlantedPayout.Share], terms: ProcessorTerms,
    chance: inout Chance, earlier: [Purchase] = []
  ) {
    let parts = shares.flatMap { share in
      records[share.receipt].isClaim
        ? [ClaimPart(claim: share.receipt, minorUnits: share.received.minorUnits)] : []
    }
    change(payout) { $0.parts = parts }
    var recorded = PlantedPayout.Recorded.nothing
    if chance.happens(perMille: terms.recordedPerMille) {
      recorded = name(shares.map(\.receipt), in: payout, terms)
    } else if shares.count == 1, chance.happens(perMille: terms.misquotedPerMille),
      let wrong = contradicted(by: shares[0], earlier, &chance)
    {
      recorded = .misquoted
      let reference = records[wrong].reference
      change(payout) {
        if terms.style == .link { $0.link = wrong } else { $0.reference = reference }
      }
    } else {
      // The bank's own reference tells nothing of the receipt.
      change(payout) { $0.reference = "UTR\(Characters.digits(payout * 13 + 5_077, 9))" }
    }
    payouts.append(PlantedPayout(payout: payout, shares: shares, recorded: recorded))
  }

  private mutating func name(_ receipts: [Int], in payout: Int, _ terms: ProcessorTerms)
    -> PlantedPayout.Recorded
  {
    if receipts.count == 1 {
      let reference = records[receipts[0]].reference
      change(payout) {
        if terms.style == .link { $0.link = receipts[0] } else { $0.reference = reference }
      }
      return terms.style == .link ? .link : .reference
    }
    // The service names the batch: its receipts carry the same number.
    let batch = "ST-\(Characters.digits(payout * 11 + 3_019, 8))"
    for record in receipts + [payout] { change(record) { $0.reference = batch } }
    return .reference
  }

  /// Returns an earlier receipt from which the payout cannot come: another currency, or a very
  /// different sum.
  private func contradicted(
    by share: PlantedPayout.Share, _ earlier: [Purchase], _ chance: inout Chance
  ) -> Int? {
    let fitting = earlier.suffix(40).filter { purchase in
      let other = records[purchase.record].sent
      return other.currency == share.gross.currency
        && (other.minorUnits * 5 < share.gross.minorUnits * 4
          || other.minorUnits * 4 > share.gross.minorUnits * 5)
    }
    return fitting.isEmpty ? nil : chance.pick(Array(fitting)).record
  }
}
