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
