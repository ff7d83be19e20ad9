/// The address of a question: its name as path and its options as query, `/sinks?victims=role:victim&grade=B`.
enum InquiryAddress {
  /// The signs, beside letters and digits, that stand for themselves in a query.
  private static let plain = Set("-._~:/,@*()!;=".utf8)

  /// Writes an address; options are in the order in which they are given.
  static func text(_ name: String, _ options: [(name: String, texts: [String])]) -> String {
    let pairs = options.flatMap { name, texts in texts.map { "\(name)=\(encoded($0))" } }
    return "/" + name + (pairs.isEmpty ? "" : "?") + pairs.joined(separator: "&")
  }

  private static func encoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        bytes.append(byte)
      case _ where plain.contains(byte): bytes.append(byte)
      default:
        let hex = String(byte, radix: 16, uppercase: true)
        bytes += "%\(hex.utf8.count < 2 ? "0" : "")\(hex)".utf8
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads an address: the name, and the options in the order of their first values.
  static func parts(
    _ text: String
  ) throws(InquiryError) -> (name: String, options: [(name: String, texts: [String])]) {
    let bytes = Array(text.utf8)
    guard bytes.first == UInt8(ascii: "/") else {
      throw .notAddress("an address begins with / and the name of a question")
    }
    let mark = bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.count
    var options: [(name: String, texts: [String])] = []
    var rest = bytes[min(mark + 1, bytes.count)...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: UInt8(ascii: "&")) ?? rest.endIndex
      let pair = rest[..<end]
      rest = rest[min(end + 1, rest.endIndex)...]
      if pair.isEmpty { continue }
      let sign = pair.firstIndex(of: UInt8(ascii: "="))
      guard let sign else {
        throw .notAddress("\"\(String(decoding: pair, as: UTF8.self))\" has no value")
      }
      let name = try decoded(pair[..<sign])
      let value = try decoded(pair[(sign + 1)...])
      if let known = options.firstIndex(where: { $0.name == name }) {
        options[known].texts.append(value)
      } else {
        options.append((name, [value]))
      }
    }
    return (try decoded(bytes[1..<mark]), options)
  }

  /// Reads the bytes behind per cent signs; a plus is a blank, as forms of browsers write it.
  private static func decoded(_ text: ArraySlice<UInt8>) throws(InquiryError) -> String {
    var bytes: [UInt8] = []
    var rest = text
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): bytes.append(0x20)
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst().flatMap(HexDigit.value),
          let low = rest.popFirst().flatMap(HexDigit.value)
        else { throw .notAddress("a per cent sign has two hexadecimal digits behind it") }
        bytes.append(high << 4 | low)
      default: bytes.append(byte)
      }
    }
    guard let decoded = String(validating: bytes, as: UTF8.self) else {
      throw .notAddress("an address is written in UTF-8")
    }
    return decoded
  }
}
