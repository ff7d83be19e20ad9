internal import PaymentGraph

/// A payment to the seller, before PayPal and the service have booked it.
struct RawPurchase {
  let bank: RawBank
  let day: Int
  let isPayPal: Bool
  let amount: Money
}

extension RawStory {
  /// Returns the victims' purchases: in March, and again in April or May.
  func purchases() -> [RawPurchase] {
    var chance = chance("purchases")
    var list: [RawPurchase] = []
    for bank in RawBank.allCases where bank.isVictims {
      let price: Int64 =
        switch chance.below(8) {
        case 0: 24_999
        case 1: 37_000
        default: bank == .aib ? 22_900 : 18_500
        }
      let amount = Money(minorUnits: price, currency: bank.currency)
      let (first, second) = channels(bank, &chance)
      // The Nationwide customer is called first and gets a part back before the others pay, so that
      // the returned money is nobody else's under any rule.
      let days = bank == .nationwide ? 2...3 : 11...20
      list.append(
        RawPurchase(bank: bank, day: chance.within(days), isPayPal: first, amount: amount))
      if let second {
        list.append(
          RawPurchase(bank: bank, day: chance.within(42...60), isPayPal: second, amount: amount))
      }
    }
    // The last call comes in the third month.
    list.append(
      RawPurchase(
        bank: .barclays, day: chance.within(74...86), isPayPal: true,
        amount: Money(minorUnits: 18_500, currency: CaseCurrency.pounds)))
    if chance.happens(perMille: 700) {
      list.append(
        RawPurchase(
          bank: .natWest, day: chance.within(74...88), isPayPal: false,
          amount: Money(minorUnits: 18_500, currency: CaseCurrency.pounds)))
    }
    return list
  }

  /// Returns true where the first and the second payment go through PayPal; nil where there is one
  /// only.
  private func channels(_ bank: RawBank, _ chance: inout Chance) -> (Bool, Bool?) {
    switch bank {
    case .barclays: (true, chance.happens(perMille: 500) ? true : nil)
    case .lloyds: (true, false)
    case .nationwide: (true, nil)
    case .natWest: (false, false)
    case .aib: (true, true)
    default: (false, chance.happens(perMille: 600))
    }
  }

  /// Tells the victims' payments as their banks know them; PayPal and the service follow.
  mutating func tellPurchases() {
    var chance = chance("purchase times")
    for purchase in purchases() {
      let moment = RawDay.moment(
        purchase.day, hour: chance.within(9...19), minute: chance.below(60),
        second: chance.below(60))
      let own = characters.own(purchase.bank)
      let payee = purchase.isPayPal ? characters.seller : characters.wallet
      let payment = pay(moment, from: own, to: payee, purchase.amount, isClaim: true)
      if purchase.isPayPal {
        book(
          payment, at: purchase.bank, .payPal(seller: characters.sellerWord),
          on: RawDay.nextWorking(after: moment))
        decided.append(payment)
        let id = numbers.payPal()
        payPalRows.append(
          PayPalRow(
            moment: moment, name: characters.name(purchase.bank), type: "Express Checkout Payment",
            gross: purchase.amount, fee: -Self.payPalFee(purchase.amount.minorUnits),
            email: characters.emails[purchase.bank] ?? "", id: id, item: "Support plan, 12 months",
            payments: [payment]))
      } else {
        let id = numbers.service(at: moment)
        book(
          payment, at: purchase.bank,
          .transfer(name: "MAPLEREMIT", reference: id, number: numbers.fasterPayment()))
        transactions.append(
          ServiceTransaction(
            id: id, moment: moment, type: "payment", status: "completed",
            payer: user(of: purchase.bank), payee: Self.sellerUser, amount: purchase.amount,
            about: "annual plan", payment: payment))
      }
    }
  }

  /// Returns PayPal's fee: 2.9 per cent and 30 of the minor unit, rounded half up.
  static func payPalFee(_ amount: Int64) -> Int64 {
    ExactMath.halfUp(amount, 29, over: 1_000) + 30
  }
}

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
      let own = characters.own(bank)
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
            to: characters.add(RawAccount("", name: "cash")),
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
