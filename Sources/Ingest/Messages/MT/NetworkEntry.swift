internal import PaymentGraph

/// The parts of a statement line (field 61): days, mark, amount, type and references.
///
/// Parts that cannot be read stay as they are written, so that the row is rejected with its own words.
struct NetworkEntry {
  private(set) var bookingDate = ""
  private(set) var valueDate = ""
  private(set) var direction = ""
  private(set) var isReversal = false
  /// True for a movement that the bank only expects.
  private(set) var isExpected = false
  private(set) var amount = ""
  private(set) var type = ""
  private(set) var reference = ""
  private(set) var bankReference = ""
  /// The further details on the lines below.
  private(set) var details = ""
  /// True where a day is one of a February that lacks it.
  private(set) var hasImpossibleDay = false

  private var bytes: [UInt8]
  private var at = 0

  init(_ lines: [String]) {
    bytes = Array((lines.first ?? "").utf8)
    var below = Array(lines.dropFirst())
    // A line that was broken before its amount goes on below.
    if !bytes.contains(0x2C), let next = below.first {
      bytes += Array(next.utf8)
      below.removeFirst()
    }
    while bytes.last == 0x20 { bytes.removeLast() }
    details = below.map { IdentifierText.trimmed($0) }.filter { !$0.isEmpty }
      .joined(separator: " ")
    read()
  }

  private mutating func read() {
    readDates()
    readMark()
    let start = at
    while at < bytes.count, IdentifierText.isDigit(bytes[at]) || bytes[at] == 0x2C { at += 1 }
    amount = NetworkEntry.decimal(bytes[start..<at])
    readReferences()
  }

  // MARK: Days

  private mutating func readDates() {
    guard bytes.count >= 6, bytes[..<6].allSatisfy(IdentifierText.isDigit) else {
      bookingDate = String(decoding: bytes.prefix(6), as: UTF8.self)
      return
    }
    let short = number(0..<2)
    let value = day(
      year: short < 80 ? 2000 + short : 1900 + short, month: number(2..<4), day: number(4..<6))
    at = 6
    guard let value else {
      bookingDate = String(decoding: bytes[..<6], as: UTF8.self)
      skipEntryDate()
      return
    }
    valueDate = value.iso8601
    bookingDate = valueDate
    guard bytes.count >= 10, bytes[6..<10].allSatisfy(IdentifierText.isDigit) else { return }
    at = 10
    let (month, dayOfMonth) = (number(6..<8), number(8..<10))
    // The day has no year: it is the one that puts it nearest to the value date.
    let candidates = [value.year - 1, value.year, value.year + 1].compactMap {
      day(year: $0, month: month, day: dayOfMonth)
    }
    let nearest = candidates.min {
      abs($0.milliseconds - value.milliseconds) < abs($1.milliseconds - value.milliseconds)
    }
    bookingDate =
      nearest.map(\.iso8601)
      ?? String(decoding: bytes[6..<10], as: UTF8.self)
  }

  private mutating func skipEntryDate() {
    if bytes.count >= 10, bytes[6..<10].allSatisfy(IdentifierText.isDigit) { at = 10 }
  }

  private func number(_ range: Range<Int>) -> Int {
    bytes[range].reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private mutating func day(year: Int, month: Int, day: Int) -> CivilDate? {
    if let known = CivilDate(year: year, month: month, day: day) { return known }
    guard month == 2, day == 29 || day == 30 else { return nil }
    hasImpossibleDay = true
    return CivilDate(year: year, month: 2, day: 29) ?? CivilDate(year: year, month: 2, day: 28)
  }

  // MARK: The mark

  /// Reads the mark.
  ///
  /// C and D tell the direction of the entry, RC and RD that of the entry undone, EC and ED one that is expected. A
  /// letter of the currency may follow.
  private mutating func readMark() {
    let start = at
    if at + 1 < bytes.count, bytes[at + 1] == 0x43 || bytes[at + 1] == 0x44 {
      if bytes[at] == 0x52 { isReversal = true }
      if bytes[at] == 0x45 { isExpected = true }
      if isReversal || isExpected { at += 1 }
    }
    guard at < bytes.count, bytes[at] == 0x43 || bytes[at] == 0x44 else {
      while at < bytes.count, !IdentifierText.isDigit(bytes[at]) { at += 1 }
      direction = String(decoding: bytes[start..<at], as: UTF8.self)
      return
    }
    let isDebit = bytes[at] == 0x44
    direction = isDebit != isReversal ? "debit" : "credit"
    at += 1
    if at < bytes.count, IdentifierText.isLetter(bytes[at]) { at += 1 }
  }

  // MARK: Amount and references

  /// Returns an amount with a point: `1,5` is `1.5`, and `12,` is `12`.
  static func decimal(_ bytes: ArraySlice<UInt8>) -> String {
    var text = bytes.map { $0 == 0x2C ? UInt8(0x2E) : $0 }
    while let last = text.last, last == 0x20 || last == 0x0D { text.removeLast() }
    if text.last == 0x2E, text.count > 1 { text.removeLast() }
    return ExactDecimal.plain(String(decoding: text, as: UTF8.self))
  }

  private mutating func readReferences() {
    guard at < bytes.count else { return }
    if [0x4E, 0x46, 0x53].contains(bytes[at]), bytes.count - at >= 4 {
      type = NetworkEntry.type(String(decoding: bytes[at + 1..<at + 4], as: UTF8.self))
      at += 4
    }
    let rest = bytes[at...]
    var end = rest.endIndex
    for place in rest.indices.dropLast() where rest[place] == 0x2F && rest[place + 1] == 0x2F {
      end = place
      break
    }
    reference = NetworkEntry.reference(rest[..<end])
    if end < rest.endIndex { bankReference = NetworkEntry.reference(rest[(end + 2)...]) }
  }

  private static func reference(_ bytes: ArraySlice<UInt8>) -> String {
    let text = IdentifierText.trimmed(String(decoding: bytes, as: UTF8.self))
    // A word may stand in its place that says under which name the next field has the reference.
    return ["NONREF", "NOREF", "NOTPROVIDED"].contains(text)
      || EntryInformation.pointers.contains(text) ? "" : text
  }

  /// Returns the kind of booking by the network's own codes; else the code as it stands.
  private static func type(_ code: String) -> String {
    switch code {
    case "CHG", "COM": "fee"
    case "INT": "interest"
    default: IdentifierText.trimmed(code)
    }
  }
}
