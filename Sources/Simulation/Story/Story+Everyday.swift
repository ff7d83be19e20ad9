internal import PaymentGraph

/// Adds everybody's ordinary payments: the energy company every month, the supermarket now and
/// then.
extension Story {
  mutating func addEverydayPayments() {
    var chance = chance("everyday")
    let payers =
      cast.victims.enumerated().map { (account: $1, document: statement(ofVictim: $0)) }
      + cast.customers.map { (account: $0, document: "everyday-payees") }
    for payer in payers {
      let energy = Money(
        minorUnits: Int64(chance.within(4_000...14_000)), currency: CaseCurrency.pounds)
      let dueDay = chance.below(27)
      for month in 0..<settings.months {
        _ = add(
          PlantedRecord(
            payer.document, at: Story.moment(month * 30 + dueDay, &chance, from: 4, to: 6),
            from: payer.account, to: cast.everydayPayees[0], energy, memo: "direct debit"))
        guard chance.happens(perMille: 700) else { continue }
        let shopping = Money(
          minorUnits: Int64(chance.within(800...12_000)), currency: CaseCurrency.pounds)
        _ = add(
          PlantedRecord(
            payer.document,
            at: Story.moment(month * 30 + chance.below(30), &chance, from: 8, to: 20),
            from: payer.account, to: cast.everydayPayees[1], shopping, memo: "card payment"))
      }
    }
  }
}
