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
