internal import PaymentGraph

/// Accounts whose numbers a spreadsheet has shortened: `9.12E+11` for `912010000451`, `12345678` for `0012345678`.
///
/// Where the last digits are lost, two accounts may have become one, and every row that names such an account is
/// reported; where leading zeros are lost, one account may have become two.
enum ShortenedNumbers {
  /// The number of rows of one file that are reported.
  static let limit = 1_000

  /// The number of digits from which a number with leading zeros is compared with the one without.
  private static let fewestDigits = 6

  /// Returns the doubts about the accounts of a ledger with such keys, by account.
  ///
  /// - Parameter accounts: all accounts whose keys are doubtful.
  static func doubts(
    in keys: TextTable, among accounts: [UInt32]
  ) -> [UInt32: NumberDoubt] {
    var doubts: [UInt32: NumberDoubt] = [:]
    for account in accounts {
      let number = Int(account)
      let key = keys.key(at: number)
      if keys.withBytes(of: number, isShortened) {
        doubts[account] = NumberDoubt(shortened: key, others: candidates(for: key, in: keys))
      } else {
        let rest = key.drop { $0 == "0" }
        let bytes = Array(rest.utf8)
        guard bytes.count >= fewestDigits, keys.find(bytes.span) != nil else { continue }
        doubts[account] = NumberDoubt(zeros: key, without: String(rest))
      }
    }
    return doubts
  }

  /// Returns true where bytes could be a number that has lost digits, or one that has zeros to lose.
  static func isDoubtful(_ key: Span<UInt8>) -> Bool { isShortened(key) || startsWithZeros(key) }

  private static func startsWithZeros(_ key: Span<UInt8>) -> Bool {
    guard key.count > fewestDigits, key[0] == 0x30 else { return false }
    for at in 1..<key.count where !IdentifierText.isDigit(key[at]) { return false }
    return true
  }

  /// Returns the accounts whose numbers have as many digits as a shortened number had, and begin like it.
  private static func candidates(for key: String, in keys: TextTable) -> [String] {
    let parts = key.uppercased().split(separator: "E")
    guard parts.count == 2, let exponent = Int(parts[1].drop { $0 == "+" }) else { return [] }
    let mantissa = parts[0].utf8.filter(IdentifierText.isDigit)
    var found: [String] = []
    for number in 0..<keys.count
    where keys.withBytes(of: number, { ends($0, inDigits: exponent + 1, like: mantissa) }) {
      found.append(keys.key(at: number))
    }
    return found.sorted()
  }

  /// Returns true where a key ends in `count` digits that begin with the mantissa, or round to it.
  private static func ends(
    _ key: Span<UInt8>, inDigits count: Int, like mantissa: [UInt8]
  ) -> Bool {
    let start = key.count - count
    guard start >= 0, mantissa.count <= count, count <= 38,
      start == 0 || !IdentifierText.isDigit(key[start - 1])
    else { return false }
    var head: Int128 = 0
    for at in start..<key.count {
      guard IdentifierText.isDigit(key[at]) else { return false }
      if at - start < mantissa.count { head = head * 10 + Int128(key[at] - 0x30) }
    }
    let wanted = mantissa.reduce(Int128(0)) { $0 * 10 + Int128($1 - 0x30) }
    let next = mantissa.count < count ? key[start + mantissa.count] : 0x30
    return head == wanted || head + 1 == wanted && next >= 0x35
  }

  /// Returns true for one digit, perhaps a point and more digits, then `E+` and one or two digits; after a point the
  /// plus sign is optional.
  static func isShortened(_ key: Span<UInt8>) -> Bool {
    guard key.count >= 4, key.count <= 24, IdentifierText.isDigit(key[0]) else { return false }
    var at = 1
    if key[1] == 0x2E || key[1] == 0x2C {
      at = 2
      while at < key.count, IdentifierText.isDigit(key[at]) { at += 1 }
    }
    guard at + 1 < key.count, key[at] | 0x20 == 0x65 else { return false }
    let power = at + (key[at + 1] == 0x2B ? 2 : 1)
    guard power > at + 1 || at > 2, power < key.count, power + 2 >= key.count else { return false }
    for place in power..<key.count where !IdentifierText.isDigit(key[place]) { return false }
    return true
  }
}
