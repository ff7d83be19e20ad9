internal import PaymentGraph

extension RawStory {
  /// Tells PayPal's bookings for the seller: receipts with fees, euro turned into pounds, a dispute
  /// with its hold and a partial refund, a reserve, and withdrawals to India.
  mutating func tellPayPal() {
    addCustomers()
    addDispute()
    let receipts = payPalRows.sorted { ($0.moment, $0.id) < ($1.moment, $1.id) }
    payPalRows = []
    for row in receipts { receive(row) }
    for (day, bank) in [(26, RawBank.hdfc), (66, .hdfc), (92, .icici)] {
      withdraw(RawDay.moment(day, hour: 10, minute: 4), to: bank)
    }
    // A withdrawal takes all money that came before it, so the rows are sorted once all are known.
    payPalRows.sort { $0.moment < $1.moment }
  }

  /// Adds people who bought the same plan and complain to nobody.
  private mutating func addCustomers() {
    var chance = chance("customers")
    for number in 0..<5 {
      let name = InventedNames.person(40 + chance.below(19) * 23 + number)
      let email = name.lowercased().replacing(" ", with: ".") + "@example.com"
      let moment = RawDay.moment(
        chance.pick([chance.within(4...22), chance.within(43...62)]), hour: chance.within(8...20),
        minute: chance.below(60), second: chance.below(60))
      let price = Money(
        minorUnits: chance.pick([18_500, 18_500, 9_900, 4_950]), currency: CaseCurrency.pounds)
      let payment = pay(
        moment, from: party(name, key: "email:\(email)"), to: characters.seller, price)
      payPalRows.append(
        PayPalRow(
          moment: moment, name: name, type: "Express Checkout Payment", gross: price,
          fee: -Self.payPalFee(price.minorUnits), email: email, id: numbers.payPal(),
          item: "Support plan", payments: [payment]))
    }
  }

  /// Adds a dispute: the Nationwide customer disputes the payment; PayPal holds it, releases it,
  /// and a part goes back.
  private mutating func addDispute() {
    guard
      let row = payPalRows.first(where: {
        $0.payments.contains { payments[$0].payer == characters.own(.nationwide) }
      })
    else { return }
    let day = RawDay.length
    let start = row.moment - row.moment % day
    let hold = numbers.payPal()
    payPalRows.append(
      PayPalRow(
        moment: start + 2 * day + 36_000_000, name: "",
        type: "Hold on Balance for Dispute Investigation",
        gross: Money(minorUnits: -row.gross.minorUnits, currency: row.gross.currency), id: hold,
        reference: row.id))
    payPalRows.append(
      PayPalRow(
        moment: start + 7 * day + 36_060_000, name: "",
        type: "Cancellation of Hold for Dispute Resolution", gross: row.gross,
        id: numbers.payPal(), reference: hold))
    let back = Money(minorUnits: 6_000, currency: row.gross.currency)
    let moment = start + 7 * day + 36_120_000
    let refund = pay(
      moment, from: characters.seller, to: characters.own(.nationwide), back, kind: .refund)
    book(
      refund, at: .nationwide, .payPalRefund(seller: characters.sellerWord),
      on: RawDay.nextWorking(after: moment))
    decided.append(refund)
    payPalRows.append(
      PayPalRow(
        moment: moment, name: row.name, type: "Payment Refund",
        gross: Money(minorUnits: -6_000, currency: back.currency), email: row.email,
        id: numbers.payPal(), reference: row.id, payments: [refund]))
  }

  /// Books a row, its fee, and the conversion of the rest in euro.
  private mutating func receive(_ row: PayPalRow) {
    var row = row
    if row.fee != 0 {
      row.payments.append(
        pay(
          row.moment, from: characters.seller, to: characters.payPal,
          Money(minorUnits: -row.fee, currency: row.gross.currency), kind: .fee))
    }
    payPalRows.append(row)
    guard row.gross.currency == CaseCurrency.euros else { return }
    let euros = Money(minorUnits: row.net, currency: CaseCurrency.euros)
    let pounds = euros.exchanged(into: CaseCurrency.pounds, at: 8_437)
    convert(
      euros, to: pounds, at: row.moment, reference: row.id,
      payment: pay(
        row.moment, from: characters.seller, to: characters.seller, euros, receiving: pounds,
        kind: .fx))
  }

  private mutating func convert(
    _ from: Money, to: Money, at moment: Int64, reference: String, payment: Int
  ) {
    for amount in [Money(minorUnits: -from.minorUnits, currency: from.currency), to] {
      payPalRows.append(
        PayPalRow(
          moment: moment, name: "", type: "General Currency Conversion", gross: amount,
          id: numbers.payPal(), reference: reference, payments: [payment]))
    }
  }

  /// Sends all pounds to a bank in India: a row in rupees and the conversion that it needs.
  private mutating func withdraw(_ moment: Int64, to bank: RawBank) {
    var chance = chance("withdrawal \(moment)")
    let balance = payPalRows.filter {
      $0.moment < moment && $0.gross.currency == CaseCurrency.pounds
    }.reduce(0) { $0 + $1.net }
    guard balance > 0 else { return }
    let pounds = Money(minorUnits: balance, currency: CaseCurrency.pounds)
    let rupees = pounds.exchanged(
      into: CaseCurrency.rupees, at: Int64(chance.within(986_000...1_012_000)))
    let payment = pay(
      moment, from: characters.seller, to: characters.own(bank), pounds, receiving: rupees,
      kind: .withdrawal)
    let id = numbers.payPal()
    payPalRows.append(
      PayPalRow(
        moment: moment, name: "Bank Account", type: "User Initiated Withdrawal",
        gross: Money(minorUnits: -rupees.minorUnits, currency: rupees.currency), id: id,
        payments: [payment]))
    convert(pounds, to: rupees, at: moment, reference: id, payment: payment)
    let booked = RawDay.nextWorking(after: moment) + 39_600_000
    book(
      payment, at: bank,
      .neftIn(
        branch: "CITI0100000", sender: "PAYPAL PAYMENTS PL-OPGSP COLL AC",
        utr: numbers.utr(bank: "CITI", at: booked)), on: booked)
    decided.append(payment)
  }
}

/// A row of the seller's PayPal activity.
struct PayPalRow {
  let moment: Int64
  let name: String
  let type: String
  var status = "Completed"
  let gross: Money
  var fee: Int64 = 0
  /// The other party's e-mail; empty where there is none.
  var email = ""
  let id: String
  var reference = ""
  var item = ""
  /// The payments that the row shows; empty for a row that moves nothing.
  var payments: [Int] = []

  var net: Int64 { gross.minorUnits + fee }
}
