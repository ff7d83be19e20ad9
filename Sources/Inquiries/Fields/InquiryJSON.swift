/// The values that the JSON of a question may hold.
enum JSONScalar: Hashable, Sendable {
  case integer(Int)
  case string(String)
  case strings([String])
}

/// Canonical JSON of a flat object: equal objects give equal bytes.
///
/// Members are in the order of their names, without white space; values are whole numbers, strings and lists of
/// strings; escapes stand only where JSON demands them.
enum InquiryJSON {
  /// Writes an object.
  static func text(_ members: [(name: String, value: JSONScalar)]) -> String {
    let sorted = members.sorted {
      $0.name.unicodeScalars.lexicographicallyPrecedes($1.name.unicodeScalars)
    }
    var text = "{"
    for (position, member) in sorted.enumerated() {
      if position > 0 { text += "," }
      write(member.name, to: &text)
      text += ":"
      switch member.value {
      case .integer(let number): text += String(number)
      case .string(let string): write(string, to: &text)
      case .strings(let strings):
        text += "["
        for (position, string) in strings.enumerated() {
          if position > 0 { text += "," }
          write(string, to: &text)
        }
        text += "]"
      }
    }
    return text + "}"
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\u{8}": text += "\\b"
      case "\u{C}": text += "\\f"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{0}"..<"\u{20}":
        let hex = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }

  /// Reads an object; its members are in the order of the text, and a name may come twice.
  static func members(
    _ text: String
  ) throws(InquiryError) -> [(name: String, value: JSONScalar)] {
    var reader = JSONReader(text)
    return try reader.object()
  }
}

/// A reader of the JSON that a question may have, by bytes.
private struct JSONReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func object() throws(InquiryError) -> [(name: String, value: JSONScalar)] {
    var members: [(name: String, value: JSONScalar)] = []
    try expect("{")
    if !take("}") {
      repeat {
        let name = try string()
        try expect(":")
        members.append((name, try value(of: name)))
      } while take(",")
      try expect("}")
    }
    skipBlanks()
    guard position == bytes.count else { throw fault("more text follows") }
    return members
  }

  private mutating func value(of name: String) throws(InquiryError) -> JSONScalar {
    skipBlanks()
    guard position < bytes.count else { throw fault("it ends early") }
    switch bytes[position] {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "["):
      position += 1
      var strings: [String] = []
      if take("]") { return .strings([]) }
      repeat {
        skipBlanks()
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
          throw .wrongType(name, takes: "a list of texts")
        }
        strings.append(try string())
      } while take(",")
      try expect("]")
      return .strings(strings)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return .integer(try integer(name))
    default: throw .wrongType(name, takes: "a whole number, a text or a list of texts")
    }
  }

  private mutating func integer(_ name: String) throws(InquiryError) -> Int {
    let start = position
    while position < bytes.count, !isEnd(bytes[position]) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let number = Int(text), "\(number)" == text else {
      throw .wrongType(name, takes: "a whole number of 64 bits")
    }
    return number
  }

  private func isEnd(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), 0x20, 0x09, 0x0A, 0x0D: true
    default: false
    }
  }

  private mutating func string() throws(InquiryError) -> String {
    try expect("\"")
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text += try escaped().utf8
      case 0..<0x20: throw fault("a string holds a control character")
      default: text.append(byte)
      }
    }
    throw fault("a string has no end")
  }

  private mutating func escaped() throws(InquiryError) -> String {
    guard position < bytes.count else { throw fault("a string has no end") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return String(try scalar())
    default: throw fault("a string holds an unknown escape")
    }
  }

  /// Reads the digits of `\u` and, where they are the first half of a pair, those of the other half.
  private mutating func scalar() throws(InquiryError) -> Unicode.Scalar {
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard (0xD800..<0xDC00).contains(first), position + 1 < bytes.count,
      bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
    else { throw fault("a string holds half of a pair") }
    position += 2
    let second = try hexadecimal()
    guard (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw fault("a string holds half of a pair") }
    return scalar
  }

  private mutating func hexadecimal() throws(InquiryError) -> UInt32 {
    guard position + 4 <= bytes.count else { throw fault("a string has no end") }
    var number: UInt32 = 0
    for byte in bytes[position..<position + 4] {
      guard let digit = HexDigit.value(byte) else {
        throw fault("a string holds an unknown escape")
      }
      number = number << 4 | UInt32(digit)
    }
    position += 4
    return number
  }

  private mutating func take(_ sign: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard position < bytes.count, bytes[position] == UInt8(ascii: sign) else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ sign: Unicode.Scalar) throws(InquiryError) {
    guard take(sign) else { throw fault("\(sign) is missing") }
  }

  private mutating func skipBlanks() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
      position += 1
    }
  }

  private func fault(_ reason: String) -> InquiryError {
    .notJSON(offset: position, reason: reason)
  }
}

/// The digits of hexadecimal numbers.
enum HexDigit {
  /// Returns the value of a digit; nil for any other byte.
  static func value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
