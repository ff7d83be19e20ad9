internal import PaymentGraph

extension RawStory {
  private static let shops = [
    "FAIRBROOK STORES", "OCKEN BAKERY", "QUILLA BOOKS", "TOLBER HARDWARE", "PENNYMINT CAFE",
    "HOBBLEWICK FUELS",
  ]
  private static let employers = [
    "WEXENFORD COUNCIL", "STOVERDALE MILLS", "RUSHENBY SCHOOLS", "MICKLETHORN LTD",
    "DUNNIMARSH TRANSPORT", "LARKENSHAW CLINIC",
  ]

  /// Tells the victims' salary, rent, energy, supermarket and cash, which have nothing to do with
  /// the case.
  mutating func tellEverydayLife() {
    for bank in RawBank.allCases where bank.isVictims {
      var chance = chance("everyday \(bank.file)")
      let currency = bank.currency
      let own = cast.own(bank)
      let town = chance.pick(["CRANBOROUGH", "WEXENFORD", "DUNNIBY", "LARKENDALE"])
      let employer = Self.employers[bank.rawValue % Self.employers.count]
      let salary = Money(
        minorUnits: Int64(chance.within(168_000...214_000)), currency: currency)
      let rent = Money(minorUnits: Int64(chance.within(58...82)) * 1_000, currency: currency)
      for month in 0..<4 {
        let start = [0, 31, 61, 92][month]
        let paid = pay(
          RawDay.moment(start + 24, hour: 6), from: party(employer, of: bank), to: own, salary)
        book(paid, at: bank, .salary(name: employer, reference: "SALARY"))
        let rented = pay(
          RawDay.moment(start + 1, hour: 7), from: own, to: party("GARTMOSS LETTINGS", of: bank),
          rent)
        book(rented, at: bank, .standingOrder(name: "GARTMOSS LETTINGS", reference: "RENT"))
        let energy = pay(
          RawDay.moment(start + 7, hour: 7), from: own, to: party("NORTHMOOR ENERGY", of: bank),
          Money(minorUnits: Int64(chance.within(5_100...9_700)), currency: currency))
        book(energy, at: bank, .directDebit(name: "NORTHMOOR ENERGY"))
        for _ in 0..<2 {
          let drawn = pay(
            RawDay.moment(start + chance.below(28), hour: chance.within(9...20)), from: own,
            to: cast.add(RawAccount("", name: "cash")),
            Money(minorUnits: Int64(chance.within(1...8)) * 2_000, currency: currency),
            kind: .cash)
          book(drawn, at: bank, .cash(card: "", machine: "", town: town))
        }
        for _ in 0..<chance.within(5...8) {
          let shop = chance.pick(Self.shops)
          let moment = RawDay.moment(
            start + chance.below(28), hour: chance.within(8...20), minute: chance.below(60))
          let bought = pay(
            moment, from: own, to: party(shop, of: bank),
            Money(minorUnits: Int64(chance.within(310...9_400)), currency: currency))
          book(
            bought, at: bank, .card(shop: shop, town: town), on: RawDay.nextWorking(after: moment))
        }
      }
    }
  }
}
