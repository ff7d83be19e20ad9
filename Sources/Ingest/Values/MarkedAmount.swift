internal import PaymentGraph

/// An amount written with marks: grouped digits, a decimal comma, a currency sign, brackets.
///
/// The marks are checked, not stripped: groups must be thousands, or lakhs and crores as in India;
/// a currency sign must not be that of another currency.
struct MarkedAmount {
  /// What the marks say.
  enum Reading: Equatable {
    /// The amount with a point and nothing else, as plain digits.
    case plain([UInt8])
    case notANumber
    /// A sign or code of another currency stands beside digits.
    case otherCurrency
    case ambiguous
    case badGrouping
  }

  let style: AmountStyle
  /// The code of the currency that the amount is in.
  let currencyCode: String

  /// Reads the bytes of a trimmed cell.
  func read(_ cell: [UInt8]) -> Reading {
    var text = String(decoding: cell, as: UTF8.self)[...]
    var isNegative = false
    if text.hasPrefix("("), text.hasSuffix(")") {
      isNegative = true
      text = text.dropFirst().dropLast()
    }
    // Sign and currency stand at either end, in any order: "-£5", "£-5", "5 €", "5.00-".
    for _ in 0..<3 {
      text = trimmed(text)
      for sign in ["-", "\u{2212}", "+"] where text.hasPrefix(sign) || text.hasSuffix(sign) {
        guard !(isNegative && sign != "+") else { return .notANumber }
        isNegative = sign != "+"
        text = text.hasPrefix(sign) ? text.dropFirst() : text.dropLast()
        break
      }
      guard let rest = withoutCurrency(trimmed(text)) else {
        return text.contains(where: \.isNumber) ? .otherCurrency : .notANumber
      }
      text = rest
    }
    switch digits(Array(trimmed(text).unicodeScalars)) {
    case .plain(let digits): return .plain((isNegative ? [0x2D] : []) + digits)
    case let other: return other
    }
  }

  private func trimmed(_ text: Substring) -> Substring {
    var text = text
    while let first = text.first, MarkedAmount.spaces.contains(first) { text.removeFirst() }
    while let last = text.last, MarkedAmount.spaces.contains(last) { text.removeLast() }
    return text
  }

  private static let spaces: Set<Character> = [" ", "\u{A0}", "\u{202F}", "\u{2009}", "\t"]

  private static let signs: [(String, [String])] = [
    ("US$", ["USD"]), ("C$", ["CAD"]), ("A$", ["AUD"]), ("Rs.", ["INR", "PKR", "LKR", "NPR"]),
    ("Rs", ["INR", "PKR", "LKR", "NPR"]), ("£", ["GBP"]), ("€", ["EUR"]), ("₹", ["INR"]),
    ("¥", ["JPY", "CNY"]), ("₦", ["NGN"]), ("zł", ["PLN"]), ("kr", ["DKK", "NOK", "SEK"]),
    ("$", ["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"]),
  ]

  /// The text without a sign or code of the amount's currency; nil where it is that of another.
  private func withoutCurrency(_ text: Substring) -> Substring? {
    if text.lowercased().hasPrefix(currencyCode.lowercased()) { return text.dropFirst(3) }
    if text.lowercased().hasSuffix(currencyCode.lowercased()) { return text.dropLast(3) }
    for (sign, codes) in MarkedAmount.signs where text.hasPrefix(sign) || text.hasSuffix(sign) {
      guard codes.contains(currencyCode) else { return nil }
      return text.hasPrefix(sign) ? text.dropFirst(sign.count) : text.dropLast(sign.count)
    }
    for code in [text.prefix(3), text.suffix(3)]
    where text.count > 3 && code.allSatisfy({ $0.isASCII && $0.isLetter })
      && Currency(code.uppercased()) != nil
    {
      return nil
    }
    return text
  }

  private func digits(_ scalars: [Unicode.Scalar]) -> Reading {
    let decimal = Unicode.Scalar(style.decimalMark)
    let other: Unicode.Scalar = decimal == "." ? "," : "."
    var groups: [Int] = [0]
    var plain: [UInt8] = []
    var groupMark: Unicode.Scalar?
    var hasDecimal = false
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      switch scalar {
      case "0"..."9":
        plain.append(UInt8(scalar.value))
        if !hasDecimal { groups[groups.count - 1] += 1 }
      case decimal:
        guard !hasDecimal else { return .badGrouping }
        hasDecimal = true
        plain.append(0x2E)
      case other, "'", "\u{2019}", " ", "\u{A0}", "\u{202F}", "\u{2009}":
        guard !hasDecimal, groups[0] > 0 else { return .notANumber }
        guard groupMark == nil || groupMark == scalar else { return .badGrouping }
        groupMark = scalar
        groups.append(0)
      case "E", "e":
        // An exponent ends the number; what follows is checked by the reader of plain amounts.
        guard groupMark == nil, !plain.isEmpty else { return .notANumber }
        let rest = scalars[index...]
        guard rest.allSatisfy(\.isASCII) else { return .notANumber }
        return .plain(plain + rest.map { UInt8($0.value) })
      default: return .notANumber
      }
      index += 1
    }
    guard plain.contains(where: { $0 != 0x2E }) else { return .notANumber }
    if groups.count > 1 {
      guard isGrouped(groups) else { return .badGrouping }
      if groups.count == 2, groupMark == other, !hasDecimal, !isGroupCertain { return .ambiguous }
    }
    return .plain(plain)
  }

  /// Whether the other mark, alone before three digits, divides thousands.
  ///
  /// Where the currency has three decimals a cell of another hand may mean a fraction, whatever the column
  /// shows.
  private var isGroupCertain: Bool {
    style.isStated || style.isSure && Currency(currencyCode)?.exponent != 3
  }

  /// Whether the digits are divided into thousands, `1,234,567`, or lakhs and crores, `12,34,567`.
  private func isGrouped(_ groups: [Int]) -> Bool {
    guard let first = groups.first, let last = groups.last, last == 3 else { return false }
    let middle = groups.dropFirst().dropLast()
    return (1...3).contains(first) && middle.allSatisfy { $0 == 3 }
      || (1...2).contains(first) && middle.allSatisfy { $0 == 2 }
  }
}
