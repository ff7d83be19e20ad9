internal import PaymentGraph

/// The decimals of the currencies that the rows of a ledger name, examined only where amounts leave two readings.
struct MinorUnits {
  /// True where there are rows, and every one of them is in a currency of three decimals.
  private(set) var areAllThree = false

  init(_ plan: LedgerPlan, dialect: Dialect, in bytes: Span<UInt8>, from start: Int) {
    if let constant = plan.constantCurrency {
      areAllThree = constant.exponent == 3
      return
    }
    guard let column = plan.currency else { return }
    var scanner = RowScanner(dialect: dialect, from: start)
    var row = Row()
    while scanner.next(in: bytes, into: &row) {
      guard row.fault == nil, column < row.cells.count else { continue }
      let cell = CellText.trimmed(bytes, row.cells[column])
      guard cell.count > 0 else { continue }
      let code = bytes.extracting(cell.start..<cell.end)
      guard Currency(code: code)?.exponent == 3 else {
        areAllThree = false
        return
      }
      areAllThree = true
    }
  }
}

/// Words for amounts in pence, cents and the like: 18500 is 185.00.
enum MinorUnitWords {
  private static let words: Set<String> = [
    "pence", "penny", "pennies", "cent", "cents", "centime", "centimes", "centimo", "centimos",
    "céntimo",
    "céntimos", "centavo", "centavos", "centesimi", "centesimo", "cêntimos", "paise", "paisa",
    "öre", "øre", "ören",
    "rappen", "kuruş", "kurus", "grosz", "grosze", "groszy", "haléř", "haléře", "haléřů", "kopek",
    "kopeks",
    "kopecks", "копейки", "копеек", "fils", "agorot", "minor", "minorunit", "minorunits", "subunit",
    "subunits",
  ]

  /// Codes of stock exchanges for the hundredth part of a currency.
  private static let codes: Set<String> = ["GBX", "ZAC", "ILA"]

  /// Returns the word of a column's name that means hundredths; nil where none does.
  static func word(in name: String) -> String? {
    let parts = parts(of: name)
    for (place, part) in parts.enumerated() {
      let isPerCent =
        part.lowercased() == "cent" && place > 0 && parts[place - 1].lowercased() == "per"
      if words.contains(part.lowercased()), !isPerCent { return part }
      if isCode(part) { return part }
    }
    // A column named `Amount (p)`.
    return name.contains("(p)") ? "(p)" : nil
  }

  /// Returns true where a text is the code of a currency's hundredth part: `GBp`, `GBX`.
  static func isCode(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 3 else { return false }
    return codes.contains(text) || text == "ZAc"
      || isUpper(bytes[0]) && isUpper(bytes[1]) && bytes[2] >= 0x61 && bytes[2] <= 0x7A
  }

  /// Returns the reason why amounts in an unknown currency are not read.
  static func note(_ code: String) -> String {
    isCode(code)
      ? "\(code) is a hundredth part of a currency: 18500 in it is 185.00 (profile make with --set units=minor reads it)"
      : "without the currency the number of decimals is not known"
  }

  private static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }

  /// Returns the words of a name, also where only capitals divide them: `amountInCents`.
  private static func parts(of name: String) -> [String] {
    name.split { !$0.isLetter }.flatMap { word -> [String] in
      if isCode(String(word)) { return [String(word)] }
      var parts: [String] = []
      var isAfterSmall = false
      for letter in word {
        if letter.isUppercase, isAfterSmall || parts.isEmpty {
          parts.append("")
        } else if parts.isEmpty {
          parts.append("")
        }
        parts[parts.count - 1].append(letter)
        isAfterSmall = letter.isLowercase
      }
      return parts
    }
  }
}
