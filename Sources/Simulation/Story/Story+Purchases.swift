internal import PaymentGraph

/// Makes the payments into the payment services: victims pay the callers, and everybody pays honest
/// merchants.
extension Story {
  mutating func makePurchases() -> [Purchase] {
    var purchases = claimedPurchases()
    purchases += honestPurchases()
    return purchases.sorted {
      (records[$0.record].moment, $0.record) < (records[$1.record].moment, $1.record)
    }
  }

  /// Returns the mules that take money on a day: each has its months, the last one all.
  func mules(on day: Int) -> [Int] {
    let count = characters.mules.count
    let open = (0..<count).filter { number in
      number == count - 1
        || (dayCount * number / count - 45..<dayCount * (number + 1) / count + 45).contains(day)
    }
    return open.map { characters.mules[$0] }
  }

  private mutating func claimedPurchases() -> [Purchase] {
    var chance = chance("claims")
    var purchases: [Purchase] = []
    for (number, victim) in characters.victims.enumerated() {
      // Four in ten pay once, three in ten month after month for some months, three in ten twice.
      let (count, apart) =
        switch chance.below(10) {
        case 0..<4: (1, 0)
        case 4..<7: (chance.within(3...6), 30)
        default: (2, chance.within(20...90))
        }
      let span = (count - 1) * apart
      var day = chance.within(5...max(5, dayCount - 20 - span))
      let processor = chance.below(settings.processors.count)
      let paysEuros = number % 6 == 2 && settings.processors[processor].converts
      let price = askedPrice(&chance)
      let isDayOnly = chance.happens(perMille: settings.dayOnlyPerMille)
      for _ in 0..<count where day < dayCount {
        let amount =
          paysEuros
          ? Money(minorUnits: price * 113 / 100, currency: CaseCurrency.euros)
          : Money(minorUnits: price, currency: CaseCurrency.pounds)
        let moment = Story.moment(day, &chance, from: 8, to: 20)
        var record = PlantedRecord(
          statement(ofVictim: number), at: moment, isDayOnly: isDayOnly, from: victim,
          to: characters.processors[processor], amount, memo: "online payment, support plan")
        record.isClaim = true
        let index = add(record)
        change(index) {
          $0.parts = [ClaimPart(claim: index, minorUnits: amount.minorUnits)]
        }
        purchases.append(
          Purchase(record: index, processor: processor, payee: chance.pick(mules(on: day))))
        day += apart
      }
    }
    return purchases
  }

  private func askedPrice(_ chance: inout Chance) -> Int64 {
    switch chance.below(20) {
    case 0..<15: settings.price
    case 15: settings.price * 2
    case 16: settings.price / 2 + 300
    case 17: 24_999
    default: Int64(chance.within(45...399)) * 100
    }
  }

  private mutating func honestPurchases() -> [Purchase] {
    var chance = chance("purchases")
    var purchases: [Purchase] = []
    // The last mule sells as well, which makes it look like a merchant.
    let sellers =
      characters.merchants + characters.merchants + [characters.mules[characters.mules.count - 1]]
    let buyers =
      characters.customers.map { (account: $0, document: String?.none) }
      + characters.victims.enumerated().compactMap { number, victim in
        chance.happens(perMille: 400)
          ? (account: victim, document: statement(ofVictim: number)) : nil
      }
    for buyer in buyers {
      for _ in 0..<chance.within(2...8) {
        let processor = chance.below(settings.processors.count)
        let moment = Story.moment(chance.below(dayCount), &chance, from: 7, to: 22)
        let price =
          chance.happens(perMille: settings.samePricePerMille)
          ? settings.price : honestPrice(&chance)
        let index = add(
          PlantedRecord(
            buyer.document ?? activity(of: processor, at: moment), at: moment, from: buyer.account,
            to: characters.processors[processor],
            Money(minorUnits: price, currency: CaseCurrency.pounds), memo: "customer payment"))
        purchases.append(
          Purchase(record: index, processor: processor, payee: chance.pick(sellers)))
      }
    }
    return purchases
  }

  /// Returns a shop's price, such as 12.00 or 79.99; some sums are odd.
  private func honestPrice(_ chance: inout Chance) -> Int64 {
    let whole = Int64(chance.within(5...320)) * 100
    switch chance.below(4) {
    case 0: return whole
    case 1: return whole - 1
    case 2: return whole + 50
    default: return whole + Int64(chance.below(100))
    }
  }

  /// Returns the document of a victim's bank: one for all its customers.
  func statement(ofVictim number: Int) -> String {
    let bank = characters.accounts[characters.victims[number]].institution
    return "victims-" + bank.lowercased().prefix { $0 != " " }
  }
}

/// Adds everybody's ordinary payments: the energy company every month, the supermarket now and
/// then.
extension Story {
  mutating func addEverydayPayments() {
    var chance = chance("everyday")
    let payers =
      characters.victims.enumerated().map { (account: $1, document: statement(ofVictim: $0)) }
      + characters.customers.map { (account: $0, document: "everyday-payees") }
    for payer in payers {
      let energy = Money(
        minorUnits: Int64(chance.within(4_000...14_000)), currency: CaseCurrency.pounds)
      let dueDay = chance.below(27)
      for month in 0..<settings.months {
        _ = add(
          PlantedRecord(
            payer.document, at: Story.moment(month * 30 + dueDay, &chance, from: 4, to: 6),
            from: payer.account, to: characters.everydayPayees[0], energy, memo: "direct debit"))
        guard chance.happens(perMille: 700) else { continue }
        let shopping = Money(
          minorUnits: Int64(chance.within(800...12_000)), currency: CaseCurrency.pounds)
        _ = add(
          PlantedRecord(
            payer.document,
            at: Story.moment(month * 30 + chance.below(30), &chance, from: 8, to: 20),
            from: payer.account, to: characters.everydayPayees[1], shopping, memo: "card payment"))
      }
    }
  }
}
