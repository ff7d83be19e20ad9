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

/// The message on an account whose number a spreadsheet may have changed.
struct NumberDoubt {
  let code: DiagnosticCode
  let summary: String
  let note: String
  let remedy: String
  /// True where each row that names the account may mean another one, so that all rows are reported; else only the
  /// first is.
  let concernsEveryRow: Bool

  /// Reports a number that has lost its last digits.
  ///
  /// - Parameter others: accounts of the data that it may be, in the order of their keys.
  init(shortened key: String, others: [String]) {
    code = .accountShortened
    summary = "account \"\(key)\" is a number that lost its last digits"
    let shown = others.prefix(3).map { "\"\($0)\"" }.joined(separator: ", ")
    let rest = others.count > 3 ? " or \(others.count - 3) more" : ""
    note =
      "spreadsheets write long numbers this way; different accounts may look the same"
      + (others.isEmpty ? "" : "; among the loaded accounts it may be \(shown)\(rest)")
    remedy = "take the number from the original file, and open it with the column as text"
    concernsEveryRow = true
  }

  /// Reports a number that may be another one in a form of spreadsheets, and is too short or too divided to be sure.
  init(form key: String, of other: String) {
    code = .accountAlike
    summary = "account \"\(key)\" may be \"\(other)\" as a spreadsheet writes it"
    note =
      "a short number, or one with blanks, may belong to another account; the two stay separate"
    remedy =
      "check the original; if they are one account, say so in a decisions file: account,decision,other"
    concernsEveryRow = false
  }

  /// Reports a key that looks like another one: they differ by invisible characters, or by those that look the same.
  init(alike key: String, _ other: String, _ difference: AlikeKeys.Difference) {
    code = .accountAlike
    let unseen = "invisible characters"
    let letters = "characters that look the same"
    let words =
      switch difference {
      case .unseen: unseen
      case .letters: letters
      case .both: "characters that are invisible or look the same"
      case .capitals: "capitals"
      }
    summary = "account \"\(key)\" looks like \"\(other)\": they differ only in \(words)"
    let named = (LookAlikes.letters(of: key) + LookAlikes.letters(of: other)).prefix(3).map {
      letter in
      let code = String(letter.scalar.value, radix: 16, uppercase: true)
      let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
      return
        "U+\(padded) (\(letter.scalar.properties.name ?? "a character")) looks like \(letter.like)"
    }
    let origin =
      difference == .capitals
      ? "some systems write one account either way"
      : "zero-width characters and direction marks come with copied text, or are a disguise"
    note =
      (named.isEmpty || difference == .unseen
        ? origin : named.joined(separator: ", ") + "; such characters may be a disguise")
      + "; the two stay separate"
    remedy =
      "check the original; if they are one account, say so in a decisions file: account,decision,other"
    concernsEveryRow = false
  }

  /// Reports a number that differs from another one only by leading zeros.
  init(zeros key: String, without other: String) {
    code = .accountAlike
    summary = "account \"\(key)\" may be \"\(other)\", which lacks its leading zeros"
    note = "spreadsheets drop leading zeros; the two stay separate"
    remedy =
      "check the original; if they are one account, say so in a decisions file: account,decision,other"
    concernsEveryRow = false
  }
}
