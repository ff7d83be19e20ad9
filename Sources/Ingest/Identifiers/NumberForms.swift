/// The forms of numbers, told apart by bytes.
enum NumberForms {
  static func isDigits(_ bytes: some Collection<UInt8>) -> Bool {
    !bytes.isEmpty && bytes.allSatisfy(IdentifierText.isDigit)
  }

  static func isLetters(_ bytes: some Collection<UInt8>) -> Bool {
    !bytes.isEmpty && bytes.allSatisfy(IdentifierText.isLetter)
  }

  /// Returns true for four letters, a zero, and six letters or digits.
  static func isIFSC(_ word: [UInt8]) -> Bool {
    word.count == 11 && isLetters(word[..<4]) && word[4] == 0x30
  }

  /// Returns true for a NEFT or RTGS reference: N and 15 digits, a bank's four letters with 12 characters that end with
  /// eleven digits, or with a letter and 17 digits.
  ///
  /// - Parameter isLabelled: true where words or the column name it a UTR; else the four letters must be those of a
  ///   bank.
  static func isUTR(_ word: [UInt8], isLabelled: Bool) -> Bool {
    switch word.count {
    case 16:
      if word[0] == 0x4E, isDigits(word[1...]) { return true }
      return isLetters(word[..<4]) && isDigits(word[5...]) && (isLabelled || isIndianBank(word))
    case 22:
      return isLetters(word[..<5]) && isDigits(word[5...]) && (isLabelled || isIndianBank(word))
    default: return false
    }
  }

  /// Returns true where a word begins with the four letters of an Indian bank.
  static func isIndianBank(_ word: [UInt8]) -> Bool {
    IndianBankCodes.all.contains(String(decoding: word.prefix(4), as: UTF8.self))
  }

  /// Returns true for three letters and 32 hexadecimal digits.
  static func isUPITransaction(_ word: [UInt8]) -> Bool {
    word.count == 35 && isLetters(word[..<3])
      && word[3...].allSatisfy { IdentifierText.isDigit($0) || $0 >= 0x41 && $0 <= 0x46 }
  }

  /// Returns true for a prefix of Stripe, an underscore, and 14 or more letters and digits.
  static func isStripe(_ word: [UInt8]) -> Bool {
    guard let sign = word.firstIndex(of: 0x5F), sign >= 2, word.count - sign > 14 else {
      return false
    }
    let prefix = String(decoding: word[..<sign], as: UTF8.self)
    let rest = word[(sign + 1)...]
    return ["CH", "PY", "PI", "PO", "RE", "TXN", "TR", "DP", "PYR"].contains(prefix)
      && rest.contains(where: IdentifierText.isDigit) && !rest.contains(0x5F)
  }

  /// Returns true for 17 letters and digits, at least three of each.
  static func isPayPal(_ word: [UInt8]) -> Bool {
    let digits = word.count(where: IdentifierText.isDigit)
    return word.count == 17 && digits >= 3 && word.count - digits >= 3 && !word.contains(0x5F)
  }

  /// Returns true for 23 digits with a check digit.
  static func isAcquirerReference(_ word: [UInt8]) -> Bool {
    word.count == 23 && isDigits(word) && CardNumber.fitsLuhn(word)
  }

  /// Returns the last three to six digits of a number after a mask of two or more X.
  static func tail(_ word: [UInt8]) -> [UInt8]? {
    guard let last = word.lastIndex(of: 0x58), word.count - last - 1 >= 3,
      word.count - last - 1 <= 6, isDigits(word[(last + 1)...])
    else { return nil }
    let mask = word[..<(last + 1)].reversed().prefix { $0 == 0x58 }.count
    return mask >= 2 ? Array(word[(last + 1)...]) : nil
  }

  /// Returns true for a card whose middle digits are masked.
  static func isMaskedCard(_ word: [UInt8]) -> Bool {
    (13...19).contains(word.count) && isDigits(word[..<4]) && tail(word) != nil
  }

  /// Returns true for days such as `30DEC10`, `14MAR`, `5JAN2021`.
  static func isDay(_ word: [UInt8]) -> Bool {
    let lead = word.prefix(while: IdentifierText.isDigit)
    let month = word.dropFirst(lead.count).prefix(3)
    let year = word.dropFirst(lead.count + 3)
    return (1...2).contains(lead.count) && months.contains(String(decoding: month, as: UTF8.self))
      && year.count <= 4 && year.allSatisfy(IdentifierText.isDigit)
  }

  /// Returns true for eight digits that are a day: `20230801`, `01082023`.
  static func isCompactDay(_ word: [UInt8]) -> Bool {
    guard word.count == 8, isDigits(word) else { return false }
    func value(_ range: Range<Int>) -> Int { number(word[range]) }
    func isDay(_ year: Int, month: Int, day: Int) -> Bool {
      (1990...2099).contains(year) && (1...12).contains(month) && (1...31).contains(day)
    }
    return isDay(value(0..<4), month: value(4..<6), day: value(6..<8))
      || isDay(value(4..<8), month: value(2..<4), day: value(0..<2))
  }

  /// Returns true for 12 or 14 digits that are a day and a time: `20230801123456`.
  static func isStamp(_ word: [UInt8]) -> Bool {
    guard word.count == 14 || word.count == 12, isDigits(word), isCompactDay(Array(word[..<8]))
    else { return false }
    return number(word[8..<10]) < 24 && number(word[10..<12]) < 60
      && (word.count == 12 || number(word[12..<14]) < 60)
  }

  /// Returns the value of a few digits.
  static func number(_ digits: some Collection<UInt8>) -> Int {
    digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }
  }

  private static let months: Set<String> = [
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
  ]
}

/// The types of numbers that rows of statements print.
///
/// ``facts`` is the table of each type's form and issuer, of the thing it identifies and of what it can prove. Only a
/// number of one payment can unite two rows or tie a return to its payment. A number of no certain type is ``unknown``
/// and proves nothing alone.
enum NumberType: String, CaseIterable, Sendable {
  /// A NEFT or RTGS reference of an Indian bank, 16 or 22 characters.
  case utr
  /// The 12-digit retrieval reference of an IMPS, UPI or card payment.
  case rrn
  /// The long form of a UPI transaction id, as apps print it.
  case upiTransaction = "upi-transaction"
  /// The id of a British Faster Payment, printed on both sides.
  case fasterPayment = "faster-payment"
  /// The end-to-end id of a SEPA payment.
  case endToEnd = "end-to-end"
  /// The acquirer's reference of a card payment, 23 digits.
  case acquirerReference = "arn"
  /// An id of PayPal, 17 letters and digits.
  case payPal = "paypal"
  /// An id of Stripe: `ch_…`, `pi_…`, `po_…`, `re_…`.
  case stripe
  /// An id of Wise: `TRANSFER-123`, `BALANCE-77`, `CARD-5`.
  case wise
  /// The id that a payment service gives its own record, in a column declared to hold it.
  case record
  /// The number of a cheque: it names one payment only together with the account that it is drawn on.
  case cheque
  /// An address of the Indian Unified Payments Interface.
  case upiAddress = "upi"
  /// The number of an account at a bank.
  case account
  /// An international bank account number.
  case iban
  /// A masked number of an account: its last digits.
  case accountTail = "account-tail"
  /// A payment card, whole or masked.
  case card
  /// An e-mail address.
  case email
  /// A telephone number.
  case telephone
  /// The code of an Indian branch.
  case ifsc
  /// The code of a bank in international payments.
  case bic
  /// A British or Irish sort code.
  case sortCode = "sort-code"
  /// The id of a direct debit's mandate.
  case mandate
  /// The number of an invoice or an order.
  case invoice
  /// A day written without separators, or with a month's name.
  case date
  /// A time of day.
  case time
  /// An amount of money.
  case amount
  /// A number of no certain type.
  case unknown
}

/// A number of a row with its type.
struct TypedNumber: Sendable, Hashable {
  let type: NumberType
  /// The number in capitals, without separators.
  let value: String
}

extension TypedNumber: Comparable {
  static func < (left: TypedNumber, right: TypedNumber) -> Bool {
    (left.type.rawValue, left.value) < (right.type.rawValue, right.value)
  }
}

/// The words of a text that may be numbers, found by bytes.
struct NumberWords {
  /// One word.
  struct Word {
    /// The capitals, digits and underscores of the word; in an address also `@`, dots and dashes.
    let bytes: [UInt8]
    /// The byte before the word, 0 at the start of the text.
    let before: UInt8
    /// The byte after the word, 0 at the end of the text.
    let after: UInt8
    /// True where an empty field precedes the word: `UPI//`.
    let followsEmptyField: Bool
    /// True where two asterisks or more stand right before the word.
    let isMasked: Bool

    var string: String { String(decoding: bytes, as: UTF8.self) }
    var digits: Int { bytes.count(where: IdentifierText.isDigit) }
    var isAddress: Bool { bytes.contains(0x40) }
  }

  let words: [Word]

  /// Divides a text at every character that is not a letter, digit or underscore.
  ///
  /// An at sign joins its two sides: the name before it up to a dash, which divides the fields of Indian narrations,
  /// and the domain after it.
  init(_ text: String) {
    let bytes = text.utf8.map { $0 >= 0x61 && $0 <= 0x7A ? $0 & ~0x20 : $0 }
    var words: [Word] = []
    var at = 0
    while at < bytes.count {
      guard NumberWords.isWord(bytes[at]) else {
        at += 1
        continue
      }
      let start = at
      var end = at
      while end < bytes.count, NumberWords.isWord(bytes[end]) || NumberWords.joins(bytes, end) {
        end += 1
      }
      while end > start + 1, bytes[end - 1] == 0x2E { end -= 1 }
      words.append(
        Word(
          bytes: Array(bytes[start..<end]), before: start > 0 ? bytes[start - 1] : 0,
          after: end < bytes.count ? bytes[end] : 0,
          followsEmptyField: start >= 2 && bytes[start - 1] == bytes[start - 2]
            && [0x2F, 0x2D, 0x2A].contains(bytes[start - 1]),
          isMasked: start >= 2 && bytes[start - 1] == 0x2A && bytes[start - 2] == 0x2A))
      at = end
    }
    self.words = words
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    IdentifierText.isDigit(byte) || IdentifierText.isLetter(byte) || byte == 0x5F
  }

  /// Returns true where a sign belongs to an address: it is an at sign between words, or a dot in a word that has an at
  /// sign before or after it.
  private static func joins(_ bytes: [UInt8], _ position: Int) -> Bool {
    guard position > 0, position + 1 < bytes.count, isWord(bytes[position - 1]),
      isWord(bytes[position + 1])
    else { return false }
    if bytes[position] == 0x40 { return true }
    guard bytes[position] == 0x2E else { return false }
    var end = position + 1
    while end < bytes.count, isWord(bytes[end]) || bytes[end] == 0x2E { end += 1 }
    if end < bytes.count, bytes[end] == 0x40 { return true }
    var start = position
    while start > 0, isWord(bytes[start - 1]) || bytes[start - 1] == 0x2E { start -= 1 }
    return start > 0 && bytes[start - 1] == 0x40
  }
}
