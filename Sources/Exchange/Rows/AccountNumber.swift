/// The number within an account's key, as registers of accounts write it: without the kind, and without the code of the
/// bank that other fields hold.
enum AccountNumber {
  /// Returns the number in a key of a known kind, `912000000048` of `in:ZQKB:912000000048`; any other key unchanged.
  static func number(_ key: String) -> String {
    let bytes = Array(key.utf8)
    guard let colon = bytes.firstIndex(of: 0x3A) else { return key }
    let (kind, value) = (bytes[..<colon], bytes[(colon + 1)...])
    var number = value
    switch String(decoding: kind, as: UTF8.self) {
    case "iban", "bic", "email", "upi", "phone": break
    case "gb", "ie":
      guard let slash = value.lastIndex(of: 0x2F) else { return key }
      number = value[(slash + 1)...]
    case "in":
      guard let last = value.lastIndex(of: 0x3A) else { return key }
      number = value[(last + 1)...]
    default: return key
    }
    return number.isEmpty ? key : String(decoding: number, as: UTF8.self)
  }

  /// Returns the IBAN in a key of that kind; nil where its check digits do not fit, because readers drop such numbers
  /// without a word.
  static func iban(_ key: String) -> String? {
    let bytes = Array(key.utf8)
    guard bytes.starts(with: "iban:".utf8), (20...39).contains(bytes.count) else { return nil }
    let iban = bytes.dropFirst(5)
    var remainder = 0
    for byte in iban.dropFirst(4) + iban.prefix(4) {
      switch byte {
      case 0x30...0x39: remainder = (remainder * 10 + Int(byte) - 0x30) % 97
      case 0x41...0x5A: remainder = (remainder * 100 + Int(byte) - 55) % 97
      default: return nil
      }
    }
    return remainder == 1 ? String(decoding: iban, as: UTF8.self) : nil
  }

  /// Returns the code of a bank in a key of that kind; nil for other keys.
  static func bank(_ key: String) -> String? {
    let bytes = Array(key.utf8)
    guard bytes.starts(with: "bic:".utf8) else { return nil }
    return String(decoding: bytes.dropFirst(4), as: UTF8.self)
  }
}
