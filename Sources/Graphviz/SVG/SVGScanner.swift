/// Divides the SVG that Graphviz writes into its tokens.
///
/// It reads only the XML that Graphviz writes and refuses anything else: no CDATA, no entities
/// beyond those of a character, no document type with content. O(*n*) in bytes.
struct SVGScanner {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Returns the next token; nil at the end.
  mutating func next() throws(GraphvizError) -> SVGToken? {
    guard position < bytes.count else { return nil }
    guard bytes[position] == UInt8(ascii: "<") else {
      return .text(text(until: UInt8(ascii: "<")))
    }
    if starts(with: "<!--") {
      try skip(past: "-->")
      return .other
    }
    if starts(with: "<?") {
      try skip(past: "?>")
      return .other
    }
    if starts(with: "<!DOCTYPE") {
      try skip(past: ">")
      return .other
    }
    return try element()
  }

  private mutating func element() throws(GraphvizError) -> SVGToken {
    position += 1
    if position < bytes.count, bytes[position] == UInt8(ascii: "/") {
      position += 1
      let name = try name()
      skipSpace()
      try expect(UInt8(ascii: ">"))
      return .close(name)
    }
    let name = try name()
    var attributes: [SVGToken.Attribute] = []
    while true {
      skipSpace()
      guard position < bytes.count else { throw .unexpectedOutput("an element of it has no end") }
      if bytes[position] == UInt8(ascii: ">") {
        position += 1
        return .open(name, attributes, isClosed: false)
      }
      if bytes[position] == UInt8(ascii: "/") {
        position += 1
        try expect(UInt8(ascii: ">"))
        return .open(name, attributes, isClosed: true)
      }
      let attribute = try self.name()
      try expect(UInt8(ascii: "="))
      try expect(UInt8(ascii: "\""))
      let value = text(until: UInt8(ascii: "\""))
      try expect(UInt8(ascii: "\""))
      guard !value.utf8.contains(UInt8(ascii: "<")) else {
        throw .unexpectedOutput("an attribute of it holds markup")
      }
      attributes.append(SVGToken.Attribute(name: attribute, value: value))
    }
  }

  private mutating func name() throws(GraphvizError) -> String {
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: ":"),
        UInt8(ascii: "_"):
        position += 1
      default:
        guard position > start else { throw .unexpectedOutput("a name in it cannot be read") }
        return String(decoding: bytes[start..<position], as: UTF8.self)
      }
    }
    throw .unexpectedOutput("it ends within an element")
  }

  private mutating func text(until end: UInt8) -> String {
    let start = position
    while position < bytes.count, bytes[position] != end { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func expect(_ byte: UInt8) throws(GraphvizError) {
    guard position < bytes.count, bytes[position] == byte else {
      throw .unexpectedOutput("an element of it cannot be read")
    }
    position += 1
  }

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[position]) {
      position += 1
    }
  }

  private func starts(with text: String) -> Bool {
    bytes[position...].starts(with: text.utf8)
  }

  private mutating func skip(past end: String) throws(GraphvizError) {
    let last = Array(end.utf8)
    while position + last.count <= bytes.count {
      if bytes[position..<position + last.count].elementsEqual(last) {
        position += last.count
        return
      }
      position += 1
    }
    throw .unexpectedOutput("it ends within a comment or declaration")
  }
}

/// A token of an SVG file.
enum SVGToken: Sendable, Hashable {
  /// An attribute, with its value undecoded.
  struct Attribute: Sendable, Hashable {
    let name: String
    let value: String
  }

  case open(String, [Attribute], isClosed: Bool)
  case close(String)
  case text(String)
  /// A declaration, a document type or a comment, of which nothing is kept.
  case other
}
