internal import PaymentGraph

/// Reads currencies from bytes: codes, and the words that a profile's files use instead.
///
/// Neighbouring rows mostly carry the same currency, so the last spelling is compared first.
struct CurrencyReader {
  private var known: [(spelling: [UInt8], currency: Currency)] = []
  private var last = 0

  init(words: [String: String]) {
    for (word, code) in words.sorted(by: { $0.key < $1.key }) {
      if let currency = Currency(code) { known.append((Array(word.utf8), currency)) }
    }
  }

  /// Returns the currency that a trimmed cell names; nil where it is unknown.
  mutating func read(_ bytes: Span<UInt8>, _ cell: Cell) -> Currency? {
    if last < known.count, matches(bytes, cell: cell, spelling: known[last].spelling) {
      return known[last].currency
    }
    for (index, entry) in known.enumerated()
    where matches(bytes, cell: cell, spelling: entry.spelling) {
      last = index
      return entry.currency
    }
    guard let currency = Currency(code: bytes.extracting(cell.start..<cell.end)) else { return nil }
    last = known.count
    known.append((CellText.bytes(bytes, cell), currency))
    return currency
  }

  private func matches(_ bytes: Span<UInt8>, cell: Cell, spelling: [UInt8]) -> Bool {
    guard cell.count == spelling.count else { return false }
    for position in spelling.indices where bytes[cell.start &+ position] != spelling[position] {
      return false
    }
    return true
  }
}

/// The signs and short words beside amounts in place of a code, and the currencies that they can mean.
///
/// A point that ends a short word, as in `Rs.` and `kr.`, is part of it. Words are compared regardless of case.
enum CurrencySigns {
  /// Returns the currencies that a sign or a code can mean; nil where it is unknown.
  static func codes(of written: String) -> [String]? {
    let word = written.lowercased()
    if let found = table[word] { return found }
    if word.hasSuffix("."), let found = table[String(word.dropLast())] { return found }
    guard word.utf8.count == 3 || word.utf8.count == 4, let known = Currency(word) else {
      return nil
    }
    return [known.code]
  }

  private static let rupees = ["INR", "PKR", "LKR", "NPR", "MUR", "SCR", "IDR"]
  private static let dollars = [
    "USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "TWD", "ARS", "CLP", "COP", "UYU", "BBD",
    "BSD", "BZD", "FJD", "JMD", "TTD", "XCD", "NAD", "LRD", "BMD", "KYD", "GYD", "SRD",
  ]

  private static let table: [String: [String]] = [
    "$": dollars, "us$": ["USD"], "u$s": ["USD"], "us": ["USD"], "c$": ["CAD", "NIO"],
    "ca$": ["CAD"], "cad$": ["CAD"], "cdn$": ["CAD"], "a$": ["AUD"], "au$": ["AUD"],
    "nz$": ["NZD"], "s$": ["SGD"], "sg$": ["SGD"], "hk$": ["HKD"], "nt$": ["TWD"], "mx$": ["MXN"],
    "mex$": ["MXN"], "ar$": ["ARS"], "r$": ["BRL"], "j$": ["JMD"], "tt$": ["TTD"], "n$": ["NAD"],
    "rs": rupees, "re": rupees, "₨": rupees, "₹": ["INR"], "rp": ["IDR"],
    "£": ["GBP", "IEP", "EGP", "LBP", "SHP", "GIP", "FKP"], "stg": ["GBP"], "stg£": ["GBP"],
    "ir£": ["IEP"], "€": ["EUR"], "euro": ["EUR"], "euros": ["EUR"], "dm": ["DEM"],
    "fr": ["CHF", "FRF", "BEF", "LUF"], "sfr": ["CHF"], "fs": ["CHF"],
    "f": ["FRF", "BEF", "LUF", "XOF", "XAF"], "ff": ["FRF"], "fcfa": ["XOF", "XAF"],
    "cfa": ["XOF", "XAF"], "kr": ["DKK", "NOK", "SEK", "ISK", "EEK"], "zł": ["PLN"],
    "zl": ["PLN"], "kč": ["CZK"], "kc": ["CZK"], "ft": ["HUF"], "lei": ["RON", "ROL", "MDL"],
    "leu": ["RON", "ROL", "MDL"], "лв": ["BGN", "BGL"], "din": ["RSD"], "дин": ["RSD"],
    "kn": ["HRK"], "₽": ["RUB"], "руб": ["RUB"], "р": ["RUB"], "₴": ["UAH"], "грн": ["UAH"],
    "₺": ["TRY"], "tl": ["TRY", "TRL"], "₾": ["GEL"], "₸": ["KZT"], "₪": ["ILS"],
    "¥": ["JPY", "CNY"], "円": ["JPY"], "元": ["CNY", "TWD"], "₩": ["KRW"], "원": ["KRW"],
    "฿": ["THB"], "₫": ["VND"], "đ": ["VND"], "₱": ["PHP"], "php": ["PHP"], "rm": ["MYR"],
    "৳": ["BDT"], "tk": ["BDT"], "r": ["ZAR"], "₦": ["NGN"], "₵": ["GHS", "GHC"],
    "gh₵": ["GHS"], "gh¢": ["GHS"], "ksh": ["KES"], "kshs": ["KES"], "tsh": ["TZS"],
    "tshs": ["TZS"], "ush": ["UGX"], "ushs": ["UGX"], "sh": ["KES", "TZS", "UGX", "SOS"],
    "dhs": ["AED", "MAD"], "dh": ["AED", "MAD"], "sr": ["SAR"], "qr": ["QAR"], "kd": ["KWD"],
    "bd": ["BHD"], "s/": ["PEN"], "s/.": ["PEN"], "b/.": ["PAB"], "bs": ["BOB", "VEF", "VES"],
    "gs": ["PYG"], "₲": ["PYG"], "₡": ["CRC"],
  ]
}
