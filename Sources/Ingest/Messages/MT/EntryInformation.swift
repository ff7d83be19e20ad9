/// The information for the account's owner (field 86), in the ways in which banks divide it.
///
/// - German and neighbouring banks number its parts: `?20` to `?29` and `?60` to `?63` are the text, `?31` the account,
///   `?32` and `?33` the name.
/// - Dutch and Belgian banks name them between strokes: `/NAME/`, `/IBAN/`, `/REMI/`.
/// - Others write free text, in which nothing tells a name from the rest: it is kept as text.
///
/// An account is taken only where its place names it: an IBAN with right check digits, or a number beside the code of
/// its German or Polish bank.
struct EntryInformation {
  private(set) var name = ""
  private(set) var account = ""
  private(set) var reference = ""
  private(set) var text = ""
  /// The words by which field 61 says that the reference stands in this field.
  ///
  /// That of a mandate or a batch (`MARF`, `MREF`, `PREF`) is no payment's own, and is not taken.
  static let pointers: Set<String> = [
    "BREF", "CREF", "EREF", "IREF", "KREF", "MARF", "MREF", "PREF", "RREF",
  ]

  init(_ lines: [String]) {
    // A line that is full was broken at its end, in the middle of a word.
    let joined = lines.joined()
    if let mark = EntryInformation.mark(joined) {
      readNumbered(joined, mark: mark)
    } else if joined.utf8.first == 0x2F, let codes = EntryInformation.codes(joined) {
      readNamed(codes)
    } else {
      text = EntryInformation.free(lines)
    }
    name = StatementText.squeezed(name)
    text = StatementText.squeezed(text)
  }

  /// The number of characters that a line of this field can have.
  private static let fullLine = 65

  private static func free(_ lines: [String]) -> String {
    var text = ""
    var wasFull = true
    for line in lines {
      text += wasFull ? line : " " + line
      wasFull = line.count >= fullLine
    }
    return text
  }

  // MARK: Numbered parts

  /// Returns the character before the numbers of parts; nil where the text has none.
  private static func mark(_ text: String) -> UInt8? {
    let bytes = Array(text.utf8.prefix(12))
    guard bytes.count > 4 else { return nil }
    for start in [3, 0] where start + 2 < bytes.count {
      let mark = bytes[start]
      guard [0x3F, 0x7E, 0x3C, 0x3E, 0x5E].contains(mark),
        start == 0 || bytes[..<3].allSatisfy(IdentifierText.isDigit),
        IdentifierText.isDigit(bytes[start + 1]), IdentifierText.isDigit(bytes[start + 2])
      else { continue }
      return mark
    }
    return nil
  }

  private mutating func readNumbered(_ joined: String, mark: UInt8) {
    var parts: [Int: [UInt8]] = [:]
    var number: Int?
    let bytes = Array(joined.utf8)
    var at = 0
    while at < bytes.count {
      if bytes[at] == mark, at + 2 < bytes.count, IdentifierText.isDigit(bytes[at + 1]),
        IdentifierText.isDigit(bytes[at + 2])
      {
        number = Int(bytes[at + 1] - 0x30) * 10 + Int(bytes[at + 2] - 0x30)
        at += 3
        continue
      }
      if let number { parts[number, default: []].append(bytes[at]) }
      at += 1
    }
    func part(_ numbers: Int...) -> String {
      String(decoding: numbers.flatMap { parts[$0] ?? [] }, as: UTF8.self)
    }
    name = EntryInformation.joinedName(part(32), part(33))
    // Polish banks give the whole number in a part of its own.
    let numbers = [(part(38), ""), (part(31), part(30))]
    account =
      numbers.lazy.map { EntryInformation.account($0.0, bank: $0.1, isPlace: true) }.first {
        !$0.isEmpty
      } ?? ""
    let memo = String(
      decoding: (Array(20...29) + Array(60...63)).flatMap { parts[$0] ?? [] }, as: UTF8.self)
    let purposes = PurposeText(memo)
    reference = purposes["EREF"] ?? purposes["KREF"] ?? ""
    if ["NOTPROVIDED", "NONREF"].contains(reference) { reference = "" }
    text = purposes["SVWZ"] ?? purposes.rest
    if account.isEmpty, let iban = purposes["IBAN"] {
      account = EntryInformation.account(iban, bank: "")
    }
    if text.isEmpty { text = part(0) }
  }

  /// Joins the two parts of a name: a part that is full was broken at its end, in the middle of a word.
  private static func joinedName(_ first: String, _ second: String) -> String {
    let isBroken = second.isEmpty || first.unicodeScalars.count >= EntryInformation.fullPart
    return isBroken ? first + second : first + " " + second
  }

  /// The number of characters that a numbered part can have.
  private static let fullPart = 27

  /// Returns the account that a part names; empty where it is none that can be known.
  ///
  /// - Parameter isPlace: true where the part is that of accounts, so that a number without a bank is an account too.
  private static func account(
    _ written: String, bank: String, isPlace: Bool = false
  ) -> String {
    let written = written.filter { $0 != " " }
    guard !written.isEmpty else { return "" }
    if let iban = try? IBAN(written) { return AccountKey.key(of: iban).description }
    // Polish banks write their IBANs without the country.
    if written.utf8.count == 26, let iban = try? IBAN("PL\(written)") {
      return AccountKey.key(of: iban).description
    }
    let isCode = bank.utf8.count == 8 && bank.utf8.allSatisfy(IdentifierText.isDigit)
    let isNumber = written.utf8.allSatisfy(IdentifierText.isDigit)
    if isCode, isNumber { return MessageAccount.text(written, bank: bank) }
    // Four digits or fewer are the number of a document more often than one of an account.
    return isPlace && bank.isEmpty && isNumber && written.utf8.count > 4
      ? MessageAccount.unknownBank + written : ""
  }

  // MARK: Named parts

  private static let names: Set<String> = [
    "ACCW", "ADDR", "BENM", "BIC", "CHGS", "CNTP", "CSID", "EREF", "EXCH", "IBAN", "ID", "INIT",
    "ISDT", "KREF", "MARF", "NAME", "NRTX", "OAMT", "OCMT", "ORDP", "PREF", "PURP", "REMI",
    "RTRN", "SVCL", "TRCD", "TRTP", "UCRD", "UDTR", "ULTC", "ULTD",
  ]

  /// Returns the parts between strokes, in their order; nil where there are none of the known names.
  private static func codes(_ text: String) -> [(name: String, value: String)]? {
    var found: [(name: String, value: String)] = []
    let bytes = Array(text.utf8)
    var at = 0
    var start = 0
    func close(_ end: Int) {
      guard !found.isEmpty else { return }
      found[found.count - 1].value = String(decoding: bytes[start..<end], as: UTF8.self)
    }
    while at < bytes.count {
      if bytes[at] == 0x2F {
        var end = at + 1
        while end < bytes.count, end - at < 6, IdentifierText.isLetter(bytes[end]) { end += 1 }
        let name = String(decoding: bytes[at + 1..<end], as: UTF8.self)
        if end < bytes.count, bytes[end] == 0x2F, names.contains(name) {
          close(at)
          found.append((name, ""))
          start = end + 1
          at = end
          // The stroke that ends one name may begin the next.
          if at + 1 < bytes.count, bytes[at + 1] == 0x2F { start = at + 1 }
          at += 1
          continue
        }
      }
      at += 1
    }
    close(bytes.count)
    return found.isEmpty ? nil : found
  }

  private mutating func readNamed(_ codes: [(name: String, value: String)]) {
    func value(_ name: String) -> String {
      var text = codes.first { $0.name == name && !$0.value.isEmpty }?.value ?? ""
      if text.hasPrefix("/") { text.removeFirst() }
      while text.hasSuffix("/") { text.removeLast() }
      return IdentifierText.trimmed(text)
    }
    name = value("NAME")
    account = EntryInformation.account(value("IBAN"), bank: "")
    let party = value("CNTP").split(separator: "/", omittingEmptySubsequences: false)
    if party.count >= 3 {
      if account.isEmpty { account = EntryInformation.account(String(party[0]), bank: "") }
      if name.isEmpty { name = String(party[2]) }
    }
    reference = value("EREF")
    if ["NOTPROVIDED", "NONREF"].contains(reference) { reference = "" }
    text = value("REMI")
    for prefix in ["USTD//", "/USTD//"] where text.hasPrefix(prefix) {
      text.removeFirst(prefix.count)
    }
  }
}

/// The text of a German transfer, divided by the words that its parts begin with: `EREF+`, `SVWZ+`.
struct PurposeText {
  private var parts: [(name: String, value: String)] = []
  /// The text before the first part.
  private(set) var rest = ""

  private static let names = [
    "ABWA", "ABWE", "BIC", "BREF", "COAM", "CRED", "DEBT", "EREF", "IBAN", "KREF", "MREF", "OAMT",
    "RREF", "SVWZ",
  ]

  init(_ text: String) {
    let bytes = Array(text.utf8)
    var starts: [(at: Int, name: String)] = []
    for at in bytes.indices where bytes[at] == 0x2B {
      for name in PurposeText.names where at >= name.utf8.count {
        let start = at - name.utf8.count
        if bytes[start..<at].elementsEqual(name.utf8) { starts.append((start, name)) }
      }
    }
    rest = String(decoding: bytes[..<(starts.first?.at ?? bytes.count)], as: UTF8.self)
    for (number, start) in starts.enumerated() {
      let from = start.at + start.name.utf8.count + 1
      let end = number + 1 < starts.count ? starts[number + 1].at : bytes.count
      guard from <= end else { continue }
      parts.append(
        (start.name, IdentifierText.trimmed(String(decoding: bytes[from..<end], as: UTF8.self))))
    }
  }

  subscript(name: String) -> String? {
    parts.first { $0.name == name && !$0.value.isEmpty }?.value
  }
}
