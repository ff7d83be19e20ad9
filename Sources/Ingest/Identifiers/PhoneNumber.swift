/// A telephone number in the form of E.164: `+`, country, number.
public struct PhoneNumber: Hashable, Sendable, CustomStringConvertible {
  /// `+` and 8 to 15 digits.
  public let number: String

  /// Reads a number: with `+` or `00` and the country, or as it is dialled within a country.
  ///
  /// - Parameter country: the two letters of the country whose habits a number without `+` follows.
  /// - Throws: ``IdentifierFault`` when the text is not such a number, or the country is not known.
  public init(
    _ written: some StringProtocol, country: String? = nil
  ) throws(IdentifierFault) {
    let text = IdentifierText.trimmed(written)
    let isInternational = text.hasPrefix("+") || text.hasPrefix("00")
    let bare = text.hasPrefix("+") ? text.dropFirst() : Substring(text)
    guard
      let read = IdentifierText(bare, separators: [0x28, 0x29, 0x2D, 0x2E, 0x2F]), read.isDigits
    else { throw .shape("a telephone number has digits only") }
    var digits = read.string[...]
    if isInternational {
      if text.hasPrefix("00") { digits = digits.dropFirst(2) }
      // "+44 (0)20 …": the zero in brackets is dialled within the country only.
      if let zero = text.firstRange(of: "(0)"), let plan = PhoneNumber.plan(prefixing: digits),
        plan.trunk == "0"
      {
        let before = text[..<zero.lowerBound].filter(\.isNumber)
        if before == plan.code || before == "00" + plan.code {
          digits = (plan.code + digits.dropFirst(plan.code.count + 1))[...]
        }
      }
    } else {
      guard let country else { throw .needs("the country") }
      guard let plan = PhoneNumber.plans[country] else { throw .country(country) }
      if !plan.trunk.isEmpty, digits.hasPrefix(plan.trunk) {
        digits = digits.dropFirst(plan.trunk.count)
      }
      guard plan.lengths.contains(digits.count) else {
        throw .length(
          expected: "\(plan.lengths.lowerBound) to \(plan.lengths.upperBound)", found: digits.count)
      }
      digits = (plan.code + digits)[...]
    }
    guard (8...15).contains(digits.count), digits.first != "0" else {
      throw .length(expected: "8 to 15", found: digits.count)
    }
    number = "+\(digits)"
  }

  /// The number.
  public var description: String { number }

  /// The account's key: `phone:+442079460123`.
  public var key: AccountKey { AccountKey(kind: .phone, value: number) }

  private struct Plan {
    let code: String
    let trunk: String
    let lengths: ClosedRange<Int>
  }

  private static func plan(prefixing digits: Substring) -> Plan? {
    plans.values.filter { digits.hasPrefix($0.code) }.max { $0.code.count < $1.code.count }
  }

  /// The rules of dialling within the countries whose statements are read.
  private static let plans: [String: Plan] = [
    "GB": Plan(code: "44", trunk: "0", lengths: 9...10),
    "IE": Plan(code: "353", trunk: "0", lengths: 7...9),
    "IN": Plan(code: "91", trunk: "0", lengths: 10...10),
    "CA": Plan(code: "1", trunk: "1", lengths: 10...10),
    "US": Plan(code: "1", trunk: "1", lengths: 10...10),
    "DE": Plan(code: "49", trunk: "0", lengths: 6...11),
    "FR": Plan(code: "33", trunk: "0", lengths: 9...9),
    "ES": Plan(code: "34", trunk: "", lengths: 9...9),
    "IT": Plan(code: "39", trunk: "", lengths: 8...11),
    "NL": Plan(code: "31", trunk: "0", lengths: 9...9),
    "BE": Plan(code: "32", trunk: "0", lengths: 8...9),
    "PL": Plan(code: "48", trunk: "", lengths: 9...9),
    "AU": Plan(code: "61", trunk: "0", lengths: 9...9),
    "NZ": Plan(code: "64", trunk: "0", lengths: 8...10),
  ]
}
