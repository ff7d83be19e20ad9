internal import PaymentGraph

/// Lets mules pass on their receipts: several together, less the part that they keep.
extension Story {
  mutating func passOn() {
    for (number, mule) in characters.mules.enumerated() {
      var chance = chance("mule/\(number)")
      openAccount(of: mule, number, &chance)
      let isShop = number == characters.mules.count - 1
      let waits = isShop ? 50...80 : 5...14
      let payees = (0..<2).map {
        characters.destinations[(number + $0) % characters.destinations.count]
      }
      let receipts = records.indices.filter {
        records[$0].beneficiary == mule && records[$0].kind != .funding
      }.sorted { (records[$0].moment, $0) < (records[$1].moment, $1) }
      var next = 0
      var waiting: [Int] = []
      var day = chance.within(waits)
      while day < dayCount {
        let moment = Story.moment(day, &chance, from: 5, to: 13)
        while next < receipts.count, records[receipts[next]].moment < moment {
          waiting.append(receipts[next])
          next += 1
        }
        let commission = Int64(chance.within(30...120))
        let payee = chance.happens(perMille: 200) ? characters.cash : chance.pick(payees)
        for currency in Set(waiting.map { records[$0].received.currency }).sorted() {
          let taken = waiting.filter { records[$0].received.currency == currency }
          if sweep(taken, from: mule, to: payee, at: moment, keeping: commission) {
            waiting.removeAll { records[$0].received.currency == currency }
          }
        }
        day += chance.within(waits)
      }
    }
    for destination in characters.destinations {
      var chance = chance("destination/\(destination)")
      for day in [0, dayCount - 1] {
        let interest = Money(
          minorUnits: Int64(chance.within(500...9_000)) * 100, currency: CaseCurrency.rupees)
        _ = add(
          PlantedRecord(
            statement(of: destination), at: Story.moment(day, &chance, from: 1, to: 3),
            from: day == 0 ? characters.outside : characters.bank, to: destination, interest,
            kind: day == 0 ? .funding : .interest, memo: day == 0 ? "opening deposit" : "interest"))
      }
    }
  }

  /// Gives a mule some money of its own, part of which is spent before any victim's has come.
  private mutating func openAccount(of mule: Int, _ number: Int, _ chance: inout Chance) {
    let deposit = Int64(chance.within(50...400)) * 10_000
    func own(_ day: Int, from: Int, to: Int, amount: Int64, memo: String) -> PlantedRecord {
      PlantedRecord(
        statement(of: mule), at: Story.moment(day, &chance, from: 1, to: 4), from: from, to: to,
        Money(minorUnits: amount, currency: CaseCurrency.rupees),
        kind: to == mule ? .funding : .payment, memo: memo)
    }
    _ = add(own(0, from: characters.outside, to: mule, amount: deposit, memo: "opening deposit"))
    _ = add(
      own(1, from: mule, to: characters.earlyPayees[number], amount: deposit / 2, memo: "transfer"))
    _ = add(own(dayCount - 1, from: characters.outside, to: mule, amount: 10_000, memo: "credit"))
  }

  /// Pays some receipts on in one payment of whole hundreds; returns false where too little has
  /// come.
  private mutating func sweep(
    _ receipts: [Int], from mule: Int, to payee: Int, at moment: Int64, keeping basisPoints: Int64
  ) -> Bool {
    let total = receipts.reduce(0) { $0 + records[$1].received.minorUnits }
    let currency = records[receipts[0]].received.currency
    let paid = ExactMath.halfUp(total, 10_000 - basisPoints, over: 10_000) / 10_000 * 10_000
    guard paid > 0, paid <= total else { return false }
    let amount = Money(minorUnits: paid, currency: currency)
    var record = PlantedRecord(
      statement(of: mule), at: moment, from: mule, to: payee, amount,
      kind: payee == characters.cash ? .cash : .payment,
      memo: payee == characters.cash ? "cash withdrawal" : "transfer")
    // The payment takes the same share of every receipt: of each claim's money and of nobody's.
    let parts = receipts.flatMap { records[$0].parts }
    let others = total - parts.reduce(0) { $0 + $1.minorUnits }
    let shares = ExactMath.shares(of: paid, by: parts.map(\.minorUnits) + [others])
    record.parts = zip(parts, shares).map { ClaimPart(claim: $0.claim, minorUnits: $1) }
    _ = add(record)
    return true
  }
}

/// Loses the records that nobody hands over.
extension Story {
  mutating func loseRecords() {
    var chance = chance("gaps")
    let held = Set(records.map(\.document))
    let statements = characters.mules.map { statement(of: $0) }.filter(held.contains)
    let activities = held.filter { document in
      characters.processors.contains { document.hasPrefix("\(characters.accounts[$0].key)-") }
    }.sorted()
    // The losses alternate between a statement and a month of a service, each drawn.
    var statementsLeft = chance.shuffled(statements)
    var activitiesLeft = chance.shuffled(activities)
    for number in 0..<settings.missingFiles {
      let fromStatements = activitiesLeft.isEmpty || (number % 2 == 0 && !statementsLeft.isEmpty)
      guard let document = fromStatements ? statementsLeft.popLast() : activitiesLeft.popLast()
      else { break }
      loseDocument(document)
    }
    for index in records.indices
    where !records[index].isClaim && chance.happens(perMille: settings.missingRowsPerMille) {
      change(index) { $0.isMissing = true }
    }
  }
}
