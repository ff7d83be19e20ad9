internal import PaymentGraph

/// Gives the numbers of a row their types: by their form, by the words before them, and by their column.
///
/// The layout of a narration, where it is known, says more than a form: its types win. Where several numbers of a row
/// could be that of its payment, those that hold the row's day win: an RRN begins with the last digit of the year and
/// the day of the year, and a UTR has its day after the bank's letters. The day alone does not make a number that of a
/// payment.
struct NumberClassifier {
  /// The habits of the bank that wrote a row.
  enum Habit: Sendable { case indian, british, other }

  /// The column in which a text stands.
  enum Column { case narration, reference, id }

  /// A number of a row, and whether its type is confirmed.
  struct Finding: Hashable {
    let number: TypedNumber
    /// True where the words before the number or the row's day confirm the type.
    let isBorneOut: Bool
  }

  let habit: Habit
  /// The row's day, in days since 1970; nil where it has no time.
  let day: Int?
  /// The number of days by which the payment whose number the row prints may precede the row: more for a return.
  var daysBack = 3
  /// True where the row's words say that the payment went over UPI or IMPS.
  let isInstant: Bool
  /// True where the row's words say that the payment went over NEFT or RTGS.
  let isCleared: Bool
  let isCard: Bool
  let isCheque: Bool
  /// True where the row is a record of PayPal.
  let isPayPal: Bool
  /// True where the row is a record of Wise.
  let isWise: Bool

  /// Returns the findings in a text, in the order of the text.
  func findings(in text: String, _ column: Column) -> [Finding] {
    let words = NumberWords(text).words
    var findings: [Finding] = []
    var labels: [String] = []
    for (place, word) in words.enumerated() {
      let next = place + 1 < words.count ? words[place + 1] : nil
      if let finding = finding(word, labels: labels, next: next, column: column) {
        findings.append(finding)
      }
      if word.digits == 0 || word.bytes.count <= 3 {
        labels.append(word.string)
        if labels.count > 3 { labels.removeFirst() }
      } else {
        labels.removeAll(keepingCapacity: true)
      }
    }
    return findings
  }

  private func finding(
    _ word: NumberWords.Word, labels: [String], next: NumberWords.Word?, column: Column
  ) -> Finding? {
    func found(_ type: NumberType, isBorneOut: Bool = false, value: [UInt8]? = nil) -> Finding {
      Finding(
        number: TypedNumber(
          type: type, value: String(decoding: value ?? word.bytes, as: UTF8.self)),
        isBorneOut: isBorneOut)
    }
    let bytes = word.bytes
    if word.isAddress {
      return found(
        bytes[(bytes.firstIndex(of: 0x40) ?? 0)...].contains(0x2E) ? .email : .upiAddress)
    }
    let digits = word.digits
    guard digits > 0 else { return nil }
    if column == .id, isPayPal, NumberForms.isPayPal(bytes) {
      return found(.payPal, isBorneOut: true)
    }
    if digits == bytes.count { return number(word, labels: labels, column: column) }
    if let label = labels.last(where: { !Self.fillers.contains($0) }) {
      switch label {
      case "UTR" where NumberForms.isUTR(bytes, isLabelled: true):
        return found(.utr, isBorneOut: true)
      case "EREF", "E2E", "EREFERENCE":
        if bytes.count >= 16, digits >= 8 { return found(.endToEnd, isBorneOut: true) }
      case "PAYPAL" where NumberForms.isPayPal(bytes): return found(.payPal, isBorneOut: true)
      case "INV", "INVOICE", "ORDER", "BILL": return found(.invoice)
      case "MANDATE", "MNDT", "MREF", "DDI": return found(.mandate)
      case "BIC", "SWIFT": return found(.bic)
      default: break
      }
    }
    // "IMPS107712345680": the name of the payment system stands right before the number.
    if bytes.count >= 15,
      ["IMPS", "UPI", "RRN"].contains(where: { word.string == $0 + word.string.suffix(12) }),
      NumberForms.isDigits(bytes.suffix(12))
    {
      return found(.rrn, isBorneOut: true, value: Array(bytes.suffix(12)))
    }
    if NumberForms.isIFSC(bytes) { return found(.ifsc) }
    if NumberForms.isUTR(bytes, isLabelled: false) {
      let holdsDay = holdsDay(utr: bytes)
      return found(isCleared || holdsDay ? .utr : .unknown, isBorneOut: holdsDay)
    }
    if NumberForms.isStripe(bytes) { return found(.stripe, isBorneOut: true) }
    if NumberForms.isUPITransaction(bytes) { return found(.upiTransaction, isBorneOut: true) }
    if isPayPal, column != .narration, NumberForms.isPayPal(bytes) {
      return found(.payPal, isBorneOut: true)
    }
    if habit == .british, bytes.count == 18, bytes[17] == 0x4E, NumberForms.isDigits(bytes[..<17]) {
      return found(.fasterPayment, isBorneOut: true)
    }
    if NumberForms.isDay(bytes) { return found(.date) }
    if NumberForms.isMaskedCard(bytes) { return found(.card) }
    if let tail = NumberForms.tail(bytes) {
      return found(.accountTail, isBorneOut: false, value: tail)
    }
    if (15...34).contains(bytes.count), (try? IBAN(word.string)) != nil { return found(.iban) }
    if word.string.hasPrefix("INV"), NumberForms.isDigits(bytes[3...]) { return found(.invoice) }
    return bytes.count >= 4 ? found(.unknown) : nil
  }

  /// Returns the finding for a number of digits only.
  private func number(
    _ word: NumberWords.Word, labels: [String], column: Column
  ) -> Finding? {
    var bytes = word.bytes
    func found(_ type: NumberType, _ isBorneOut: Bool = false) -> Finding {
      Finding(
        number: TypedNumber(type: type, value: String(decoding: bytes, as: UTF8.self)),
        isBorneOut: isBorneOut)
    }
    if word.isMasked, (3...6).contains(bytes.count) { return found(.accountTail) }
    if NumberForms.isAcquirerReference(bytes) { return found(.acquirerReference, true) }
    // HDFC and others print numbers of payments and cheques with leading zeros, up to the width of the column.
    if column != .narration, bytes.count > 12 {
      let kept = Array(bytes.drop { $0 == 0x30 })
      if kept.isEmpty { return nil }
      if kept.count <= 8 {
        bytes = kept
        return found(isCheque ? .cheque : .unknown)
      }
      if kept.count == 12 { bytes = kept }
    }
    guard bytes.contains(where: { $0 != 0x30 }) else { return nil }
    let label = labels.last { !Self.fillers.contains($0) }
    switch label {
    case "RRN", "UPI", "IMPS", "MMT":
      // After an empty field stands the next field, not the payment's number.
      if bytes.count == 12, !isTelephone(bytes), !word.followsEmptyField {
        return found(.rrn, true)
      }
    case "AC", "ACC", "ACCOUNT", "ACCT", "C", "FT", "TPT", "IFT", "INFT":
      if (8...18).contains(bytes.count) { return found(.account) }
    case "CHQ", "CHEQUE", "CQ", "CHEQ":
      if bytes.count <= 8 { return found(.cheque) }
    case "TEL", "PH", "PHONE", "MOBILE", "CALL":
      if (9...13).contains(bytes.count) { return found(.telephone) }
    case "INV", "INVOICE", "ORDER", "BILL": return found(.invoice)
    case "MANDATE", "MNDT", "MREF", "DDI": return found(.mandate)
    case "TRANSFER", "CARD", "BALANCE":
      if word.before == 0x2D, isWise {
        let value = "\(label ?? "")-\(word.string)"
        return Finding(number: TypedNumber(type: .wise, value: value), isBorneOut: true)
      }
    default: break
    }
    if NumberForms.isStamp(bytes) { return found(.time) }
    if NumberForms.isCompactDay(bytes) { return found(.date) }
    switch bytes.count {
    case 12:
      if isTelephone(bytes) { return found(.telephone) }
      // Twelve digits can also be a customer's number, so the column, the words before it or the day must confirm it.
      let isBorneOut = column != .narration || holdsDay(rrn: bytes)
      return found(isInstant && habit != .british && isBorneOut ? .rrn : .unknown, isBorneOut)
    case 18: return found(habit == .british ? .fasterPayment : .unknown, habit == .british)
    case 10 where isCard || habit == .indian && bytes[0] >= 0x36: return found(.telephone)
    case 11 where isCard && bytes[0] <= 0x31: return found(.telephone)
    case 13...19 where CardNumber.isIssued(bytes) && CardNumber.fitsLuhn(bytes):
      return found(.card)
    case ...8 where isCheque: return found(.cheque)
    default: return bytes.count >= 4 ? found(.unknown) : nil
    }
  }

  /// The words that may stand between a number and the word that names its type.
  private static let fillers: Set<String> = [
    "NO", "NUM", "NUMBER", "ID", "REF", "REFERENCE", "A", "OF", "IS", "TO", "FROM", "CR", "DR",
    "P2A",
    "P2M", "P2P", "IN", "OUT", "MOB",
  ]

  /// Returns true where 12 digits are an Indian mobile number with its country's code, and do not begin with the row's
  /// day.
  private func isTelephone(_ bytes: [UInt8]) -> Bool {
    bytes.count == 12 && bytes[0] == 0x39 && bytes[1] == 0x31 && bytes[2] >= 0x36
      && !holdsDay(rrn: bytes)
  }

  // MARK: Days in numbers

  /// Returns true where a number begins with the last digit of the year and the day of the year.
  private func holdsDay(rrn bytes: [UInt8]) -> Bool {
    isNear(year: Int(bytes[0]) - 0x30, modulo: 10, dayOfYear: NumberForms.number(bytes[1..<4]))
  }

  /// Returns true where a UTR has the row's day: `N` with day of the year and year, a bank's letters with year and day
  /// of the year, or with year, month and day.
  private func holdsDay(utr bytes: [UInt8]) -> Bool {
    if bytes.count == 22 {
      let date = CivilDate(
        year: NumberForms.number(bytes[6..<10]), month: NumberForms.number(bytes[10..<12]),
        day: NumberForms.number(bytes[12..<14]))
      guard let day, let date else { return false }
      return (day - daysBack...day + 3).contains(Int(date.milliseconds / 86_400_000))
    }
    if NumberForms.isDigits(bytes[1...]) {
      return isNear(
        year: NumberForms.number(bytes[4..<6]), modulo: 100,
        dayOfYear: NumberForms.number(bytes[1..<4]))
    }
    return isNear(
      year: NumberForms.number(bytes[5..<7]), modulo: 100,
      dayOfYear: NumberForms.number(bytes[7..<10]))
  }

  private func isNear(year: Int, modulo: Int, dayOfYear: Int) -> Bool {
    guard let day, (1...366).contains(dayOfYear) else { return false }
    let date = CivilDate(milliseconds: Int64(day) * 86_400_000)
    for candidate in [date.year - 1, date.year, date.year + 1] where candidate % modulo == year {
      guard let start = CivilDate(year: candidate, month: 1, day: 1) else { continue }
      let found = Int(start.milliseconds / 86_400_000) + dayOfYear - 1
      if (day - daysBack...day + 3).contains(found) { return true }
    }
    return false
  }
}
