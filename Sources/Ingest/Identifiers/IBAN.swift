/// An international bank account number (ISO 13616).
///
/// Its length and characters are those of the country's registry entry, and its two check digits fit (mod 97 = 1).
/// National check digits inside the number decide nothing, because banks issue numbers that break them;
/// ``hasNationalCheckDigits`` tells whether they fit.
public struct IBAN: Hashable, Sendable, CustomStringConvertible {
  /// Upper-case letters and digits without separators.
  public let compact: String

  /// Reads an IBAN, with or without spaces, dashes and dots, in any case.
  ///
  /// - Throws: ``IdentifierFault`` when the text is not an IBAN.
  public init(_ written: some StringProtocol) throws(IdentifierFault) {
    guard let read = IdentifierText(written, separators: [0x2D, 0x2E]) else {
      throw .shape("an IBAN has letters and digits only")
    }
    let characters = read.compact
    guard characters.count >= 5 else {
      throw .length(expected: "15 to 34", found: characters.count)
    }
    guard characters.prefix(2).allSatisfy(IdentifierText.isLetter),
      characters[2...3].allSatisfy(IdentifierText.isDigit)
    else { throw .shape("an IBAN starts with two letters and two digits") }
    let country = String(decoding: characters.prefix(2), as: UTF8.self)
    guard let structure = IBANStructure.of(country) else { throw .country(country) }
    guard characters.count == structure.length + 4 else {
      throw .length(expected: "\(structure.length + 4)", found: characters.count)
    }
    guard structure.fits(characters[4...]) else {
      throw .shape("letters and digits are not where IBANs of \(country) have them")
    }
    guard IBAN.remainder(characters) == 1 else { throw .checkDigits }
    compact = read.string
  }

  /// The two letters of the country.
  public var country: String { String(compact.prefix(2)) }

  /// The national account number: all characters after the check digits.
  public var national: Substring { compact.dropFirst(4) }

  /// True where the check digits that the country puts inside the number fit; nil where none are known here.
  ///
  /// Those of Spain (two digits over bank and branch, and over the account), Norway (one digit over the rest) and
  /// Belgium (mod 97) are known. They are advice: a number that breaks them is read all the same, because libraries
  /// disagree on them and banks do not always keep to them.
  /// - Complexity: O(1).
  public var hasNationalCheckDigits: Bool? {
    let digits = national.utf8.map { Int($0) - 0x30 }
    func isMod11(_ number: [Int], _ weights: [Int], check: Int) -> Bool {
      let sum = zip(number, weights).reduce(0) { $0 + $1.0 * $1.1 }
      let expected = (11 - sum % 11) % 11
      // There is no digit for a remainder of ten: Spain writes one; Norway does not give such numbers out.
      return country == "ES" && expected == 10 ? check == 1 : expected == check
    }
    switch country {
    case "ES" where digits.count == 20:
      return isMod11(Array(digits[..<8]), [4, 8, 5, 10, 9, 7, 3, 6], check: digits[8])
        && isMod11(Array(digits[10...]), [1, 2, 4, 8, 5, 10, 9, 7, 3, 6], check: digits[9])
    case "NO" where digits.count == 11:
      return isMod11(Array(digits[..<10]), [5, 4, 3, 2, 7, 6, 5, 4, 3, 2], check: digits[10])
    case "BE" where digits.count == 12:
      let rest = digits[..<10].reduce(0) { ($0 * 10 + $1) % 97 }
      return (rest == 0 ? 97 : rest) == digits[10] * 10 + digits[11]
    default: return nil
    }
  }

  /// The number in groups of four, as it is printed.
  public var description: String {
    var groups: [Substring] = []
    var rest = Substring(compact)
    while !rest.isEmpty {
      groups.append(rest.prefix(4))
      rest = rest.dropFirst(4)
    }
    return groups.joined(separator: " ")
  }

  /// Returns the number modulo 97, with its first four characters at the end and letters as two digits.
  private static func remainder(_ characters: [UInt8]) -> Int {
    var remainder = 0
    for character in characters[4...] + characters[..<4] {
      remainder =
        IdentifierText.isDigit(character)
        ? (remainder * 10 + Int(character) - 0x30) % 97
        : (remainder * 100 + Int(character) - 0x41 + 10) % 97
    }
    return remainder
  }
}

/// The characters that an IBAN of one country has after its check digits.
///
/// The structures are those of the SWIFT IBAN registry, and of the countries outside it whose banks write IBANs.
struct IBANStructure: Sendable {
  /// The runs of one class: `n` digits, `a` letters, `c` either.
  private let runs: [(count: Int, kind: UInt8)]

  /// The number of characters of all runs.
  let length: Int

  /// Returns the structure of a country's numbers; nil where it has none.
  static func of(_ country: String) -> IBANStructure? { all[country] }

  /// Returns true where each character is of the class of its run.
  func fits(_ characters: ArraySlice<UInt8>) -> Bool {
    var at = characters.startIndex
    for run in runs {
      for _ in 0..<run.count {
        let character = characters[at]
        let isDigit = IdentifierText.isDigit(character)
        if run.kind == UInt8(ascii: "n") ? !isDigit : run.kind == UInt8(ascii: "a") && isDigit {
          return false
        }
        at += 1
      }
    }
    return true
  }

  private init(_ text: String) {
    var runs: [(count: Int, kind: UInt8)] = []
    var count = 0
    for byte in text.utf8 {
      if IdentifierText.isDigit(byte) {
        count = count * 10 + Int(byte) - 0x30
      } else {
        runs.append((count, byte))
        count = 0
      }
    }
    self.runs = runs
    length = runs.reduce(0) { $0 + $1.count }
  }

  private static let all: [String: IBANStructure] = {
    var all: [String: IBANStructure] = [:]
    for (text, countries) in table {
      for country in countries.split(separator: " ") {
        all[String(country)] = IBANStructure(text)
      }
    }
    return all
  }()

  private static let table: [(String, String)] = [
    ("4n4n12c", "AD"),
    ("3n16n", "AE"),
    ("8n16c", "AL"),
    ("21n", "AO CV MZ"),
    ("5n11n", "AT LT"),
    ("3n11n", "AX FI"),
    ("4a20c", "AZ"),
    ("3n3n8n2n", "BA"),
    ("3n7n2n", "BE"),
    ("2c22n", "BF BJ ML"),
    ("4a4n2n8c", "BG"),
    ("4a14c", "BH"),
    ("5n5n11n2n", "BI MR"),
    ("5n5n11c2n", "BL FR GF GP MC MF MQ NC PF PM RE TF WF YT"),
    ("8c5n10n1c1c", "BR"),
    ("4c4n16c", "BY"),
    ("23n", "CF CG CM DJ GA GQ KM MG TD"),
    ("5n12c", "CH LI"),
    ("2a22n", "CI NE SN"),
    ("4n14n", "CR"),
    ("3n5n16c", "CY"),
    ("4n6n10n", "CZ SK"),
    ("8n10n", "DE"),
    ("4n9n1n", "DK FO GL"),
    ("4c20n", "DO"),
    ("22n", "DZ IR"),
    ("2n2n11n1n", "EE"),
    ("4n4n17n", "EG"),
    ("4n4n1n1n10n", "ES"),
    ("2a12n", "FK"),
    ("4a6n8n", "GB GG IE IM JE"),
    ("2a16n", "GE"),
    ("4a15c", "GI"),
    ("3n4n16c", "GR"),
    ("4c20c", "GT"),
    ("2c19n", "GW"),
    ("4a20n", "HN NI SV"),
    ("7n10n", "HR"),
    ("3n4n1n15n1n", "HU"),
    ("3n3n13n", "IL"),
    ("4a3n12n", "IQ"),
    ("4n2n6n10n", "IS"),
    ("1a5n5n12c", "IT SM"),
    ("4a4n18c", "JO YE"),
    ("4a22c", "KW"),
    ("3n13c", "KZ LU"),
    ("4n20c", "LB"),
    ("4a24c", "LC"),
    ("4a13c", "LV"),
    ("3n3n15n", "LY"),
    ("24n", "MA"),
    ("2c18c", "MD"),
    ("3n13n2n", "ME RS"),
    ("3n10c2n", "MK"),
    ("4n12n", "MN"),
    ("4a5n18c", "MT"),
    ("4a2n2n12n3n3a", "MU"),
    ("4a10n", "NL"),
    ("4n6n1n", "NO"),
    ("3n16c", "OM"),
    ("4a16c", "PK RO"),
    ("8n16n", "PL"),
    ("4a21c", "PS QA"),
    ("4n4n11n2n", "PT ST"),
    ("9n5n15c", "RU"),
    ("2n18c", "SA"),
    ("4a2n2n16n3a", "SC"),
    ("2n12n", "SD"),
    ("3n16n1n", "SE"),
    ("5n8n2n", "SI"),
    ("4n3n12n", "SO"),
    ("2a3n5n12n2n", "TG"),
    ("3n14n2n", "TL"),
    ("2n3n13n2n", "TN"),
    ("5n1n16c", "TR"),
    ("6n19c", "UA"),
    ("3n15n", "VA"),
    ("4a16n", "VG"),
    ("4n10n2n", "XK"),
  ]
}
