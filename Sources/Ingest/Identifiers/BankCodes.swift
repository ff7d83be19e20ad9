/// The code of a bank (ISO 9362).
///
/// Two codes are equal where their first eight characters are: the last three name a branch.
public struct BIC: Hashable, Sendable, CustomStringConvertible {
  /// The eight characters of bank, country and location.
  public let institution: String
  /// The three characters of the branch; nil for the head office (`XXX` or none).
  public let branch: String?
  /// True where the bank's four characters are letters, as they are in all codes that SWIFT has given out; ISO 9362
  /// allows digits.
  public let isUsual: Bool

  /// Reads a code in any case.
  ///
  /// - Throws: ``IdentifierFault`` when the text is not such a code.
  public init(_ written: some StringProtocol) throws(IdentifierFault) {
    guard let read = IdentifierText(written) else {
      throw .shape("a BIC has letters and digits only")
    }
    let characters = read.compact
    guard characters.count == 8 || characters.count == 11 else {
      throw .length(expected: "8 or 11", found: characters.count)
    }
    let country = String(decoding: characters[4..<6], as: UTF8.self)
    guard characters[4..<6].allSatisfy(IdentifierText.isLetter) else {
      throw .shape("a BIC has its country's letters as characters five and six")
    }
    guard CountryCodes.contains(country) else { throw .country(country) }
    isUsual = characters[..<4].allSatisfy(IdentifierText.isLetter)
    institution = String(decoding: characters[..<8], as: UTF8.self)
    let rest = String(decoding: characters[8...], as: UTF8.self)
    branch = rest.isEmpty || rest == "XXX" ? nil : rest
  }

  /// The two letters of the country.
  public var country: String { String(institution.dropFirst(4).prefix(2)) }

  /// The code, with the branch where it names one.
  public var description: String { institution + (branch ?? "") }

  /// Returns true where both codes name the same bank.
  public static func == (left: BIC, right: BIC) -> Bool { left.institution == right.institution }

  /// Hashes the eight characters that are compared.
  public func hash(into hasher: inout Hasher) { hasher.combine(institution) }

  /// The bank's key: `bic:AIBKIE2D`.
  public var key: AccountKey { AccountKey(kind: .bic, value: institution) }
}

/// The code of an Indian bank's branch (Indian Financial System Code).
///
/// It has four letters, a zero, and six letters or digits. Today's directory of branches is not consulted: it lacks the
/// codes of banks that have merged since, and records of their time are right.
public struct IFSC: Hashable, Sendable, CustomStringConvertible {
  /// The eleven characters, upper-case.
  public let code: String

  /// Reads a code in any case.
  ///
  /// - Throws: ``IdentifierFault`` when the text is not such a code.
  public init(_ written: some StringProtocol) throws(IdentifierFault) {
    guard let read = IdentifierText(written) else {
      throw .shape("an IFSC has letters and digits only")
    }
    guard read.compact.count == 11 else { throw .length(expected: "11", found: read.compact.count) }
    guard read.compact[..<4].allSatisfy(IdentifierText.isLetter), read.compact[4] == 0x30 else {
      throw .shape("an IFSC starts with four letters and a zero")
    }
    code = read.string
  }

  /// The four letters of the bank.
  public var bank: String { String(code.prefix(4)) }

  /// The code.
  public var description: String { code }
}

/// The four letters with which the branch codes and references of Indian banks begin.
enum IndianBankCodes {
  static let all: Set<String> = [
    "ABHY", "AIRP", "ALLA", "ANDB", "APGB", "AUBL", "AXIS", "AXNG", "AXSK", "BACB", "BARB", "BARC",
    "BBKM", "BDBL", "BKDN",
    "BKID", "BNPA", "BOFA", "CBIN", "CITI", "CIUB", "CLBL", "CNRB", "CORP", "COSB", "CRUB", "CSBK",
    "DBSS", "DCBL", "DEUT", "DLXB", "DNSB", "ESFB", "ESMF", "FDRL", "FINO", "FSFB", "GSCB", "HDFC",
    "HSBC", "IBKL", "ICIC", "IDFB", "IDIB", "INDB", "IOBA", "IPOS", "JAKA", "JIOP", "JSBP", "KARB",
    "KKBK", "KVBL", "LAVB", "MAHB", "NKGS", "NSPB", "NTBL", "ORBC", "PMCB", "PSIB", "PUNB", "PYTM",
    "RATN", "RBIS", "SBBJ", "SBHY", "SBIN", "SBMY", "SBTR", "SCBL", "SIBL", "SRCB", "STBP", "SURY",
    "SVCB", "SYNB", "TJSB", "TMBL", "UBIN", "UCBA", "UJVN", "USFB", "UTBI", "UTIB", "UTKS", "VIJB",
    "VYSA", "YESB",
  ]
}

/// The two-letter codes of countries (ISO 3166-1), with XK, which banks use for Kosovo.
enum CountryCodes {
  static func contains(_ code: String) -> Bool { all.contains(code) }

  /// Returns the code of a country that is written as a code of two or three letters or, where its banks number
  /// accounts in a way of their own, by its name; nil for other texts.
  static func code(_ written: String) -> String? {
    let text = IdentifierText.trimmed(written).uppercased()
    if let known = names[text] { return known }
    return contains(text) ? text : nil
  }

  private static let names = [
    "UK": "GB", "GBR": "GB", "UNITED KINGDOM": "GB", "GREAT BRITAIN": "GB", "BRITAIN": "GB",
    "ENGLAND": "GB",
    "SCOTLAND": "GB", "WALES": "GB", "NORTHERN IRELAND": "GB", "IRL": "IE", "IRELAND": "IE",
    "REPUBLIC OF IRELAND": "IE", "CAN": "CA", "CANADA": "CA",
  ]

  private static let all: Set<String> = Set(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS
    BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE
    EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM
    HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC
    LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
    NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
    SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO
    TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
    """.split { $0 == " " || $0 == "\n" }.map(String.init))
}
