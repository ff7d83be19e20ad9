/// An Indian account by its bank and its number.
///
/// The branch is not part of it: branches merge and get other codes, and the number stays. Leading zeros are left out,
/// because banks print the same number with and without them.
public struct IndianAccount: Hashable, Sendable {
  /// The four letters that begin the bank's branch codes, `HDFC`.
  public let bank: String
  /// The digits without leading zeros.
  public let number: String

  /// Reads an account number of a branch.
  ///
  /// - Throws: ``IdentifierFault`` where it does not have 9 to 18 digits.
  public init(_ written: some StringProtocol, of branch: IFSC) throws(IdentifierFault) {
    try self.init(written, bank: branch.bank)
  }

  /// Reads an account number of a bank, given by its four letters.
  ///
  /// - Throws: ``IdentifierFault`` where the number does not have 9 to 18 digits, or the bank not four letters.
  public init(
    _ written: some StringProtocol, bank: some StringProtocol
  ) throws(IdentifierFault) {
    guard let letters = IdentifierText(bank), letters.compact.count == 4,
      letters.compact.allSatisfy(IdentifierText.isLetter)
    else { throw .shape("a bank is given by four letters") }
    // SBI writes an underscore before the number, so that spreadsheets keep its zeros.
    guard let read = IdentifierText(written, separators: [0x2D, 0x5F]), read.isDigits else {
      throw .shape("an account number has digits only")
    }
    guard (9...18).contains(read.compact.count) else {
      throw .length(expected: "9 to 18", found: read.compact.count)
    }
    let digits = read.string.drop { $0 == "0" }
    guard !digits.isEmpty else { throw .shape("an account number is not all zeros") }
    self.bank = letters.string
    number = String(digits)
  }

  /// The account's key: `in:HDFC:50100012345678`.
  public var key: AccountKey { AccountKey(kind: .indianAccount, value: "\(bank):\(number)") }
}
