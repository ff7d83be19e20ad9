/// An amount taken apart: the digits with their marks, and everything around them.
///
/// Around the digits, at either end and in any order, may stand a sign, brackets, a currency, the side of an account
/// (`DR`, `Cr.`), and marks for omitted decimals, `500.-`, `500,--`, `2,000/-`. A dash after a decimal mark is
/// therefore never a minus, and the point of `Rs.` no decimal mark. Nothing is stripped unread: a text that holds
/// anything else is no amount.
struct AmountText {
  /// The side of an account that an amount names.
  enum Side: Sendable { case none, debit, credit }

  /// The digits with the marks among them.
  private(set) var digits: ArraySlice<Unicode.Scalar>
  private(set) var isNegative = false
  private(set) var side = Side.none
  /// The currencies beside the digits, as they are written.
  private(set) var currencies: [String] = []
  /// The decimal mark before the dash that stands for the decimals; nil where there is no such dash.
  private(set) var dashMark: Unicode.Scalar?
  private var hasSign = false
  private var hasSlash = false

  /// Takes the text of a trimmed cell apart; nil where it is not an amount.
  init?(_ cell: [UInt8]) {
    let scalars = String(decoding: cell, as: UTF8.self).unicodeScalars
    digits = scalars.compactMap(AmountText.plain)[...]
    repeat {
      trim()
      guard let first = digits.first, let last = digits.last else { return nil }
      if AmountText.isDigit(first), AmountText.isDigit(last) { break }
    } while takeOutermost()
    guard digits.contains(where: AmountText.isDigit), let first = digits.first,
      let last = digits.last, AmountText.isInner(first), AmountText.isInner(last)
    else { return nil }
  }

  /// Takes off one element around the digits; returns false where no known one is there.
  private mutating func takeOutermost() -> Bool {
    takeBrackets() || takeSlash() || takeDashes() || takeSign() || takeWord(atEnd: true)
      || takeWord(atEnd: false)
  }

  private mutating func takeBrackets() -> Bool {
    guard digits.last == ")", let open = digits.lastIndex(of: "(") else { return false }
    let inner = digits[(open + 1)...].dropLast()
    // "1,234.00(Cr)": the side of the account.
    if side == .none, let named = AmountText.side(AmountText.string(inner)) {
      side = named
      digits = digits[..<open]
      return true
    }
    guard open == digits.startIndex, !hasSign else { return false }
    isNegative = true
    hasSign = true
    digits = inner
    return true
  }

  /// Takes off the end of `2,000/-`, as in India, and of `2,000/=`, as in East Africa.
  private mutating func takeSlash() -> Bool {
    guard !hasSlash, digits.count > 2, let last = digits.last, last == "-" || last == "=",
      digits.dropLast().last == "/"
    else { return false }
    let rest = AmountText.trimmed(digits.dropLast(2))
    guard let before = rest.last, AmountText.isDigit(before) else { return false }
    hasSlash = true
    digits = rest
    return true
  }

  /// Takes off dashes in place of decimals: `500.-`, `500,--`, `500.–`.
  private mutating func takeDashes() -> Bool {
    let rest = digits.prefix(
      digits.count - digits.reversed().prefix { AmountText.dashes.contains($0) }.count)
    let count = digits.count - rest.count
    guard (1...3).contains(count), dashMark == nil, let mark = rest.last,
      mark == "." || mark == ",", let before = rest.dropLast().last, AmountText.isDigit(before)
    else { return false }
    dashMark = mark
    digits = rest.dropLast()
    return true
  }

  private mutating func takeSign() -> Bool {
    guard !hasSign else { return false }
    if let first = digits.first, first == "+" || AmountText.minuses.contains(first) {
      isNegative = first != "+"
      digits.removeFirst()
    } else if let last = digits.last, last == "+" || last == "-" || last == "\u{2212}",
      let before = digits.dropLast().last, before != "/", !AmountText.dashes.contains(before)
    {
      isNegative = last != "+"
      digits.removeLast()
    } else {
      return false
    }
    hasSign = true
    return true
  }

  /// Takes off a currency or a side, which is a run of letters and signs with the point that ends a short word.
  private mutating func takeWord(atEnd: Bool) -> Bool {
    let (word, rest) = atEnd ? lastWord() : firstWord()
    guard !word.isEmpty else { return false }
    let written = AmountText.string(word)
    if side == .none, let named = AmountText.side(written), atEnd || word.count > 1 {
      side = named
    } else if currencies.count < 2, CurrencySigns.codes(of: written) != nil {
      currencies.append(written)
    } else {
      return false
    }
    digits = rest
    return true
  }

  private func firstWord() -> (word: ArraySlice<Unicode.Scalar>, rest: ArraySlice<Unicode.Scalar>) {
    var end = digits.startIndex
    while end < digits.endIndex {
      let scalar = digits[end]
      let isEndOfShortWord =
        scalar == "." && end > digits.startIndex
        && (AmountText.isLetter(digits[end - 1]) || digits[end - 1] == "/")
      guard
        AmountText.isWord(scalar) || scalar == "/" && end > digits.startIndex || isEndOfShortWord
      else { break }
      end += 1
    }
    return (digits[..<end], digits[end...])
  }

  private func lastWord() -> (word: ArraySlice<Unicode.Scalar>, rest: ArraySlice<Unicode.Scalar>) {
    var start = digits.endIndex
    if digits.count > 1, digits.last == ".", AmountText.isLetter(digits[start - 2]) { start -= 1 }
    while start > digits.startIndex, AmountText.isWord(digits[start - 1]) { start -= 1 }
    return (digits[start...], digits[..<start])
  }

  private mutating func trim() { digits = AmountText.trimmed(digits) }

  // MARK: Scalars

  private static let minuses: Set<Unicode.Scalar> = ["-", "\u{2212}", "\u{2010}", "\u{2013}"]
  private static let dashes: Set<Unicode.Scalar> = [
    "-", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2212}",
  ]

  /// The blanks that exports put between digits and around them.
  static let blanks: Set<Unicode.Scalar> = [
    " ", "\t", "\r", "\n", "\u{A0}", "\u{2007}", "\u{2009}", "\u{202F}",
  ]

  static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  /// Returns true for a scalar that may be first or last once everything around the digits is taken off.
  private static func isInner(_ scalar: Unicode.Scalar) -> Bool {
    isDigit(scalar) || scalar == "." || scalar == ","
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    isLetter(scalar) || scalar.properties.generalCategory == .currencySymbol
  }

  private static func trimmed(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
    var text = text
    while let first = text.first, blanks.contains(first) { text.removeFirst() }
    while let last = text.last, blanks.contains(last) { text.removeLast() }
    return text
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(trimmed(scalars)))
  }

  private static func side(_ word: String) -> Side? {
    switch word.uppercased() {
    case "CR", "CR.", "C", "CREDIT", "H", "HABEN": .credit
    case "DR", "DR.", "D", "DEBIT", "S", "SOLL": .debit
    default: nil
    }
  }

  /// Returns the normal form of a full-width scalar, as East Asian texts write digits and marks; nil for invisible
  /// marks of direction.
  private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0)
    case 0xFFE1: "£"
    case 0xFFE5: "¥"
    case 0xFFE6: "₩"
    case 0x3000: " "
    case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: nil
    default: scalar
    }
  }
}
