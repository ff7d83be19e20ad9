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
