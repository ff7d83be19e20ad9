/// What a bank is told of a movement; each layout prints it in its own words.
enum RawText {
  /// A card in a shop.
  case card(shop: String, town: String)
  /// A card payment through PayPal, with the words that the seller chose.
  case payPal(seller: String)
  /// Money that PayPal gives back to a card.
  case payPalRefund(seller: String)
  case directDebit(name: String)
  case standingOrder(name: String, reference: String)
  case salary(name: String, reference: String)
  /// A Faster Payment: the payee, what the payer wrote, and the payment's own number.
  case transfer(name: String, reference: String, number: String)
  case neftIn(branch: String, sender: String, utr: String)
  case neftOut(branch: String, name: String, utr: String, note: String)
  /// The other side's name, bank and the last four digits of its account.
  case imps(rrn: String, name: String, bank: String, tail: String, note: String)
  case upi(rrn: String, name: String, address: String, branch: String, note: String)
  /// Cash from a machine.
  case cash(card: String, machine: String, town: String)
  case interest
}
