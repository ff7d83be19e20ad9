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

/// Words for amounts in thousands, millions and the like: 18.5 is 18,500.00.
enum MultipleWords {
  private static let words: Set<String> = [
    "thousand", "thousands", "tausend", "tsd", "tausender", "milliers", "millier", "miles", "mille",
    "migliaia", "duizend", "duizenden", "tys", "tysiące", "tisíc", "tis", "тыс", "тысяч", "тисяч",
    "тис", "ezer", "tusen", "tusind", "tuhat", "bin", "lakh", "lakhs", "lac", "lacs", "crore",
    "crores", "million", "millions", "mio", "mln", "mn", "mm", "millionen", "millones", "milhões",
    "milhares", "milioni", "miljoen", "milion", "miliony", "млн", "milyon", "millió", "billion",
    "billions", "bn", "mrd", "mld", "milliarden", "milliards", "млрд", "k", "m",
  ]

  /// Returns the word of a column's name that means a multiple of the currency's unit; nil where none does.
  static func word(in name: String) -> String? {
    let parts = name.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    for part in parts {
      if words.contains(part.lowercased()) || part == "000" || part.lowercased() == "000s" {
        return part
      }
      let isBefore = "TKk".contains(part.prefix(1)) && Currency(String(part.dropFirst())) != nil
      let isBehind = "KkMm".contains(part.suffix(1)) && Currency(String(part.dropLast())) != nil
      if part.count == 4, isBefore || isBehind { return part }
    }
    if let sign = ["k€", "K€", "T€", "M€", "k$", "K$", "M$", "k£", "K£", "M£"].first(where: {
      name.contains($0)
    }) {
      return sign
    }
    return ["千円", "百万円", "億円", "万円", "万元", "千元", "亿元", "천원", "백만원", "억원"].first {
      name.contains($0)
    }
  }
}

/// Words for the smallest units of coins: 1 wei is 10^-18 ETH.
enum CoinUnitWords {
  private static let decimals: [String: Int] = [
    "wei": 18, "gwei": 9, "satoshi": 8, "satoshis": 8, "sats": 8, "sat": 8, "lamport": 9,
    "lamports": 9, "drops": 6, "lovelace": 6, "lovelaces": 6, "sun": 6, "stroops": 7, "planck": 10,
    "msat": 11, "msats": 11, "nanoton": 9, "uatom": 6,
  ]

  /// Returns the word of a column's name that means a unit of a coin, and its decimals; nil where none does.
  static func unit(in name: String) -> (word: String, decimals: Int)? {
    name.split { !$0.isLetter }.lazy.map(String.init).compactMap { part in
      decimals[part.lowercased()].map { (part, $0) }
    }.first
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
