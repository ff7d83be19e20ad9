/// An e-mail address, as PayPal and similar services name accounts.
///
/// Addresses are compared in lower case as a whole, because such services ignore case, with the domain in its ASCII
/// form. Dots and `+tags` before the at sign stay: whether they matter is the mail provider's rule, and they prove no
/// identity.
public struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
  /// The address, lower-case, with a punycode domain.
  public let address: String

  /// Reads an address, with or without `<` and `>` or `mailto:`.
  ///
  /// - Throws: ``IdentifierFault`` when the text is not an address.
  public init(_ written: some StringProtocol) throws(IdentifierFault) {
    var text = Substring(IdentifierText.trimmed(written).lowercased())
    if text.hasPrefix("<"), text.hasSuffix(">") { text = text.dropFirst().dropLast() }
    if text.hasPrefix("mailto:") { text = text.dropFirst(7) }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw .shape("an address has one @") }
    let name = parts[0]
    guard (1...64).contains(name.utf8.count),
      name.unicodeScalars.allSatisfy({ EmailAddress.isNamePart($0) })
    else { throw .shape("the part before the @ is not a mailbox") }
    let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2 else { throw .shape("a domain has a dot") }
    var domain: [String] = []
    for label in labels {
      guard let plain = Punycode.label(label), EmailAddress.isLabel(plain) else {
        throw .shape("\"\(parts[1])\" is not a domain")
      }
      domain.append(plain)
    }
    guard domain.last.map({ !$0.utf8.allSatisfy(IdentifierText.isDigit) }) == true else {
      throw .shape("a domain does not end with a number")
    }
    address = "\(name)@\(domain.joined(separator: "."))"
  }

  /// The address.
  public var description: String { address }

  /// The account's key: `email:seller@example.ca`.
  public var key: AccountKey { AccountKey(kind: .email, value: address) }

  private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.isASCII else { return scalar.properties.isAlphabetic }
    switch scalar.value {
    case 0x30...0x39, 0x61...0x7A: return true
    default: return ".!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar)
    }
  }

  private static func isLabel(_ label: String) -> Bool {
    (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
      && label.utf8.allSatisfy { byte in
        IdentifierText.isDigit(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
      }
  }
}

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

/// The ASCII form of a label of a domain name (RFC 3492).
enum Punycode {
  /// Returns the label itself where it is ASCII, else `xn--` and its encoding; nil where it is too long.
  static func label(_ label: some StringProtocol) -> String? {
    let scalars = Array(label.unicodeScalars)
    if scalars.allSatisfy(\.isASCII) { return String(label) }
    guard scalars.count <= 63 else { return nil }
    return encoded(scalars.map(\.value)).map { "xn--" + String(decoding: $0, as: UTF8.self) }
  }

  private static func encoded(_ input: [UInt32]) -> [UInt8]? {
    var output = input.compactMap { $0 < 0x80 ? UInt8($0) : nil }
    let basic = output.count
    if basic > 0 { output.append(0x2D) }
    var next: UInt32 = 128
    var delta = 0
    var bias = 72
    var handled = basic
    while handled < input.count {
      guard let least = input.filter({ $0 >= next }).min() else { return nil }
      delta += Int(least - next) * (handled + 1)
      next = least
      for code in input {
        if code < next { delta += 1 }
        guard code == next else { continue }
        var rest = delta
        var place = 36
        while true {
          let threshold = min(max(place - bias, 1), 26)
          if rest < threshold { break }
          output.append(digit(threshold + (rest - threshold) % (36 - threshold)))
          rest = (rest - threshold) / (36 - threshold)
          place += 36
        }
        output.append(digit(rest))
        bias = adapted(delta, handled + 1, isFirst: handled == basic)
        delta = 0
        handled += 1
      }
      delta += 1
      next += 1
    }
    return output
  }

  private static func adapted(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var bias = 0
    while delta > 455 {
      delta /= 35
      bias += 36
    }
    return bias + 36 * delta / (delta + 38)
  }

  private static func digit(_ value: Int) -> UInt8 { UInt8(value < 26 ? value + 0x61 : value + 22) }
}
