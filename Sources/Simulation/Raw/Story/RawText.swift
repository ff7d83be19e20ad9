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
