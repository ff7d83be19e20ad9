/// An address of the Indian Unified Payments Interface: `name@handle`, with no dot in the handle.
public struct UPIAddress: Hashable, Sendable, CustomStringConvertible {
  /// The address, lower-case.
  public let address: String

  /// Reads an address.
  ///
  /// - Throws: ``IdentifierFault/truncated`` where the handle is missing, as in narrations cut at some width: such a
  ///   text is a hint and names nobody; else ``IdentifierFault/shape(_:)``.
  public init(_ written: some StringProtocol) throws(IdentifierFault) {
    let text = IdentifierText.trimmed(written).lowercased()
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw .shape("a UPI address has one @") }
    let name = parts[0].utf8
    guard (2...256).contains(name.count), let first = name.first, UPIAddress.isWord(first),
      name.allSatisfy({ UPIAddress.isWord($0) || $0 == 0x2E || $0 == 0x5F || $0 == 0x2D })
    else { throw .shape("the part before the @ is not a name") }
    let handle = parts[1].utf8
    guard !handle.isEmpty else { throw .truncated }
    guard (2...64).contains(handle.count), let letter = handle.first,
      (0x61...0x7A).contains(letter), handle.allSatisfy(UPIAddress.isWord)
    else { throw .shape("the part after the @ is not a handle") }
    address = text
  }

  /// The address.
  public var description: String { address }

  /// The account's key: `upi:ravi.k@okhdfcbank`.
  public var key: AccountKey { AccountKey(kind: .upi, value: address) }

  private static func isWord(_ byte: UInt8) -> Bool {
    IdentifierText.isDigit(byte) || (0x61...0x7A).contains(byte)
  }
}
