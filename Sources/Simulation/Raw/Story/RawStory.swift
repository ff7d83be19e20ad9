internal import PaymentGraph

/// The story of a raw case while it is told: the payments, and the records of each bank and
/// service.
struct RawStory {
  let seed: UInt64
  var numbers: PaymentNumbers
  var characters: RawCharacters
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
    characters = RawCharacters(seed: seed, numbers: &numbers)
    var chance = chance("openings")
    for bank in RawBank.allCases {
      let own = characters.numbers[bank] ?? ("", "")
      statements[bank] = RawStatement(
        bank: bank, holder: characters.name(bank), number: own.number, sortCode: own.sortCode,
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
        id: "p-\(Characters.digits(payments.count + 1, 4))", moment: moment, payer: payer,
        payee: payee,
        sent: sent, received: received ?? sent, kind: kind, isClaim: isClaim))
    return payments.count - 1
  }

  /// Adds the row of a payment to a statement: money out where the account pays.
  mutating func book(
    _ payment: Int, at bank: RawBank, _ text: RawText, on booked: Int64? = nil
  ) {
    let paid = payments[payment]
    let isOut = paid.payer == characters.own(bank)
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
    let number = characters.add(RawAccount("", name: name))
    named[word] = number
    return number
  }

  /// Returns the account of an identifier that is the same in all files.
  mutating func party(_ name: String, key: String) -> Int {
    if let number = named[key] { return number }
    let number = characters.add(RawAccount(key, name: name))
    named[key] = number
    return number
  }
}

/// The statement of one account, for a layout to print.
struct RawStatement {
  let bank: RawBank
  /// The holder's name.
  let holder: String
  /// The account's number as the bank writes it inside the file.
  let number: String
  /// The sort code of a British or Irish account, six digits.
  let sortCode: String
  let opening: Int64
  /// The entries in the order of booking.
  var entries: [RawEntry] = []
  /// The first and the last day, in milliseconds since 1970.
  let period: ClosedRange<Int64>

  /// The balance after each entry.
  var balances: [Int64] {
    var balance = opening
    return entries.map {
      balance += $0.change
      return balance
    }
  }

  var closing: Int64 { balances.last ?? opening }
}

/// A movement on a bank's statement.
struct RawEntry {
  /// The moment of booking, which orders the rows; only the day is printed.
  let booked: Int64
  /// The day of the payment, where the text prints it.
  let happened: Int64
  /// The change of the balance, in minor units.
  let change: Int64
  let text: RawText
  /// The payment that the row shows.
  let payment: Int
}

/// The facts that a bank knows of a movement; each layout prints them in its own words.
enum RawText {
  /// A card payment in a shop.
  case card(shop: String, town: String)
  /// A card payment through PayPal, with the words that the seller chose.
  case payPal(seller: String)
  /// A refund by PayPal to a card.
  case payPalRefund(seller: String)
  case directDebit(name: String)
  case standingOrder(name: String, reference: String)
  case salary(name: String, reference: String)
  /// A Faster Payment: the beneficiary, the payer's text, and the payment's own number.
  case transfer(name: String, reference: String, number: String)
  case neftIn(branch: String, sender: String, utr: String)
  case neftOut(branch: String, name: String, utr: String, note: String)
  /// An IMPS payment with the other party's name, bank and the last four digits of its account.
  case imps(rrn: String, name: String, bank: String, tail: String, note: String)
  case upi(rrn: String, name: String, address: String, branch: String, note: String)
  /// Cash from a machine.
  case cash(card: String, machine: String, town: String)
  case interest
}
