/// A Canadian account by institution, transit and account number.
public struct CanadianAccount: Hashable, Sendable {
  /// The institution, three digits.
  public let institution: String
  /// The transit number, five digits.
  public let transit: String
  /// The account number, up to twelve digits, with leading zeros as written: they are part of the numbers that banks
  /// give.
  public let account: String

  /// Reads the branch as cheques (`12345-003`) or electronic payments (`000312345`) write it, and the account number.
  ///
  /// - Throws: ``IdentifierFault`` where the texts are not such an account.
  public init(
    branch: some StringProtocol, account: some StringProtocol
  ) throws(IdentifierFault) {
    guard let read = IdentifierText(branch, separators: [0x2D, 0x2F]), read.isDigits else {
      throw .shape("a transit number has digits only")
    }
    switch read.compact.count {
    case 8:
      transit = String(read.string.prefix(5))
      institution = String(read.string.suffix(3))
    case 9 where read.compact[0] == 0x30:
      institution = String(read.string.dropFirst().prefix(3))
      transit = String(read.string.suffix(5))
    case 9: throw .shape("an electronic transit number starts with 0")
    case let found: throw .length(expected: "8 or 9", found: found)
    }
    guard let number = IdentifierText(account, separators: [0x2D]), number.isDigits else {
      throw .shape("an account number has digits only")
    }
    guard (5...12).contains(number.compact.count) else {
      throw .length(expected: "5 to 12", found: number.compact.count)
    }
    self.account = number.string
  }

  /// The account's key: `ca:003-12345-1234567`.
  public var key: AccountKey {
    AccountKey(kind: .canadianAccount, value: "\(institution)-\(transit)-\(account)")
  }
}
