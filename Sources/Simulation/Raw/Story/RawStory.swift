internal import PaymentGraph

/// The story of a raw case while it is told: the payments, and the records of each bank and
/// service.
struct RawStory {
  let seed: UInt64
  var numbers: PaymentNumbers
  var cast: RawCast
  var payments: [RawPayment] = []
  var statements: [RawBank: RawStatement] = [:]
  var payPalRows: [PayPalRow] = []
  var users: [ServiceUser] = []
  var transactions: [ServiceTransaction] = []
  var withdrawals: [ServiceWithdrawal] = []
  /// The payments that two files show without a number in common: a person decides that the rows
  /// are one.
  var decided: [Int] = []
  /// The account of each name that occurs once in the story.
  private var named: [String: Int] = [:]

  init(seed: UInt64) {
    self.seed = seed
    numbers = PaymentNumbers(seed: seed)
    cast = RawCast(seed: seed, numbers: &numbers)
    var chance = chance("openings")
    for bank in RawBank.allCases {
      let own = cast.numbers[bank] ?? ("", "")
      statements[bank] = RawStatement(
        bank: bank, holder: cast.name(bank), number: own.number, sortCode: own.sortCode,
        opening: bank.isVictims
          ? Int64(chance.within(180_000...420_000)) : Int64(chance.within(150_000...900_000)),
        period: RawDay.start(0)...RawDay.start(121))
    }
    tellPurchases()
    tellEverydayLife()
    tellPayPal()
    tellService()
    tellIndia()
    for bank in RawBank.allCases {
      statements[bank]?.entries.sort { ($0.booked, $0.payment) < ($1.booked, $1.payment) }
    }
  }

  func chance(_ chapter: String) -> Chance { Chance(seed: seed, chapter: "raw \(chapter)") }

  /// Adds a payment and returns its number.
  mutating func pay(
    _ moment: Int64, from payer: Int, to payee: Int, _ sent: Money,
    receiving received: Money? = nil,
    kind: TransferKind = .payment, isClaim: Bool = false
  ) -> Int {
    payments.append(
      RawPayment(
        id: "p-\(Cast.digits(payments.count + 1, 4))", moment: moment, payer: payer, payee: payee,
        sent: sent, received: received ?? sent, kind: kind, isClaim: isClaim))
    return payments.count - 1
  }

  /// Adds the row of a payment to a statement: money out where the account pays.
  mutating func book(
    _ payment: Int, at bank: RawBank, _ text: RawText, on booked: Int64? = nil
  ) {
    let paid = payments[payment]
    let isOut = paid.payer == cast.own(bank)
    let size = isOut ? paid.sent.minorUnits : paid.received.minorUnits
    statements[bank]?.entries.append(
      RawEntry(
        booked: booked ?? paid.moment, happened: paid.moment, change: isOut ? -size : size,
        text: text, payment: payment))
  }

  /// Returns the balance of an account before a moment.
  func balance(_ bank: RawBank, before moment: Int64) -> Int64 {
    guard let statement = statements[bank] else { return 0 }
    return statement.entries.filter { $0.booked < moment }
      .reduce(statement.opening) { $0 + $1.change }
  }

  /// Returns the account of somebody whom only the rows of one bank name.
  mutating func party(_ name: String, of bank: RawBank) -> Int {
    let word = "\(bank.file) \(name)"
    if let number = named[word] { return number }
    let number = cast.add(RawAccount("", name: name))
    named[word] = number
    return number
  }

  /// Returns the account of an identifier that is the same in all files.
  mutating func party(_ name: String, key: String) -> Int {
    if let number = named[key] { return number }
    let number = cast.add(RawAccount(key, name: name))
    named[key] = number
    return number
  }
}
