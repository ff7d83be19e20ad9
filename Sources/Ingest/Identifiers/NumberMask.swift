internal import Hashing
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

/// The number of a payment card, which is never kept whole.
///
/// The digits live only as long as this value. Only ``key(with:)`` or ``masked`` is kept: the first six and the last
/// four digits, the same everywhere, because different extracts of one number together give it away.
public struct CardNumber: Sendable {
  private let digits: String

  /// Reads a card number of 13 to 19 digits, in groups or not.
  ///
  /// - Throws: ``IdentifierFault`` where the number is not a card's.
  public init(_ written: some StringProtocol) throws(IdentifierFault) {
    guard let read = IdentifierText(written, separators: [0x2D]), read.isDigits else {
      throw .shape("a card number has digits only")
    }
    guard (13...19).contains(read.compact.count) else {
      throw .length(expected: "13 to 19", found: read.compact.count)
    }
    guard CardNumber.isIssued(read.compact) else {
      throw .shape("no card issuer has numbers that start this way")
    }
    guard CardNumber.fitsLuhn(read.compact) else { throw .checkDigits }
    digits = read.string
  }

  /// The first six and the last four digits: `411111…1111`.
  public var masked: String { "\(digits.prefix(6))…\(digits.suffix(4))" }

  /// Returns the card's key, which is equal for two records of one card under one secret:
  /// `card:411111…1111:9f86d081884c7d65`.
  public func key(with secret: CardSecret) -> AccountKey {
    AccountKey(kind: .card, value: "\(masked):\(secret.mark(digits))")
  }

  /// Returns true where the last digit is the check digit of the others (ISO/IEC 7812, Luhn).
  static func fitsLuhn(_ digits: some BidirectionalCollection<UInt8>) -> Bool {
    var sum = 0
    var isDoubled = false
    for digit in digits.reversed() {
      let value = Int(digit) - 0x30
      sum += isDoubled ? (value > 4 ? value * 2 - 9 : value * 2) : value
      isDoubled.toggle()
    }
    return sum % 10 == 0
  }

  /// Returns true where a card network uses numbers of this length that start with these digits.
  static func isIssued(_ digits: [UInt8]) -> Bool {
    let lead = digits.prefix(4).reduce(0) { $0 * 10 + Int($1) - 0x30 }
    switch digits.count {
    case 13: return lead / 1000 == 4
    case 14: return lead / 100 == 36 || lead / 100 == 38 || (300...305).contains(lead / 10)
    case 15: return lead / 100 == 34 || lead / 100 == 37
    case 16:
      return lead / 1000 == 4 || (51...55).contains(lead / 100) || (2221...2720).contains(lead)
        || lead == 6011 || (3528...3589).contains(lead) || (60...65).contains(lead / 100)
        || lead / 1000 == 8 && lead / 100 == 81
    default:
      return lead / 1000 == 4 || lead / 100 == 62 || lead / 1000 == 6 || lead / 100 == 50
        || (56...58).contains(lead / 100)
    }
  }
}

/// The secret that turns card numbers into marks by which two records of one card can be compared.
///
/// A mark is an HMAC-SHA256 under this secret. Without the secret nobody can find the hidden digits by trying all of
/// them (there are only a hundred thousand), so the secret must not travel with the answers. The secret is one of
/// these:
///
/// - the user's own (``TransactionReader/cardSecret``), for a case whose marks must be comparable from one intake to
///   the next;
/// - else one made of the bytes of the input files: the same files give the same marks, nothing need be kept, and only
///   a person who holds the files, and with them the numbers, can make it. It is not the digest of the files that
///   answers print.
public struct CardSecret: Sendable {
  private let codes: HMACSHA256

  /// Takes the user's own secret, of any length; it must have at least 16 bytes that nobody can guess.
  public init(_ secret: some Sequence<UInt8>) {
    codes = HMACSHA256(key: SHA256.digest(of: Array("tributary card secret\n".utf8) + secret))
  }

  /// Makes a secret from the digests of some files, in any order.
  init(files digests: [[UInt8]]) {
    let ordered = digests.sorted { $0.lexicographicallyPrecedes($1) }
    self.init(ordered.flatMap { $0 })
  }

  /// Returns the part of one file in a secret made of files: a digest that is printed nowhere.
  static func part(of bytes: Span<UInt8>) -> [UInt8] {
    var hasher = SHA256()
    hasher.update(Array("tributary card secret of a file\n".utf8))
    hasher.update(bytes)
    return hasher.digest()
  }

  /// Returns the first 64 bits of the digits' HMAC, in hexadecimal.
  func mark(_ digits: String) -> String {
    FileDigest(bytes: Array(codes.code(of: Array(digits.utf8)).prefix(8))).hex
  }
}
