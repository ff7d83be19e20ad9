internal import PaymentGraph

/// Words in the name of a column by which its amounts are in thousands, millions and the like, or in the smallest parts
/// of a coin.
///
/// Such amounts are not multiplied silently: whoever makes a profile is asked, and a ledger's reader is warned.
enum ScaleWords {
  /// Parts of a coin, and the decimals that one coin has in them: 10^18 wei are one ether.
  private static let parts: [String: Int] = [
    "wei": 18, "gwei": 9, "satoshi": 8, "satoshis": 8, "sat": 8, "sats": 8, "lamport": 9,
    "lamports": 9, "drops": 6, "lovelace": 6, "stroop": 7, "stroops": 7, "piconero": 12,
    "planck": 10, "yocto": 24, "uatom": 6,
  ]

  private static let words: Set<String> = [
    "thousand", "thousands", "tsd", "tausend", "teur", "milliers", "millier", "miles", "milhares",
    "migliaia", "duizend", "tusen", "tusind", "tuhat", "tys", "tis", "тыс", "тысяч", "тис", "хил",
    "bin", "lakh", "lakhs", "lac", "lacs", "crore", "crores", "million", "millions", "mio", "mln",
    "millionen", "millones", "milhões", "milioni", "miljoen", "miljoner", "млн", "billion",
    "billions", "bn", "mrd", "mld", "milliards", "млрд",
  ]

  /// Letters that mean thousands or millions beside a currency only: `EUR k`, `USDm`.
  private static let letters: Set<String> = ["k", "m", "t", "mm"]

  /// Returns the word of a name that means a multiple of the currency; nil where none does.
  static func multiple(in name: String) -> String? {
    let small = name.lowercased()
    for sign in ["千円", "千元", "百万", "万元", "万円", "億円", "亿元", "천원", "백만원"] where small.contains(sign) {
      return sign
    }
    let tokens = small.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    for token in tokens where words.contains(token) || token == "000" || token == "000s" {
      return token
    }
    let isMoney = tokens.contains { isCurrency($0) } || SureSigns.currency(in: name) != nil
    for token in tokens {
      if letters.contains(token), isMoney { return token }
      for letter in letters where token.count == letter.count + 3 {
        if token.hasPrefix(letter), isCurrency(String(token.suffix(3))) { return token }
        if token.hasSuffix(letter), isCurrency(String(token.prefix(3))) { return token }
      }
    }
    return nil
  }

  /// Returns the word of a name that means a part of a coin, with the decimals that a coin has in it.
  static func part(in name: String) -> (word: String, decimals: Int)? {
    let tokens = name.lowercased().split { !$0.isLetter }.map(String.init)
    return tokens.lazy.compactMap { token in parts[token].map { (token, $0) } }.first
  }

  private static func isCurrency(_ token: String) -> Bool {
    token.utf8.count == 3 && Currency(token.uppercased()) != nil
  }
}
