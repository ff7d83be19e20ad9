/// The reason why XML cannot be read on from a place.
struct XMLFault: Error, Equatable {
  /// The reason in words, after "the file": `ends inside an element`.
  let words: String
  /// The offset of the byte at which reading stops.
  let at: Int
}

/// Reads the tags of an XML text one by one, each with its place in the bytes.
///
/// It knows no document type: a `DOCTYPE` ends the reading, so that no entity can make a small file large or open
/// another one. Depth, names, tags and texts are limited, so that no text costs more than its size.
struct XMLTokens {
  /// The limits; a text beyond them is refused at the place where it passes them.
  enum Limit {
    static let depth = 64
    static let name = 256
    static let tag = 64 << 10
    static let text = 1 << 20
  }

  /// A tag that opens an element.
  struct Opening {
    let name: XMLName
    /// The offsets of `<`, of the end of the name, and of the byte after `>`.
    let start: Int
    let nameEnd: Int
    let end: Int
    /// True for `<a/>`.
    let isEmpty: Bool
  }

  /// One tag, or the end of the text.
  enum Token {
    case open(Opening)
    /// A tag that closes an element, with the offsets of `<` and after `>`.
    case close(start: Int, end: Int)
    case end
  }

  private(set) var at: Int
  private var open: [XMLName] = []

  init(from start: Int) { at = start }

  /// The number of elements that are open.
  var depth: Int { open.count }

  /// Returns the next tag; comments, instructions and texts are passed over.
  mutating func next(in bytes: Span<UInt8>) throws(XMLFault) -> Token {
    while true {
      let textStart = at
      while at < bytes.count, bytes[at] != 0x3C { at &+= 1 }
      if at &- textStart > Limit.text {
        throw XMLFault(words: "has a text of more than 1 MiB", at: textStart)
      }
      guard at < bytes.count else {
        if open.isEmpty { return .end }
        throw XMLFault(words: "ends inside an element", at: textStart)
      }
      guard at + 1 < bytes.count else {
        throw XMLFault(words: "ends inside a tag", at: at)
      }
      switch bytes[at + 1] {
      case 0x3F: try pass("?>", in: bytes)
      case 0x21: try passDeclaration(bytes)
      case 0x2F: return try closing(bytes)
      default: return try opening(bytes)
      }
    }
  }

  private mutating func passDeclaration(_ bytes: Span<UInt8>) throws(XMLFault) {
    if XMLTokens.starts("<!--", at: at, in: bytes) {
      try pass("-->", in: bytes)
    } else if XMLTokens.starts("<![CDATA[", at: at, in: bytes), !open.isEmpty {
      try pass("]]>", in: bytes)
    } else if XMLTokens.starts("<!DOCTYPE", at: at, in: bytes) {
      throw XMLFault(words: "has a DOCTYPE, which bank messages never have", at: at)
    } else {
      throw XMLFault(words: "is not well-formed XML", at: at)
    }
  }

  private mutating func pass(_ end: StaticString, in bytes: Span<UInt8>) throws(XMLFault) {
    let start = at
    while at < bytes.count {
      if XMLTokens.starts(end, at: at, in: bytes) {
        at += end.utf8CodeUnitCount
        if at - start > Limit.text {
          throw XMLFault(words: "has a text of more than 1 MiB", at: start)
        }
        return
      }
      at += 1
    }
    throw XMLFault(words: "ends inside a comment or an instruction", at: start)
  }

  private mutating func closing(_ bytes: Span<UInt8>) throws(XMLFault) -> Token {
    let start = at
    let end = try tagEnd(bytes)
    var nameEnd = end - 1
    while nameEnd > start + 2, XMLTokens.isBlank(bytes[nameEnd - 1]) { nameEnd -= 1 }
    guard let name = open.last, name == XMLName(bytes, in: start + 2..<nameEnd) else {
      throw XMLFault(words: "closes an element that is not the last one opened", at: start)
    }
    open.removeLast()
    at = end
    return .close(start: start, end: end)
  }

  private mutating func opening(_ bytes: Span<UInt8>) throws(XMLFault) -> Token {
    let start = at
    var nameEnd = start + 1
    while nameEnd < bytes.count, XMLTokens.isName(bytes[nameEnd]) { nameEnd &+= 1 }
    guard nameEnd > start + 1 else { throw XMLFault(words: "is not well-formed XML", at: start) }
    guard nameEnd - start <= Limit.name else {
      throw XMLFault(words: "has an element with a name of more than 256 bytes", at: start)
    }
    let end = try tagEnd(bytes)
    let isEmpty = bytes[end - 2] == 0x2F
    let name = XMLName(bytes, in: start + 1..<min(nameEnd, end - 1))
    if !isEmpty {
      guard open.count < Limit.depth else {
        throw XMLFault(words: "has elements nested more than 64 deep", at: start)
      }
      open.append(name)
    }
    at = end
    return .open(Opening(name: name, start: start, nameEnd: nameEnd, end: end, isEmpty: isEmpty))
  }

  /// Returns the offset after the `>` of the tag at the current place; a `>` in quotes is part of a value.
  private func tagEnd(_ bytes: Span<UInt8>) throws(XMLFault) -> Int {
    var place = at + 1
    var quote: UInt8 = 0
    while place < bytes.count, place &- at <= Limit.tag {
      let byte = bytes[place]
      place &+= 1
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == 0x3E {
        return place
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
      } else if byte == 0x3C {
        throw XMLFault(words: "is not well-formed XML", at: at)
      }
    }
    throw XMLFault(
      words: place < bytes.count ? "has a tag of more than 64 KiB" : "ends inside a tag", at: at)
  }

  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  private static func isName(_ byte: UInt8) -> Bool {
    !isBlank(byte) && byte != 0x3E && byte != 0x2F && byte != 0x3C && byte != 0x3D && byte != 0x22
      && byte != 0x27
  }

  static func starts(_ text: StaticString, at: Int, in bytes: Span<UInt8>) -> Bool {
    guard at + text.utf8CodeUnitCount <= bytes.count else { return false }
    return text.withUTF8Buffer { wanted in
      for place in wanted.indices where bytes[at + place] != wanted[place] { return false }
      return true
    }
  }
}
