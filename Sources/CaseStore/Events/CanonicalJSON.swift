/// JSON in the one form that a case writes: keys in the order of their code points, no white space, whole numbers and
/// texts as the only scalars, escapes only where JSON demands them.
///
/// One value has one spelling, so a digest of the text is a digest of the value. The reader refuses every other spelling.
public enum CanonicalJSON: Hashable, Sendable {
  /// A whole number.
  case integer(Int)
  /// A text.
  case string(String)
  /// A list.
  case array([CanonicalJSON])
  /// Members with different names, in the order of their names' code points.
  case object([Member])

  /// A member of an object.
  public struct Member: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The value.
    public let value: CanonicalJSON

    /// Creates a member.
    public init(_ name: String, _ value: CanonicalJSON) {
      self.name = name
      self.value = value
    }

    /// Compares byte by byte: canonically equivalent texts are different.
    public static func == (left: Member, right: Member) -> Bool {
      left.name.utf8.elementsEqual(right.name.utf8) && left.value == right.value
    }
  }

  /// Returns an object of members in any order; a later member of a name replaces an earlier one.
  public static func object(of members: [(String, CanonicalJSON)]) -> CanonicalJSON {
    var known: [Spelling: CanonicalJSON] = [:]
    for (name, value) in members { known[Spelling(name)] = value }
    return .object(known.sorted { $0.key < $1.key }.map { Member($0.key.text, $0.value) })
  }

  /// Compares byte by byte: canonically equivalent texts are different.
  public static func == (left: CanonicalJSON, right: CanonicalJSON) -> Bool {
    switch (left, right) {
    case (.integer(let left), .integer(let right)): left == right
    case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)): left == right
    default: false
    }
  }

  /// Feeds the text of the value into a hasher.
  public func hash(into hasher: inout Hasher) { hasher.combine(bytes) }

  // MARK: Writing

  /// The text, as UTF-8.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    write(into: &bytes)
    return bytes
  }

  /// The text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  private func write(into bytes: inout [UInt8]) {
    switch self {
    case .integer(let number): bytes += Array(String(number).utf8)
    case .string(let text): CanonicalJSON.write(text, into: &bytes)
    case .array(let values):
      bytes.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        value.write(into: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        CanonicalJSON.write(member.name, into: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.write(into: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private static func write(_ text: String, into bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0x08: bytes += Array("\\b".utf8)
      case 0x09: bytes += Array("\\t".utf8)
      case 0x0A: bytes += Array("\\n".utf8)
      case 0x0C: bytes += Array("\\f".utf8)
      case 0x0D: bytes += Array("\\r".utf8)
      case 0..<0x20:
        let digits = Array("0123456789abcdef".utf8)
        bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

/// A text that equals another only where their bytes are equal, ordered by code points.
///
/// `String` takes an accented letter and the letter with an accent behind it for one; accounts do not.
public struct Spelling: Hashable, Comparable, Sendable {
  /// The text.
  public let text: String

  /// Creates a spelling.
  public init(_ text: String) { self.text = text }

  /// Compares byte by byte.
  public static func == (left: Spelling, right: Spelling) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  /// Compares byte by byte, which for UTF-8 is the order of code points.
  public static func < (left: Spelling, right: Spelling) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  /// Feeds the text into a hasher: equal bytes are equal texts.
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
