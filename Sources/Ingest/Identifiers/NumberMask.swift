internal import PaymentGraph

/// Masks numbers that a ledger must not keep whole: those of cards, Indian tax numbers and Aadhaar numbers.
///
/// A mark made with a ``CardSecret`` follows the rest of the number, so that two records of one number are still equal
/// and two numbers are not: `card:411111…1111:9f86d081884c7d65`.
struct NumberMask {
  let secret: CardSecret

  /// Returns the key of an account whose spelling in the data must not be kept; nil where it may be.
  func key(_ written: String) -> String? {
    if let card = NumberMask.statedCard(written) {
      if let number = try? CardNumber(card) { return number.key(with: secret).description }
      let digits = card.filter { $0.isASCII && $0.isNumber }
      return "card:\(digits.prefix(6))…\(digits.suffix(4)):\(secret.mark(digits))"
    }
    guard AccountKey.canonical(written) == nil else { return nil }
    let found = SensitiveNumbers.findings(in: written)
    guard let first = found.first else { return nil }
    if found.count == 1, first.range == 0..<written.utf8.count {
      return "\(first.kind.rawValue):\(marked(first, in: written))"
    }
    return masked(written, found)
  }

  /// Returns a text with all such numbers masked and marked; nil where it has none.
  func text(_ written: String) -> String? {
    let found = SensitiveNumbers.findings(in: written)
    return found.isEmpty ? nil : masked(written, found)
  }

  private func masked(_ text: String, _ found: [SensitiveNumbers.Finding]) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var at = 0
    for finding in found {
      result += bytes[at..<finding.range.lowerBound]
      result += Array(marked(finding, in: text).utf8)
      at = finding.range.upperBound
    }
    return String(decoding: result + bytes[at...], as: UTF8.self)
  }

  private func marked(_ finding: SensitiveNumbers.Finding, in text: String) -> String {
    "\(finding.replacement):\(secret.mark(finding.number))"
  }

  /// Returns the number in a text that calls it a card's: `card:4111…`, `CARD 4111 …`.
  private static func statedCard(_ text: String) -> Substring? {
    guard text.prefix(4).lowercased() == "card" else { return nil }
    let number = text.dropFirst(4).drop { $0 == ":" || $0 == " " }
    let digits = number.utf8.count(where: IdentifierText.isDigit)
    guard (13...19).contains(digits),
      number.utf8.allSatisfy({ IdentifierText.isDigit($0) || $0 == 0x20 || $0 == 0x2D })
    else { return nil }
    return number
  }

  // MARK: Cheap tests of bytes

  /// Returns true where a key is digits only, as many as a card has.
  static func isBare(_ key: Span<UInt8>) -> Bool {
    guard key.count >= 13, key.count <= 19 else { return false }
    for at in 0..<key.count where !IdentifierText.isDigit(key[at]) { return false }
    return true
  }

  /// Returns true where bare digits are the number of a card.
  static func isCard(_ key: Span<UInt8>) -> Bool {
    let digits = (0..<key.count).map { key[$0] }
    return CardNumber.isIssued(digits) && CardNumber.fitsLuhn(digits)
  }

  /// Returns true where bytes may hold such a number: twelve digits with few signs between, or five letters before four
  /// digits.
  ///
  /// Bytes beyond ASCII may be digits of other scripts, or invisible characters between digits. One slash alone divides
  /// a bank from an account, and never a card.
  static func isCandidate(_ text: Span<UInt8>) -> Bool {
    text.count >= 10 && hasLongRun(text) && holdsRuns(text)
  }

  /// Returns true where twelve digits and signs stand side by side, or five letters where there are four digits.
  ///
  /// Hardly any key passes, and every candidate does. A text of more than 64 bytes passes unread.
  private static func hasLongRun(_ text: Span<UInt8>) -> Bool {
    KeyBytesKernel.kinds(text)?.holdLongRun ?? true
  }

  /// Returns true where slashes may stand between the groups of a number: where there are two, or another sign beside
  /// one.
  private static func mayDivideBySlashes(_ text: Span<UInt8>) -> Bool {
    var slashes = 0
    for at in 0..<text.count {
      let byte = text[at]
      if byte == 0x2F {
        slashes += 1
      } else if byte >= 0x80 || byte == 0x09 || byte == 0x5F || byte >= 0x20 && byte < 0x2F {
        return true
      }
    }
    return slashes > 1
  }

  /// Decides ``isCandidate(_:)`` byte by byte.
  static func holdsRuns(_ text: Span<UInt8>) -> Bool {
    var digits = 0
    var letters = 0
    var signs = 0
    let slashesDivide = mayDivideBySlashes(text)
    for at in 0..<text.count {
      let byte = text[at]
      if byte == 0x2F, !slashesDivide {
        (digits, letters, signs) = (0, 0, 0)
        continue
      }
      if IdentifierText.isDigit(byte) || byte >= 0xC0 {
        digits = signs > 0 && letters > 0 ? 1 : digits + 1
        signs = 0
        if digits >= 12 || letters >= 5 && digits == 4 { return true }
      } else if byte >= 0x80 {
        continue
      } else if IdentifierText.isLetter(byte & ~0x20) {
        letters = digits > 0 || signs > 0 ? 1 : letters + 1
        digits = 0
        signs = 0
      } else if (byte >= 0x20 && byte <= 0x2F || byte == 0x5F || byte == 0x09) && signs < 2 {
        signs += 1
        letters = 0
      } else {
        (digits, letters, signs) = (0, 0, 0)
      }
    }
    return false
  }
}
