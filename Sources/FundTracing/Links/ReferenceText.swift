internal import PaymentGraph

/// Tells references that name a payment from words that many payments share.
///
/// Banks fill the field of the reference where the payer gave none (`NOTPROVIDED`, `NONREF`, `EREF`, `0`), and payers
/// write words in it (`RENT`). Two payments that share such a text are not paired by it. A reference names a payment
/// where it has letters and digits, or four digits or more that are no year and not all noughts.
enum ReferenceText {
  static func namesPayment(_ text: Span<UInt8>) -> Bool {
    var (count, digits, value) = (0, 0, 0)
    var isASCII = true
    for position in 0..<text.count {
      switch text[position] {
      case 0x30...0x39:
        digits += 1
        count += 1
        value = min(value * 10 + Int(text[position] - 0x30), 100_000)
      case 0x41...0x5A, 0x61...0x7A: count += 1
      case 0x80...: isASCII = false
      default: break
      }
    }
    // Digits and letters of other scripts are not told apart here: such a text is taken as it is.
    if !isASCII { return true }
    guard digits > 0 else { return false }
    guard count == digits else { return true }
    return value > 0 && digits >= 4 && !(digits == 4 && (1900...2099).contains(value))
  }
}
