/// Addresses without a kind of their own whose case means nothing.
///
/// They are the hexadecimal addresses of Ethereum and its kin, bech32 addresses in capitals, and UUIDs.
///
/// Base58 addresses, such as Bitcoin's older ones, tell upper case from lower case and stay as they are.
enum CaselessAddress {
  /// Returns the address in lower case; nil where the text is none.
  static func canonical(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    let span = bytes.span
    guard isHexadecimal(span) || isBech32(span) || isUUID(span) else { return nil }
    return text.lowercased()
  }

  /// Returns true where the bytes of a key could be such an address, judged by a few of them.
  static func isCandidate(_ key: Span<UInt8>) -> Bool {
    switch key.count {
    case 42 where key[0] == 0x30: key[1] | 0x20 == 0x78
    case 36: key[8] == 0x2D && key[13] == 0x2D
    case 14...: key[0] >= 0x41 && key[0] <= 0x5A && (key[2] == 0x31 || key[3] == 0x31)
    default: false
    }
  }

  private static func isHexadecimal(_ key: Span<UInt8>) -> Bool {
    key.count == 42 && key[0] == 0x30 && key[1] | 0x20 == 0x78
      && (2..<42).allSatisfy { isHexDigit(key[$0]) }
  }

  private static func isUUID(_ key: Span<UInt8>) -> Bool {
    key.count == 36
      && (0..<36).allSatisfy {
        [8, 13, 18, 23].contains($0) ? key[$0] == 0x2D : isHexDigit(key[$0])
      }
  }

  /// Returns true for bech32 in capitals, as scanned codes have it; mixed case is invalid.
  private static func isBech32(_ key: Span<UInt8>) -> Bool {
    guard (14...90).contains(key.count) else { return false }
    let prefixes = ["BC1", "TB1", "LTC1"]
    guard
      prefixes.contains(where: { prefix in
        let bytes = Array(prefix.utf8)
        return bytes.indices.allSatisfy { key[$0] == bytes[$0] }
      })
    else { return false }
    return (0..<key.count).allSatisfy {
      IdentifierText.isDigit(key[$0]) || IdentifierText.isLetter(key[$0])
    }
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    IdentifierText.isDigit(byte) || (0x61...0x66).contains(byte | 0x20)
  }
}
