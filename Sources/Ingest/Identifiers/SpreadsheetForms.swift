internal import PaymentGraph

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
