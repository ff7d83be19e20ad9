internal import PaymentGraph

/// A number as spreadsheets and programs write it instead of its digits.
///
/// The forms are `50100012345678.0`, `'50100012345678`, `="50100012345678"`, `50,100,012,345,678`, `5010 0012 3456 78`
/// and `5.0100012345678E+13`.
///
/// Each of these keeps all digits; forms that have lost some belong to ``ShortenedNumbers``.
struct SpreadsheetNumber: Equatable {
  /// The digits, or the text that marks of a spreadsheet enclose.
  let plain: String
  /// True where the form only marks a text as text.
  let isTextMark: Bool
  /// True where the digits are written with decimals that are all zero: then sub-accounts may be written in this form
  /// as well.
  let hasDecimals: Bool
  /// True where blanks divide the digits: two numbers side by side, a branch and an account, may look the same.
  let hasBlanks: Bool

  /// The number of digits from which two numbers of equal digits are one account, however they are written.
  static let certainDigits = 9
  /// The number of digits from which they are one where the data has the plain number as well.
  static let likelyDigits = 6

  /// Reads a text; nil where it is in no such form, as plain digits are not.
  init?(_ written: some StringProtocol) {
    let text = SpreadsheetNumber.visible(written)
    if let inner = SpreadsheetNumber.marked(text) {
      let number = SpreadsheetNumber.digits(inner)
      plain = number?.digits ?? inner
      isTextMark = number == nil
      hasDecimals = number?.hasDecimals ?? false
      hasBlanks = number?.hasBlanks ?? false
      return
    }
    if let number = SpreadsheetNumber.digits(text) {
      plain = number.digits
      hasDecimals = number.hasDecimals
      hasBlanks = number.hasBlanks
      isTextMark = false
    } else if !text.isEmpty, text.utf8.allSatisfy(IdentifierText.isDigit),
      text.utf8.count != written.utf8.count
    {
      // Only invisible characters stood around it.
      plain = text
      hasDecimals = false
      hasBlanks = false
      isTextMark = true
    } else {
      return nil
    }
  }

  /// Returns true where the bytes of a key could be in such a form, judged by a few of them.
  static func isCandidate(_ key: Span<UInt8>) -> Bool {
    guard key.count >= 3 else { return false }
    let count = key.count
    if key[0] == 0x27 || key[0] == 0x3D { return true }
    guard IdentifierText.isDigit(key[0]) else { return key[0] >= 0x80 }
    // A point before the last one or two characters; a mark before the last three, or after the first four; an
    // exponent.
    if key[count - 2] == 0x2E || count >= 4 && key[count - 3] == 0x2E { return true }
    if count >= 5, isGroupMark(key[count - 4]) || key[count - 4] >= 0x80 { return true }
    if key[1] == 0x2E || key[1] == 0x2C { return true }
    return count >= 6 && (key[4] == 0x20 || key[4] >= 0x80) || key[count - 1] >= 0x80
  }

  private static func isGroupMark(_ byte: UInt8) -> Bool {
    byte == 0x2C || byte == 0x2E || byte == 0x20 || byte == 0x27
  }

  /// Returns the text between the marks that tell a spreadsheet that a cell is text; nil without them.
  private static func marked(_ text: String) -> String? {
    var inner = text[...]
    if inner.hasPrefix("="), inner.utf8.count > 1 {
      inner = inner.dropFirst()
      if inner.hasPrefix("\""), inner.hasSuffix("\""), inner.utf8.count > 2 {
        let text = inner.dropFirst().dropLast().replacing("\"\"", with: "\"")
        return visible(text)
      }
      return inner.utf8.allSatisfy(IdentifierText.isDigit) ? String(inner) : nil
    }
    guard inner.utf8.first == 0x27 else { return nil }
    inner = inner.dropFirst()
    if inner.utf8.last == 0x27 { inner = inner.dropLast() }
    // A name may begin with an apostrophe, so the mark counts only before a digit or a plus sign, which a spreadsheet
    // would take for a number or a formula.
    guard let first = inner.utf8.first, IdentifierText.isDigit(first) || first == 0x2B else {
      return nil
    }
    return visible(inner)
  }

  /// Returns the digits of a number in one of the forms; nil for any other text, and for digits alone.
  private static func digits(
    _ text: String
  ) -> (digits: String, hasDecimals: Bool, hasBlanks: Bool)? {
    var scalars = Array(text.unicodeScalars)
    guard scalars.count >= 3, let first = scalars.first, isDigit(first) else { return nil }
    if let exact = exponential(scalars) { return (exact, false, false) }
    var hasDecimals = false
    if let point = scalars.lastIndex(of: "."), point < scalars.count - 1,
      scalars.count - point <= 3, scalars[(point + 1)...].allSatisfy({ $0 == "0" })
    {
      scalars.removeSubrange(point...)
      hasDecimals = true
    }
    var groups: [[Unicode.Scalar]] = [[]]
    var mark: Unicode.Scalar?
    for scalar in scalars {
      if isDigit(scalar) {
        groups[groups.count - 1].append(scalar)
      } else {
        guard [",", "'", "\u{2019}", " ", "\u{A0}", "\u{202F}", "\u{2009}", "."].contains(scalar),
          mark == nil || mark == scalar, !(scalar == "." && hasDecimals)
        else { return nil }
        mark = scalar
        groups.append([])
      }
    }
    guard hasDecimals || mark != nil else { return nil }
    let isBlank = mark.map { $0.properties.isWhitespace } ?? false
    guard mark == nil || isRegular(groups.map(\.count), byFours: isBlank) else { return nil }
    var digits = String.UnicodeScalarView()
    for group in groups { digits.append(contentsOf: group) }
    return (String(digits), hasDecimals, isBlank)
  }

  /// Returns true where groups divide a number into thousands, or lakhs and crores, or with blanks into fours: any
  /// other division may be that of two numbers side by side.
  private static func isRegular(_ groups: [Int], byFours: Bool) -> Bool {
    guard groups.count > 1, let first = groups.first, let last = groups.last else { return false }
    let middle = groups.dropFirst().dropLast()
    if byFours, first == 4, (1...4).contains(last), middle.allSatisfy({ $0 == 4 }) { return true }
    guard last == 3 else { return false }
    return (1...3).contains(first) && middle.allSatisfy { $0 == 3 }
      || (1...2).contains(first) && groups.count > 2 && middle.allSatisfy { $0 == 2 }
  }

  /// Returns the digits of a number with an exponent that has lost none of them.
  private static func exponential(_ scalars: [Unicode.Scalar]) -> String? {
    guard let mark = scalars.firstIndex(where: { $0 == "E" || $0 == "e" }), mark >= 3,
      scalars[1] == "." || scalars[1] == ","
    else { return nil }
    let mantissa = [scalars[0]] + scalars[2..<mark]
    var power = scalars[(mark + 1)...]
    if power.first == "+" { power = power.dropFirst() }
    guard mantissa.allSatisfy(isDigit), (1...2).contains(power.count), power.allSatisfy(isDigit)
    else { return nil }
    let exponent = power.reduce(0) { $0 * 10 + Int($1.value) - 0x30 }
    // Spreadsheets keep fifteen digits.
    guard mantissa.count == exponent + 1, mantissa.count <= 15, mantissa.last != "0" else {
      return nil
    }
    var digits = String.UnicodeScalarView()
    digits.append(contentsOf: mantissa)
    return String(digits)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x30 && scalar.value <= 0x39
  }

  /// Returns a text without blanks and invisible characters at its ends.
  private static func visible(_ text: some StringProtocol) -> String {
    func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar.value {
      case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF: true
      default: scalar.properties.isWhitespace
      }
    }
    var scalars = Substring(text).unicodeScalars
    while let first = scalars.first, isInvisible(first) { scalars.removeFirst() }
    while let last = scalars.last, isInvisible(last) { scalars.removeLast() }
    return String(scalars)
  }
}

/// The pairing of accounts whose numbers are in forms of spreadsheets with the accounts that they mean.
///
/// A number of nine digits or more is one account in all its forms. With six to eight digits it is one account where
/// the data has the plain number too. A shorter one may be a number of another kind, and blanks may divide two numbers:
/// such accounts stay, and are shown to the user. Zeros after a point are part of the number where another account is
/// written with the same digits and other decimals.
struct SpreadsheetForms {
  /// The new keys, by account number.
  private(set) var renamed: [UInt32: String] = [:]
  /// The accounts that may be others, with the keys of those, in the order of accounts.
  private(set) var alike: [(account: UInt32, other: String)] = []

  init(_ numbers: [(account: UInt32, form: SpreadsheetNumber)], among keys: TextTable) {
    let subaccounts = SpreadsheetForms.subaccounts(among: keys, numbers.filter(\.form.hasDecimals))
    for (account, form) in numbers {
      let key = AccountKey.canonical(form.plain)?.key.description ?? form.plain
      let isPresent = SpreadsheetForms.has(key, keys)
      let count = form.plain.utf8.count
      if form.hasDecimals, subaccounts.contains(form.plain) { continue }
      let isSure =
        count >= SpreadsheetNumber.certainDigits
        || isPresent && count >= SpreadsheetNumber.likelyDigits
      if form.isTextMark || isSure && !form.hasBlanks {
        renamed[account] = key
      } else if isPresent {
        alike.append((account, key))
      }
    }
  }

  /// Returns the numbers that stand before a point and decimals which are not all zero.
  private static func subaccounts(
    among keys: TextTable, _ numbers: [(account: UInt32, form: SpreadsheetNumber)]
  ) -> Set<String> {
    guard !numbers.isEmpty else { return [] }
    let wanted = Set(numbers.map(\.form.plain))
    var found: Set<String> = []
    for number in 0..<keys.count
    where keys.withBytes(
      of: number,
      { key in
        key.count >= 3 && (key[key.count - 2] == 0x2E || key[key.count - 3] == 0x2E)
      })
    {
      let parts = keys.key(at: number).split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count == 2, parts[1].utf8.allSatisfy(IdentifierText.isDigit),
        parts[1].utf8.contains(where: { $0 != 0x30 }), wanted.contains(String(parts[0]))
      else { continue }
      found.insert(String(parts[0]))
    }
    return found
  }

  private static func has(_ key: String, _ keys: TextTable) -> Bool {
    let bytes = Array(key.utf8)
    return keys.find(bytes.span) != nil
  }
}
