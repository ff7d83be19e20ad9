internal import PaymentGraph

extension RawStory {
  static let sellerUser = 4_417
  static let houseUser = 1
  static let bookshopUser = 3_902

  /// Returns the number under which the service knows a victim.
  func user(of bank: RawBank) -> Int { 20_118 + bank.rawValue * 37 }

  /// Tells the payment service's bookings: payments, its fees, a declined attempt, honest trade,
  /// withdrawals.
  mutating func tellService() {
    addUsers()
    addHonestTrade()
    for payment in transactions.sorted(by: { ($0.moment, $0.id) < ($1.moment, $1.id) })
    where payment.payee == Self.sellerUser && payment.payment != nil {
      charge(payment)
    }
    addDeclined()
    for (day, bank) in [(28, RawBank.icici), (68, .sbi), (94, .icici)] {
      withdraw(RawDay.moment(day, hour: 9, minute: 30), to: bank)
    }
    transactions.sort { ($0.moment, $0.id) < ($1.moment, $1.id) }
  }

  private mutating func addUsers() {
    users = [
      ServiceUser(
        number: Self.houseUser, name: "Mapleremit", email: "house@mapleremit.example",
        account: characters.accounts[characters.house].key, country: "CA",
        opened: RawDay.start(-900)),
      ServiceUser(
        number: Self.bookshopUser, name: "Quilla Books", email: "shop@quilla-books.example",
        account: "MRW-390211", country: "CA", opened: RawDay.start(-400)),
      ServiceUser(
        number: Self.sellerUser, name: characters.firm, email: "pay@\(characters.domain)",
        account: characters.accounts[characters.wallet].key, country: "IN",
        opened: RawDay.start(-60)),
    ]
    let payers = Set(transactions.map(\.payer))
    for bank in RawBank.allCases where payers.contains(user(of: bank)) {
      let own = characters.numbers[bank] ?? ("", "")
      users.append(
        ServiceUser(
          number: user(of: bank), name: characters.name(bank), email: characters.emails[bank] ?? "",
          account: PaymentNumbers.iban(
            bank: bank == .natWest ? "NWBK" : bank == .lloyds ? "LOYD" : "SRLG",
            sortCode: own.sortCode, account: own.number), country: "GB",
          opened: RawDay.start(2)))
    }
  }

  /// Adds other customers: two of the bookshop, one who paid the seller and complains to nobody.
  private mutating func addHonestTrade() {
    var chance = chance("service trade")
    let books = characters.add(
      RawAccount(
        "MRW-390211", name: "Quilla Books", institution: "Mapleremit", country: "CA"))
    for number in 0..<3 {
      let name = InventedNames.person(700 + number * 31 + chance.below(11))
      let sortCode = "0400" + Characters.digits(chance.within(10...89), 2)
      let account = numbers.account(length: 8)
      let own = party(name, key: "gb:\(sortCode)/\(account)")
      let user = 31_000 + number
      users.append(
        ServiceUser(
          number: user, name: name,
          email: name.lowercased().replacing(" ", with: ".") + "@example.com",
          account: PaymentNumbers.iban(bank: "MONZ", sortCode: sortCode, account: account),
          country: "GB", opened: RawDay.start(1)))
      for _ in 0..<(number == 2 ? 1 : 3) {
        let moment = RawDay.moment(
          number == 2 ? chance.within(5...20) : chance.within(3...110),
          hour: chance.within(8...21), minute: chance.below(60), second: chance.below(60))
        let amount = Money(
          minorUnits: number == 2 ? 18_500 : Int64(chance.within(800...4_900)),
          currency: CaseCurrency.pounds)
        transactions.append(
          ServiceTransaction(
            id: numbers.service(at: moment), moment: moment, type: "payment", status: "completed",
            payer: user, payee: number == 2 ? Self.sellerUser : Self.bookshopUser, amount: amount,
            about: number == 2 ? "annual plan" : "books",
            payment: pay(moment, from: own, to: number == 2 ? characters.wallet : books, amount)))
      }
    }
  }

  /// Books the service's fee: 4.5 per cent and 50, rounded half up, as a row of its own two seconds
  /// later.
  private mutating func charge(_ transaction: ServiceTransaction) {
    let moment = transaction.moment + 2_000
    let fee = Money(
      minorUnits: ExactMath.halfUp(transaction.amount.minorUnits, 45, over: 1_000) + 50,
      currency: transaction.amount.currency)
    transactions.append(
      ServiceTransaction(
        id: numbers.service(at: moment), moment: moment, type: "fee", status: "completed",
        payer: Self.sellerUser, payee: Self.houseUser, amount: fee, about: transaction.id,
        payment: pay(moment, from: characters.wallet, to: characters.house, fee, kind: .fee)))
  }

  private mutating func addDeclined() {
    guard let first = transactions.first(where: { $0.payee == Self.sellerUser }) else { return }
    let moment = first.moment - 95_000
    transactions.append(
      ServiceTransaction(
        id: numbers.service(at: moment), moment: moment, type: "payment", status: "declined",
        payer: first.payer, payee: first.payee, amount: first.amount, about: "annual plan",
        payment: nil))
  }

  /// Pays the wallet's balance out to a bank in India; the service's row and the bank's print one
  /// NEFT reference.
  private mutating func withdraw(_ moment: Int64, to bank: RawBank) {
    var chance = chance("payout \(moment)")
    let settled = payments.filter { $0.moment < moment }
    let balance =
      settled.filter { $0.payee == characters.wallet }.reduce(0) { $0 + $1.received.minorUnits }
      - settled.filter { $0.payer == characters.wallet }.reduce(0) { $0 + $1.sent.minorUnits }
    guard balance > 0 else { return }
    let sent = Money(minorUnits: balance, currency: CaseCurrency.pounds)
    let received = sent.exchanged(
      into: CaseCurrency.rupees, at: Int64(chance.within(990_000...1_015_000)))
    let payment = pay(
      moment, from: characters.wallet, to: characters.own(bank), sent, receiving: received,
      kind: .withdrawal)
    let booked = RawDay.nextWorking(after: moment) + 43_200_000
    let utr = numbers.utr(bank: "YESB", at: booked)
    book(
      payment, at: bank,
      .neftIn(branch: "YESB0000999", sender: "MAPLEREMIT INDIA NODAL AC", utr: utr), on: booked)
    withdrawals.append(
      ServiceWithdrawal(
        id: "WD\(numbers.account(length: 7))", moment: moment, user: Self.sellerUser, sent: sent,
        received: received, name: characters.name(bank), branch: RawCharacters.branch(bank),
        account: characters.numbers[bank]?.number ?? "", reference: utr, payment: payment))
  }
}

/// A user of the payment service.
struct ServiceUser {
  let number: Int
  let name: String
  let email: String
  /// The bank account from which a payer pays, or the seller's wallet.
  let account: String
  let country: String
  let opened: Int64
}

/// A row of the service's table of transactions.
struct ServiceTransaction {
  let id: String
  let moment: Int64
  let type: String
  let status: String
  let payer: Int
  let payee: Int
  let amount: Money
  let about: String
  /// The payment that the row shows; nil for a row that moves nothing.
  let payment: Int?
}

/// A row of the service's table of withdrawals.
struct ServiceWithdrawal {
  let id: String
  let moment: Int64
  let user: Int
  let sent: Money
  let received: Money
  let name: String
  let branch: String
  let account: String
  let reference: String
  let payment: Int
}
