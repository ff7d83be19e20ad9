internal import PaymentGraph

extension RawStory {
  /// Tells the onward payments of the Indian accounts: to each other, and out as cash.
  ///
  /// Groceries and interest come between them.
  mutating func tellIndia() {
    let opening = [RawBank.hdfc, .icici, .sbi].map { chanceOfEveryday($0) }
    for (bank, days) in zip([RawBank.hdfc, .icici, .sbi], opening) { tellEveryday(bank, days) }
    imps(31, from: .hdfc, to: .sbi, perMille: 480)
    upi(33, from: .hdfc, to: .icici)
    neft(36, from: .icici, to: .sbi, perMille: 700)
    cash(38, .sbi, count: 2)
    neft(72, from: .hdfc, to: .icici, perMille: 640)
    imps(75, from: .icici, to: .sbi, perMille: 520)
    cash(78, .sbi, count: 2)
    cash(79, .hdfc, count: 1)
    neft(98, from: .icici, to: .sbi, perMille: 800)
    cash(100, .sbi, count: 2)
  }

  /// Returns days of everyday payments, away from those on which payouts are under way.
  private func chanceOfEveryday(_ bank: RawBank) -> [Int] {
    var chance = chance("days \(bank.file)")
    let quiet: [ClosedRange<Int>] = [25...40, 65...80, 91...104]
    return (0..<9).map { _ in chance.below(119) }
      .filter { day in !quiet.contains { $0.contains(day) } }.sorted()
  }

  private mutating func tellEveryday(_ bank: RawBank, _ days: [Int]) {
    var chance = chance("everyday \(bank.file)")
    let own = characters.own(bank)
    for day in days {
      let moment = RawDay.moment(day, hour: chance.within(9...20), minute: chance.below(60))
      let rrn = numbers.rrn(at: moment)
      let (name, address) = chance.pick([
        ("Annapurna Kirana", "annapurna.kirana@okaxis"), ("Chai Point 12", "chaipoint12@ybl"),
      ])
      let paid = pay(
        moment, from: own, to: party(name, key: "upi:\(address)"),
        Money(minorUnits: Int64(chance.within(4_000...38_000)), currency: CaseCurrency.rupees))
      book(
        paid, at: bank,
        .upi(rrn: rrn, name: name, address: address, branch: "UTIB0000999", note: "Payment"))
    }
    // Banks pay interest at the end of a quarter.
    let interest = pay(
      RawDay.moment(30, hour: 3), from: party("interest", of: bank), to: own,
      Money(minorUnits: Int64(chance.within(2_000...9_900)), currency: CaseCurrency.rupees),
      kind: .interest)
    book(interest, at: bank, .interest)
  }

  /// Returns a share of an account's balance, in whole hundreds of rupees.
  private func share(_ bank: RawBank, _ moment: Int64, perMille: Int64) -> Money {
    let size = balance(bank, before: moment) * perMille / 1_000
    return Money(
      minorUnits: max(10_000, size - size % 10_000), currency: CaseCurrency.rupees)
  }

  private mutating func imps(
    _ day: Int, from: RawBank, to: RawBank, perMille: Int64
  ) {
    let moment = RawDay.moment(day, hour: 15, minute: 20)
    let rrn = numbers.rrn(at: moment)
    let paid = pay(
      moment, from: characters.own(from), to: characters.own(to),
      share(from, moment, perMille: perMille))
    book(
      paid, at: from,
      .imps(
        rrn: rrn, name: characters.name(to), bank: to.code, tail: characters.tail(to),
        note: "vendor payment"))
    book(
      paid, at: to,
      .imps(
        rrn: rrn, name: characters.name(from), bank: from.code, tail: characters.tail(from),
        note: "vendor payment"))
  }

  private mutating func upi(_ day: Int, from: RawBank, to: RawBank) {
    let moment = RawDay.moment(day, hour: 18, minute: 2)
    let rrn = numbers.rrn(at: moment)
    // UPI carries at most a lakh a day.
    let size = min(share(from, moment, perMille: 300).minorUnits, 9_500_000)
    let paid = pay(
      moment, from: characters.own(from), to: characters.own(to),
      Money(minorUnits: size, currency: CaseCurrency.rupees))
    for (bank, other) in [(from, to), (to, from)] {
      book(
        paid, at: bank,
        .upi(
          rrn: rrn, name: characters.name(other), address: characters.addresses[other] ?? "",
          branch: RawCharacters.branch(other), note: "stock"))
    }
  }

  private mutating func neft(
    _ day: Int, from: RawBank, to: RawBank, perMille: Int64
  ) {
    let moment = RawDay.moment(day, hour: 11, minute: 40)
    let utr =
      from == .hdfc
      ? numbers.hdfcReference(at: moment) : numbers.utr(bank: from.code, at: moment)
    let paid = pay(
      moment, from: characters.own(from), to: characters.own(to),
      share(from, moment, perMille: perMille))
    book(
      paid, at: from,
      .neftOut(
        branch: RawCharacters.branch(to), name: characters.name(to), utr: utr,
        note: "invoice settlement"))
    book(
      paid, at: to,
      .neftIn(
        branch: RawCharacters.branch(from), sender: characters.name(from).uppercased(), utr: utr))
  }

  private mutating func cash(_ day: Int, _ bank: RawBank, count: Int) {
    let card = numbers.card()
    for number in 0..<count {
      let moment = RawDay.moment(day, hour: 10 + number, minute: 15)
      guard balance(bank, before: moment) > 2_100_000 else { continue }
      let drawn = pay(
        moment, from: characters.own(bank), to: characters.add(RawAccount("", name: "cash")),
        Money(minorUnits: 2_000_000, currency: CaseCurrency.rupees), kind: .cash)
      book(
        drawn, at: bank,
        .cash(card: card, machine: "S1ANMU\(Characters.digits(12 + number, 2))", town: "MUMBAI"))
    }
  }
}
