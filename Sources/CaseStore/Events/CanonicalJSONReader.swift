/// The reason why bytes are not canonical JSON.
public struct CanonicalJSONError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The offset of the first byte that does not belong there.
  public let offset: Int
  /// The reason in words.
  public let reason: String

  /// The reason and the place in words.
  public var description: String { "\(reason) at byte \(offset)" }
}

extension CanonicalJSON {
  /// The most values within one another.
  static let deepest = 24

  /// Reads canonical JSON; refuses every text that ``bytes`` would spell differently.
  ///
  /// - Complexity: O(bytes).
  public init(_ bytes: [UInt8]) throws(CanonicalJSONError) {
    var reader = Reader(bytes: bytes)
    self = try reader.value(depth: 0)
    guard reader.at == bytes.count else { throw reader.fault("the value has ended") }
  }

  /// Reads one value after the other from bytes.
  private struct Reader {
    let bytes: [UInt8]
    var at = 0

    func fault(_ reason: String) -> CanonicalJSONError {
      CanonicalJSONError(offset: at, reason: reason)
    }

    private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
      guard next == byte else { return false }
      at += 1
      return true
    }

    mutating func value(depth: Int) throws(CanonicalJSONError) -> CanonicalJSON {
      guard depth < CanonicalJSON.deepest else { throw fault("values lie too deep") }
      switch next {
      case UInt8(ascii: "\""): return .string(try string())
      case UInt8(ascii: "{"): return .object(try members(depth: depth))
      case UInt8(ascii: "["): return .array(try values(depth: depth))
      case nil: throw fault("the text ends too early")
      case let byte? where byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte):
        return .integer(try integer())
      default: throw fault("no text, number, list or object begins")
      }
    }

    private mutating func members(depth: Int) throws(CanonicalJSONError) -> [Member] {
      at += 1
      var members: [Member] = []
      if take(UInt8(ascii: "}")) { return members }
      members.reserveCapacity(10)
      var former = 0..<0
      while true {
        guard next == UInt8(ascii: "\"") else { throw fault("a name is missing") }
        let start = at
        let name = try string()
        // Without escapes the bytes between the quotes are the name's.
        let spelled = start + 1..<at - 1
        let isPlain =
          spelled.count == name.utf8.count && former.count == (members.last?.name.utf8.count ?? 0)
        let isInOrder =
          isPlain
          ? precedes(former, spelled)
          : members.last.map { $0.name.utf8.lexicographicallyPrecedes(name.utf8) } ?? true
        guard members.isEmpty || isInOrder else {
          at = start
          throw fault("the names are not in order, or one stands twice")
        }
        former = spelled
        guard take(UInt8(ascii: ":")) else { throw fault("a colon is missing") }
        members.append(Member(name, try value(depth: depth + 1)))
        if take(UInt8(ascii: "}")) { return members }
        guard take(UInt8(ascii: ",")) else { throw fault("a comma is missing") }
      }
    }

    /// Compares two parts of the bytes.
    private func precedes(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
      for place in 0..<min(left.count, right.count) {
        let (one, other) = (bytes[left.lowerBound + place], bytes[right.lowerBound + place])
        if one != other { return one < other }
      }
      return left.count < right.count
    }

    private mutating func values(depth: Int) throws(CanonicalJSONError) -> [CanonicalJSON] {
      at += 1
      var values: [CanonicalJSON] = []
      if take(UInt8(ascii: "]")) { return values }
      while true {
        values.append(try value(depth: depth + 1))
        if take(UInt8(ascii: "]")) { return values }
        guard take(UInt8(ascii: ",")) else { throw fault("a comma is missing") }
      }
    }

    private mutating func integer() throws(CanonicalJSONError) -> Int {
      let start = at
      _ = take(UInt8(ascii: "-"))
      let first = at
      while let byte = next, (0x30...0x39).contains(byte) { at += 1 }
      let digits = bytes[first..<at]
      guard let lead = digits.first, lead != 0x30 || (digits.count == 1 && first == start),
        let number = Int(String(decoding: bytes[start..<at], as: UTF8.self))
      else {
        at = start
        throw fault("the number is not written in the usual way, or too large")
      }
      return number
    }

    private mutating func string() throws(CanonicalJSONError) -> String {
      at += 1
      let start = at
      // Most texts have no escapes.
      var all: UInt8 = 0
      while at < bytes.count, case let byte = bytes[at], byte != UInt8(ascii: "\""),
        byte != UInt8(ascii: "\\"), byte >= 0x20
      {
        all |= byte
        at += 1
      }
      if all < 0x80, next == UInt8(ascii: "\"") {
        at += 1
        return String(decoding: bytes[start..<at - 1], as: UTF8.self)
      }
      guard next == UInt8(ascii: "\\") else { return try ending(bytes[start..<at]) }
      var text = Array(bytes[start..<at])
      while let byte = next, byte != UInt8(ascii: "\""), byte >= 0x20 {
        if byte == UInt8(ascii: "\\") {
          text.append(try escaped())
        } else {
          text.append(byte)
          at += 1
        }
      }
      return try ending(text[...])
    }

    private mutating func ending(_ text: ArraySlice<UInt8>) throws(CanonicalJSONError) -> String {
      guard take(UInt8(ascii: "\"")) else { throw fault("a text does not end") }
      guard let text = String(validating: text, as: UTF8.self) else {
        throw fault("the text before this is not UTF-8")
      }
      return text
    }

    /// Reads an escape; each byte that has one has only one.
    private mutating func escaped() throws(CanonicalJSONError) -> UInt8 {
      at += 1
      guard let letter = next else { throw fault("the text ends too early") }
      at += 1
      switch letter {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): return letter
      case UInt8(ascii: "b"): return 0x08
      case UInt8(ascii: "t"): return 0x09
      case UInt8(ascii: "n"): return 0x0A
      case UInt8(ascii: "f"): return 0x0C
      case UInt8(ascii: "r"): return 0x0D
      case UInt8(ascii: "u"):
        let digits = Array("0123456789abcdef".utf8)
        guard at + 4 <= bytes.count, bytes[at] == 0x30, bytes[at + 1] == 0x30,
          let high = digits.firstIndex(of: bytes[at + 2]), high < 2,
          let low = digits.firstIndex(of: bytes[at + 3]), case let code = UInt8(high * 16 + low),
          ![0x08, 0x09, 0x0A, 0x0C, 0x0D].contains(code)
        else { break }
        at += 4
        return code
      default: break
      }
      at -= 2
      throw fault("an escape is not needed there, or not written in the usual way")
    }
  }
}
