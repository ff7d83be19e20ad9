/// Reads the narrations of Indian banks: records in disguise, different by bank and year, of which the
/// tokens are told apart by their shape.
///
/// What no token says is left open; a name is a hint, and a number is an account only where the words
/// before it say so.
struct IndianNarration {
  /// The four letters of the bank whose statement it is.
  let bank: String

  /// What a narration says of the other party.
  func read(_ text: String) -> PartyHint {
    var hint = PartyHint()
    let squeezed = text.uppercased()
    hint.channel = channel(squeezed)
    let (rest, address) = withoutAddress(text)
    hint.address = address
    var names: [(text: String, followsNumber: Bool)] = []
    var sawNumber = false
    for token in tokens(apart(rest)) {
      switch shape(token, hint) {
      case .branch: hint.branch = token.uppercased()
      case .reference:
        if hint.reference == nil { hint.reference = token.uppercased() }
      case .account:
        if hint.account == nil, !bank.isEmpty, let key = try? IndianAccount(token, bank: bank).key {
          hint.account = key.description
        }
      case .name: names.append((token, sawNumber))
      case .other: continue
      }
      if hint.branch != nil || hint.reference != nil { sawNumber = true }
    }
    // A name before all numbers is the payer's or payee's; after them the first that stands there.
    let named = names.first { !$0.followsNumber } ?? names.first
    if hint.channel != "CHEQUE", hint.channel != "ATM", hint.channel != "INTEREST" {
      hint.name = named?.text ?? hint.address
    } else {
      hint.name = nil
    }
    return hint
  }

  private enum Shape { case branch, reference, account, name, other }

  private func shape(_ token: String, _ hint: PartyHint) -> Shape {
    let upper = token.uppercased()
    let bytes = Array(upper.utf8)
    if (try? IFSC(upper)) != nil, upper.count == 11 { return .branch }
    if isReference(bytes) { return .reference }
    let digits = bytes.count { (0x30...0x39).contains($0) }
    if digits == bytes.count, (9...18).contains(digits) {
      if digits == 12 { return .reference }
      return ["FT", "TPT", "IFT"].contains(hint.channel) ? .account : .other
    }
    guard digits == 0, bytes.count(where: { (0x41...0x5A).contains($0) }) >= 2 else {
      return .other
    }
    let words = upper.split { !($0.isLetter || $0 == "&" || $0 == "'") }.map(String.init)
    if words.allSatisfy({ Self.routing.contains($0) || Self.banks.contains($0) }) { return .other }
    if let first = words.first, words.count == 1,
      Self.routing.contains(where: { $0.count >= 3 && first.hasPrefix($0) })
    {
      return .other
    }
    return upper.contains("XX") && words.count == 1 ? .other : .name
  }

  /// NEFT and RTGS references of 16 and 22 characters.
  private func isReference(_ bytes: [UInt8]) -> Bool {
    func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
    switch bytes.count {
    case 16:
      if bytes[0] == 0x4E, bytes[1...].allSatisfy(isDigit) { return true }
      return bytes[..<4].allSatisfy(isLetter) && bytes[5...].allSatisfy(isDigit)
    case 22:
      return bytes[..<4].allSatisfy(isLetter) && bytes[4] == 0x52 && bytes[6...].allSatisfy(isDigit)
    default: return false
    }
  }

  /// The text with references and branch codes that stand between words set apart from them.
  private func apart(_ text: String) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      let bytes = Array(word.utf8)
      let isNumber = bytes.count == 12 && bytes.allSatisfy { (0x30...0x39).contains($0) }
      let isApart =
        isNumber || isReference(Array(word.uppercased().utf8)) || (try? IFSC(word)) != nil
      return isApart ? "/\(word)/" : String(word)
    }.joined(separator: " ")
  }

  /// Pieces between `/ - * : |`, runs of blanks and dashes.
  private func tokens(_ text: String) -> [String] {
    var tokens: [String] = []
    var token = ""
    var blanks = 0
    func close() {
      let found = StatementText.squeezed(token)
      if !found.isEmpty {
        // "UTR NO" and the like stand before what they announce.
        tokens.append(found)
      }
      token = ""
    }
    for character in text {
      if character == " " {
        blanks += 1
        if blanks == 2 { close() } else { token.append(character) }
        continue
      }
      blanks = 0
      if "/-*:|()".contains(character) { close() } else { token.append(character) }
    }
    close()
    return tokens
  }

  /// The text without a payment address, and the address where it is whole.
  private func withoutAddress(_ text: String) -> (String, String?) {
    guard
      let match = text.firstMatch(
        of: /[A-Za-z0-9][A-Za-z0-9._]{1,255}@[A-Za-z][A-Za-z0-9]{1,63}(?![A-Za-z0-9.])/)
    else { return (text, nil) }
    var rest = text
    rest.replaceSubrange(match.range, with: "/")
    return (rest, (try? UPIAddress(match.output)) == nil ? nil : match.output.lowercased())
  }

  private func channel(_ upper: String) -> String? {
    let words = Set(upper.split { !$0.isLetter && !$0.isNumber }.map(String.init))
    if upper.contains("INT.PD") || upper.contains("INTEREST") { return "INTEREST" }
    for (word, channel) in Self.channels where words.contains(word) { return channel }
    return nil
  }

  private static let channels: [(String, String)] = [
    ("UPI", "UPI"), ("NEFT", "NEFT"), ("RTGS", "RTGS"), ("IMPS", "IMPS"), ("MMT", "IMPS"),
    ("ATW", "ATM"), ("NWD", "ATM"), ("EAW", "ATM"), ("ATL", "ATM"), ("VAT", "ATM"), ("ATM", "ATM"),
    ("CHQ", "CHEQUE"),
    ("CLG", "CHEQUE"), ("CHEQUE", "CHEQUE"), ("FT", "FT"), ("TPT", "FT"), ("IFT", "FT"),
    ("INF", "FT"),
    ("INFT", "FT"), ("ACH", "ACH"), ("NACH", "ACH"), ("ECS", "ACH"), ("POS", "CARD"),
    ("BIL", "BILL"),
    ("ONL", "BILL"), ("NBSM", "CARD"), ("INW", "SWIFT"), ("TT", "SWIFT"), ("IRM", "SWIFT"),
    ("CASH", "CASH"),
  ]

  private static let routing: Set<String> = [
    "UPI", "NEFT", "RTGS", "IMPS", "MMT", "INB", "INF", "INFT", "FT", "TPT", "BIL", "ONL", "PA",
    "PM",
    "CR", "DR", "BY", "TO", "TRANSFER", "PAYMENT", "REV", "RTN", "RETURN", "CLG", "CHQ", "PAID",
    "ACH",
    "NACH", "ECS", "ATW", "ATL", "VAT", "NWD", "EAW", "ATM", "POS", "SB", "INT", "PD", "UTR", "NO",
    "MICR", "CTS",
    "REF",
    "CASH", "NBSM", "FROM", "MU", "P", "A", "M", "D", "INW", "REM", "INWARD", "REMITTANCE", "TT",
    "IRM",
    "FCY", "FIRC", "GATEWAY", "CHEQUE", "DEP", "WDL", "ON", "OF",
  ]

  private static let banks: Set<String> = [
    "HDFC", "ICIC", "SBIN", "UTIB", "KKBK", "PUNB", "BARB", "CNRB", "UBIN", "IDIB", "CITI", "HSBC",
    "SCBL", "YESB", "INDB", "FDRL", "IBKL", "BKID", "MAHB", "ICICIBAN", "HDF", "AXIS", "AXISBANK",
  ]
}
