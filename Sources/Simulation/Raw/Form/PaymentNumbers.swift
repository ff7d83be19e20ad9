/// The numbers that identify payments, in their true forms.
struct PaymentNumbers {
  private var chance: Chance

  init(seed: UInt64) { chance = Chance(seed: seed, chapter: "raw numbers") }

  private mutating func digits(_ count: Int) -> String {
    var text = ""
    for _ in 0..<count { text += String(chance.below(10)) }
    return text
  }

  private mutating func signs(_ alphabet: String, _ count: Int) -> String {
    let alphabet = Array(alphabet)
    var text = ""
    for _ in 0..<count { text.append(chance.pick(alphabet)) }
    return text
  }

  /// Returns an account number that begins as given.
  mutating func account(_ start: String = "", length: Int) -> String {
    start + String(chance.within(1...9)) + digits(length - start.count - 1)
  }

  /// Returns a NEFT reference of 16 characters: bank, `N`, year, day of the year, running number.
  mutating func utr(bank: String, at moment: Int64) -> String {
    let (day, year) = RawDay.ordinal(moment)
    return "\(bank)N\(year)\(day)\(digits(6))"
  }

  /// Returns a NEFT reference as HDFC Bank writes it: `N`, day of the year, year, running number.
  mutating func hdfcReference(at moment: Int64) -> String {
    let (day, year) = RawDay.ordinal(moment)
    return "N\(day)\(year)\(digits(10))"
  }

  /// Returns the 12 digits of IMPS and UPI: last digit of the year, day of the year, running
  /// number.
  mutating func rrn(at moment: Int64) -> String {
    let (day, year) = RawDay.ordinal(moment)
    return "\(year.suffix(1))\(day)\(digits(8))"
  }

  /// Returns the number of a Faster Payment, 18 digits.
  mutating func fasterPayment() -> String { "50000000" + digits(10) }

  /// Returns an id of PayPal, 17 letters and digits.
  mutating func payPal() -> String {
    String(chance.within(1...9)) + signs("0123456789ABCDEFGHJKLMNPRSTUVWXY", 15)
      + signs("ABCDEFGHJKLMNPRSTUVWXY", 1)
  }

  /// Returns an id of the payment service: `MR`, the day, five signs without vowels.
  mutating func service(at moment: Int64) -> String {
    let (day, year) = RawDay.ordinal(moment)
    return "MR\(year)\(day)\(signs("23456789BCDFGHJKLMNPQRSTVWXZ", 5))"
  }

  /// Returns a masked card of an Indian bank.
  mutating func card() -> String { "421424XXXXXX" + digits(4) }

  mutating func fourDigits() -> String { digits(4) }

  /// Returns the id of an AIB row.
  mutating func aib(at moment: Int64) -> String {
    let (day, year) = RawDay.ordinal(moment)
    return "IE\(year)\(day)\(digits(8))"
  }

  /// Returns a British IBAN with true check digits.
  static func iban(bank: String, sortCode: String, account: String) -> String {
    let body = bank + sortCode + account
    // Letters count as two digits: A is 10.
    let value = (body + "GB00").utf8.reduce(0) { rest, byte in
      byte < 0x41 ? (rest * 10 + Int(byte) - 0x30) % 97 : (rest * 100 + Int(byte) - 55) % 97
    }
    return "GB\(Characters.digits(98 - value, 2))\(body)"
  }
}
